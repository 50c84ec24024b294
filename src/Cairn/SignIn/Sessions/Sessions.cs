using Cairn.Audit;

namespace Cairn.SignIn.Sessions;

internal static class Sessions
{
    private const int PageSize = 50;

    /// <summary>
    /// Where an account is signed in, the last seen first. All are read, for a session also ends by not being used; there are as many as
    /// somebody signs in while one lasts.
    /// </summary>
    public static async Task<IReadOnlyList<SignInSession>> OpenSessionsAsync(this Visit visit, Guid account) =>
        [
            .. (await Open.ToListAsync(visit.Db, account, visit.Now, visit.Stop))
                .Where(one => one.IsOpen(visit.Now))
                .OrderByDescending(one => one.LastSeenAt)
                .ThenByDescending(one => one.Id),
        ];

    /// <param name="after">The last of the page before; when it has ended meanwhile, the list begins anew.</param>
    public static PageOf<T> PageAfter<T>(this IReadOnlyList<T> sessions, string? after, Func<T, string> key)
    {
        var from = sessions.Select(key).ToList().IndexOf(after ?? "") + 1;
        return PageOf<T>.Cut(PageSize, [.. sessions.Skip(from).Take(PageSize + 1)]);
    }

    /// <summary>One of the account's own; one that has ended stays so.</summary>
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

    private static readonly CompiledQuery<Guid, DateTimeOffset, SignInSession> Open = new(
        (db, account, now) =>
            db.SignInSessions.AsNoTracking().Where(one => one.AccountId == account && one.ExpiresAt > now && one.EndedAt == null)
    );

    private static IQueryable<SignInSession> OpenOf(this Visit visit, Guid account)
    {
        var now = visit.Now;
        return visit.Db.SignInSessions.Where(one => one.AccountId == account && one.ExpiresAt > now && one.EndedAt == null);
    }
}
