using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StolenKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_credential_issues_district_id_issuer_key_id",
                table: "credential_issues");

            migrationBuilder.AddColumn<long>(
                name: "compromised_since",
                table: "issuer_keys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "replaced_at",
                table: "issuer_keys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_credential_issues_district_id_issuer_key_id_valid_from",
                table: "credential_issues",
                columns: new[] { "district_id", "issuer_key_id", "valid_from" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_credential_issues_district_id_issuer_key_id_valid_from",
                table: "credential_issues");

            migrationBuilder.DropColumn(
                name: "compromised_since",
                table: "issuer_keys");

            migrationBuilder.DropColumn(
                name: "replaced_at",
                table: "issuer_keys");

            migrationBuilder.CreateIndex(
                name: "ix_credential_issues_district_id_issuer_key_id",
                table: "credential_issues",
                columns: new[] { "district_id", "issuer_key_id" });
        }
    }
}
