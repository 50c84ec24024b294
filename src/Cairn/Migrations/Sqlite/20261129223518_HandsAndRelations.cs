using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HandsAndRelations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "relation",
                table: "reviews",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "hands",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    enrollment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hands", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_hands_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_hands_enrollments_district_id_enrollment_id",
                        columns: x => new { x.district_id, x.enrollment_id },
                        principalTable: "enrollments",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_hands_people_district_id_person_id",
                        columns: x => new { x.district_id, x.person_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_hands_district_id_enrollment_id_person_id",
                table: "hands",
                columns: new[] { "district_id", "enrollment_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hands_district_id_person_id",
                table: "hands",
                columns: new[] { "district_id", "person_id" });

            // Whoever had brought or handed in work before hands were written down, by the row of the first time.
            migrationBuilder.Sql(
                """
                insert into hands (district_id, id, enrollment_id, person_id, account_id, since)
                select a.district_id, a.id, a.enrollment_id, a.added_by_id, p.account_id, a.added_at
                from artifacts a
                join enrollments e on e.district_id = a.district_id and e.id = a.enrollment_id
                join people p on p.district_id = a.district_id and p.id = a.added_by_id
                where a.added_by_id <> e.learner_id and not exists (
                    select 1 from artifacts b
                    where b.district_id = a.district_id and b.enrollment_id = a.enrollment_id and b.added_by_id = a.added_by_id and b.id < a.id);
                insert into hands (district_id, id, enrollment_id, person_id, account_id, since)
                select s.district_id, s.id, s.enrollment_id, s.submitted_by_id, p.account_id, s.submitted_at
                from submissions s
                join people p on p.district_id = s.district_id and p.id = s.submitted_by_id
                where s.submitted_by_id <> s.learner_id
                    and not exists (select 1 from hands h where h.district_id = s.district_id and h.enrollment_id = s.enrollment_id and h.person_id = s.submitted_by_id)
                    and not exists (
                        select 1 from submissions b
                        where b.district_id = s.district_id and b.enrollment_id = s.enrollment_id and b.submitted_by_id = s.submitted_by_id and b.id < s.id);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "hands");

            migrationBuilder.DropColumn(
                name: "relation",
                table: "reviews");
        }
    }
}
