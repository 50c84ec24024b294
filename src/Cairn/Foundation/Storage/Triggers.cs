using Microsoft.EntityFrameworkCore;

// The SQL is put together from the lists below; nothing in it comes from outside.
#pragma warning disable EF1002, EF1003

namespace Cairn.Foundation.Storage;

/// <summary>
/// What the database itself refuses (design rule 2). One list for both databases; recreated after every migration, because EF rebuilds
/// SQLite tables and drops their triggers without a word.
/// </summary>
internal static class Triggers
{
    /// <summary>Rows that are never updated. <paramref name="Learner"/>: the column of the person whose erasure lets a delete through.</summary>
    private sealed record Frozen(string Table, string? Learner = null);

    /// <summary>Rows that are frozen once <paramref name="When"/> holds, an SQL condition over <c>old</c>.</summary>
    private sealed record FrozenWhen(string Table, string When, string? Learner = null);

    private static readonly Frozen[] Always =
    [
        new("publications"), new("decisions"), new("submissions", "learner_id"), new("awards", "learner_id"), new("revocations"),
        new("credential_issues", "learner_id"), new("credentials", "learner_id"), new("signed_status_lists"), new("audit_events"),
        new("answer_history"), new("design_feedback"), new("erasures"),
    ];

    private static readonly FrozenWhen[] Sometimes =
    [
        new("versions", "exists (select 1 from publications p where p.district_id = old.district_id and p.version_id = old.id)"),
        new("reviews", "old.completed_at is not null"),
    ];

    public static IEnumerable<string> Names =>
        Always.SelectMany(f => new[] { $"frozen_{f.Table}_update", $"frozen_{f.Table}_delete" })
            .Concat(Sometimes.SelectMany(f => new[] { $"frozen_{f.Table}_update", $"frozen_{f.Table}_delete" }));

    /// <summary>Drops and creates all of them, in the caller's transaction.</summary>
    public static async Task RecreateAsync(DbContext db, CancellationToken cancellation)
    {
        var sqlite = db.Database.IsSqlite();
        if (!sqlite)
            await db.Database.ExecuteSqlRawAsync(
                """
                create or replace function refuse_change() returns trigger language plpgsql as $$
                begin raise exception 'row of % is immutable', tg_table_name using errcode = '23514'; end $$
                """, cancellation);
        foreach (var frozen in Always)
        {
            await CreateAsync(frozen.Table, "update", null);
            await CreateAsync(frozen.Table, "delete", frozen.Learner is null ? null : NotErased(frozen.Learner));
        }
        foreach (var frozen in Sometimes)
        {
            await CreateAsync(frozen.Table, "update", frozen.When);
            await CreateAsync(frozen.Table, "delete", frozen.When);
        }

        async Task CreateAsync(string table, string verb, string? when)
        {
            var name = $"frozen_{table}_{verb}";
            if (sqlite)
            {
                await db.Database.ExecuteSqlRawAsync($"drop trigger if exists {name}", cancellation);
                await db.Database.ExecuteSqlRawAsync(
                    $"create trigger {name} before {verb} on {table} {(when is null ? "" : $"when {when} ")}" +
                    $"begin select raise(abort, 'row of {table} is immutable'); end", cancellation);
            }
            else if (when is null)
            {
                await db.Database.ExecuteSqlRawAsync(
                    $"create or replace trigger {name} before {verb} on {table} for each row execute function refuse_change()", cancellation);
            }
            else
            {
                // A PostgreSQL trigger's WHEN cannot hold a subquery, so the condition stands in a function of its own.
                await db.Database.ExecuteSqlRawAsync(
                    $"""
                    create or replace function {name}() returns trigger language plpgsql as $$
                    begin
                        if {when} then raise exception 'row of {table} is immutable' using errcode = '23514'; end if;
                        {(verb is "delete" ? "return old" : "return new")};
                    end $$
                    """, cancellation);
                await db.Database.ExecuteSqlRawAsync(
                    $"create or replace trigger {name} before {verb} on {table} for each row execute function {name}()", cancellation);
            }
        }
    }

    private static string NotErased(string learner) =>
        $"not exists (select 1 from erasures e where e.district_id = old.district_id and e.learner_id = old.{learner})";
}
