using Cairn.Audit;
using Cairn.Foundation.Files;
using Cairn.Foundation.Jobs;
using Cairn.Schools.Rosters;
using Cairn.SignIn.Devices;
using Cairn.SignIn.Guessing;
using Cairn.SignIn.Sessions;

namespace Cairn.Operations;

/// <summary>
/// Removes what a killed process left half written, at startup and every six hours: nothing younger than a day, so nothing that another
/// node is still writing, and no file that a row names or a job waits for. Takes away files that no row names. Also removes forgiven counts
/// of wrong passwords, sessions that ended a month ago, the addresses of old audit events, and answers that were kept for whoever asks again.
/// Empties SQLite's write-ahead log.
/// </summary>
internal sealed class Sweep(IServiceScopeFactory scopes, CairnOptions options, TimeProvider clock) : IPeriodicJob
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <summary>How long one can see afterwards where somebody was signed in.</summary>
    private static readonly TimeSpan KeptSessions = TimeSpan.FromDays(30);

    /// <summary>How long an operator can see that a job was done.</summary>
    private static readonly TimeSpan KeptJobs = TimeSpan.FromDays(30);

    public string Name => "sweep";
    public TimeSpan Every => TimeSpan.FromHours(6);
    public bool AlsoAtStart => true;

    /// <summary>Where the server stores form bodies while they arrive.</summary>
    public static string SpoolOf(CairnOptions options) => Path.Combine(options.Data, "incoming");

    public async Task RunAsync(CancellationToken stop)
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
            if (!await scope.ServiceProvider.GetRequiredService<CairnDb>().Districts.AnyAsync(one => one.Id == district, stop))
                continue;
            var unused = scope.ServiceProvider.GetRequiredService<UnusedFiles>();
            await unused.AdoptAsync(before, stop);
            await unused.RemoveAsync(before, stop);
        }

        await using var one = scopes.CreateAsyncScope();
        var db = one.ServiceProvider.GetRequiredService<CairnDb>();
        await Guesses.SweepAsync(db, clock.Now(), stop);
        await db.SweepDevicesAsync(clock.Now(), stop);
        await one
            .ServiceProvider.GetRequiredService<RosterFiles>()
            .RemoveAbandonedAsync(before, import => db.IsWaitingAsync(RosterOrder.Kind, import.Value, stop));
        await JobLeases.SweepAsync(db, clock.Now() - KeptJobs, stop);
        await db.RemoveOldSessionsAsync(clock.Now() - KeptSessions, stop);
        foreach (var district in await db.Districts.AsNoTracking().Select(one => one.Id).ToListAsync(stop))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(district);
            var within = scope.ServiceProvider.GetRequiredService<CairnDb>();
            await within.ForgetAddressesAsync(clock.Now().AddDays(-options.AuditAddressDays), stop);
            await within.ForgetAnswersAsync(clock.Now(), stop);
        }
        await WriteAheadLog.EmptyAsync(db, stop);
    }
}
