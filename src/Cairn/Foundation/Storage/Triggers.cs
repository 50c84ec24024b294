using Microsoft.EntityFrameworkCore.Metadata;

// The SQL is built from the lists below; nothing in it comes from outside.
#pragma warning disable EF1002, EF1003

namespace Cairn.Foundation.Storage;

/// <summary>
/// What the database itself refuses (design rule 2): each table says what of it is frozen. The same on both databases; recreated after every migration, because EF rebuilds
/// SQLite tables and silently drops their triggers.
/// </summary>
internal static class Triggers
{
    private static readonly IReadOnlyList<Frozen> All =
    [
        .. typeof(Triggers)
            .Assembly.GetTypes()
            .Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(IFrozenTable)))
            .Select(type => ((IFrozenTable)Activator.CreateInstance(type)!).Frozen)
            .OrderBy(frozen => frozen.Table, StringComparer.Ordinal),
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
}
