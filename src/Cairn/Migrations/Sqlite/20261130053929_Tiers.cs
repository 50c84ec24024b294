using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Tiers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_enrollments_to_judge",
                table: "enrollments");

            migrationBuilder.DropIndex(
                name: "ix_enrollments_to_judge_at",
                table: "enrollments");

            migrationBuilder.AddColumn<string>(
                name: "tier",
                table: "enrollments",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql(Cairn.Earning.TierBefore.Sql);

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_to_judge",
                table: "enrollments",
                columns: new[] { "district_id", "tier", "waiting_submission_id" },
                filter: "waiting_submission_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_to_judge_at",
                table: "enrollments",
                columns: new[] { "district_id", "organization_id", "tier", "waiting_submission_id" },
                filter: "waiting_submission_id is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_enrollments_to_judge",
                table: "enrollments");

            migrationBuilder.DropIndex(
                name: "ix_enrollments_to_judge_at",
                table: "enrollments");

            migrationBuilder.DropColumn(
                name: "tier",
                table: "enrollments");

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_to_judge",
                table: "enrollments",
                columns: new[] { "district_id", "waiting_submission_id" },
                filter: "waiting_submission_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_to_judge_at",
                table: "enrollments",
                columns: new[] { "district_id", "organization_id", "waiting_submission_id" },
                filter: "waiting_submission_id is not null");
        }
    }
}
