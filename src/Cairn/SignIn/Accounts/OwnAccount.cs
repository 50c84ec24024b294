using Cairn.SignIn.Guessing;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Accounts;

/// <summary>
/// The acting person's account. NOTE: a token is not its owner. Changing how they sign in takes the password as well, so that somebody who
/// finds a token cannot lock its owner out (decision 0015); and the code if there is a second step, as a page asks for both
/// (<see cref="Sessions.FreshSignIn"/>).
/// </summary>
internal sealed class OwnAccount(UserManager<Account> accounts, SignInManager<Account> signIn)
{
    public UserManager<Account> Accounts => accounts;

    public async Task<Outcome<Account>> FindAsync(Visit visit) =>
        visit.Actor.AccountId is { } id && await accounts.FindByIdAsync(id.ToString()) is { } account
            ? account
            : Refusal.Conflict("sign-in.no-account");

    /// <summary>The same, but the password must be given too; wrong ones count as at sign-in.</summary>
    public async Task<Outcome<Account>> ProveAsync(Visit visit, string password, string field = "password")
    {
        var found = await FindAsync(visit);
        return found.Succeeds(out var account, out _) && await signIn.RefusesAsync(account, password, field) is { } refusal
            ? refusal
            : found;
    }

    /// <summary>The same, but a program must also give the second step, if it is on; a browser has already been asked for it.</summary>
    public async Task<Outcome<Account>> ProveAsync(Visit visit, string password, string? code, string field)
    {
        var proved = await ProveAsync(visit, password, field);
        if (!proved.Succeeds(out var account, out _) || !account.TwoFactorEnabled || !ForPrograms.Is(signIn.Context.Request))
            return proved;
        if (string.IsNullOrWhiteSpace(code))
            return new Refusal("sign-in.code-needed", "code");

        var wrong = new Refusal("sign-in.code-wrong", "code");
        return await signIn.RefusesAsync(Door.Code, account, "proof", wrong, () => accounts.TakesCodeAsync(account, code)) is { } refusal
            ? refusal
            : proved;
    }

    /// <summary>Under a new security stamp this browser stays signed in.</summary>
    public static async Task StayAsync(HttpContext http) =>
        await http
            .RequestServices.GetRequiredService<SignInManager<Account>>()
            .RefreshSignInAsync(await http.RequestServices.GetRequiredService<UserManager<Account>>().OfAsync(http));
}
