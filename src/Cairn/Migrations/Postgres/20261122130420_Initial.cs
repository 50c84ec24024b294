using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Cairn.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "asp_net_users",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_code_step = table.Column<long>(type: "bigint", nullable: true),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "districts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_districts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "key_ring",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sealed_xml = table.Column<byte[]>(type: "bytea", nullable: false),
                    stored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_key_ring", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "setup_links",
                columns: table => new
                {
                    secret_sha256 = table.Column<string>(type: "text", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_setup_links", x => x.secret_sha256);
                });

            migrationBuilder.CreateTable(
                name: "asp_net_user_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_asp_net_user_claims_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "asp_net_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "asp_net_user_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    provider_key = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_asp_net_user_logins_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "asp_net_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "asp_net_user_passkeys",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    Data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_asp_net_user_passkeys_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "asp_net_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "asp_net_user_tokens",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_asp_net_user_tokens_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "asp_net_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "audit_events",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor_person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    action = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_events", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_audit_events_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "erasures",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    learner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordered_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erasures", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_erasures_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    last_failure = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_jobs_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "locators",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    target_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_locators", x => new { x.kind, x.key });
                    table.ForeignKey(
                        name: "fk_locators_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "organizations",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    url = table.Column<string>(type: "text", nullable: true),
                    sourced_id = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_organizations_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_organizations_organizations_district_id_parent_id",
                        columns: x => new { x.district_id, x.parent_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    given_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    family_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    username = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    birth_date = table.Column<DateOnly>(type: "date", nullable: true),
                    grade = table.Column<string>(type: "text", nullable: true),
                    language = table.Column<string>(type: "text", nullable: true),
                    sourced_id = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_people_asp_net_users_account_id",
                        column: x => x.account_id,
                        principalTable: "asp_net_users",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_people_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "classes",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    school_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    grades = table.Column<string>(type: "text", nullable: true),
                    sourced_id = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_classes", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_classes_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_classes_organizations_district_id_school_id",
                        columns: x => new { x.district_id, x.school_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "issuer_keys",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    did = table.Column<string>(type: "text", nullable: false),
                    verification_method = table.Column<string>(type: "text", nullable: false),
                    public_key_multibase = table.Column<string>(type: "text", nullable: false),
                    wrapped_seed = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_issuer_keys", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_issuer_keys_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_issuer_keys_organizations_district_id_organization_id",
                        columns: x => new { x.district_id, x.organization_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "vcalm_keys",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    algorithm = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    public_key_multibase = table.Column<string>(type: "text", nullable: false),
                    web_did = table.Column<string>(type: "text", nullable: true),
                    wrapped_secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vcalm_keys", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_vcalm_keys_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_vcalm_keys_organizations_district_id_organization_id",
                        columns: x => new { x.district_id, x.organization_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "access_tokens",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    secret_sha256 = table.Column<string>(type: "text", nullable: false),
                    scopes = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_tokens", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_access_tokens_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_access_tokens_people_district_id_person_id",
                        columns: x => new { x.district_id, x.person_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "frameworks",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sort_title = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    file_sha256 = table.Column<string>(type: "text", nullable: false),
                    items = table.Column<int>(type: "integer", nullable: false),
                    imported_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    imported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_frameworks", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_frameworks_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_frameworks_people_district_id_imported_by_id",
                        columns: x => new { x.district_id, x.imported_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "guardianships",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    guardian_id = table.Column<Guid>(type: "uuid", nullable: false),
                    learner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_guardianships", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_guardianships_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_guardianships_people_district_id_guardian_id",
                        columns: x => new { x.district_id, x.guardian_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_guardianships_people_district_id_learner_id",
                        columns: x => new { x.district_id, x.learner_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invitations",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    made_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    clears_second_step = table.Column<bool>(type: "boolean", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitations", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_invitations_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_invitations_people_district_id_made_by_id",
                        columns: x => new { x.district_id, x.made_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_invitations_people_district_id_person_id",
                        columns: x => new { x.district_id, x.person_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "micro_credentials",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    current_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_micro_credentials", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_micro_credentials_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_micro_credentials_organizations_district_id_organization_id",
                        columns: x => new { x.district_id, x.organization_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_micro_credentials_people_district_id_created_by_id",
                        columns: x => new { x.district_id, x.created_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "public_portfolios",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    handle = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_public_portfolios", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_public_portfolios_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_public_portfolios_people_district_id_person_id",
                        columns: x => new { x.district_id, x.person_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "role_assignments",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from_roster = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_assignments", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_role_assignments_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_role_assignments_organizations_district_id_organization_id",
                        columns: x => new { x.district_id, x.organization_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_role_assignments_people_district_id_person_id",
                        columns: x => new { x.district_id, x.person_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roster_imports",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_sha256 = table.Column<string>(type: "text", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    many_may_leave = table.Column<bool>(type: "boolean", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    rows_done = table.Column<int>(type: "integer", nullable: false),
                    rows_total = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roster_imports", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_roster_imports_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_roster_imports_people_district_id_started_by_id",
                        columns: x => new { x.district_id, x.started_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_cards",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    secret_sha256 = table.Column<string>(type: "text", nullable: false),
                    printed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    printed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_cards", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_sign_in_cards_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sign_in_cards_people_district_id_person_id",
                        columns: x => new { x.district_id, x.person_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sign_in_cards_people_district_id_printed_by_id",
                        columns: x => new { x.district_id, x.printed_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "class_memberships",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    class_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sourced_id = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_class_memberships", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_class_memberships_classes_district_id_class_id",
                        columns: x => new { x.district_id, x.class_id },
                        principalTable: "classes",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_class_memberships_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_class_memberships_people_district_id_person_id",
                        columns: x => new { x.district_id, x.person_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "status_lists",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    issuer_key_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    public_id = table.Column<Guid>(type: "uuid", nullable: false),
                    origin = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_status_lists", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_status_lists_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_status_lists_issuer_keys_district_id_issuer_key_id",
                        columns: x => new { x.district_id, x.issuer_key_id },
                        principalTable: "issuer_keys",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_status_lists_organizations_district_id_organization_id",
                        columns: x => new { x.district_id, x.organization_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "issued_credentials",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vcalm_key_id = table.Column<Guid>(type: "uuid", nullable: false),
                    suite = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    credential_id = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    credential_id_sha256 = table.Column<string>(type: "text", nullable: true),
                    request_sha256 = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    issued_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                        name: "fk_issued_credentials_vcalm_keys_district_id_vcalm_key_id",
                        columns: x => new { x.district_id, x.vcalm_key_id },
                        principalTable: "vcalm_keys",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "vcalm_lists",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vcalm_key_id = table.Column<Guid>(type: "uuid", nullable: false),
                    issuer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    purpose = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    origin = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vcalm_lists", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_vcalm_lists_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_vcalm_lists_organizations_district_id_organization_id",
                        columns: x => new { x.district_id, x.organization_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_vcalm_lists_vcalm_keys_district_id_vcalm_key_id",
                        columns: x => new { x.district_id, x.vcalm_key_id },
                        principalTable: "vcalm_keys",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "framework_items",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    framework_id = table.Column<Guid>(type: "uuid", nullable: false),
                    identifier = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: true),
                    statement = table.Column<string>(type: "text", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: true),
                    education_level = table.Column<string>(type: "text", nullable: true),
                    position = table.Column<int>(type: "integer", nullable: false),
                    search_text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_framework_items", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_framework_items_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_framework_items_frameworks_district_id_framework_id",
                        columns: x => new { x.district_id, x.framework_id },
                        principalTable: "frameworks",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finished_examples",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    micro_credential_id = table.Column<Guid>(type: "uuid", nullable: false),
                    work = table.Column<string>(type: "text", nullable: false),
                    written_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finished_examples", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_finished_examples_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_finished_examples_micro_credentials_district_id_micro_creden~",
                        columns: x => new { x.district_id, x.micro_credential_id },
                        principalTable: "micro_credentials",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_finished_examples_people_district_id_written_by_id",
                        columns: x => new { x.district_id, x.written_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "short_listings",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    micro_credential_id = table.Column<Guid>(type: "uuid", nullable: false),
                    chosen_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    chosen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_short_listings", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_short_listings_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_short_listings_micro_credentials_district_id_micro_credenti~",
                        columns: x => new { x.district_id, x.micro_credential_id },
                        principalTable: "micro_credentials",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_short_listings_organizations_district_id_organization_id",
                        columns: x => new { x.district_id, x.organization_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_short_listings_people_district_id_chosen_by_id",
                        columns: x => new { x.district_id, x.chosen_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "versions",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    micro_credential_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: false),
                    author_account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    blueprint = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    last_editor = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    summary = table.Column<string>(type: "text", nullable: false),
                    sort_title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    category = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    effort_minutes = table.Column<int>(type: "integer", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    audience_bits = table.Column<int>(type: "integer", nullable: false),
                    search_text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_versions", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_versions_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_versions_micro_credentials_district_id_micro_credential_id",
                        columns: x => new { x.district_id, x.micro_credential_id },
                        principalTable: "micro_credentials",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_versions_organizations_district_id_organization_id",
                        columns: x => new { x.district_id, x.organization_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_versions_people_district_id_author_id",
                        columns: x => new { x.district_id, x.author_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "signed_status_lists",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    status_list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signed_status_lists", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_signed_status_lists_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_signed_status_lists_status_lists_district_id_status_list_id",
                        columns: x => new { x.district_id, x.status_list_id },
                        principalTable: "status_lists",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "signed_vcalm_lists",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    vcalm_list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signed_vcalm_lists", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_signed_vcalm_lists_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_signed_vcalm_lists_vcalm_lists_district_id_vcalm_list_id",
                        columns: x => new { x.district_id, x.vcalm_list_id },
                        principalTable: "vcalm_lists",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "status_places",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    issued_credential_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vcalm_list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list_index = table.Column<int>(type: "integer", nullable: false),
                    purpose = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false)
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
                        name: "fk_status_places_issued_credentials_district_id_issued_credent~",
                        columns: x => new { x.district_id, x.issued_credential_id },
                        principalTable: "issued_credentials",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_status_places_vcalm_lists_district_id_vcalm_list_id",
                        columns: x => new { x.district_id, x.vcalm_list_id },
                        principalTable: "vcalm_lists",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "design_feedback",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reviewer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    checklist = table.Column<string>(type: "text", nullable: false),
                    comment = table.Column<string>(type: "text", nullable: false),
                    given_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_design_feedback", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_design_feedback_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_design_feedback_people_district_id_reviewer_id",
                        columns: x => new { x.district_id, x.reviewer_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_design_feedback_versions_district_id_version_id",
                        columns: x => new { x.district_id, x.version_id },
                        principalTable: "versions",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "enrollments",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    learner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    learner_account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    micro_credential_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    goal = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    target_date = table.Column<DateOnly>(type: "date", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    states_levels = table.Column<bool>(type: "boolean", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enrollments", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_enrollments_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrollments_micro_credentials_district_id_micro_credential_~",
                        columns: x => new { x.district_id, x.micro_credential_id },
                        principalTable: "micro_credentials",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrollments_organizations_district_id_organization_id",
                        columns: x => new { x.district_id, x.organization_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrollments_people_district_id_learner_id",
                        columns: x => new { x.district_id, x.learner_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrollments_versions_district_id_version_id",
                        columns: x => new { x.district_id, x.version_id },
                        principalTable: "versions",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "publications",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    micro_credential_id = table.Column<Guid>(type: "uuid", nullable: false),
                    published_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    checklist = table.Column<string>(type: "text", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_publications", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_publications_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_publications_micro_credentials_district_id_micro_credential~",
                        columns: x => new { x.district_id, x.micro_credential_id },
                        principalTable: "micro_credentials",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_publications_people_district_id_published_by_id",
                        columns: x => new { x.district_id, x.published_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_publications_versions_district_id_version_id",
                        columns: x => new { x.district_id, x.version_id },
                        principalTable: "versions",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "review_requests",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_requests", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_review_requests_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_review_requests_people_district_id_requested_by_id",
                        columns: x => new { x.district_id, x.requested_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_review_requests_versions_district_id_version_id",
                        columns: x => new { x.district_id, x.version_id },
                        principalTable: "versions",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "status_changes",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    status_place_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    value = table.Column<bool>(type: "boolean", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                        principalTable: "status_places",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "answers",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    enrollment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answers", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_answers_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_answers_enrollments_district_id_enrollment_id",
                        columns: x => new { x.district_id, x.enrollment_id },
                        principalTable: "enrollments",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "artifacts",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    enrollment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    requirement = table.Column<string>(type: "text", nullable: false),
                    criterion = table.Column<string>(type: "text", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    file_sha256 = table.Column<string>(type: "text", nullable: true),
                    url = table.Column<string>(type: "text", nullable: true),
                    text = table.Column<string>(type: "text", nullable: true),
                    file_name = table.Column<string>(type: "text", nullable: true),
                    media_type = table.Column<string>(type: "text", nullable: true),
                    size = table.Column<long>(type: "bigint", nullable: true),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    added_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attach = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_artifacts", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_artifacts_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_artifacts_enrollments_district_id_enrollment_id",
                        columns: x => new { x.district_id, x.enrollment_id },
                        principalTable: "enrollments",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_artifacts_people_district_id_added_by_id",
                        columns: x => new { x.district_id, x.added_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "submissions",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    enrollment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    learner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    learner_account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    states_levels = table.Column<bool>(type: "boolean", nullable: false),
                    snapshot = table.Column<byte[]>(type: "bytea", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    submitted_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_submissions", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_submissions_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_submissions_enrollments_district_id_enrollment_id",
                        columns: x => new { x.district_id, x.enrollment_id },
                        principalTable: "enrollments",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_submissions_organizations_district_id_organization_id",
                        columns: x => new { x.district_id, x.organization_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_submissions_people_district_id_learner_id",
                        columns: x => new { x.district_id, x.learner_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_submissions_people_district_id_submitted_by_id",
                        columns: x => new { x.district_id, x.submitted_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_submissions_versions_district_id_version_id",
                        columns: x => new { x.district_id, x.version_id },
                        principalTable: "versions",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "answer_history",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    answer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answer_history", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_answer_history_answers_district_id_answer_id",
                        columns: x => new { x.district_id, x.answer_id },
                        principalTable: "answers",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_answer_history_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reviews",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    submission_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessor_account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    claimed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    touched_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: true),
                    scores = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    recommendation = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reviews", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_reviews_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_reviews_organizations_district_id_organization_id",
                        columns: x => new { x.district_id, x.organization_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_reviews_people_district_id_assessor_id",
                        columns: x => new { x.district_id, x.assessor_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_reviews_submissions_district_id_submission_id",
                        columns: x => new { x.district_id, x.submission_id },
                        principalTable: "submissions",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "decisions",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    submission_id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    grantor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_decisions_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_decisions_people_district_id_grantor_id",
                        columns: x => new { x.district_id, x.grantor_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_decisions_reviews_district_id_review_id",
                        columns: x => new { x.district_id, x.review_id },
                        principalTable: "reviews",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_decisions_submissions_district_id_submission_id",
                        columns: x => new { x.district_id, x.submission_id },
                        principalTable: "submissions",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "awards",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    enrollment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    submission_id = table.Column<Guid>(type: "uuid", nullable: false),
                    decision_id = table.Column<Guid>(type: "uuid", nullable: false),
                    learner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    learner_account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    micro_credential_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    awarded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_awards", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_awards_decisions_district_id_decision_id",
                        columns: x => new { x.district_id, x.decision_id },
                        principalTable: "decisions",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_awards_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_awards_enrollments_district_id_enrollment_id",
                        columns: x => new { x.district_id, x.enrollment_id },
                        principalTable: "enrollments",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_awards_micro_credentials_district_id_micro_credential_id",
                        columns: x => new { x.district_id, x.micro_credential_id },
                        principalTable: "micro_credentials",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_awards_organizations_district_id_organization_id",
                        columns: x => new { x.district_id, x.organization_id },
                        principalTable: "organizations",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_awards_people_district_id_learner_id",
                        columns: x => new { x.district_id, x.learner_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_awards_submissions_district_id_submission_id",
                        columns: x => new { x.district_id, x.submission_id },
                        principalTable: "submissions",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_awards_versions_district_id_version_id",
                        columns: x => new { x.district_id, x.version_id },
                        principalTable: "versions",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credential_issues",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    award_id = table.Column<Guid>(type: "uuid", nullable: false),
                    learner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    credential_id = table.Column<Guid>(type: "uuid", nullable: false),
                    issuer_key_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status_list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status_index = table.Column<int>(type: "integer", nullable: false),
                    facts = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credential_issues", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_credential_issues_awards_district_id_award_id",
                        columns: x => new { x.district_id, x.award_id },
                        principalTable: "awards",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credential_issues_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credential_issues_issuer_keys_district_id_issuer_key_id",
                        columns: x => new { x.district_id, x.issuer_key_id },
                        principalTable: "issuer_keys",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credential_issues_people_district_id_learner_id",
                        columns: x => new { x.district_id, x.learner_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credential_issues_status_lists_district_id_status_list_id",
                        columns: x => new { x.district_id, x.status_list_id },
                        principalTable: "status_lists",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "revocations",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    award_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revoked_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_revocations", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_revocations_awards_district_id_award_id",
                        columns: x => new { x.district_id, x.award_id },
                        principalTable: "awards",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_revocations_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_revocations_people_district_id_revoked_by_id",
                        columns: x => new { x.district_id, x.revoked_by_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credentials",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    issue_id = table.Column<Guid>(type: "uuid", nullable: false),
                    award_id = table.Column<Guid>(type: "uuid", nullable: false),
                    learner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    public_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credentials", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_credentials_awards_district_id_award_id",
                        columns: x => new { x.district_id, x.award_id },
                        principalTable: "awards",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credentials_credential_issues_district_id_issue_id",
                        columns: x => new { x.district_id, x.issue_id },
                        principalTable: "credential_issues",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credentials_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credentials_people_district_id_learner_id",
                        columns: x => new { x.district_id, x.learner_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credential_publications",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    credential_id = table.Column<Guid>(type: "uuid", nullable: false),
                    learner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credential_publications", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_credential_publications_credentials_district_id_credential_~",
                        columns: x => new { x.district_id, x.credential_id },
                        principalTable: "credentials",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credential_publications_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credential_publications_people_district_id_learner_id",
                        columns: x => new { x.district_id, x.learner_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "share_links",
                columns: table => new
                {
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    credential_id = table.Column<Guid>(type: "uuid", nullable: false),
                    learner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    secret_sha256 = table.Column<string>(type: "text", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_share_links", x => new { x.district_id, x.id });
                    table.ForeignKey(
                        name: "fk_share_links_credentials_district_id_credential_id",
                        columns: x => new { x.district_id, x.credential_id },
                        principalTable: "credentials",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_share_links_districts_district_id",
                        column: x => x.district_id,
                        principalTable: "districts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_share_links_people_district_id_learner_id",
                        columns: x => new { x.district_id, x.learner_id },
                        principalTable: "people",
                        principalColumns: new[] { "district_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_access_tokens_district_id_person_id",
                table: "access_tokens",
                columns: new[] { "district_id", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_answer_history_district_id_answer_id_version",
                table: "answer_history",
                columns: new[] { "district_id", "answer_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_answers_district_id_enrollment_id_key",
                table: "answers",
                columns: new[] { "district_id", "enrollment_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_artifacts_district_id_added_by_id",
                table: "artifacts",
                columns: new[] { "district_id", "added_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_artifacts_district_id_enrollment_id",
                table: "artifacts",
                columns: new[] { "district_id", "enrollment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_user_claims_user_id",
                table: "asp_net_user_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_user_logins_user_id",
                table: "asp_net_user_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_user_passkeys_user_id",
                table: "asp_net_user_passkeys",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "email_index",
                table: "asp_net_users",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "user_name_index",
                table: "asp_net_users",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_district_id_subject_id",
                table: "audit_events",
                columns: new[] { "district_id", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_awards_district_id_decision_id",
                table: "awards",
                columns: new[] { "district_id", "decision_id" });

            migrationBuilder.CreateIndex(
                name: "ix_awards_district_id_enrollment_id",
                table: "awards",
                columns: new[] { "district_id", "enrollment_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_awards_district_id_learner_id",
                table: "awards",
                columns: new[] { "district_id", "learner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_awards_district_id_micro_credential_id",
                table: "awards",
                columns: new[] { "district_id", "micro_credential_id" });

            migrationBuilder.CreateIndex(
                name: "ix_awards_district_id_organization_id",
                table: "awards",
                columns: new[] { "district_id", "organization_id" });

            migrationBuilder.CreateIndex(
                name: "ix_awards_district_id_submission_id",
                table: "awards",
                columns: new[] { "district_id", "submission_id" });

            migrationBuilder.CreateIndex(
                name: "ix_awards_district_id_version_id",
                table: "awards",
                columns: new[] { "district_id", "version_id" });

            migrationBuilder.CreateIndex(
                name: "ix_class_memberships_district_id_class_id_person_id_role",
                table: "class_memberships",
                columns: new[] { "district_id", "class_id", "person_id", "role" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_class_memberships_district_id_person_id",
                table: "class_memberships",
                columns: new[] { "district_id", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_class_memberships_district_id_sourced_id",
                table: "class_memberships",
                columns: new[] { "district_id", "sourced_id" });

            migrationBuilder.CreateIndex(
                name: "ix_classes_district_id_school_id",
                table: "classes",
                columns: new[] { "district_id", "school_id" });

            migrationBuilder.CreateIndex(
                name: "ix_classes_district_id_sourced_id",
                table: "classes",
                columns: new[] { "district_id", "sourced_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_credential_issues_district_id_award_id",
                table: "credential_issues",
                columns: new[] { "district_id", "award_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_credential_issues_district_id_credential_id",
                table: "credential_issues",
                columns: new[] { "district_id", "credential_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_credential_issues_district_id_issuer_key_id",
                table: "credential_issues",
                columns: new[] { "district_id", "issuer_key_id" });

            migrationBuilder.CreateIndex(
                name: "ix_credential_issues_district_id_learner_id",
                table: "credential_issues",
                columns: new[] { "district_id", "learner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_credential_issues_district_id_status_list_id_status_index",
                table: "credential_issues",
                columns: new[] { "district_id", "status_list_id", "status_index" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_credential_publications_district_id_credential_id",
                table: "credential_publications",
                columns: new[] { "district_id", "credential_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_credential_publications_district_id_learner_id",
                table: "credential_publications",
                columns: new[] { "district_id", "learner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_credentials_district_id_award_id",
                table: "credentials",
                columns: new[] { "district_id", "award_id" });

            migrationBuilder.CreateIndex(
                name: "ix_credentials_district_id_issue_id",
                table: "credentials",
                columns: new[] { "district_id", "issue_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_credentials_district_id_learner_id",
                table: "credentials",
                columns: new[] { "district_id", "learner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_credentials_district_id_public_id",
                table: "credentials",
                columns: new[] { "district_id", "public_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_decisions_district_id_grantor_id",
                table: "decisions",
                columns: new[] { "district_id", "grantor_id" });

            migrationBuilder.CreateIndex(
                name: "ix_decisions_district_id_review_id",
                table: "decisions",
                columns: new[] { "district_id", "review_id" });

            migrationBuilder.CreateIndex(
                name: "ix_decisions_district_id_submission_id",
                table: "decisions",
                columns: new[] { "district_id", "submission_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_design_feedback_district_id_reviewer_id",
                table: "design_feedback",
                columns: new[] { "district_id", "reviewer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_design_feedback_district_id_version_id",
                table: "design_feedback",
                columns: new[] { "district_id", "version_id" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_district_id_learner_id_version_id",
                table: "enrollments",
                columns: new[] { "district_id", "learner_id", "version_id" },
                unique: true,
                filter: "state <> 'Revoked'");

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_district_id_micro_credential_id",
                table: "enrollments",
                columns: new[] { "district_id", "micro_credential_id" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_district_id_organization_id",
                table: "enrollments",
                columns: new[] { "district_id", "organization_id" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_district_id_state",
                table: "enrollments",
                columns: new[] { "district_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_district_id_version_id_state",
                table: "enrollments",
                columns: new[] { "district_id", "version_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_erasures_district_id_learner_id",
                table: "erasures",
                columns: new[] { "district_id", "learner_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_finished_examples_district_id_micro_credential_id",
                table: "finished_examples",
                columns: new[] { "district_id", "micro_credential_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_finished_examples_district_id_written_by_id",
                table: "finished_examples",
                columns: new[] { "district_id", "written_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_framework_items_district_id_framework_id_identifier",
                table: "framework_items",
                columns: new[] { "district_id", "framework_id", "identifier" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_framework_items_district_id_framework_id_position",
                table: "framework_items",
                columns: new[] { "district_id", "framework_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_frameworks_district_id_imported_by_id",
                table: "frameworks",
                columns: new[] { "district_id", "imported_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_frameworks_district_id_sort_title",
                table: "frameworks",
                columns: new[] { "district_id", "sort_title" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_guardianships_district_id_guardian_id_learner_id",
                table: "guardianships",
                columns: new[] { "district_id", "guardian_id", "learner_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_guardianships_district_id_learner_id",
                table: "guardianships",
                columns: new[] { "district_id", "learner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_invitations_district_id_made_by_id",
                table: "invitations",
                columns: new[] { "district_id", "made_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_invitations_district_id_person_id",
                table: "invitations",
                columns: new[] { "district_id", "person_id" },
                unique: true,
                filter: "used_at is null and revoked_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_issued_credentials_district_id_issued_by_id",
                table: "issued_credentials",
                columns: new[] { "district_id", "issued_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_issued_credentials_district_id_organization_id_suite_creden~",
                table: "issued_credentials",
                columns: new[] { "district_id", "organization_id", "suite", "credential_id_sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_issued_credentials_district_id_vcalm_key_id",
                table: "issued_credentials",
                columns: new[] { "district_id", "vcalm_key_id" });

            migrationBuilder.CreateIndex(
                name: "ix_issuer_keys_district_id_organization_id_number",
                table: "issuer_keys",
                columns: new[] { "district_id", "organization_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_jobs_district_id_kind_subject_id",
                table: "jobs",
                columns: new[] { "district_id", "kind", "subject_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_jobs_done_at_due_at",
                table: "jobs",
                columns: new[] { "done_at", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_locators_district_id",
                table: "locators",
                column: "district_id");

            migrationBuilder.CreateIndex(
                name: "ix_micro_credentials_district_id_created_by_id",
                table: "micro_credentials",
                columns: new[] { "district_id", "created_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_micro_credentials_district_id_current_version_id",
                table: "micro_credentials",
                columns: new[] { "district_id", "current_version_id" });

            migrationBuilder.CreateIndex(
                name: "ix_micro_credentials_district_id_organization_id",
                table: "micro_credentials",
                columns: new[] { "district_id", "organization_id" });

            migrationBuilder.CreateIndex(
                name: "ix_organizations_district_id_parent_id",
                table: "organizations",
                columns: new[] { "district_id", "parent_id" });

            migrationBuilder.CreateIndex(
                name: "ix_organizations_district_id_sourced_id",
                table: "organizations",
                columns: new[] { "district_id", "sourced_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_people_account_id",
                table: "people",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_people_district_id_account_id",
                table: "people",
                columns: new[] { "district_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_people_district_id_family_name_id",
                table: "people",
                columns: new[] { "district_id", "family_name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_people_district_id_sourced_id",
                table: "people",
                columns: new[] { "district_id", "sourced_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_public_portfolios_district_id_person_id",
                table: "public_portfolios",
                columns: new[] { "district_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_publications_district_id_micro_credential_id",
                table: "publications",
                columns: new[] { "district_id", "micro_credential_id" });

            migrationBuilder.CreateIndex(
                name: "ix_publications_district_id_published_by_id",
                table: "publications",
                columns: new[] { "district_id", "published_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_publications_district_id_version_id",
                table: "publications",
                columns: new[] { "district_id", "version_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_review_requests_district_id_closed_at_requested_at",
                table: "review_requests",
                columns: new[] { "district_id", "closed_at", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_review_requests_district_id_requested_by_id",
                table: "review_requests",
                columns: new[] { "district_id", "requested_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_review_requests_district_id_version_id",
                table: "review_requests",
                columns: new[] { "district_id", "version_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reviews_district_id_assessor_id_completed_at",
                table: "reviews",
                columns: new[] { "district_id", "assessor_id", "completed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reviews_district_id_organization_id",
                table: "reviews",
                columns: new[] { "district_id", "organization_id" });

            migrationBuilder.CreateIndex(
                name: "ix_reviews_district_id_submission_id_assessor_id",
                table: "reviews",
                columns: new[] { "district_id", "submission_id", "assessor_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reviews_district_id_submission_id_place",
                table: "reviews",
                columns: new[] { "district_id", "submission_id", "place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_revocations_district_id_award_id",
                table: "revocations",
                columns: new[] { "district_id", "award_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_revocations_district_id_revoked_by_id",
                table: "revocations",
                columns: new[] { "district_id", "revoked_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_role_assignments_district_id_organization_id_role",
                table: "role_assignments",
                columns: new[] { "district_id", "organization_id", "role" });

            migrationBuilder.CreateIndex(
                name: "ix_role_assignments_district_id_person_id_organization_id_role",
                table: "role_assignments",
                columns: new[] { "district_id", "person_id", "organization_id", "role" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_roster_imports_district_id_started_by_id",
                table: "roster_imports",
                columns: new[] { "district_id", "started_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_share_links_district_id_credential_id",
                table: "share_links",
                columns: new[] { "district_id", "credential_id" });

            migrationBuilder.CreateIndex(
                name: "ix_share_links_district_id_learner_id",
                table: "share_links",
                columns: new[] { "district_id", "learner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_share_links_district_id_secret_sha256",
                table: "share_links",
                columns: new[] { "district_id", "secret_sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_short_listings_district_id_chosen_by_id",
                table: "short_listings",
                columns: new[] { "district_id", "chosen_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_short_listings_district_id_micro_credential_id",
                table: "short_listings",
                columns: new[] { "district_id", "micro_credential_id" });

            migrationBuilder.CreateIndex(
                name: "ix_short_listings_district_id_organization_id_micro_credential~",
                table: "short_listings",
                columns: new[] { "district_id", "organization_id", "micro_credential_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_cards_district_id_person_id",
                table: "sign_in_cards",
                columns: new[] { "district_id", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_cards_district_id_printed_by_id",
                table: "sign_in_cards",
                columns: new[] { "district_id", "printed_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_signed_status_lists_district_id_status_list_id_revision",
                table: "signed_status_lists",
                columns: new[] { "district_id", "status_list_id", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_signed_vcalm_lists_district_id_vcalm_list_id_revision",
                table: "signed_vcalm_lists",
                columns: new[] { "district_id", "vcalm_list_id", "revision" },
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

            migrationBuilder.CreateIndex(
                name: "ix_status_lists_district_id_issuer_key_id_number",
                table: "status_lists",
                columns: new[] { "district_id", "issuer_key_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_status_lists_district_id_organization_id",
                table: "status_lists",
                columns: new[] { "district_id", "organization_id" });

            migrationBuilder.CreateIndex(
                name: "ix_status_lists_district_id_public_id",
                table: "status_lists",
                columns: new[] { "district_id", "public_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_status_places_district_id_issued_credential_id_purpose",
                table: "status_places",
                columns: new[] { "district_id", "issued_credential_id", "purpose" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_status_places_district_id_vcalm_list_id_list_index",
                table: "status_places",
                columns: new[] { "district_id", "vcalm_list_id", "list_index" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_submissions_district_id_enrollment_id_attempt",
                table: "submissions",
                columns: new[] { "district_id", "enrollment_id", "attempt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_submissions_district_id_learner_id",
                table: "submissions",
                columns: new[] { "district_id", "learner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_submissions_district_id_organization_id_submitted_at",
                table: "submissions",
                columns: new[] { "district_id", "organization_id", "submitted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_submissions_district_id_submitted_by_id",
                table: "submissions",
                columns: new[] { "district_id", "submitted_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_submissions_district_id_version_id",
                table: "submissions",
                columns: new[] { "district_id", "version_id" });

            migrationBuilder.CreateIndex(
                name: "ix_vcalm_keys_district_id_organization_id_algorithm",
                table: "vcalm_keys",
                columns: new[] { "district_id", "organization_id", "algorithm" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_vcalm_lists_district_id_organization_id",
                table: "vcalm_lists",
                columns: new[] { "district_id", "organization_id" });

            migrationBuilder.CreateIndex(
                name: "ix_vcalm_lists_district_id_vcalm_key_id_issuer_purpose_number",
                table: "vcalm_lists",
                columns: new[] { "district_id", "vcalm_key_id", "issuer", "purpose", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_versions_district_id_author_id",
                table: "versions",
                columns: new[] { "district_id", "author_id" });

            migrationBuilder.CreateIndex(
                name: "ix_versions_district_id_micro_credential_id_number",
                table: "versions",
                columns: new[] { "district_id", "micro_credential_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_versions_district_id_organization_id",
                table: "versions",
                columns: new[] { "district_id", "organization_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_tokens");

            migrationBuilder.DropTable(
                name: "answer_history");

            migrationBuilder.DropTable(
                name: "artifacts");

            migrationBuilder.DropTable(
                name: "asp_net_user_claims");

            migrationBuilder.DropTable(
                name: "asp_net_user_logins");

            migrationBuilder.DropTable(
                name: "asp_net_user_passkeys");

            migrationBuilder.DropTable(
                name: "asp_net_user_tokens");

            migrationBuilder.DropTable(
                name: "audit_events");

            migrationBuilder.DropTable(
                name: "class_memberships");

            migrationBuilder.DropTable(
                name: "credential_publications");

            migrationBuilder.DropTable(
                name: "design_feedback");

            migrationBuilder.DropTable(
                name: "erasures");

            migrationBuilder.DropTable(
                name: "finished_examples");

            migrationBuilder.DropTable(
                name: "framework_items");

            migrationBuilder.DropTable(
                name: "guardianships");

            migrationBuilder.DropTable(
                name: "invitations");

            migrationBuilder.DropTable(
                name: "jobs");

            migrationBuilder.DropTable(
                name: "key_ring");

            migrationBuilder.DropTable(
                name: "locators");

            migrationBuilder.DropTable(
                name: "public_portfolios");

            migrationBuilder.DropTable(
                name: "publications");

            migrationBuilder.DropTable(
                name: "review_requests");

            migrationBuilder.DropTable(
                name: "revocations");

            migrationBuilder.DropTable(
                name: "role_assignments");

            migrationBuilder.DropTable(
                name: "roster_imports");

            migrationBuilder.DropTable(
                name: "setup_links");

            migrationBuilder.DropTable(
                name: "share_links");

            migrationBuilder.DropTable(
                name: "short_listings");

            migrationBuilder.DropTable(
                name: "sign_in_cards");

            migrationBuilder.DropTable(
                name: "signed_status_lists");

            migrationBuilder.DropTable(
                name: "signed_vcalm_lists");

            migrationBuilder.DropTable(
                name: "status_changes");

            migrationBuilder.DropTable(
                name: "answers");

            migrationBuilder.DropTable(
                name: "classes");

            migrationBuilder.DropTable(
                name: "frameworks");

            migrationBuilder.DropTable(
                name: "credentials");

            migrationBuilder.DropTable(
                name: "status_places");

            migrationBuilder.DropTable(
                name: "credential_issues");

            migrationBuilder.DropTable(
                name: "issued_credentials");

            migrationBuilder.DropTable(
                name: "vcalm_lists");

            migrationBuilder.DropTable(
                name: "awards");

            migrationBuilder.DropTable(
                name: "status_lists");

            migrationBuilder.DropTable(
                name: "vcalm_keys");

            migrationBuilder.DropTable(
                name: "decisions");

            migrationBuilder.DropTable(
                name: "issuer_keys");

            migrationBuilder.DropTable(
                name: "reviews");

            migrationBuilder.DropTable(
                name: "submissions");

            migrationBuilder.DropTable(
                name: "enrollments");

            migrationBuilder.DropTable(
                name: "versions");

            migrationBuilder.DropTable(
                name: "micro_credentials");

            migrationBuilder.DropTable(
                name: "organizations");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "asp_net_users");

            migrationBuilder.DropTable(
                name: "districts");
        }
    }
}
