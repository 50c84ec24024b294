using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RosterStages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "stage",
                table: "role_assignments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "stage",
                table: "people",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "stage",
                table: "organizations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "stage",
                table: "guardianships",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "shown_stage",
                table: "districts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "stage",
                table: "classes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "stage",
                table: "class_memberships",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_role_assignments_stage",
                table: "role_assignments",
                columns: new[] { "district_id", "stage" },
                filter: "stage is not null");

            migrationBuilder.CreateIndex(
                name: "ix_people_stage",
                table: "people",
                columns: new[] { "district_id", "stage" },
                filter: "stage is not null");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_stage",
                table: "organizations",
                columns: new[] { "district_id", "stage" },
                filter: "stage is not null");

            migrationBuilder.CreateIndex(
                name: "ix_guardianships_stage",
                table: "guardianships",
                columns: new[] { "district_id", "stage" },
                filter: "stage is not null");

            migrationBuilder.CreateIndex(
                name: "ix_classes_stage",
                table: "classes",
                columns: new[] { "district_id", "stage" },
                filter: "stage is not null");

            migrationBuilder.CreateIndex(
                name: "ix_class_memberships_stage",
                table: "class_memberships",
                columns: new[] { "district_id", "stage" },
                filter: "stage is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_role_assignments_stage",
                table: "role_assignments");

            migrationBuilder.DropIndex(
                name: "ix_people_stage",
                table: "people");

            migrationBuilder.DropIndex(
                name: "ix_organizations_stage",
                table: "organizations");

            migrationBuilder.DropIndex(
                name: "ix_guardianships_stage",
                table: "guardianships");

            migrationBuilder.DropIndex(
                name: "ix_classes_stage",
                table: "classes");

            migrationBuilder.DropIndex(
                name: "ix_class_memberships_stage",
                table: "class_memberships");

            migrationBuilder.DropColumn(
                name: "stage",
                table: "role_assignments");

            migrationBuilder.DropColumn(
                name: "stage",
                table: "people");

            migrationBuilder.DropColumn(
                name: "stage",
                table: "organizations");

            migrationBuilder.DropColumn(
                name: "stage",
                table: "guardianships");

            migrationBuilder.DropColumn(
                name: "shown_stage",
                table: "districts");

            migrationBuilder.DropColumn(
                name: "stage",
                table: "classes");

            migrationBuilder.DropColumn(
                name: "stage",
                table: "class_memberships");
        }
    }
}
