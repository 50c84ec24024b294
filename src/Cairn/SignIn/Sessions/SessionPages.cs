using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Sessions;

/// <summary>The list on the account's page, and signing out everywhere.</summary>
internal static class SessionPages
{
    public static void MapSessions(this RouteGroupBuilder account)
    {
        account.MapPost("sessions/{id}/end", End);
        account.MapPost("sessions/others", EndOthers);
        account.MapGet("sessions/end", AskEverywhere);
        account.MapPost("sessions/end", EndEverywhere).RequireFreshSignIn();
    }

    private static async Task<Results<SeeOther, NotFound>> End(
        Id<SignInSession> id,
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await db.EndSessionAsync(id, (await accounts.OfAsync(http)).Id, http.Actor(), clock.Now(), stop)
            ? SeeOther.To("/account").Saying<Texts>("Sessions.Ended")
            : TypedResults.NotFound();

    private static async Task<SeeOther> EndOthers(
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var ended = await db.EndSessionsOfAsync(
            (await accounts.OfAsync(http)).Id,
            http.FindSession(),
            SessionEnd.FromTheList,
            http.Actor(),
            clock.Now(),
            stop
        );
        await db.SaveChangesAsync(stop);
        return SeeOther.To("/account").Saying<Texts>("Sessions.OthersEnded", ended);
    }

    private static async Task<RazorComponentResult<SignOutEverywherePage>> AskEverywhere(
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var (account, now) = (await accounts.OfAsync(http), clock.Now());
        var sessions = await db.OpenSessionsAsync(account.Id, now, stop);
        return SignOutEverywherePage.With(
            new SignOutEverywhereModel(
                Form.Empty(),
                sessions.Count(one => one.Id != http.FindSession()?.Id),
                await db.UsableTokensAsync(http.Actor(), now, stop),
                await db.PasskeyChoicesAsync(accounts, account, stop)
            )
        );
    }

    private static async Task<SeeOther> EndEverywhere(
        Form form,
        HttpContext http,
        AccessEnding ending,
        UserManager<Account> accounts,
        SignInManager<Account> signIn,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var account = await accounts.OfAsync(http);
        await ending.EverywhereAsync(http.Actor(), account, http.FindSession(), form.All("Passkey"), clock.Now(), stop);
        await signIn.RefreshSignInAsync(account);
        return SeeOther.To("/account").Saying<Texts>("Account.EveryoneDone");
    }

    public static Task<int> UsableTokensAsync(this CairnDb db, Actor actor, DateTimeOffset now, CancellationToken stop) =>
        db.AccessTokens.CountAsync(token => token.PersonId == actor.PersonId && token.RevokedAt == null && token.ExpiresAt > now, stop);
}
