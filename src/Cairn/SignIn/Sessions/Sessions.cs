using Cairn.Audit;

namespace Cairn.SignIn.Sessions;

internal static class Sessions
{
    private const int Shown = 50;

    /// <summary>Where an account is signed in, most recently seen first.</summary>
    public static async Task<IReadOnlyList<SignInSession>> OpenSessionsAsync(this Visit visit, Guid account) =>
        [
            .. (await visit.OpenOf(account).AsNoTracking().ToListAsync(visit.Stop))
                .Where(one => one.IsOpen(visit.Now))
                .OrderByDescending(one => one.LastSeenAt)
                .Take(Shown),
        ];

    /// <summary>One of the account's own; an ended one stays ended.</summary>
    public static async Task<Outcome<Done>> EndSessionAsync(this Visit visit, Id<SignInSession> id, Guid account)
    {
        var (actor, db, now, stop) = visit;
        if (await db.SignInSessions.FirstOrDefaultAsync(one => one.Id == id && one.AccountId == account, stop) is not { } session)
            return Refusal.NotFound;
        if (session.EndedAt is not null)
            return default(Done);

        session.End(SessionEnd.FromTheList, now);
        db.Audit(actor, "session.ended", session.Id, now);
        await db.SaveChangesAsync(stop);
        return default(Done);
    }

    /// <summary>Every session of an account except that one; the caller saves. Returns how many.</summary>
    public static async Task<int> EndSessionsOfAsync(this Visit visit, Guid account, SignInSession? except, SessionEnd why)
    {
        var open = (await visit.OpenOf(account).ToListAsync(visit.Stop)).Where(one => one.Id != except?.Id).ToList();
        foreach (var session in open)
        {
            session.End(why, visit.Now);
            visit.Db.Audit(visit.Actor, "session.ended", session.Id, visit.Now, why.ToString());
        }
        return open.Count;
    }

    /// <summary>Sessions that ran out before that instant.</summary>
    public static Task RemoveOldSessionsAsync(this CairnDb db, DateTimeOffset before, CancellationToken stop) =>
        db.SignInSessions.Where(one => one.ExpiresAt < before).ExecuteDeleteAsync(stop);

    private static IQueryable<SignInSession> OpenOf(this Visit visit, Guid account)
    {
        var now = visit.Now;
        return visit.Db.SignInSessions.Where(one => one.AccountId == account && one.ExpiresAt > now && one.EndedAt == null);
    }
}
