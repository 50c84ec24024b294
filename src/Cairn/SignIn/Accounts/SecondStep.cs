using Cairn.Audit;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Accounts;

/// <summary>
/// The second step at sign-in: codes of an authenticator app (RFC 6238), and recovery codes for the day without the phone.
/// </summary>
internal static class SecondStep
{
    private const int RecoveryCodes = 10;

    /// <summary>A new key for the app, while the step is off. It is a new security stamp: other browsers sign in again.</summary>
    public static async Task<Refusal?> MakeKeyAsync(this UserManager<Account> accounts, Account account)
    {
        if (account.TwoFactorEnabled)
            return Refusal.Conflict("sign-in.second-step-is-on");
        (await accounts.ResetAuthenticatorKeyAsync(account)).Demand();
        return null;
    }

    /// <summary>With a first code of the app; the recovery codes are given once.</summary>
    public static async Task<Outcome<IReadOnlyList<string>>> TurnOnAsync(
        this CairnDb db,
        UserManager<Account> accounts,
        Actor actor,
        Account account,
        string? code,
        DateTimeOffset now
    )
    {
        if (account.TwoFactorEnabled)
            return Refusal.Conflict("sign-in.second-step-is-on");
        if (await accounts.GetAuthenticatorKeyAsync(account) is null)
            return Refusal.Conflict("sign-in.key-first");
        if (
            TotpCode.Read(code) is not { } digits
            || !await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, digits)
        )
            return new Refusal("sign-in.code-wrong", "Code");

        db.Audit(actor, "account.second-step-on", actor.PersonId, now);
        (await accounts.SetTwoFactorEnabledAsync(account, true)).Demand();
        return await CodesAsync(accounts, account);
    }

    /// <summary>The ones before them open nothing any more.</summary>
    public static async Task<Outcome<IReadOnlyList<string>>> NewCodesAsync(
        this CairnDb db,
        UserManager<Account> accounts,
        Actor actor,
        Account account,
        DateTimeOffset now
    )
    {
        if (!account.TwoFactorEnabled)
            return Refusal.Conflict("sign-in.second-step-is-off");
        db.Audit(actor, "account.recovery-codes-made", actor.PersonId, now);
        return await CodesAsync(accounts, account);
    }

    public static async Task TurnOffAsync(this CairnDb db, UserManager<Account> accounts, Actor actor, Account account, DateTimeOffset now)
    {
        db.Audit(actor, "account.second-step-off", actor.PersonId, now);
        (await accounts.SetTwoFactorEnabledAsync(account, false)).Demand();
        (await accounts.ResetAuthenticatorKeyAsync(account)).Demand(); // the key on the phone is void
    }

    /// <summary>A code of the app, or one of the recovery codes, which then is used.</summary>
    public static async Task<bool> TakesCodeAsync(this UserManager<Account> accounts, Account account, string typed) =>
        TotpCode.Read(typed) is { } digits
            ? await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, digits)
            : (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, typed.Trim().ToUpperInvariant())).Succeeded;

    private static async Task<Outcome<IReadOnlyList<string>>> CodesAsync(UserManager<Account> accounts, Account account) =>
        (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []).ToList();
}
