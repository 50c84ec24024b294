using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OneIssuer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_issued_credentials_vcalm_keys_district_id_vcalm_key_id",
                table: "issued_credentials");

            migrationBuilder.DropForeignKey(
                name: "fk_status_places_issued_credentials_district_id_issued_credent~",
                table: "status_places");

            migrationBuilder.DropForeignKey(
                name: "fk_status_places_vcalm_lists_district_id_vcalm_list_id",
                table: "status_places");

            migrationBuilder.DropIndex(
                name: "ix_status_lists_district_id_issuer_key_id_number",
                table: "status_lists");

            migrationBuilder.DropIndex(
                name: "ix_issuer_keys_district_id_organization_id_number",
                table: "issuer_keys");

            migrationBuilder.RenameColumn(
                name: "origin",
                table: "status_lists",
                newName: "address");

            migrationBuilder.AlterColumn<string>(
                name: "address",
                table: "status_lists",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(300)",
                oldMaxLength: 300);

            migrationBuilder.RenameColumn(
                name: "vcalm_list_id",
                table: "status_places",
                newName: "status_list_id");

            migrationBuilder.RenameColumn(
                name: "issued_credential_id",
                table: "status_places",
                newName: "credential_id");

            migrationBuilder.RenameIndex(
                name: "ix_status_places_district_id_vcalm_list_id_list_index",
                table: "status_places",
                newName: "ix_status_places_district_id_status_list_id_list_index");

            migrationBuilder.RenameIndex(
                name: "ix_status_places_district_id_issued_credential_id_purpose",
                table: "status_places",
                newName: "ix_status_places_district_id_credential_id_purpose");

            migrationBuilder.RenameColumn(
                name: "wrapped_seed",
                table: "issuer_keys",
                newName: "wrapped_secret");

            migrationBuilder.RenameColumn(
                name: "vcalm_key_id",
                table: "issued_credentials",
                newName: "issuer_key_id");

            migrationBuilder.RenameIndex(
                name: "ix_issued_credentials_district_id_vcalm_key_id",
                table: "issued_credentials",
                newName: "ix_issued_credentials_district_id_issuer_key_id");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "taken_at",
                table: "status_places",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "issuer",
                table: "status_lists",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "purpose",
                table: "status_lists",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "algorithm",
                table: "issuer_keys",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "issuer_keys",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            // The trigger is made anew after the migration.
            migrationBuilder.Sql(
                """
                drop trigger if exists frozen_status_places_update on status_places;
                update status_places set taken_at = (select c.issued_at from issued_credentials c
                    where c.district_id = status_places.district_id and c.id = status_places.credential_id);
                """);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "taken_at",
                table: "status_places",
                type: "timestamp with time zone",
                nullable: false,
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true);

            migrationBuilder.Sql(Cairn.Issuing.IssuersBefore.KeysAndLists);

            migrationBuilder.DropTable(
                name: "signed_vcalm_lists");

            migrationBuilder.DropTable(
                name: "vcalm_lists");

            migrationBuilder.DropTable(
                name: "vcalm_keys");

            migrationBuilder.Sql(Cairn.Issuing.IssuersBefore.PlacesOfAwards);

            migrationBuilder.CreateIndex(
                name: "ix_status_lists_district_id_issuer_key_id_issuer_purpose_number",
                table: "status_lists",
                columns: new[] { "district_id", "issuer_key_id", "issuer", "purpose", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_issuer_keys_district_id_organization_id_kind_number",
                table: "issuer_keys",
                columns: new[] { "district_id", "organization_id", "kind", "number" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_issued_credentials_issuer_keys_district_id_issuer_key_id",
                table: "issued_credentials",
                columns: new[] { "district_id", "issuer_key_id" },
                principalTable: "issuer_keys",
                principalColumns: new[] { "district_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_status_places_status_lists_district_id_status_list_id",
                table: "status_places",
                columns: new[] { "district_id", "status_list_id" },
                principalTable: "status_lists",
                principalColumns: new[] { "district_id", "id" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new System.NotSupportedException("Two tables have become one: bring back a backup.");
    }
}
