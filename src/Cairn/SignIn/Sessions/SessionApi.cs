using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Sessions;

internal static class SessionApi
{
    public static void MapSessionApi(this IEndpointRouteBuilder me)
    {
        me.MapGet("sessions", List).WithSummary("The browsers in which my account is signed in, the last seen first");
        me.MapDelete("sessions/{id}", End).WithSummary("One of them signs in again");
        me.MapDelete("sessions", EndAll)
            .WithSummary("Every browser signs in again and every access token ends, this one too; the answer names the passkeys that stay");
    }

    private static async Task<Results<Ok<ListOf<SessionAnswer>>, ProblemHttpResult>> List(
        HttpContext http,
        CairnDb db,
        OwnAccount own,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        (await own.FindAsync(http.Actor())).Succeeds(out var account, out var refusal)
            ? TypedResults.Ok(
                new ListOf<SessionAnswer>(
                    [
                        .. (await db.OpenSessionsAsync(account.Id, clock.Now(), stop)).Select(one => new SessionAnswer(
                            one.Id,
                            one.DeviceKind,
                            one.DeviceName,
                            one.Address,
                            one.OwnDevice,
                            one.MadeAt,
                            one.LastSeenAt,
                            one.ExpiresAt
                        )),
                    ],
                    null
                )
            )
            : texts.Problem(refusal);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> End(
        Id<SignInSession> id,
        HttpContext http,
        CairnDb db,
        OwnAccount own,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!(await own.FindAsync(http.Actor())).Succeeds(out var account, out var refusal))
            return texts.Problem(refusal);
        return await db.EndSessionAsync(id, account.Id, http.Actor(), clock.Now(), stop)
            ? TypedResults.NoContent()
            : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<SignedOutAnswer>, ProblemHttpResult>> EndAll(
        HttpContext http,
        CairnDb db,
        OwnAccount own,
        AccessEnding ending,
        UserManager<Account> accounts,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!(await own.FindAsync(http.Actor())).Succeeds(out var account, out var refusal))
            return texts.Problem(refusal);

        await ending.EverywhereAsync(http.Actor(), account, null, [], clock.Now(), stop);
        return TypedResults.Ok(new SignedOutAnswer([.. (await db.PasskeyChoicesAsync(accounts, account, stop)).Select(PasskeyAnswer.Of)]));
    }
}

/// <param name="Name">System and browser, as far as the browser tells.</param>
/// <param name="LastSeenAt">To five minutes.</param>
internal sealed record SessionAnswer(
    Id<SignInSession> Id,
    DeviceForm Device,
    string Name,
    string? Address,
    bool OwnDevice,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset ExpiresAt
);

/// <param name="Passkeys">They still open the account; removing one takes the password.</param>
internal sealed record SignedOutAnswer(IReadOnlyList<PasskeyAnswer> Passkeys);
