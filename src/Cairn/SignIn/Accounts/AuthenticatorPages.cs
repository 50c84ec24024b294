using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Accounts;

/// <summary>The pages of the <see cref="SecondStep"/>.</summary>
internal static class AuthenticatorPages
{
    public static void MapAuthenticator(this IEndpointRouteBuilder account)
    {
        account.MapGet("authenticator", Show).RequireFreshSignIn(); // the key stands on it while it is being set up
        account.MapPost("authenticator/key", MakeKey).RequireFreshSignIn();
        account.MapPost("authenticator", TurnOn).RequireFreshSignIn().RequireRateLimiting(RateLimits.SignIn);
        account
            .MapPost("authenticator/recovery-codes", NewCodes)
            .RequireFreshSignIn(passwordIn: "Password")
            .RequireRateLimiting(RateLimits.SignIn);
        account.MapPost("authenticator/removal", TurnOff).RequireFreshSignIn(passwordIn: "Password").RequireRateLimiting(RateLimits.SignIn);
    }

    private static async Task<IResult> Show(HttpContext http, CairnDb db, UserManager<Account> accounts, CancellationToken stop) =>
        AuthenticatorPage.With(await ModelAsync(http, db, accounts, Form.Empty(), stop));

    private static async Task<SeeOther> MakeKey(Form form, HttpContext http, UserManager<Account> accounts, SignInManager<Account> signIn)
    {
        var account = await accounts.OfAsync(http);
        if (await accounts.MakeKeyAsync(account) is null)
            await signIn.RefreshSignInAsync(account);
        return SeeOther.To("/account/authenticator");
    }

    private static async Task<IResult> TurnOn(
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        SignInManager<Account> signIn,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var account = await accounts.OfAsync(http);
        if (account.TwoFactorEnabled)
            return SeeOther.To("/account/authenticator");

        if ((await db.TurnOnAsync(accounts, http.Actor(), account, form["Code"], clock.Now())).Succeeds(out var codes, out var refusal))
            return await CodesAsync(codes, account, signIn);
        form.Errors.Add(refusal.Field ?? "", refusal.Code);
        return await AgainAsync(form, http, db, accounts, stop);
    }

    private static async Task<IResult> NewCodes(
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        SignInManager<Account> signIn,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var account = await accounts.OfAsync(http);
        await form.CheckPasswordAsync("Password", account, signIn);
        if (form.Invalid)
            return await AgainAsync(form, http, db, accounts, stop);

        return (await db.NewCodesAsync(accounts, http.Actor(), account, clock.Now())).Succeeds(out var codes, out _)
            ? await CodesAsync(codes, account, signIn)
            : SeeOther.To("/account/authenticator");
    }

    private static async Task<IResult> TurnOff(
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        SignInManager<Account> signIn,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var account = await accounts.OfAsync(http);
        await form.CheckPasswordAsync("Password", account, signIn);
        if (form.Invalid)
            return await AgainAsync(form, http, db, accounts, stop);

        await db.TurnOffAsync(accounts, http.Actor(), account, clock.Now());
        await signIn.RefreshSignInAsync(account);
        return SeeOther.To("/account/authenticator").Saying<Texts>("Authenticator.TurnedOff");
    }

    /// <summary>The answer is the page itself: the codes stand on it and nowhere else.</summary>
    private static async Task<IResult> CodesAsync(IReadOnlyList<string> codes, Account account, SignInManager<Account> signIn)
    {
        await signIn.RefreshSignInAsync(account);
        return RecoveryCodesPage.With(new RecoveryCodesModel(codes));
    }

    private static async Task<IResult> AgainAsync(
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        CancellationToken stop
    ) =>
        AuthenticatorPage.With(
            await ModelAsync(http, db, accounts, Form.Of(new { }, form.Errors), stop),
            StatusCodes.Status422UnprocessableEntity
        );

    private static async Task<AuthenticatorModel> ModelAsync(
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        Form form,
        CancellationToken stop
    )
    {
        var account = await accounts.OfAsync(http);
        if (account.TwoFactorEnabled)
            return new AuthenticatorModel(form, null, null, true, await accounts.CountRecoveryCodesAsync(account));

        var district = await db.Districts.Where(one => one.Id == http.Actor().DistrictId).Select(one => one.Name).SingleAsync(stop);
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
