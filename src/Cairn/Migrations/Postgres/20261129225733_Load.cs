using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Load : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_classes_district_id_school_id",
                table: "classes");

            migrationBuilder.DropIndex(
                name: "ix_awards_district_id_organization_id",
                table: "awards");

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_district_id_learner_id",
                table: "enrollments",
                columns: new[] { "district_id", "learner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_waiting",
                table: "enrollments",
                columns: new[] { "district_id", "organization_id", "id" },
                filter: "state = 'Submitted'");

            migrationBuilder.CreateIndex(
                name: "ix_classes_district_id_school_id_title_id",
                table: "classes",
                columns: new[] { "district_id", "school_id", "title", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_awards_district_id_organization_id_id",
                table: "awards",
                columns: new[] { "district_id", "organization_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_enrollments_district_id_learner_id",
                table: "enrollments");

            migrationBuilder.DropIndex(
                name: "ix_enrollments_waiting",
                table: "enrollments");

            migrationBuilder.DropIndex(
                name: "ix_classes_district_id_school_id_title_id",
                table: "classes");

            migrationBuilder.DropIndex(
                name: "ix_awards_district_id_organization_id_id",
                table: "awards");

            migrationBuilder.CreateIndex(
                name: "ix_classes_district_id_school_id",
                table: "classes",
                columns: new[] { "district_id", "school_id" });

            migrationBuilder.CreateIndex(
                name: "ix_awards_district_id_organization_id",
                table: "awards",
                columns: new[] { "district_id", "organization_id" });
        }
    }
}
