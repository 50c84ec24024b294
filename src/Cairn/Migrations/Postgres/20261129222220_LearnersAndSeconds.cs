using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LearnersAndSeconds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "given_alone",
                table: "role_assignments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "sourced_id",
                table: "role_assignments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "known_adult_at",
                table: "people",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "known_adult_by",
                table: "people",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "learns",
                table: "people",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "confirmed_at",
                table: "invitations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "confirmed_by_id",
                table: "invitations",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_role_assignments_district_id_sourced_id",
                table: "role_assignments",
                columns: new[] { "district_id", "sourced_id" });

            migrationBuilder.CreateIndex(
                name: "ix_invitations_district_id_confirmed_by_id",
                table: "invitations",
                columns: new[] { "district_id", "confirmed_by_id" });

            migrationBuilder.AddForeignKey(
                name: "fk_invitations_people_district_id_confirmed_by_id",
                table: "invitations",
                columns: new[] { "district_id", "confirmed_by_id" },
                principalTable: "people",
                principalColumns: new[] { "district_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql(Cairn.Schools.KnownBefore.Postgres);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_invitations_people_district_id_confirmed_by_id",
                table: "invitations");

            migrationBuilder.DropIndex(
                name: "ix_role_assignments_district_id_sourced_id",
                table: "role_assignments");

            migrationBuilder.DropIndex(
                name: "ix_invitations_district_id_confirmed_by_id",
                table: "invitations");

            migrationBuilder.DropColumn(
                name: "given_alone",
                table: "role_assignments");

            migrationBuilder.DropColumn(
                name: "sourced_id",
                table: "role_assignments");

            migrationBuilder.DropColumn(
                name: "known_adult_at",
                table: "people");

            migrationBuilder.DropColumn(
                name: "known_adult_by",
                table: "people");

            migrationBuilder.DropColumn(
                name: "learns",
                table: "people");

            migrationBuilder.DropColumn(
                name: "confirmed_at",
                table: "invitations");

            migrationBuilder.DropColumn(
                name: "confirmed_by_id",
                table: "invitations");
        }
    }
}
