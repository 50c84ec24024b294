using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cairn.Benchmarks.District;

/// <summary>
/// The demo's rows many times over, by bulk SQL: schools of 625 learners, classes of 25, ten classes and ten awards for each learner,
/// and for each of them all the rows that an award leaves behind. A copied row is the demo's own except for its ids, whose last twelve
/// digits are a number.
/// </summary>
sealed class Growth : IAsyncDisposable
{
    const int PerSchool = 625,
        PerClass = 25,
        Each = 10,
        Awards = 10;

    readonly DbConnection connection;
    readonly bool postgres;
    readonly string district;

    Growth(DbConnection connection, bool postgres, string district) =>
        (this.connection, this.postgres, this.district) = (connection, postgres, district);

    public static async Task RunAsync(Installation large, int learners)
    {
        DbConnection connection =
            large.Kind == "postgres"
                ? new NpgsqlConnection(large.Database)
                : new SqliteConnection(new SqliteConnectionStringBuilder(large.Database) { ForeignKeys = false }.ToString());
        await connection.OpenAsync();
        var postgres = connection is NpgsqlConnection;
        await using var growth = new Growth(connection, postgres, await TextAsync(connection, "select id from districts"));
        var restore = await growth.LoosenAsync();
        await growth.PeopleAsync(learners);
        await growth.WorkAsync(learners);
        foreach (var index in restore)
            await growth.DoAsync(index);
        // What PostgreSQL does by itself, a minute later.
        if (postgres)
            await growth.DoAsync("vacuum analyze");
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>Indexes are made again at the end; triggers are made at each start. Gives what makes the indexes.</summary>
    async Task<List<string>> LoosenAsync()
    {
        var indexes = await RowsAsync(
            postgres
                ? "select indexname, indexdef from pg_indexes where schemaname = 'public' and indexname like 'ix\\_%'"
                : "select name, sql from sqlite_master where type = 'index' and sql is not null and name like 'ix\\_%' escape '\\'"
        );
        foreach (var index in indexes)
            await DoAsync($"drop index \"{index[0]}\"");
        if (postgres)
        {
            await DoAsync("set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'");
        }
        else
        {
            foreach (var trigger in await RowsAsync("select name, '' from sqlite_master where type = 'trigger'"))
                await DoAsync($"drop trigger \"{trigger[0]}\"");
            await DoAsync("pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -400000; pragma temp_store = memory");
        }
        return [.. indexes.Select(index => index[1])];
    }

    async Task PeopleAsync(int learners)
    {
        var (schools, groups) = ((learners + PerSchool - 1) / PerSchool, (learners + PerClass - 1) / PerClass);
        await NumbersAsync("n_schools", schools);
        await NumbersAsync("n_learners", learners);
        await NumbersAsync("n_groups", groups);
        await NumbersAsync("n_classes", groups * Each);
        await NumbersAsync("n_memberships", learners * Each);

        var school = await OneAsync("organizations", "sourced_id = 'org-high'");
        await CopyAsync(
            "organizations",
            school,
            "n_schools",
            new()
            {
                ["id"] = Shift(school["id"], "n"),
                ["name"] = "'School ' || n",
                ["sourced_id"] = "'bench-school-' || n",
            }
        );
        // A learner and a teacher of the roster without an account.
        var learner = await OneAsync("people", "account_id is null and grade is not null");
        var teacher = await OneAsync(
            "people",
            "account_id is null and grade is null and exists (select 1 from role_assignments r where r.person_id = people.id and "
                + "r.role = 'Teacher')"
        );
        await CopyAsync("people", learner, "n_learners", Named("learner", Shift(learner["id"], "n")));
        await CopyAsync("people", teacher, "n_groups", Named("teacher", Shift(teacher["id"], "n")));
        await RolesAsync(learner, "Learner", "n_learners", $"n / {PerSchool}");
        await RolesAsync(teacher, "Teacher", "n_groups", $"n * {PerClass} / {PerSchool}");

        var room = await OneAsync("classes", "ended_at is null");
        await CopyAsync(
            "classes",
            room,
            "n_classes",
            new()
            {
                ["id"] = Shift(room["id"], "n"),
                ["school_id"] = Shift(school["id"], $"n / {Each} * {PerClass} / {PerSchool}"),
                ["title"] = "'Class ' || n",
                ["sourced_id"] = "'bench-class-' || n",
            }
        );
        (string Role, string Numbers, string Person, string Class)[] places =
        [
            ("Learner", "n_memberships", Shift(learner["id"], $"n / {Each}"), $"n / {Each} / {PerClass} * {Each} + n % {Each}"),
            ("Teacher", "n_classes", Shift(teacher["id"], $"n / {Each}"), "n"),
        ];
        foreach (var (role, of, person, at) in places)
        {
            var place = await OneAsync("class_memberships", $"role = '{role}' and ended_at is null");
            await CopyAsync(
                "class_memberships",
                place,
                of,
                new()
                {
                    ["id"] = Shift(place["id"], "n"),
                    ["class_id"] = Shift(room["id"], at),
                    ["person_id"] = person,
                    ["sourced_id"] = $"'bench-{role}-' || n",
                }
            );
        }

        Dictionary<string, string> Named(string kind, string id) =>
            new()
            {
                ["id"] = id,
                ["family_name"] = "'Family ' || (n * 7919 % 5003)",
                ["given_name"] = "'Given ' || (n * 104729 % 997)",
                ["sourced_id"] = $"'bench-{kind}-' || n",
            };

        async Task RolesAsync(Dictionary<string, string> person, string role, string numbers, string at)
        {
            var held = await OneAsync("role_assignments", $"person_id = {person["id"]} and role = '{role}'");
            await CopyAsync(
                "role_assignments",
                held,
                numbers,
                new()
                {
                    ["id"] = Shift(held["id"], "n"),
                    ["person_id"] = Shift(person["id"], "n"),
                    ["organization_id"] = Shift(school["id"], at),
                }
            );
        }
    }

    /// <summary>All that one award of the demo left behind, and one piece of work that waits for an assessor, for a grantor.</summary>
    async Task WorkAsync(int learners)
    {
        var learner = await OneAsync("people", "account_id is null and grade is not null");
        var versions = await RowsAsync(
            $"select {Quoted("v.id")}, {Quoted("v.micro_credential_id")} from versions v join publications p on p.version_id = v.id order by v.id limit {Awards + 2}"
        );
        await NumbersAsync("n_awards", learners * Awards);
        await NumbersAsync("n_waiting", learners / 100);
        var award = await OneAsync("awards", "1 = 1");
        await BundleAsync(award["enrollment_id"], "n_awards", Awards, 0);
        var slot = Awards;
        foreach (
            var enrollment in await RowsAsync($"select {Quoted("id")}, '' from enrollments where state = 'Submitted' order by id limit 2")
        )
            await BundleAsync(enrollment[0], "n_waiting", 1, slot++);

        async Task BundleAsync(string enrollment, string numbers, int each, int slot)
        {
            var submissions = $"(select id from submissions where enrollment_id = {enrollment})";
            var awards = $"(select id from awards where enrollment_id = {enrollment})";
            List<(string Table, List<Dictionary<string, string>> Rows)> found = [];
            foreach (
                var (table, condition) in (IEnumerable<(string, string)>)
                    [
                        ("enrollments", $"id = {enrollment}"),
                        ("answers", $"enrollment_id = {enrollment}"),
                        ("artifacts", $"enrollment_id = {enrollment}"),
                        ("submissions", $"enrollment_id = {enrollment}"),
                        ("reviews", $"submission_id in {submissions}"),
                        ("decisions", $"submission_id in {submissions}"),
                        ("awards", $"enrollment_id = {enrollment}"),
                        ("credential_issues", $"award_id in {awards}"),
                        ("status_places", $"credential_id in (select credential_id from credential_issues where award_id in {awards})"),
                        ("credentials", $"award_id in {awards}"),
                        ("locators", $"target_id in (select id from credentials where award_id in {awards})"),
                        ("jobs", $"subject_id in {awards} or subject_id in (select id from credential_issues where award_id in {awards})"),
                        ("audit_events", $"subject_id = {enrollment} or subject_id in {submissions} or subject_id in {awards}"),
                    ]
            )
                found.Add((table, await SomeAsync(table, condition)));

            // Any id of the bundle, wherever it occurs in it.
            var own = found
                .SelectMany(one => one.Rows)
                .SelectMany(row => row.Where(column => column.Key is "id" or "public_id" or "credential_id").Select(column => column.Value))
                .ToHashSet();
            foreach (var (table, rows) in found)
            foreach (var row in rows)
                await CopyAsync(table, row, numbers, Change(table, row, own, each, slot));
        }

        Dictionary<string, string> Change(string table, Dictionary<string, string> row, HashSet<string> own, int each, int slot)
        {
            Dictionary<string, string> change = [];
            foreach (var (column, value) in row)
            {
                if (own.Contains(value))
                    change[column] = Shift(value, "n");
                else if (column == "learner_id")
                    change[column] = Shift(learner["id"], $"n / {each}");
                else if (column == "learner_account_id")
                    change[column] = "null";
                else if (column == "version_id")
                    change[column] = Chosen(0);
                else if (column == "micro_credential_id")
                    change[column] = Chosen(1);
                else if (column is "status_index" or "list_index")
                    change[column] = "n + 1000000";
                else if (table == "locators" && column == "key")
                    change[column] = $"lower({Bare(Shift(row["target_id"], "n"))})";
                // Parts of them that nobody reads; 4 kB for each would make this a test of the disk.
                else if (table is "credentials" && column is "bytes")
                    change[column] = postgres ? "'\\x7b7d'::bytea" : "x'7b7d'";
                else if (column is "facts" or "snapshot" or "work")
                    change[column] = postgres ? "'{}'" : "'{}'";
                else if (table is "answers" or "artifacts" && column is "text" && value != "NULL" && value != "null")
                    change[column] = "'What I did, day by day.'";
            }
            return change;

            string Chosen(int which) =>
                each == 1
                    ? versions[slot % versions.Count][which]
                    : $"case n % {each} {string.Join(' ', Enumerable.Range(0, each).Select(at => $"when {at} then {versions[at % versions.Count][which]}"))} end";
        }
    }

    /// <summary>
    /// A demo id with a number as its last twelve digits, the first of which is never 0, so that it never equals another.
    /// </summary>
    string Shift(string literal, string number) =>
        postgres
            ? $"(left({literal}::text, 24) || 'f' || lpad(to_hex({number}), 11, '0'))::uuid"
            : $"substr({literal}, 1, 24) || 'F' || printf('%011X', {number})";

    string Bare(string id) => postgres ? $"({id})::text" : $"({id})";

    string Quoted(string column) => postgres ? $"quote_nullable({column}::text) || '::uuid'" : $"quote({column})";

    async Task NumbersAsync(string table, int count) =>
        await DoAsync(
            postgres
                ? $"create temp table {table} as select n::int from generate_series(0, {count - 1}) n"
                : $"create temp table {table} as with recursive s(n) as (select 0 union all select n + 1 from s where n + 1 < {count}) select n from s where {count} > 0"
        );

    async Task CopyAsync(string table, Dictionary<string, string> row, string numbers, Dictionary<string, string> change)
    {
        var columns = string.Join(", ", row.Keys.Select(column => $"\"{column}\""));
        await DoAsync(
            $"insert into {table} ({columns}) select {string.Join(", ", row.Select(column => change.GetValueOrDefault(column.Key, column.Value)))} from {numbers} order by n"
        );
    }

    async Task<Dictionary<string, string>> OneAsync(string table, string condition) =>
        (await SomeAsync(table, $"({condition}) limit 1")).Single();

    /// <summary>Rows of the demo, each value as SQL writes it.</summary>
    async Task<List<Dictionary<string, string>>> SomeAsync(string table, string condition)
    {
        var columns = await RowsAsync(
            postgres
                ? $"select column_name, case when data_type = 'ARRAY' then udt_name else data_type end from information_schema.columns where table_schema = 'public' and table_name = '{table}'"
                : $"select name, type from pragma_table_info('{table}')"
        );
        var literals = columns.Select(column =>
            postgres ? $"quote_nullable(\"{column[0]}\"::text) || '::{column[1]}'" : $"quote(\"{column[0]}\")"
        );
        return
        [
            .. (
                await RowsAsync($"select {string.Join(", ", literals)} from {table} where district_id = '{district}' and {condition}")
            ).Select(row => columns.Select((column, at) => (column[0], row[at])).ToDictionary()),
        ];
    }

    async Task<List<string[]>> RowsAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        List<string[]> rows = [];
        while (await reader.ReadAsync())
            rows.Add([
                .. Enumerable
                    .Range(0, reader.FieldCount)
                    .Select(at => Convert.ToString(reader.GetValue(at), CultureInfo.InvariantCulture)!),
            ]);
        return rows;
    }

    async Task DoAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    static async Task<string> TextAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }
}
