using System.Data.Common;
using Cairn.Audit;
using Cairn.Foundation.Files;
using Cairn.Foundation.Jobs;
using Cairn.Foundation.Storage;
using Cairn.Schools.Rosters;
using Cairn.SignIn.Devices;
using Cairn.SignIn.Guessing;
using Cairn.SignIn.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Operations;

/// <summary>
/// Takes away what a process that was killed left half written, at the start and every six hours: nothing younger than a day, so nothing
/// that another node is still writing, and no file that a row names or a job waits for. Counts of wrong passwords that are forgiven go as
/// well, and sessions that ran out a month ago, and the addresses of old events of the audit trails. Empties SQLite's write-ahead log.
/// </summary>
internal sealed partial class Sweep(IServiceScopeFactory scopes, CairnOptions options, TimeProvider clock, ILogger<Sweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(1),
        Every = TimeSpan.FromHours(6);

    /// <summary>How long it can be told afterwards where somebody was signed in.</summary>
    private static readonly TimeSpan KeptSessions = TimeSpan.FromDays(30);

    /// <summary>Where the server puts the bodies of forms down while they arrive.</summary>
    public static string SpoolOf(CairnOptions options) => Path.Combine(options.Data, "incoming");

    public async Task RunOnceAsync(CancellationToken stop)
    {
        var before = clock.Now() - Age;
        var spool = new DirectoryInfo(SpoolOf(options));
        if (spool.Exists)
            foreach (var file in spool.EnumerateFiles().Where(file => file.LastWriteTimeUtc < before.UtcDateTime))
                file.Delete();

        var stores = new DirectoryInfo(Path.Combine(options.Data, "files"));
        foreach (var folder in stores.Exists ? stores.EnumerateDirectories() : [])
        {
            if (!Id<District>.TryParse(folder.Name, out var district))
                continue;
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(district);
            scope.ServiceProvider.GetRequiredService<FileStore>().RemoveAbandoned(before);
        }

        await using var one = scopes.CreateAsyncScope();
        var db = one.ServiceProvider.GetRequiredService<CairnDb>();
        await Guesses.SweepAsync(db, clock.Now(), stop);
        await db.SweepDevicesAsync(clock.Now(), stop);
        await one
            .ServiceProvider.GetRequiredService<RosterFiles>()
            .RemoveAbandonedAsync(before, import => db.IsWaitingAsync(RosterImportJob.Name, import.Value, stop));
        await db.RemoveOldSessionsAsync(clock.Now() - KeptSessions, stop);
        foreach (var district in await db.Districts.AsNoTracking().Select(one => one.Id).ToListAsync(stop))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(district);
            await scope
                .ServiceProvider.GetRequiredService<CairnDb>()
                .ForgetAddressesAsync(clock.Now().AddDays(-options.AuditAddressDays), stop);
        }
        await WriteAheadLog.EmptyAsync(db, stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException or DbException or InvalidOperationException)
            {
                Log.NotSwept(logger, exception);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What was left half written could not be taken away; trying again in six hours")]
        public static partial void NotSwept(ILogger logger, Exception exception);
    }
}
