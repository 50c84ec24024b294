using Cairn.Foundation.Jobs;
using Cairn.Foundation.Outages;
using Microsoft.Data.Sqlite;

namespace Cairn.Operations;

/// <summary>
/// Whether this process can do its work, tried out: something is written into the database and onto the disk, and the room there is looked
/// at. Anybody may ask, so what was found is told again for a few seconds.
/// </summary>
internal sealed class Health(
    IServiceScopeFactory scopes,
    CairnOptions options,
    QuickCheck check,
    JobWorker worker,
    OutageLog outages,
    TimeProvider clock
) : IDisposable
{
    /// <summary>With less room than this the largest upload does not fit any more.</summary>
    internal const long Full = 100_000_000;

    /// <summary>With less than this somebody should make room soon.</summary>
    internal const long Low = 1_000_000_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5),
        Patience = TimeSpan.FromSeconds(3),
        Stalled = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _one = new(1);
    private (string Database, string Disk, long At)? _last;

    public async Task<HealthFound> AskAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            if (_last is not { } last || Environment.TickCount64 - last.At > Fresh.TotalMilliseconds)
            {
                check.Again();
                _last = last = (await WordOfDatabaseAsync(stop), WordOfDisk(), Environment.TickCount64);
            }
            return new(last.Database, last.Disk, clock.Now() - worker.LastTurn < Stalled ? "ok" : "stalled");
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<string> WordOfDatabaseAsync(CancellationToken stop)
    {
        if (check.FoundDamage)
            return Word(Outage.DatabaseDamaged);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Patience);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
            db.Database.SetCommandTimeout(Patience);
            await db.TryToWriteAsync(deadline.Token);
            return "ok";
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Word(Outage.DatabaseAway);
        }
        catch (Exception problem) when (OutageOf.Of(problem) is not null)
        {
            var outage = OutageOf.Of(problem)!.Value;
            outages.Tell(outage);
            return Word(outage);
        }
    }

    private string WordOfDisk()
    {
        var room = long.MaxValue;
        try
        {
            foreach (var folder in Folders())
            {
                var probe = Path.Combine(folder, $".probe-{Environment.ProcessId}");
                try
                {
                    using var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None);
                    file.Write(new byte[4096]);
                    file.Flush(flushToDisk: true);
                }
                finally
                {
                    File.Delete(probe);
                }
                room = Math.Min(room, new DriveInfo(folder).AvailableFreeSpace);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            var outage = OutageOf.Of(problem) ?? Outage.DiskRefuses;
            outages.Tell(outage);
            return Word(outage);
        }
        if (room >= Full)
            return room < Low ? "low" : "ok";
        outages.Tell(Outage.DiskFull);
        return Word(Outage.DiskFull);
    }

    private IEnumerable<string> Folders()
    {
        yield return options.Data;
        if (
            !Databases.IsPostgres(options.Database)
            && Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(options.Database).DataSource)) is { } folder
            && folder != options.Data
        )
            yield return folder;
    }

    private static string Word(Outage outage) =>
        outage switch
        {
            Outage.DiskFull => "full",
            Outage.DiskRefuses => "read-only",
            Outage.DatabaseBusy => "busy",
            Outage.DatabaseDamaged => "damaged",
            _ => "unreachable",
        };
}

/// <param name="Database"><c>ok</c>, or <c>unreachable</c>, <c>busy</c>, <c>full</c>, <c>read-only</c>, <c>damaged</c>.</param>
/// <param name="Disk"><c>ok</c>, <c>low</c> (room should be made soon), or <c>full</c>, <c>read-only</c>.</param>
/// <param name="Jobs"><c>ok</c>, or <c>stalled</c>: a worker has not turned for five minutes.</param>
internal sealed record HealthFound(string Database, string Disk, string Jobs)
{
    public bool IsReady => Database is "ok" && Disk is "ok" or "low" && Jobs is "ok";
}
