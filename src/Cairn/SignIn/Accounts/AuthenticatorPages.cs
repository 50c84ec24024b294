using Cairn.Audit;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Accounts;

/// <summary>The second step at sign-in: codes of an authenticator app (RFC 6238), and recovery codes for the day without the phone.</summary>
internal static class AuthenticatorPages
{
    private const int RecoveryCodes = 10;

    public static void MapAuthenticator(this IEndpointRouteBuilder account)
    {
        account.MapGet("authenticator", Show);
        account.MapPost("authenticator/key", MakeKey);
        account.MapPost("authenticator", TurnOn).RequireRateLimiting(RateLimits.SignIn);
        account.MapPost("authenticator/recovery-codes", NewCodes).RequireRateLimiting(RateLimits.SignIn);
        account.MapPost("authenticator/removal", TurnOff).RequireRateLimiting(RateLimits.SignIn);
    }

    private static async Task<IResult> Show(HttpContext http, CairnDb db, UserManager<Account> accounts, CancellationToken cancellation) =>
        AuthenticatorPage.With(await ModelAsync(http, db, accounts, Form.Empty(), cancellation));

    private static async Task<SeeOther> MakeKey(Form form, HttpContext http, UserManager<Account> accounts, SignInManager<Account> signIn)
    {
        var account = await accounts.OfAsync(http);
        if (!account.TwoFactorEnabled)
        {
            (await accounts.ResetAuthenticatorKeyAsync(account)).Demand();
            await signIn.RefreshSignInAsync(account); // a new key is a new security stamp
        }
        return SeeOther.To("/account/authenticator");
    }

    private static async Task<IResult> TurnOn(
        Form form, HttpContext http, CairnDb db, UserManager<Account> accounts, SignInManager<Account> signIn, TimeProvider clock, CancellationToken cancellation)
    {
        var account = await accounts.OfAsync(http);
        if (account.TwoFactorEnabled) return SeeOther.To("/account/authenticator");
        if (await accounts.GetAuthenticatorKeyAsync(account) is null) form.Errors.Add("", "Authenticator.StepFirst");
        else if (TotpCode.Read(form["Code"]) is not { } code || !await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code))
            form.Errors.Add("Code", "SecondStep.Wrong");
        if (form.Invalid)
            return AuthenticatorPage.With(await ModelAsync(http, db, accounts, Form.Of(new { }, form.Errors), cancellation), StatusCodes.Status422UnprocessableEntity);

        db.Audit(http.Actor(), "account.second-step-on", http.Actor().PersonId, clock.Now());
        (await accounts.SetTwoFactorEnabledAsync(account, true)).Demand();
        return await CodesAsync(account, accounts, signIn);
    }

    private static async Task<IResult> NewCodes(
        Form form, HttpContext http, CairnDb db, UserManager<Account> accounts, SignInManager<Account> signIn, TimeProvider clock, CancellationToken cancellation)
    {
        var account = await accounts.OfAsync(http);
        if (!account.TwoFactorEnabled) return SeeOther.To("/account/authenticator");
        await form.CheckPasswordAsync("Password", account, signIn);
        if (form.Invalid)
            return AuthenticatorPage.With(await ModelAsync(http, db, accounts, Form.Of(new { }, form.Errors), cancellation), StatusCodes.Status422UnprocessableEntity);

        db.Audit(http.Actor(), "account.recovery-codes-made", http.Actor().PersonId, clock.Now());
        return await CodesAsync(account, accounts, signIn);
    }

    private static async Task<IResult> TurnOff(
        Form form, HttpContext http, CairnDb db, UserManager<Account> accounts, SignInManager<Account> signIn, TimeProvider clock, CancellationToken cancellation)
    {
        var account = await accounts.OfAsync(http);
        await form.CheckPasswordAsync("Password", account, signIn);
        if (form.Invalid)
            return AuthenticatorPage.With(await ModelAsync(http, db, accounts, Form.Of(new { }, form.Errors), cancellation), StatusCodes.Status422UnprocessableEntity);

        db.Audit(http.Actor(), "account.second-step-off", http.Actor().PersonId, clock.Now());
        (await accounts.SetTwoFactorEnabledAsync(account, false)).Demand();
        (await accounts.ResetAuthenticatorKeyAsync(account)).Demand(); // the key on the phone is void
        await signIn.RefreshSignInAsync(account);
        return SeeOther.To("/account/authenticator").Saying<Texts>("Authenticator.TurnedOff");
    }

    /// <summary>The answer is the page itself: the codes stand on it and nowhere else.</summary>
    private static async Task<IResult> CodesAsync(Account account, UserManager<Account> accounts, SignInManager<Account> signIn)
    {
        var codes = await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes);
        await signIn.RefreshSignInAsync(account);
        return RecoveryCodesPage.With(new RecoveryCodesModel([.. codes ?? []]));
    }

    private static async Task<AuthenticatorModel> ModelAsync(HttpContext http, CairnDb db, UserManager<Account> accounts, Form form, CancellationToken cancellation)
    {
        var account = await accounts.OfAsync(http);
        if (account.TwoFactorEnabled) return new AuthenticatorModel(form, null, null, true, await accounts.CountRecoveryCodesAsync(account));

        var district = await db.Districts.Where(one => one.Id == http.Actor().DistrictId).Select(one => one.Name).SingleAsync(cancellation);
        return await accounts.GetAuthenticatorKeyAsync(account) is { } key
            ? new AuthenticatorModel(form, key, TotpCode.Address(key, account.UserName!, district), false, 0)
            : new AuthenticatorModel(form, null, null, false, 0);
    }
}

/// <param name="Key">The shared key, while it is being set up.</param>
/// <param name="Address">The same for the app's camera.</param>
public sealed record AuthenticatorModel(Form Form, string? Key, string? Address, bool On, int CodesLeft)
{
    /// <summary>In groups of four, as it is typed.</summary>
    public string SpacedKey => string.Join(' ', (Key ?? "").Chunk(4).Select(group => new string(group)));
}

public sealed record RecoveryCodesModel(IReadOnlyList<string> Codes);
