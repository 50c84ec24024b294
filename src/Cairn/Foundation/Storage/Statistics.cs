using Microsoft.EntityFrameworkCore.Metadata;

namespace Cairn.Foundation.Storage;

/// <summary>
/// What SQLite is told about its tables (<c>sqlite_stat1</c>, https://www.sqlite.org/fileformat2.html#stat1tab). By default it assumes ten
/// rows for any index lookup, so "all of the district, in order" looked as cheap as "this learner's, sorted". It is told about a large
/// district, the same whatever the database holds: a small one is quick with any plan, and plans do not change overnight. PostgreSQL
/// collects its own.
/// </summary>
internal static class Statistics
{
    private const long Many = 1_000_000;

    /// <summary>Tables that do not grow with people or with years, and why: about how many rows a district has.</summary>
    public static readonly IReadOnlyDictionary<string, (long Rows, string Why)> Few = new Dictionary<string, (long, string)>
    {
        ["districts"] = (1, "One for each customer."),
        ["organizations"] = (150, "Schools and partners: hundreds at most."),
        ["key_ring"] = (10, "A key every ninety days."),
        ["periodic_runs"] = (10, "One for each kind of work that comes again and again."),
        ["setup_links"] = (1, "One in the life of an installation."),
        ["issuer_keys"] = (150, "A few for each school."),
        ["status_lists"] = (150, "One for 131,072 credentials."),
        ["roster_imports"] = (1_000, "One a night at most, and a page shows the last."),
        ["frameworks"] = (20, "Uploaded by hand."),
        ["framework_items"] = (10_000, "A set of standards has thousands of them, and there are few sets; a search looks through all."),
        ["micro_credentials"] = (500, "Each is written by hand by an author; the catalogue and its search go through all of them."),
        ["versions"] = (1_000, "As the micro-credentials."),
        ["publications"] = (1_000, "One for a version."),
        ["review_requests"] = (1_000, "One for a version."),
        ["design_feedback"] = (2_000, "A few for a version."),
        ["finished_examples"] = (500, "One for a micro-credential."),
        ["short_listings"] = (1_000, "A school has twenty-four at most."),
    };

    /// <summary>In the caller's transaction.</summary>
    public static async Task TellAsync(DbContext db, CancellationToken stop)
    {
        if (!db.Database.IsSqlite())
            return;
        var sql = new StringBuilder("analyze districts; delete from sqlite_stat1;"); // the first makes the table
        foreach (var table in db.Model.GetEntityTypes().Where(one => one.GetTableName() is not null).GroupBy(one => one.GetTableName()!))
        foreach (var (index, rows, columns) in table.SelectMany(Indexes).DistinctBy(one => one.Index))
            sql.Append(
                CultureInfo.InvariantCulture,
                $"insert into sqlite_stat1 (tbl, idx, stat) values ('{table.Key}', '{index}', '{rows} {string.Join(' ', columns)}');"
            );
        sql.Append("analyze sqlite_schema;"); // has them read
#pragma warning disable EF1002 // the names are the model's
        await db.Database.ExecuteSqlRawAsync(sql.ToString(), stop);
#pragma warning restore EF1002
    }

    /// <summary>How many rows share a column's value with any one row.</summary>
    public static double Share(IProperty property)
    {
        if (
            property.GetContainingForeignKeys().Select(key => (key, key.PrincipalEntityType.GetTableName()!)).ToList()
                is { Count: > 0 } parents
            && property.Name is not nameof(IOwned.DistrictId)
        )
            return 1.0 / parents.Min(parent => Few.TryGetValue(parent.Item2, out var few) ? few.Rows : Many / 20);
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (property.Name is nameof(IOwned.DistrictId))
            return 1;
        if (type.IsEnum || type == typeof(bool))
            return 1.0 / 4;
        // Mostly null, or a few numbers again and again.
        if (property.IsNullable && type == typeof(DateTimeOffset))
            return 1.0 / 2;
        if (type == typeof(int) || type == typeof(long) || type == typeof(DateTimeOffset) || type == typeof(DateOnly))
            return 1.0 / 1_000;
        return 1.0 / (Many / 20);
    }

    private static long Rows(string table) => Few.TryGetValue(table, out var few) ? few.Rows : Many;

    private static IEnumerable<(string Index, long Rows, IEnumerable<long> Columns)> Indexes(IEntityType table)
    {
        var number = 0;
        foreach (var key in table.GetKeys().OrderByDescending(key => key.IsPrimaryKey()))
        {
            // SQLite names a primary key's index itself; a single integer key is the table, and needs none.
            if (key.IsPrimaryKey() && key.Properties is [{ ClrType: var type }] && (type == typeof(int) || type == typeof(long)))
                continue;
            yield return (
                $"sqlite_autoindex_{table.GetTableName()}_{++number}",
                Rows(table.GetTableName()!),
                Estimated(Rows(table.GetTableName()!), key.Properties, true)
            );
        }
        foreach (var index in table.GetIndexes())
            yield return (index.GetDatabaseName()!, Rows(index), Estimated(Rows(index), index.Properties, index.IsUnique));
    }

    /// <summary>An index over rows in one state exists because they are few.</summary>
    private static long Rows(IIndex index) =>
        Rows(index.DeclaringEntityType.GetTableName()!) / (index.GetFilter()?.Contains(" = ", StringComparison.Ordinal) is true ? 500 : 1);

    private static IEnumerable<long> Estimated(double rows, IReadOnlyList<IProperty> columns, bool unique)
    {
        for (var at = 0; at < columns.Count; at++)
        {
            rows = Math.Max(1, rows * Share(columns[at]));
            yield return unique && at == columns.Count - 1 ? 1 : (long)Math.Ceiling(rows);
        }
    }
}
