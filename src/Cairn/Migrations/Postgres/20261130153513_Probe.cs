using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Probe : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_short_listings_micro_credentials_district_id_micro_credenti~",
                table: "short_listings");

            migrationBuilder.AddForeignKey(
                name: "fk_short_listings_micro_credentials_district_id_micro_credentia~",
                table: "short_listings",
                columns: new[] { "district_id", "micro_credential_id" },
                principalTable: "micro_credentials",
                principalColumns: new[] { "district_id", "id" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_short_listings_micro_credentials_district_id_micro_credentia~",
                table: "short_listings");

            migrationBuilder.AddForeignKey(
                name: "fk_short_listings_micro_credentials_district_id_micro_credenti~",
                table: "short_listings",
                columns: new[] { "district_id", "micro_credential_id" },
                principalTable: "micro_credentials",
                principalColumns: new[] { "district_id", "id" },
                onDelete: ReferentialAction.Restrict);
        }
    }
}
