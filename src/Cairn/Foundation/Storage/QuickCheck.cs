using Cairn.Foundation.Load;
using Cairn.Foundation.Outages;
using Microsoft.Data.Sqlite;

namespace Cairn.Foundation.Storage;

/// <summary>
/// SQLite reads all of its file and says whether it is still a database (<c>pragma quick_check</c>): a page that the disk lost would
/// otherwise be met by the first who needs it, perhaps long after the last good backup is gone. It takes a second for each gigabyte or so, so
/// a start waits only for a while, and it is done again at times that are long beside what it takes. PostgreSQL has checksums of its own.
/// </summary>
internal sealed class QuickCheck(CairnOptions options, GentleThreads threads, OutageLog outages)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>It may cost this part of the time.</summary>
    private const int Rarely = 200;
    private static readonly TimeSpan Soonest = TimeSpan.FromMinutes(1);

    private readonly Lock _one = new();
    private Task<bool> _last = Task.FromResult(true);
    private long _due;

    /// <summary>Whether the last check found anything wrong.</summary>
    public bool FoundDamage => _last is { IsCompletedSuccessfully: true, Result: false };

    /// <summary>Before anything is changed.</summary>
    /// <exception cref="SqliteException">The database is damaged (<see cref="Outage.DatabaseDamaged"/>).</exception>
    public async Task BeginAsync()
    {
        // Everybody waits for it now, so it has a thread like any other.
        if (!Databases.IsPostgres(options.Database))
            _last = LookAsync(Task.Run);
        await Task.WhenAny(_last, Task.Delay(Patience));
        if (FoundDamage)
            throw new SqliteException("quick_check", SQLitePCL.raw.SQLITE_CORRUPT);
    }

    /// <summary>Begins another one if it is time.</summary>
    public void Again()
    {
        if (Databases.IsPostgres(options.Database))
            return;
        lock (_one)
        {
            if (!_last.IsCompleted || Environment.TickCount64 < _due)
                return;
            _last = LookAsync(threads.RunAsync);
        }
    }

    private async Task<bool> LookAsync(Func<Func<Task>, Task> run)
    {
        var sound = true;
        var begun = Environment.TickCount64;
        await run(() =>
        {
            sound = IsSound(options.Database);
            return Task.CompletedTask;
        });
        var took = Environment.TickCount64 - begun;
        Volatile.Write(ref _due, Environment.TickCount64 + Math.Max((long)Soonest.TotalMilliseconds, took * Rarely));
        if (!sound)
            outages.Tell(Outage.DatabaseDamaged);
        return sound;
    }

    /// <summary>A database that is not there yet is sound.</summary>
    internal static bool IsSound(string connectionString)
    {
        var read = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        if (!File.Exists(read.DataSource))
            return true;
        try
        {
            using var connection = new SqliteConnection(read.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "pragma quick_check(1)";
            command.CommandTimeout = 0;
            return command.ExecuteScalar() as string is "ok";
        }
        catch (SqliteException problem)
        {
            // Whatever else is wrong is said by those who meet it.
            return OutageOf.Of(problem) is not Outage.DatabaseDamaged;
        }
    }
}
