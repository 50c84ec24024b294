using Cairn.Foundation.Signing;
using Cairn.SignIn.Devices;

namespace Cairn.SignIn.Guessing;

/// <param name="Wait">Not now: nothing may be checked, and nothing was counted.</param> <param name="Slowed">Wrong tries begin to wait with
/// this one.</param> <param name="Counted">The keys that it was counted under, so that it can be taken back.</param>
internal sealed record Try(TimeSpan? Wait, bool Slowed, IReadOnlyList<string> Counted)
{
    public int WaitSeconds => (int)Math.Ceiling((Wait ?? TimeSpan.Zero).TotalSeconds);
}

/// <summary>
/// Slows guessing down and locks nobody out (decision 0024). A try is counted before the secret is checked, in one statement that also
/// decides whether it may be made now, so that tries at the same instant get no further than tries one after the other; a right one is
/// taken back. Nothing here depends on whether somebody has the name: the same statements, the same answer. NOTE: raw SQL, only over the
/// global table; this file is on the list of files that may.
/// </summary>
internal sealed class Guesses(CairnDb db, MasterKey master, RateLimits limits, IHttpContextAccessor requests, TimeProvider clock)
{
    /// <summary>How long a count is kept after its last try; all of it is forgiven long before.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    // What is left after time has forgiven some, plus this try. Time that has not yet forgiven anything stays on the clock (tried_at).
    private const string Level =
        "(case when g.tries <= ({1} - g.tried_at) / {3} then 1 when g.tries - ({1} - g.tried_at) / {3} >= {4} then {4} else g.tries "
        + "- ({1} - g.tried_at) / {3} + 1 end)";

    private const string Count = $$"""
        insert into guess_counts as g (key, tries, opens_at, tried_at) values ({0}, 1, 0, {1})
        on conflict (key) do update set
            tries = {{Level}},
            opens_at = case
                when {{Level}} < {2} then 0
                when {{Level}} >= {4} then {1} + {5}
                else {1} + 1000000 * cast(1 << cast({{Level}} - {2} as integer) as bigint) end,
            tried_at = {1} - ({1} - g.tried_at) % {3}
        where g.opens_at <= {1}
        returning tries as "Value"
        """;

    /// <param name="what">The typed name, or whatever is being guessed; only its hash is kept.</param>
    /// <param name="account">Whose it is, if somebody's.</param>
    public async Task<Try> AdmitAsync(Door door, string what, Guid? account, CancellationToken stop)
    {
        var http = requests.HttpContext ?? throw new InvalidOperationException("Only a request guesses.");
        var device = DeviceCookie.Of(http);
        var whose = await db.WhoseAsync(device, account ?? Guid.Empty, stop);
        var known = account is not null && whose == account;
        var from = NetworkAddress.Of(http.Connection.RemoteIpAddress);
        (string Key, GuessLimit Limit)[] counts = known
            ? [(Key(door, "known", device!, account!.Value.ToString("N")), door.Known)]
            :
            [
                (Key(door, "here", from, what), door.Here),
                (Key(door, "anywhere", "", what), door.Anywhere),
                // A school is behind one address: where somebody has signed in, their devices count separately (all devices of one account
                // together, or its owner could start again with a fresh cookie).
                whose is { } owner
                    ? (Key(door, "source", owner.ToString("N"), ""), limits.Device)
                    : (Key(door, "source", from, ""), limits.Address),
            ];

        var now = clock.GetUtcNow().UnixMicroseconds();
        var slowed = false;
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        foreach (var (key, limit) in counts.Where(one => one.Limit != GuessLimit.None))
        {
            var tries = await db
                .Database.SqlQueryRaw<long>(
                    Count,
                    key,
                    now,
                    (long)limit.Free,
                    Micros(limit.Forgiven),
                    (long)limit.Most,
                    Micros(limit.Longest)
                )
                .ToListAsync(stop);
            if (tries.Count == 0)
            {
                var opens = await db.GuessCounts.Where(one => one.Key == key).Select(one => one.OpensAt).SingleAsync(stop);
                // the transaction rolls back: nothing is counted
                return new Try(TimeSpan.FromMicroseconds(Math.Max(1, opens - now)), false, []);
            }
            slowed |= tries[0] == limit.Free;
        }
        await transaction.CommitAsync(stop);
        return new Try(null, slowed, [.. counts.Select(one => one.Key)]);
    }

    /// <summary>It was right: what was counted for it is taken back, and what this name cost here is forgotten.</summary>
    public async Task TakeBackAsync(Try made, CancellationToken stop)
    {
        var first = made.Counted[0];
        await db.GuessCounts.Where(one => one.Key == first).ExecuteDeleteAsync(stop);
        foreach (var key in made.Counted.Skip(1)) // the door was open when this try came, and is again
            await db
                .GuessCounts.Where(one => one.Key == key && one.Tries > 0)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(one => one.Tries, one => one.Tries - 1).SetProperty(one => one.OpensAt, 0),
                    stop
                );
    }

    /// <summary>
    /// Writes the count once more, as it is: what is done of a wrong try when nobody has the name, in place of the event in somebody's
    /// audit trail, so that both take as long.
    /// </summary>
    public Task NoteAsync(Try made, CancellationToken stop)
    {
        var key = made.Counted[0];
        return db
            .GuessCounts.Where(one => one.Key == key)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Tries, one => one.Tries), stop);
    }

    /// <summary>Deletes what has been forgiven.</summary>
    public static Task SweepAsync(CairnDb db, DateTimeOffset now, CancellationToken stop)
    {
        var before = (now - Kept).UnixMicroseconds();
        return db.GuessCounts.Where(one => one.TriedAt < before).ExecuteDeleteAsync(stop);
    }

    private string Key(Door door, string kind, string from, string what) =>
        master.KeyedHash($"{door.Name}\n{kind}\n{from}\n{what}", "guess-counts");

    private static long Micros(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
