using Cairn.Foundation;
using Cairn.SignIn.Guessing;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Accounts;

/// <summary>
/// The account of whoever a token acts for. NOTE: a token is not its owner. What changes how they sign in takes the password as well, so
/// that who finds a token cannot lock its owner out (decision 0015); and the code where there is a second step, for a page asks for both.
/// </summary>
internal sealed class OwnAccount(UserManager<Account> accounts, SignInManager<Account> signIn)
{
    public async Task<Outcome<Account>> FindAsync(Actor actor) =>
        actor.AccountId is { } id && await accounts.FindByIdAsync(id.ToString()) is { } account
            ? account
            : Refusal.Conflict("sign-in.no-account");

    /// <summary>The same for who also knows the password; wrong ones count as at sign-in.</summary>
    public async Task<Outcome<Account>> ProveAsync(Actor actor, string password, string field = "password")
    {
        var found = await FindAsync(actor);
        return found.Succeeds(out var account, out _) && await signIn.RefusesAsync(account, password, field) is { } refusal
            ? refusal
            : found;
    }

    /// <summary>The same for who also has the second step, when it is on.</summary>
    public async Task<Outcome<Account>> ProveAsync(Actor actor, string password, string? code, string field)
    {
        var proved = await ProveAsync(actor, password, field);
        if (!proved.Succeeds(out var account, out _) || !account.TwoFactorEnabled)
            return proved;
        if (string.IsNullOrWhiteSpace(code))
            return new Refusal("sign-in.code-needed", "code");

        var wrong = new Refusal("sign-in.code-wrong", "code");
        return await signIn.RefusesAsync(Door.Code, account, "proof", wrong, () => accounts.TakesCodeAsync(account, code)) is { } refusal
            ? refusal
            : proved;
    }
}
