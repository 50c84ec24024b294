using System.Security.Claims;
using Cairn.SignIn.Guessing;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Accounts;

internal static class SignedInAccount
{
    /// <summary>For handlers behind <see cref="SchoolRoles.RequireAccount"/>.</summary>
    public static async Task<Account> OfAsync(this UserManager<Account> accounts, HttpContext http) =>
        await accounts.GetUserAsync(http.User) ?? throw new InvalidOperationException("This address is not behind an account.");

    /// <summary>The person that the account acts as from its next sign-in on; for this one the cookie is remade.</summary>
    public static async Task ChooseAsync(this UserManager<Account> accounts, Account account, Person person)
    {
        var claim = new Claim(PresenceClaims.Chosen, person.Id.ToString());
        var before = (await accounts.GetClaimsAsync(account)).FirstOrDefault(one => one.Type == PresenceClaims.Chosen);
        (before is null ? await accounts.AddClaimAsync(account, claim) : await accounts.ReplaceClaimAsync(account, before, claim)).Demand();
    }

    /// <summary>Something that Identity refuses only if we made a mistake.</summary>
    public static void Demand(this IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException("Identity refused: " + string.Join(", ", result.Errors.Select(error => error.Code)));
    }

    /// <summary>The current password, asked for again before something dangerous; wrong ones count as at sign-in.</summary>
    public static async Task CheckPasswordAsync(this Form form, string field, Account account, SignInManager<Account> signIn)
    {
        if (form[field] is not { Length: > 0 } typed)
            form.Errors.Add(field, "input.required");
        else if (await signIn.RefusesAsync(account, typed, field) is { } refusal)
            form.Errors.Add(field, refusal.Code, [.. refusal.Args]);
    }

    public static Task<Refusal?> RefusesAsync(this SignInManager<Account> signIn, Account account, string password, string field) =>
        signIn.RefusesAsync(
            Door.Proof,
            account,
            "proof",
            new Refusal("sign-in.password-wrong", field),
            async () => (await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: false)).Succeeded
        );

    /// <summary>Whatever secret of an account is asked for in an open session or with a token. Null: it is right.</summary>
    /// <param name="how">Which, for the audit trail.</param>
    public static async Task<Refusal?> RefusesAsync(
        this SignInManager<Account> signIn,
        Door door,
        Account account,
        string how,
        Refusal wrong,
        Func<Task<bool>> isRight
    )
    {
        var (http, stop) = (signIn.Context, signIn.Context.RequestAborted);
        var guesses = http.RequestServices.GetRequiredService<Guesses>();
        var made = await guesses.AdmitAsync(door, account.Id.ToString("N"), account.Id, stop);
        if (http.MustWait(made) is { } wait)
            return wrong.Field is { } field ? wait.On(field) : wait;

        if (await isRight())
        {
            await guesses.TakeBackAsync(made, stop);
            return null;
        }
        await http.RequestServices.GetRequiredService<SignInTrail>().FailedAsync(made, account.Id, how, stop);
        return wrong;
    }
}
