using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Jobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_jobs_done_at_due_at",
                table: "jobs");

            migrationBuilder.AddColumn<long>(
                name: "gave_up_at",
                table: "jobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "lane",
                table: "jobs",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "payload",
                table: "jobs",
                type: "TEXT",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql(Cairn.Foundation.Jobs.JobsBefore.Sql);

            migrationBuilder.CreateTable(
                name: "periodic_runs",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ran_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_failure = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_periodic_runs", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_done",
                table: "jobs",
                column: "done_at",
                filter: "done_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_undone",
                table: "jobs",
                columns: new[] { "district_id", "due_at", "id" },
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_waiting",
                table: "jobs",
                columns: new[] { "lane", "due_at" },
                filter: "done_at is null and gave_up_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "periodic_runs");

            migrationBuilder.DropIndex(
                name: "ix_jobs_done",
                table: "jobs");

            migrationBuilder.DropIndex(
                name: "ix_jobs_undone",
                table: "jobs");

            migrationBuilder.DropIndex(
                name: "ix_jobs_waiting",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "gave_up_at",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "lane",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "payload",
                table: "jobs");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_done_at_due_at",
                table: "jobs",
                columns: new[] { "done_at", "due_at" });
        }
    }
}
