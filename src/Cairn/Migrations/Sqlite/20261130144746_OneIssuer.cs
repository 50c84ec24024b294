using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OneIssuer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_status_lists_district_id_issuer_key_id_number",
                table: "status_lists");

            migrationBuilder.DropIndex(
                name: "ix_issuer_keys_district_id_organization_id_number",
                table: "issuer_keys");

            migrationBuilder.RenameColumn(
                name: "origin",
                table: "status_lists",
                newName: "address");

            migrationBuilder.RenameColumn(
                name: "wrapped_seed",
                table: "issuer_keys",
                newName: "wrapped_secret");

            migrationBuilder.AddColumn<string>(
                name: "issuer",
                table: "status_lists",
                type: "TEXT",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "purpose",
                table: "status_lists",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "algorithm",
                table: "issuer_keys",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "issuer_keys",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql(Cairn.Issuing.IssuersBefore.KeysAndLists);

            // What refers to the tables that go is made anew beside them, all in one transaction: Entity Framework's own way to rebuild a
            // table ends it in between, and a start that is killed there could not be repeated.
            migrationBuilder.CreateTable(
                name: "issued_credentials_next",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    issuer_key_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    suite = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    credential_id = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    credential_id_sha256 = table.Column<string>(type: "TEXT", nullable: true),
                    request_sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    issued_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    issued_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_issued_credentials", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_issued_credentials_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_issued_credentials_organizations_district_id_organization_id",
                        columns: x => new { x.district_id, x.organization_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_issued_credentials_people_district_id_issued_by_id",
                        columns: x => new { x.district_id, x.issued_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_issued_credentials_issuer_keys_district_id_issuer_key_id",
                        columns: x => new { x.district_id, x.issuer_key_id },
                        principalTable: "issuer_keys",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "status_places_next",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    credential_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    status_list_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    list_index = table.Column<int>(type: "INTEGER", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    taken_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_status_places", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_status_places_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_status_places_status_lists_district_id_status_list_id",
                        columns: x => new { x.district_id, x.status_list_id },
                        principalTable: "status_lists",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "status_changes_next",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    status_place_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    value = table.Column<bool>(type: "INTEGER", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_status_changes", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_status_changes_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_status_changes_people_district_id_changed_by_id",
                        columns: x => new { x.district_id, x.changed_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_status_changes_status_places_district_id_status_place_id",
                        columns: x => new { x.district_id, x.status_place_id },
                        principalTable: "status_places_next",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.Sql(
                """
                insert into issued_credentials_next (district_id, id, organization_id, issuer_key_id, suite, credential_id,
                    credential_id_sha256, request_sha256, bytes, issued_by_id, issued_at)
                select district_id, id, organization_id, vcalm_key_id, suite, credential_id,
                    credential_id_sha256, request_sha256, bytes, issued_by_id, issued_at
                from issued_credentials;
                insert into status_places_next (district_id, id, credential_id, status_list_id, list_index, purpose, taken_at)
                select p.district_id, p.id, p.issued_credential_id, p.vcalm_list_id, p.list_index, p.purpose, c.issued_at
                from status_places p
                join issued_credentials c on c.district_id = p.district_id and c.id = p.issued_credential_id;
                insert into status_changes_next (district_id, id, status_place_id, number, value, changed_by_id, changed_at)
                select district_id, id, status_place_id, number, value, changed_by_id, changed_at from status_changes;
                """);

            migrationBuilder.DropTable(
                name: "status_changes");

            migrationBuilder.DropTable(
                name: "status_places");

            migrationBuilder.DropTable(
                name: "issued_credentials");

            migrationBuilder.DropTable(
                name: "signed_vcalm_lists");

            migrationBuilder.DropTable(
                name: "vcalm_lists");

            migrationBuilder.DropTable(
                name: "vcalm_keys");

            migrationBuilder.RenameTable(
                name: "issued_credentials_next",
                newName: "issued_credentials");

            migrationBuilder.RenameTable(
                name: "status_places_next",
                newName: "status_places");

            migrationBuilder.RenameTable(
                name: "status_changes_next",
                newName: "status_changes");

            migrationBuilder.Sql(Cairn.Issuing.IssuersBefore.PlacesOfAwards);

            migrationBuilder.CreateIndex(
                name: "ix_issuer_keys_district_id_organization_id_kind_number",
                table: "issuer_keys",
                columns: new[] { "district_id", "organization_id", "kind", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_status_lists_district_id_issuer_key_id_issuer_purpose_number",
                table: "status_lists",
                columns: new[] { "district_id", "issuer_key_id", "issuer", "purpose", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_issued_credentials_district_id_issued_by_id",
                table: "issued_credentials",
                columns: new[] { "district_id", "issued_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_issued_credentials_district_id_issuer_key_id",
                table: "issued_credentials",
                columns: new[] { "district_id", "issuer_key_id" });

            migrationBuilder.CreateIndex(
                name: "ix_issued_credentials_district_id_organization_id_suite_credential_id_sha256",
                table: "issued_credentials",
                columns: new[] { "district_id", "organization_id", "suite", "credential_id_sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_status_places_district_id_credential_id_purpose",
                table: "status_places",
                columns: new[] { "district_id", "credential_id", "purpose" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_status_places_district_id_status_list_id_list_index",
                table: "status_places",
                columns: new[] { "district_id", "status_list_id", "list_index" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_status_changes_district_id_changed_by_id",
                table: "status_changes",
                columns: new[] { "district_id", "changed_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_status_changes_district_id_status_place_id_number",
                table: "status_changes",
                columns: new[] { "district_id", "status_place_id", "number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new System.NotSupportedException("Two tables have become one: bring back a backup.");
    }
}
