using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Queues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_enrollments_waiting",
                table: "enrollments");

            migrationBuilder.AddColumn<Guid>(
                name: "waiting_review_id",
                table: "enrollments",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "waiting_submission_id",
                table: "enrollments",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_to_decide_at",
                table: "enrollments",
                columns: new[] { "district_id", "organization_id", "waiting_review_id" },
                filter: "waiting_review_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_to_judge_at",
                table: "enrollments",
                columns: new[] { "district_id", "organization_id", "waiting_submission_id" },
                filter: "waiting_submission_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_to_decide",
                table: "enrollments",
                columns: new[] { "district_id", "waiting_review_id" },
                filter: "waiting_review_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_to_judge",
                table: "enrollments",
                columns: new[] { "district_id", "waiting_submission_id" },
                filter: "waiting_submission_id is not null");
            migrationBuilder.Sql(Cairn.Earning.WaitingBefore.Sql);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_enrollments_to_decide_at",
                table: "enrollments");

            migrationBuilder.DropIndex(
                name: "ix_enrollments_to_judge_at",
                table: "enrollments");

            migrationBuilder.DropIndex(
                name: "ix_enrollments_to_decide",
                table: "enrollments");

            migrationBuilder.DropIndex(
                name: "ix_enrollments_to_judge",
                table: "enrollments");

            migrationBuilder.DropColumn(
                name: "waiting_review_id",
                table: "enrollments");

            migrationBuilder.DropColumn(
                name: "waiting_submission_id",
                table: "enrollments");

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_waiting",
                table: "enrollments",
                columns: new[] { "district_id", "organization_id", "id" },
                filter: "state = 'Submitted'");
        }
    }
}
