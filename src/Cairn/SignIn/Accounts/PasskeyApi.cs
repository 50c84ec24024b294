using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Accounts;

/// <summary>NOTE: adding one is a ceremony between a browser, its device and this origin (WebAuthn); a program has no part in it.</summary>
internal static class PasskeyApi
{
    public static void MapPasskeyApi(this IEndpointRouteBuilder me)
    {
        me.MapGet("passkeys", List).WithSummary("My passkeys; adding one takes a browser");
        me.MapPut("passkeys/{id}/name", Rename).WithSummary("Give one another name").WithBodyOfAtMost(1024);
        me.MapPost("passkeys/{id}/removal", Remove)
            .WithSummary("It no longer signs in; takes the password")
            .WithBodyOfAtMost(4096)
            .RequireRateLimiting(RateLimits.SignIn);
    }

    private static async Task<Results<Ok<ListOf<PasskeyAnswer>>, ProblemHttpResult>> List(
        HttpContext http,
        CairnDb db,
        OwnAccount own,
        UserManager<Account> accounts,
        RefusalTexts texts,
        CancellationToken stop
    ) =>
        (await own.FindAsync(http.Actor())).Succeeds(out var account, out var refusal)
            ? TypedResults.Ok(
                new ListOf<PasskeyAnswer>([.. (await db.PasskeyChoicesAsync(accounts, account, stop)).Select(PasskeyAnswer.Of)], null)
            )
            : texts.Problem(refusal);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Rename(
        string id,
        JsonBody<PasskeyName> body,
        HttpContext http,
        OwnAccount own,
        UserManager<Account> accounts,
        RefusalTexts texts
    )
    {
        if (!body.Succeeds(out var wish, out var refusal))
            return texts.Problem(refusal);
        if (!(await own.FindAsync(http.Actor())).Succeeds(out var account, out refusal))
            return texts.Problem(refusal);
        if (await PasskeyPages.FindAsync(accounts, account, id) is not { } passkey)
            return TypedResults.NotFound();
        if (wish.Name.Trim() is not { Length: > 0 and <= PasskeyPages.LongestName } name)
            return texts.Problem(new Refusal("sign-in.passkey-name", "name", PasskeyPages.LongestName));

        await accounts.RenameAsync(account, passkey, name);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Remove(
        string id,
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
        if (await PasskeyPages.FindAsync(accounts, account, id) is not { } passkey)
            return TypedResults.NotFound();

        await db.RemoveAsync(accounts, http.Actor(), account, passkey, clock.Now());
        return TypedResults.NoContent();
    }
}

/// <param name="LastUsedAt">Null: not used yet.</param>
internal sealed record PasskeyAnswer(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt)
{
    public static PasskeyAnswer Of(PasskeyChoice one) => new(one.Id, one.Name, one.Since, one.Used);
}

internal sealed record PasskeyName(string Name);

/// <param name="Password">Of the account, as at sign-in.</param>
/// <param name="Code">Of the second step, when it is on: of the app, or one of the recovery codes.</param>
internal sealed record PasswordProof(string Password, string? Code = null);
