using Cairn.SignIn.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Sessions;

/// <summary>Where a page that is about to open asks who is there; a form that was sent asks at its own address.</summary>
internal static class ProofPages
{
    public static void MapProof(this IEndpointRouteBuilder routes)
    {
        var confirm = routes.MapGroup(FreshSignIn.Address).RequireAccount().RequireRateLimiting(RateLimits.SignIn);
        confirm.MapGet("", Ask);
        confirm.MapPost("", Take).OnlyForBrowsers(SignInPages.SessionOnly);
        confirm.MapPost("passkey/options", PasskeyOptions).OnlyForBrowsers(SignInPages.SessionOnly);
    }

    private static async Task<RazorComponentResult<ProofPage>> Ask(
        string? @return,
        HttpContext http,
        UserManager<Account> accounts,
        Proving proving
    ) => await proving.AskAsync(ProofModel.For(Local(@return)), await accounts.OfAsync(http), StatusCodes.Status200OK);

    private static async Task<IResult> Take(Form form, HttpContext http, UserManager<Account> accounts, Proving proving)
    {
        var (account, back) = (await accounts.OfAsync(http), Local(form["Return"]));
        return http.FindSession() is { } session && await proving.TakesAsync(form, account, session, true, http)
            ? SeeOther.To(back)
            : await proving.AskAsync(ProofModel.For(back, form.Errors), account, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<ContentHttpResult> PasskeyOptions(
        Form form,
        HttpContext http,
        UserManager<Account> accounts,
        SignInManager<Account> signIn
    ) => TypedResults.Content(await signIn.MakePasskeyRequestOptionsAsync(await accounts.OfAsync(http)), "application/json");

    private static string Local(string? address) => SeeOther.IsLocal(address) ? address! : "/account";
}
