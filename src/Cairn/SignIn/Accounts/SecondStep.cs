using Cairn.Audit;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Accounts;

/// <summary>
/// The second step at sign-in: codes of an authenticator app (RFC 6238), and recovery codes for the day without the phone.
/// </summary>
internal static class SecondStep
{
    private const int RecoveryCodes = 10;

    /// <summary>
    /// A new key for the app, while the step is off. This changes the security stamp: other browsers have to sign in again.
    /// </summary>
    public static async Task<Outcome<AuthenticatorKey>> MakeKeyAsync(this Visit visit, UserManager<Account> accounts, Account account)
    {
        if (account.TwoFactorEnabled)
            return Refusal.Conflict("sign-in.second-step-is-on");
        (await accounts.ResetAuthenticatorKeyAsync(account)).Demand();
        return (await visit.KeyAsync(accounts, account))!;
    }

    /// <summary>The key that waits for a first code; null: there is none.</summary>
    public static async Task<AuthenticatorKey?> KeyAsync(this Visit visit, UserManager<Account> accounts, Account account)
    {
        if (await accounts.GetAuthenticatorKeyAsync(account) is not { } key)
            return null;
        var district = visit.Db.Districts.Where(one => one.Id == visit.Actor.DistrictId).Select(one => one.Name);
        return new AuthenticatorKey(key, TotpCode.Address(key, account.UserName!, await district.SingleAsync(visit.Stop)));
    }

    /// <summary>Takes a first code from the app; the recovery codes are given once.</summary>
    public static async Task<Outcome<RecoveryCodesAnswer>> TurnOnAsync(
        this Visit visit,
        UserManager<Account> accounts,
        Account account,
        string code
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
            return new Refusal("sign-in.code-wrong", "code");

        visit.Db.Audit(visit.Actor, "account.second-step-on", visit.Actor.PersonId, visit.Now);
        (await accounts.SetTwoFactorEnabledAsync(account, true)).Demand();
        return await CodesAsync(accounts, account);
    }

    /// <summary>The ones before them open nothing any more.</summary>
    public static async Task<Outcome<RecoveryCodesAnswer>> NewCodesAsync(this Visit visit, UserManager<Account> accounts, Account account)
    {
        if (!account.TwoFactorEnabled)
            return Refusal.Conflict("sign-in.second-step-is-off");
        visit.Db.Audit(visit.Actor, "account.recovery-codes-made", visit.Actor.PersonId, visit.Now);
        return await CodesAsync(accounts, account);
    }

    public static async Task<Outcome<Done>> TurnOffAsync(this Visit visit, UserManager<Account> accounts, Account account)
    {
        visit.Db.Audit(visit.Actor, "account.second-step-off", visit.Actor.PersonId, visit.Now);
        (await accounts.SetTwoFactorEnabledAsync(account, false)).Demand();
        (await accounts.ResetAuthenticatorKeyAsync(account)).Demand(); // the key on the phone is void
        return default(Done);
    }

    /// <summary>A code from the app, or one of the recovery codes, which is then used up.</summary>
    public static async Task<bool> TakesCodeAsync(this UserManager<Account> accounts, Account account, string typed) =>
        TotpCode.Read(typed) is { } digits
            ? await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, digits)
            : (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, typed.Trim().ToUpperInvariant())).Succeeded;

    private static async Task<RecoveryCodesAnswer> CodesAsync(UserManager<Account> accounts, Account account) =>
        new([.. await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []]);
}

internal sealed record AuthenticatorAnswer(bool On, int RecoveryCodesLeft);

/// <param name="Address">The same for the app's camera, as a QR code.</param>
internal sealed record AuthenticatorKey(string Key, string Address);

internal sealed record CodeTyped(string Code);

internal sealed record FirstCode(string Code, [AsTyped] string Password);

internal sealed record RecoveryCodesAnswer(IReadOnlyList<string> Codes);

/// <param name="Key">The shared key, while it is being set up.</param>
/// <param name="Address">The same for the app's camera.</param>
public sealed record AuthenticatorModel(Form Form, string? Key, string? Address, bool On, int CodesLeft)
{
    /// <summary>In groups of four, as it is typed.</summary>
    public string SpacedKey => string.Join(' ', (Key ?? "").Chunk(4).Select(group => new string(group)));
}

public sealed record RecoveryCodesModel(IReadOnlyList<string> Codes);
