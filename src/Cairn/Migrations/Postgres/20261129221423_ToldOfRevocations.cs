using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ToldOfRevocations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "tells_learner",
                table: "revocations",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "told_reason",
                table: "revocations",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "told_words",
                table: "revocations",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "tells_learner",
                table: "revocations");

            migrationBuilder.DropColumn(
                name: "told_reason",
                table: "revocations");

            migrationBuilder.DropColumn(
                name: "told_words",
                table: "revocations");
        }
    }
}
