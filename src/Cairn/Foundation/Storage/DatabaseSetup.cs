using Cairn.Foundation.Jobs;
using Cairn.Foundation.Outages;

namespace Cairn.Foundation.Storage;

/// <summary>Brings the database to this version before anything is served; safe to kill at any point and start again.</summary>
internal static class DatabaseSetup
{
    public static async Task MigrateAsync(CairnDb db, string dataFolder, CancellationToken stop)
    {
        // One process at a time per data folder. The lock is the operating system's: it ends with the process, however that ends.
        using var dataLock = await LockAsync(Path.Combine(dataFolder, "migrating.lock"), stop);

        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("pragma journal_mode = wal", stop);
        // EF compares the whole model with its last migration before it begins; a start with nothing to migrate skips that.
        if ((await db.Database.GetPendingMigrationsAsync(stop)).Any())
        {
            // EF's own lock is a row, which outlives a killed process; under our lock nobody else can hold it.
            if (db.Database.IsSqlite())
                await db.Database.ExecuteSqlRawAsync("drop table if exists \"__EFMigrationsLock\"", stop);
            await db.Database.MigrateAsync(stop);
        }

        await db
            .Database.CreateExecutionStrategy()
            .ExecuteAsync(async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(stop);
                FaultPoint.Pass("before-triggers");
                await Triggers.RecreateAsync(db, stop);
                await Statistics.TellAsync(db, stop);
                FaultPoint.Pass("after-triggers");
                await transaction.CommitAsync(stop);
            });
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException problem) when (attempt < 600 && OutageOf.Of(problem) is null && File.Exists(path))
            {
                await Task.Delay(100, stop);
            }
        }
    }
}
