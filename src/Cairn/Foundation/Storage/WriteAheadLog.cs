namespace Cairn.Foundation.Storage;

/// <summary>
/// SQLite writes into a log beside the database, which is as large as its longest transaction was and never shrinks by itself: after a
/// roster of a hundred thousand people it was 622 MB.
/// </summary>
internal static class WriteAheadLog
{
    /// <summary>How much of it a connection keeps when it restarts the log.</summary>
    public const string Bound = "pragma journal_size_limit = 16777216";

    private const int Tries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Moves the log into the database and empties it; after bulk work, and at each sweep. Anybody reading or writing at that moment
    /// prevents it, so it is tried for two seconds; the next sweep tries again.
    /// </summary>
    public static async Task EmptyAsync(DbContext db, CancellationToken stop)
    {
        if (!db.Database.IsSqlite())
            return;
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var answer = await db.Database.SqlQueryRaw<Checkpoint>("pragma wal_checkpoint(truncate)").ToListAsync(stop);
            if (answer is [{ Busy: 0 }])
                return;
            await Task.Delay(Pause, stop);
        }
    }

    private sealed record Checkpoint(int Busy, int Log, int Checkpointed);
}
