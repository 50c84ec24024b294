using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RosterRoles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "from_roster",
                table: "role_assignments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "ix_class_memberships_district_id_sourced_id",
                table: "class_memberships",
                columns: new[] { "district_id", "sourced_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_class_memberships_district_id_sourced_id",
                table: "class_memberships");

            migrationBuilder.DropColumn(
                name: "from_roster",
                table: "role_assignments");
        }
    }
}
