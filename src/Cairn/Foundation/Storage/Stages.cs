using System.Diagnostics;

namespace Cairn.Foundation.Storage;

/// <summary>
/// A table whose rows can come in by the chunk and be seen all at once: a row with the mark of a stage is hidden by a filter of
/// <see cref="CairnDb"/> until its district shows that stage, which is one update of one row.
/// </summary>
internal interface IStaged : IOwned;

/// <summary>
/// Hidden rows: shown, then freed from their mark by the chunk; or thrown away. A district has one stage at a time; who begins one settles
/// and discards what was left of the last.
/// </summary>
internal static class Stages
{
    /// <summary>The names of the two filters; a stage's own work sees through the second.</summary>
    public const string DistrictFilter = "district",
        Filter = "stage";

    /// <summary>The mark; null in nearly every row.</summary>
    public const string Column = "Stage";

    private const int Chunk = 1000;

    /// <summary>All rows of the district, hidden ones too.</summary>
    public static IQueryable<T> WithHidden<T>(this CairnDb db)
        where T : class, IStaged => db.Set<T>().IgnoreQueryFilters([Filter]);

    /// <summary>From the commit of the caller's transaction on everybody sees the stage's rows.</summary>
    public static Task ShowAsync(CairnDb db, Guid stage, CancellationToken stop)
    {
        var district = db.Tenant.DistrictId;
        return db.Districts.Where(one => one.Id == district).ExecuteUpdateAsync(set => set.SetProperty(one => one.ShownStage, stage), stop);
    }

    /// <summary>Takes the mark from rows that are shown; does nothing where there are none.</summary>
    public static async Task SettleAsync(CairnDb db, Action between, CancellationToken stop)
    {
        var district = db.Tenant.DistrictId;
        var shown = await db.Districts.Where(one => one.Id == district).Select(one => one.ShownStage).SingleAsync(stop);
        if (shown is not { } stage)
            return;
        await ByChunkAsync(db, table => $"update {table} set stage = null where", "stage = {1}", stage, between, stop);
        await db
            .Districts.Where(one => one.Id == district && one.ShownStage == stage)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.ShownStage, (Guid?)null), stop);
    }

    /// <summary>Takes away what nobody has seen of a stage.</summary>
    public static Task DiscardAsync(CairnDb db, Guid stage, CancellationToken stop) =>
        ByChunkAsync(db, table => $"delete from {table} where", "stage = {1}", stage, () => { }, stop);

    /// <summary>Takes away what nobody has seen of any. What is shown has been settled before.</summary>
    public static Task DiscardAllAsync(CairnDb db, CancellationToken stop) =>
        ByChunkAsync(db, table => $"delete from {table} where", "stage is not null and stage <> {1}", Guid.Empty, () => { }, stop);

    private static async Task ByChunkAsync(
        CairnDb db,
        Func<string, string> verb,
        string which,
        Guid stage,
        Action between,
        CancellationToken stop
    )
    {
        var pauses = new Pauses(db);
        // What points before what is pointed at.
        foreach (var table in db.Model.GetEntityTypes().Where(IsStaged).OrderByDescending(Depth).Select(one => one.GetTableName()!))
        {
            var sql =
                $"{verb(table)} district_id = {{0}} and id in (select id from {table} where district_id = {{0}} and {which} limit {Chunk})";
#pragma warning disable EF1002 // the names are the model's
            while (await db.Database.ExecuteSqlRawAsync(sql, [db.Tenant.DistrictId.Value, stage], stop) > 0)
#pragma warning restore EF1002
            {
                between();
                await pauses.TakeAsync(stop);
            }
        }
    }

    private static bool IsStaged(Microsoft.EntityFrameworkCore.Metadata.IEntityType table) =>
        typeof(IStaged).IsAssignableFrom(table.ClrType);

    private static int Depth(Microsoft.EntityFrameworkCore.Metadata.IEntityType table) =>
        table
            .GetForeignKeys()
            .Select(key => key.PrincipalEntityType)
            .Where(parent => parent != table && IsStaged(parent))
            .Select(parent => Depth(parent) + 1)
            .DefaultIfEmpty()
            .Max();
}

/// <summary>
/// For who writes chunk after chunk. SQLite has no queue of writers: one that found the database taken looks again after 150 milliseconds,
/// and would find it taken again and again. So there is a gap, at least this long and at least so often, in which each finds it free.
/// </summary>
internal sealed class Pauses(CairnDb db)
{
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromMilliseconds(600),
        Length = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _since = Stopwatch.StartNew();

    public async Task TakeAsync(CancellationToken stop)
    {
        if (!db.Database.IsSqlite() || _since.Elapsed < AtLeastEvery)
            return;
        await Task.Delay(Length, stop);
        _since.Restart();
    }
}
