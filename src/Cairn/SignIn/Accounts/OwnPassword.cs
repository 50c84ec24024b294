using Cairn.SignIn.Sessions;
using Cairn.SignIn.Tokens;

namespace Cairn.SignIn.Accounts;

/// <summary>A new password, given the current one.</summary>
internal static class OwnPassword
{
    public static void MapOwnPassword(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/account/password").RequireAccount();
        pages.MapGet("", Show);
        pages
            .MapPost("", Change)
            .RequireFreshSignIn(passwordIn: "Current")
            .RequireRateLimiting(RateLimits.SignIn)
            .TypedTwice("New")
            .AsPage<Done>(Show, SaidAsync);

        routes
            .MapPut("/api/v1/me/password", Change)
            .RequirePerson()
            .WithTags("Me")
            .WithSummary("A new password, with the one of now; every session ends, and every access token unless keepTokens says otherwise")
            .WithBodyOfAtMost(4096)
            .RequireRateLimiting(RateLimits.SignIn);
    }

    private static async Task<Outcome<Done>> Change(
        Input<PasswordChange> asked,
        Visit visit,
        OwnAccount own,
        AccessEnding ending,
        HttpContext http
    )
    {
        var change = asked.Value;
        if (Passwords.Refuses(change.New, "new") is { } weak)
            return weak;
        return await (await own.ProveAsync(visit, change.Current, change.Code, "current")).ThenAsync(account =>
            ending.ChangePasswordAsync(visit, account, change, http.FindSession())
        );
    }

    private static async Task<IResult> SaidAsync(Done done, HttpContext http)
    {
        await OwnAccount.StayAsync(http);
        return SeeOther
            .To("/account")
            .Saying<Texts>(http.FormOf().Ticked("KeepTokens") ? Texts.PasswordChangeDone : Texts.PasswordChangeDoneTokensToo);
    }

    private static async Task<IResult> Show(Visit visit, Form form, OwnAccount own) =>
        PasswordPage.With(
            new PasswordModel(
                form.Start<PasswordChange>(),
                await visit.UsableTokensAsync(),
                await visit.PasskeysAsync(own.Accounts, (await own.FindAsync(visit)).Value)
            )
        );
}
