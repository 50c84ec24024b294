using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Accounts;

internal static class AuthenticatorApi
{
    public static void MapAuthenticatorApi(this IEndpointRouteBuilder me)
    {
        me.MapGet("authenticator", Show).WithSummary("Whether the second step is on, and how many recovery codes are left");
        var changes = me.MapGroup("authenticator").RequireRateLimiting(RateLimits.SignIn).WithBodyOfAtMost(4096);
        changes.MapPost("key", MakeKey).WithSummary("A new key for the app, while the step is off; takes the password");
        changes.MapPost("", TurnOn).WithSummary("Turn it on with a first code of the app; the recovery codes are given once");
        changes.MapPost("recovery-codes", NewCodes).WithSummary("New recovery codes, given once; takes the password and a code");
        changes.MapPost("removal", TurnOff).WithSummary("Turn it off; takes the password and a code");
    }

    private static async Task<Results<Ok<AuthenticatorAnswer>, ProblemHttpResult>> Show(
        HttpContext http,
        OwnAccount own,
        UserManager<Account> accounts,
        RefusalTexts texts
    ) =>
        (await own.FindAsync(http.Actor())).Succeeds(out var account, out var refusal)
            ? TypedResults.Ok(
                new AuthenticatorAnswer(
                    account.TwoFactorEnabled,
                    account.TwoFactorEnabled ? await accounts.CountRecoveryCodesAsync(account) : 0
                )
            )
            : texts.Problem(refusal);

    private static async Task<Results<Ok<AuthenticatorKey>, ProblemHttpResult>> MakeKey(
        JsonBody<PasswordProof> body,
        HttpContext http,
        CairnDb db,
        OwnAccount own,
        UserManager<Account> accounts,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var proof, out var refusal))
            return texts.Problem(refusal);
        if (!(await own.ProveAsync(http.Actor(), proof.Password)).Succeeds(out var account, out refusal))
            return texts.Problem(refusal);
        if (await accounts.MakeKeyAsync(account) is { } on)
            return texts.Problem(on);

        var key = (await accounts.GetAuthenticatorKeyAsync(account))!;
        var district = http.Actor().DistrictId;
        var place = await db.Districts.Where(one => one.Id == district).Select(one => one.Name).SingleAsync(stop);
        return TypedResults.Ok(new AuthenticatorKey(key, TotpCode.Address(key, account.UserName!, place)));
    }

    private static async Task<Results<Ok<RecoveryCodesAnswer>, ProblemHttpResult>> TurnOn(
        JsonBody<FirstCode> body,
        HttpContext http,
        CairnDb db,
        OwnAccount own,
        UserManager<Account> accounts,
        RefusalTexts texts,
        TimeProvider clock
    )
    {
        if (!body.Succeeds(out var first, out var refusal))
            return texts.Problem(refusal);
        if (!(await own.ProveAsync(http.Actor(), first.Password)).Succeeds(out var account, out refusal))
            return texts.Problem(refusal);
        return (await db.TurnOnAsync(accounts, http.Actor(), account, first.Code, clock.Now())).Succeeds(out var codes, out refusal)
            ? TypedResults.Ok(new RecoveryCodesAnswer(codes))
            : texts.Problem(refusal.InJson());
    }

    private static async Task<Results<Ok<RecoveryCodesAnswer>, ProblemHttpResult>> NewCodes(
        JsonBody<PasswordProof> body,
        HttpContext http,
        CairnDb db,
        OwnAccount own,
        UserManager<Account> accounts,
        RefusalTexts texts,
        TimeProvider clock
    )
    {
        if (!body.Succeeds(out var proof, out var refusal))
            return texts.Problem(refusal);
        if (!(await own.ProveAsync(http.Actor(), proof.Password, proof.Code, "password")).Succeeds(out var account, out refusal))
            return texts.Problem(refusal);
        return (await db.NewCodesAsync(accounts, http.Actor(), account, clock.Now())).Succeeds(out var codes, out refusal)
            ? TypedResults.Ok(new RecoveryCodesAnswer(codes))
            : texts.Problem(refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TurnOff(
        JsonBody<PasswordProof> body,
        HttpContext http,
        CairnDb db,
        OwnAccount own,
        UserManager<Account> accounts,
        RefusalTexts texts,
        TimeProvider clock
    )
    {
        if (!body.Succeeds(out var proof, out var refusal))
            return texts.Problem(refusal);
        if (!(await own.ProveAsync(http.Actor(), proof.Password, proof.Code, "password")).Succeeds(out var account, out refusal))
            return texts.Problem(refusal);

        await db.TurnOffAsync(accounts, http.Actor(), account, clock.Now());
        return TypedResults.NoContent();
    }
}

internal sealed record AuthenticatorAnswer(bool On, int RecoveryCodesLeft);

/// <param name="Address">The same for the app's camera, as a QR code.</param>
internal sealed record AuthenticatorKey(string Key, string Address);

internal sealed record FirstCode(string Code, string Password);

internal sealed record RecoveryCodesAnswer(IReadOnlyList<string> Codes);
