using Microsoft.EntityFrameworkCore.Metadata;

// The SQL is built from the lists below; nothing in it comes from outside.
#pragma warning disable EF1002, EF1003

namespace Cairn.Foundation.Storage;

/// <summary>
/// What the database itself refuses (design rule 2). One list for both databases; recreated after every migration, because EF rebuilds
/// SQLite tables and silently drops their triggers.
/// </summary>
internal static class Triggers
{
    /// <param name="Table">Its rows are never updated, replaced or deleted.</param>
    /// <param name="Learner">An SQL expression over <c>old</c>: the person whose erasure lets a delete through; null: none.</param>
    /// <param name="When">An SQL condition over <c>old</c>: only rows for which it holds are frozen; null: all.</param>
    /// <param name="Forgotten">A column that an update may empty, if it changes nothing else; null: none.</param>
    private sealed record Frozen(string Table, string? Learner = null, string? When = null, string? Forgotten = null)
    {
        /// <summary>Which rows refuse a delete; null: all.</summary>
        public string? MayNotGo =>
            (When, Learner) switch
            {
                (_, null) => When,
                (null, _) => NotErased(Learner),
                _ => $"{When} and {NotErased(Learner)}",
            };
    }

    private const string OfSubmission =
        "(select s.learner_id from submissions s where s.district_id = old.district_id and s.id = old.submission_id)";
    private const string OfAward = "(select a.learner_id from awards a where a.district_id = old.district_id and a.id = old.award_id)";
    private const string OfEnrollment =
        "(select e.learner_id from enrollments e where e.district_id = old.district_id and e.id = old.enrollment_id)";
    private const string OfAnswer =
        "(select e.learner_id from answers a join enrollments e on e.district_id = a.district_id and e.id = a.enrollment_id where "
        + "a.district_id = old.district_id and a.id = old.answer_id)";

    private static readonly Frozen[] All =
    [
        new("publications"),
        new("hands", OfEnrollment),
        new("submissions", "old.learner_id"),
        new("decisions", OfSubmission),
        new("awards", "old.learner_id"),
        new("revocations", OfAward),
        new("credential_issues", "old.learner_id"),
        new("credentials", "old.learner_id"),
        new("signed_status_lists"),
        new("issued_credentials"),
        new("status_places"),
        new("status_changes"),
        new("audit_events", Forgotten: "address"),
        new("answer_history", OfAnswer),
        new("design_feedback"),
        new("erasures"),
        new("versions", null, "exists (select 1 from publications p where p.district_id = old.district_id and p.version_id = old.id)"),
        new("reviews", OfSubmission, "old.completed_at is not null"),
    ];

    public static IEnumerable<string> NamesOn(bool sqlite) =>
        from frozen in All
        from verb in (string[])["update", "delete", sqlite ? "insert" : "truncate"]
        select $"frozen_{frozen.Table}_{verb}";

    /// <summary>Drops and creates all of them, in the caller's transaction.</summary>
    public static async Task RecreateAsync(DbContext db, CancellationToken stop)
    {
        var sqlite = db.Database.IsSqlite();
        if (!sqlite)
            await db.Database.ExecuteSqlRawAsync(
                """
                create or replace function refuse_change() returns trigger language plpgsql as $$
                begin raise exception 'row of % is immutable', tg_table_name using errcode = '23514'; end $$
                """,
                stop
            );
        foreach (var frozen in All)
        {
            await CreateAsync(
                frozen.Table,
                "update",
                frozen.Forgotten is { } column ? MoreThanForgets(db, frozen.Table, column) : frozen.When
            );
            await CreateAsync(frozen.Table, "delete", frozen.MayNotGo);
            if (sqlite)
                await RefuseReplacingAsync(frozen);
            else
                await RefuseTruncatingAsync(frozen.Table);
        }

        // INSERT OR REPLACE deletes the row in its way without asking the delete trigger.
        async Task RefuseReplacingAsync(Frozen frozen)
        {
            var name = $"frozen_{frozen.Table}_insert";
            var when = frozen.When is null ? "" : $" and {frozen.When.Replace("old.", "there.", StringComparison.Ordinal)}";
            var there = string.Join(
                " or ",
                UniqueColumns(db, frozen.Table)
                    .Select(columns => string.Join(" and ", columns.Select(column => $"there.{column} = new.{column}")))
                    .Select(same => $"exists (select 1 from {frozen.Table} there where {same}{when})")
            );
            await db.Database.ExecuteSqlRawAsync($"drop trigger if exists {name}", stop);
            await db.Database.ExecuteSqlRawAsync(
                $"create trigger {name} before insert on {frozen.Table} when {there} begin select raise(abort, '{Conflicts.RowExists} "
                    + $"in {frozen.Table}'); end",
                stop
            );
        }

        Task RefuseTruncatingAsync(string table) =>
            db.Database.ExecuteSqlRawAsync(
                $"create or replace trigger frozen_{table}_truncate before truncate on {table} for each statement execute function "
                    + "refuse_change()",
                stop
            );

        async Task CreateAsync(string table, string verb, string? when)
        {
            var name = $"frozen_{table}_{verb}";
            if (sqlite)
            {
                await db.Database.ExecuteSqlRawAsync($"drop trigger if exists {name}", stop);
                await db.Database.ExecuteSqlRawAsync(
                    $"create trigger {name} before {verb} on {table} {(when is null ? "" : $"when {when} ")}"
                        + $"begin select raise(abort, 'row of {table} is immutable'); end",
                    stop
                );
            }
            else if (when is null)
            {
                await db.Database.ExecuteSqlRawAsync(
                    $"create or replace trigger {name} before {verb} on {table} for each row execute function refuse_change()",
                    stop
                );
            }
            else
            {
                // A PostgreSQL trigger's WHEN cannot hold a subquery, so the condition has its own function.
                await db.Database.ExecuteSqlRawAsync(
                    $"""
                    create or replace function {name}() returns trigger language plpgsql as $$
                    begin
                        if {when} then raise exception 'row of {table} is immutable' using errcode = '23514'; end if;
                        {(verb is "delete" ? "return old" : "return new")};
                    end $$
                    """,
                    stop
                );
                await db.Database.ExecuteSqlRawAsync(
                    $"create or replace trigger {name} before {verb} on {table} for each row execute function {name}()",
                    stop
                );
            }
        }
    }

    /// <summary>What no two rows of the table share: its keys and its unique indexes without a condition.</summary>
    private static IEnumerable<IReadOnlyList<string>> UniqueColumns(DbContext db, string table)
    {
        var entity = db.Model.GetEntityTypes().Single(entity => entity.GetTableName() == table);
        var at = StoreObjectIdentifier.Table(table);
        return entity
            .GetKeys()
            .Select(key => key.Properties)
            .Concat(entity.GetIndexes().Where(index => index.IsUnique && index.GetFilter() is null).Select(index => index.Properties))
            .Select(properties => (IReadOnlyList<string>)[.. properties.Select(property => property.GetColumnName(at)!)]);
    }

    /// <summary>
    /// The updates refused although one column may be emptied: those that leave something in it, or touch another.
    /// </summary>
    private static string MoreThanForgets(DbContext db, string table, string column)
    {
        var at = StoreObjectIdentifier.Table(table);
        var others = db
            .Model.GetEntityTypes()
            .Single(entity => entity.GetTableName() == table)
            .GetProperties()
            .Select(property => property.GetColumnName(at)!)
            .Where(name => name != column);
        return $"(new.{column} is not null or {string.Join(" or ", others.Select(name => $"new.{name} is distinct from old.{name}"))})";
    }

    private static string NotErased(string learner) =>
        $"not exists (select 1 from erasures e where e.district_id = old.district_id and e.learner_id = {learner})";
}
