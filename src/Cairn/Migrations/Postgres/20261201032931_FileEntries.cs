using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FileEntries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "stored_bytes",
                table: "districts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "file_entries",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kept_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_entries", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_file_entries_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_artifacts_district_id_file_sha256",
                table: "artifacts",
                columns: new[] { "district_id", "file_sha256" },
                filter: "file_sha256 is not null");

            migrationBuilder.CreateIndex(
                name: "ix_file_entries_district_id_owner_id_size",
                table: "file_entries",
                columns: new[] { "district_id", "owner_id", "size" });

            migrationBuilder.CreateIndex(
                name: "ix_file_entries_district_id_sha256",
                table: "file_entries",
                columns: new[] { "district_id", "sha256" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "file_entries");

            migrationBuilder.DropIndex(
                name: "ix_artifacts_district_id_file_sha256",
                table: "artifacts");

            migrationBuilder.DropColumn(
                name: "stored_bytes",
                table: "districts");
        }
    }
}
