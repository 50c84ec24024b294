using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Doors : Migration
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

            migrationBuilder.DropIndex(
                name: "ix_audit_events_district_id_subject_id",
                table: "audit_events");

            migrationBuilder.AddColumn<long>(
                name: "last_used_at",
                table: "sign_in_cards",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "last_used_on",
                table: "sign_in_cards",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "given_alone",
                table: "role_assignments",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "sourced_id",
                table: "role_assignments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "tells_learner",
                table: "revocations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "told_reason",
                table: "revocations",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "told_words",
                table: "revocations",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "relation",
                table: "reviews",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "known_adult_at",
                table: "people",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "known_adult_by",
                table: "people",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "learns",
                table: "people",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "confirmed_at",
                table: "invitations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "confirmed_by_id",
                table: "invitations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "tokens_for_minors_since",
                table: "districts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "address",
                table: "audit_events",
                type: "TEXT",
                maxLength: 45,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "last_used_at",
                table: "asp_net_user_passkeys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "last_used_at",
                table: "access_tokens",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "card_uses",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    card_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    device_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    left_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_card_uses", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_card_uses_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_card_uses_sign_in_cards_district_id_card_id",
                        columns: x => new { x.district_id, x.card_id },
                        principalTable: "sign_in_cards",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "guess_counts",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    tries = table.Column<long>(type: "INTEGER", nullable: false),
                    opens_at = table.Column<long>(type: "INTEGER", nullable: false),
                    tried_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_guess_counts", x => x.key);
                });

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

            migrationBuilder.CreateTable(
                name: "known_devices",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    device_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_known_devices", x => new { x.account_id, x.device_sha256 });
                    table.ForeignKey(
                        name: "fk_known_devices_asp_net_users_account_id",
                        column: x => x.account_id,
                        principalTable: "asp_net_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    secret_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    district_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    card_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    device_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    device_name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 45, nullable: true),
                    own_device = table.Column<bool>(type: "INTEGER", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    proved_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_seen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_why = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_sign_in_sessions_asp_net_users_account_id",
                        column: x => x.account_id,
                        principalTable: "asp_net_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_sign_in_sessions_sign_in_cards_district_id_card_id",
                        columns: x => new { x.district_id, x.card_id },
                        principalTable: "sign_in_cards",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_role_assignments_district_id_sourced_id",
                table: "role_assignments",
                columns: new[] { "district_id", "sourced_id" });

            migrationBuilder.CreateIndex(
                name: "ix_issuer_keys_public_key_multibase",
                table: "issuer_keys",
                column: "public_key_multibase");

            migrationBuilder.CreateIndex(
                name: "ix_invitations_district_id_confirmed_by_id",
                table: "invitations",
                columns: new[] { "district_id", "confirmed_by_id" });

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

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_district_id_action_id",
                table: "audit_events",
                columns: new[] { "district_id", "action", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_district_id_actor_person_id_id",
                table: "audit_events",
                columns: new[] { "district_id", "actor_person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_district_id_subject_id_id",
                table: "audit_events",
                columns: new[] { "district_id", "subject_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_card_uses_district_id_card_id_at",
                table: "card_uses",
                columns: new[] { "district_id", "card_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_card_uses_district_id_device_sha256",
                table: "card_uses",
                columns: new[] { "district_id", "device_sha256" });

            migrationBuilder.CreateIndex(
                name: "ix_guess_counts_tried_at",
                table: "guess_counts",
                column: "tried_at");

            migrationBuilder.CreateIndex(
                name: "ix_hands_district_id_enrollment_id_person_id",
                table: "hands",
                columns: new[] { "district_id", "enrollment_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hands_district_id_person_id",
                table: "hands",
                columns: new[] { "district_id", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_known_devices_device_sha256",
                table: "known_devices",
                column: "device_sha256");

            migrationBuilder.CreateIndex(
                name: "ix_known_devices_seen_at",
                table: "known_devices",
                column: "seen_at");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_sessions_account_id_expires_at",
                table: "sign_in_sessions",
                columns: new[] { "account_id", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_sessions_district_id_card_id",
                table: "sign_in_sessions",
                columns: new[] { "district_id", "card_id" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_sessions_expires_at",
                table: "sign_in_sessions",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_sessions_secret_sha256",
                table: "sign_in_sessions",
                column: "secret_sha256",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_invitations_people_district_id_confirmed_by_id",
                table: "invitations",
                columns: new[] { "district_id", "confirmed_by_id" },
                principalTable: "people",
                principalColumns: new[] { "district_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql(Cairn.Schools.KnownBefore.Sqlite);
            migrationBuilder.Sql(Cairn.Earning.HandsBefore.Sql);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_invitations_people_district_id_confirmed_by_id",
                table: "invitations");

            migrationBuilder.DropTable(
                name: "card_uses");

            migrationBuilder.DropTable(
                name: "guess_counts");

            migrationBuilder.DropTable(
                name: "hands");

            migrationBuilder.DropTable(
                name: "known_devices");

            migrationBuilder.DropTable(
                name: "sign_in_sessions");

            migrationBuilder.DropIndex(
                name: "ix_role_assignments_district_id_sourced_id",
                table: "role_assignments");

            migrationBuilder.DropIndex(
                name: "ix_issuer_keys_public_key_multibase",
                table: "issuer_keys");

            migrationBuilder.DropIndex(
                name: "ix_invitations_district_id_confirmed_by_id",
                table: "invitations");

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

            migrationBuilder.DropIndex(
                name: "ix_audit_events_district_id_action_id",
                table: "audit_events");

            migrationBuilder.DropIndex(
                name: "ix_audit_events_district_id_actor_person_id_id",
                table: "audit_events");

            migrationBuilder.DropIndex(
                name: "ix_audit_events_district_id_subject_id_id",
                table: "audit_events");

            migrationBuilder.DropColumn(
                name: "last_used_at",
                table: "sign_in_cards");

            migrationBuilder.DropColumn(
                name: "last_used_on",
                table: "sign_in_cards");

            migrationBuilder.DropColumn(
                name: "given_alone",
                table: "role_assignments");

            migrationBuilder.DropColumn(
                name: "sourced_id",
                table: "role_assignments");

            migrationBuilder.DropColumn(
                name: "tells_learner",
                table: "revocations");

            migrationBuilder.DropColumn(
                name: "told_reason",
                table: "revocations");

            migrationBuilder.DropColumn(
                name: "told_words",
                table: "revocations");

            migrationBuilder.DropColumn(
                name: "relation",
                table: "reviews");

            migrationBuilder.DropColumn(
                name: "known_adult_at",
                table: "people");

            migrationBuilder.DropColumn(
                name: "known_adult_by",
                table: "people");

            migrationBuilder.DropColumn(
                name: "learns",
                table: "people");

            migrationBuilder.DropColumn(
                name: "confirmed_at",
                table: "invitations");

            migrationBuilder.DropColumn(
                name: "confirmed_by_id",
                table: "invitations");

            migrationBuilder.DropColumn(
                name: "tokens_for_minors_since",
                table: "districts");

            migrationBuilder.DropColumn(
                name: "address",
                table: "audit_events");

            migrationBuilder.DropColumn(
                name: "last_used_at",
                table: "asp_net_user_passkeys");

            migrationBuilder.DropColumn(
                name: "last_used_at",
                table: "access_tokens");

            migrationBuilder.CreateIndex(
                name: "ix_classes_district_id_school_id",
                table: "classes",
                columns: new[] { "district_id", "school_id" });

            migrationBuilder.CreateIndex(
                name: "ix_awards_district_id_organization_id",
                table: "awards",
                columns: new[] { "district_id", "organization_id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_district_id_subject_id",
                table: "audit_events",
                columns: new[] { "district_id", "subject_id" });
        }
    }
}
