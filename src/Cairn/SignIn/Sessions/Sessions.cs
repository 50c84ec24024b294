using Cairn.Audit;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Sessions;

internal static class Sessions
{
    private const int Shown = 50;

    /// <summary>Where an account is signed in, the last seen first.</summary>
    public static async Task<IReadOnlyList<SignInSession>> OpenSessionsAsync(
        this CairnDb db,
        Guid account,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        [
            .. (await db.OpenOf(account, now).AsNoTracking().ToListAsync(stop))
                .Where(one => one.IsOpen(now))
                .OrderByDescending(one => one.LastSeenAt)
                .Take(Shown),
        ];

    /// <summary>One of the account's own. False when it has no such session; one that has ended stays so.</summary>
    public static async Task<bool> EndSessionAsync(
        this CairnDb db,
        Id<SignInSession> id,
        Guid account,
        Actor actor,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (await db.SignInSessions.FirstOrDefaultAsync(one => one.Id == id && one.AccountId == account, stop) is not { } session)
            return false;
        if (session.EndedAt is not null)
            return true;

        session.End(SessionEnd.FromTheList, now);
        db.Audit(actor, "session.ended", session.Id, now);
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Every session of an account but that one; the caller saves. How many they are.</summary>
    public static async Task<int> EndSessionsOfAsync(
        this CairnDb db,
        Guid account,
        SignInSession? except,
        SessionEnd why,
        Actor? actor,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var open = (await db.OpenOf(account, now).ToListAsync(stop)).Where(one => one.Id != except?.Id).ToList();
        foreach (var session in open)
        {
            session.End(why, now);
            db.Audit(actor, "session.ended", session.Id, now, why.ToString());
        }
        return open.Count;
    }

    /// <summary>Sessions that ran out before that instant.</summary>
    public static Task RemoveOldSessionsAsync(this CairnDb db, DateTimeOffset before, CancellationToken stop) =>
        db.SignInSessions.Where(one => one.ExpiresAt < before).ExecuteDeleteAsync(stop);

    private static IQueryable<SignInSession> OpenOf(this CairnDb db, Guid account, DateTimeOffset now) =>
        db.SignInSessions.Where(one => one.AccountId == account && one.ExpiresAt > now && one.EndedAt == null);
}
