using Cairn.SignIn.Accounts;
using Cairn.SignIn.Tokens;

namespace Cairn.SignIn.Sessions;

/// <summary>Where an account is signed in, and signing out there or everywhere.</summary>
internal static class OwnSessions
{
    public static void MapOwnSessions(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/account/sessions").RequireAccount();
        pages.MapPost("{id}/end", End).AsPage<Done>(OwnPage.Show, (_, _) => Said(Texts.SessionsEnded));
        pages
            .MapPost("others", EndOthers)
            .AsPage<EndedSessions>(OwnPage.Show, (ended, _) => Said(Texts.SessionsOthersEnded, ended.Count))
            .OnlyForBrowsers("It is this browser's own session that stays; a program ends the others one by one.");
        pages.MapGet("end", ShowEverywhere);
        pages
            .MapPost("end", EndAllAndPasskeys)
            .RequireFreshSignIn()
            .AsPage<SignedOutAnswer>(ShowEverywhere, SaidEverywhereAsync)
            .InOtherWords("DELETE /api/v1/me/sessions", "POST /api/v1/me/passkeys/{id}/removal");

        var api = routes.MapGroup("/api/v1/me/sessions").RequirePerson().WithTags("Me");
        api.MapGet("", List).WithSummary("The browsers in which my account is signed in, the last seen first");
        api.MapDelete("{id}", End).WithSummary("One of them signs in again");
        api.MapDelete("", EndAll)
            .WithSummary("Every browser signs in again and every access token ends, this one too; the answer names the passkeys that stay");
    }

    private static async Task<Outcome<Done>> End(Id<SignInSession> id, Visit visit, OwnAccount own) =>
        await (await own.FindAsync(visit)).ThenAsync(account => visit.EndSessionAsync(id, account.Id));

    private static async Task<Outcome<EndedSessions>> EndOthers(Visit visit, OwnAccount own, HttpContext http) =>
        await (await own.FindAsync(visit)).ThenAsync<EndedSessions>(async account =>
        {
            var ended = await visit.EndSessionsOfAsync(account.Id, http.FindSession(), SessionEnd.FromTheList);
            await visit.Db.SaveChangesAsync(visit.Stop);
            return new EndedSessions(ended);
        });

    private static Task<Outcome<SignedOutAnswer>> EndAll(Visit visit, OwnAccount own, AccessEnding ending, HttpContext http) =>
        EndAllAsync(visit, own, ending, http, []);

    private static Task<Outcome<SignedOutAnswer>> EndAllAndPasskeys(
        Input<SigningOut> asked,
        Visit visit,
        OwnAccount own,
        AccessEnding ending,
        HttpContext http
    ) => EndAllAsync(visit, own, ending, http, asked.Value.Passkeys);

    /// <summary>The browser that asks stays signed in.</summary>
    private static async Task<Outcome<SignedOutAnswer>> EndAllAsync(
        Visit visit,
        OwnAccount own,
        AccessEnding ending,
        HttpContext http,
        IReadOnlyList<string> passkeys
    ) =>
        await (await own.FindAsync(visit)).ThenAsync<SignedOutAnswer>(async account =>
        {
            await ending.EverywhereAsync(visit, account, http.FindSession(), passkeys);
            return new SignedOutAnswer([.. (await visit.PasskeysAsync(own.Accounts, account)).Select(PasskeyAnswer.Of)]);
        });

    private static SeeOther Said(string key, params object[] arguments) => SeeOther.To("/account").Saying<Texts>(key, arguments);

    private static async Task<IResult> SaidEverywhereAsync(SignedOutAnswer ended, HttpContext http)
    {
        await OwnAccount.StayAsync(http);
        return Said(Texts.AccountEveryoneDone);
    }

    private static async Task<IResult> ShowEverywhere(Visit visit, Form form, OwnAccount own, HttpContext http)
    {
        var account = (await own.FindAsync(visit)).Value;
        return SignOutEverywherePage.With(
            new SignOutEverywhereModel(
                form,
                (await visit.OpenSessionsAsync(account.Id)).Count(one => one.Id != http.FindSession()?.Id),
                await visit.UsableTokensAsync(),
                await visit.PasskeysAsync(own.Accounts, account)
            )
        );
    }

    private static async Task<Outcome<ListOf<SessionAnswer>>> List(Visit visit, OwnAccount own, Id<SignInSession>? after = null) =>
        await (await own.FindAsync(visit)).ThenAsync<ListOf<SessionAnswer>>(async account =>
            (await visit.OpenSessionsAsync(account.Id))
                .PageAfter(after?.ToString(), one => one.Id.ToString())
                .As(SessionAnswer.Of)
                .At("/api/v1/me/sessions", one => one.Id)
        );
}
