using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Invitations;

/// <summary>
/// The way in without a browser; only the secret is needed. NOTE: joining a place to an existing account takes a browser in which that
/// account is signed in, and a token is not that.
/// </summary>
internal static class JoinApi
{
    public static void MapJoinApi(this IEndpointRouteBuilder routes)
    {
        var join = routes
            .MapGroup("/api/v1/invitations/{secret}")
            .RequireRateLimiting(RateLimits.Join)
            .WithMetadata(new PresenceAside())
            .AllowAnonymous()
            .WithTags("Ways in")
            .AddEndpointFilter<CodeInAddress>();
        join.MapGet("", Show)
            .WithSummary(
                "Whom an invitation is for; the secret is that of the link, or the code; 409 while it waits for a second person's word"
            )
            .MayRefuse(StatusCodes.Status409Conflict);
        join.MapPost("", Join)
            .WithSummary("Use it: make the account, or give the account that there is a new password")
            .WithBodyOfAtMost(4096);
    }

    private static async Task<Outcome<InvitationAnswer>> Show(
        string secret,
        CairnDb db,
        UserManager<Account> accounts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!(await db.OpenInvitationAsync(secret, clock.Now(), stop)).Succeeds(out var open, out var refusal))
            return refusal == Joining.Closed ? Refusal.NotFound : refusal;

        var person = open.Invitee.Person;
        var account = person.AccountId is { } id ? await accounts.FindByIdAsync(id.ToString()) : null;
        return new InvitationAnswer(
            person.Name,
            await db.PlacesOfAsync(open.Invitee, stop),
            account is not null,
            account?.UserName ?? await Usernames.ProposeAsync(accounts, person),
            open.Invitation.ExpiresAt
        );
    }

    private static async Task<Outcome<JoinedAnswer>> Join(
        string secret,
        JsonBody<JoinAsked> body,
        CairnDb db,
        UserManager<Account> accounts,
        AccessEnding ending,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var asked, out var refusal))
            return refusal;
        if (
            (await db.JoinAsync(accounts, ending, secret, asked.Username, asked.Password, clock.Now(), stop)).Succeeds(
                out var account,
                out var no
            )
        )
            return new JoinedAnswer(account.UserName!);
        return no == Joining.Closed ? Refusal.NotFound : no.InJson();
    }
}

/// <param name="Username">The account's; without an account, a suggestion that is still free.</param>
internal sealed record InvitationAnswer(
    string Name,
    IReadOnlyList<string> Schools,
    bool HasAccount,
    string Username,
    DateTimeOffset ExpiresAt
);

/// <param name="Username">Chosen; left out if there is already an account.</param>
internal sealed record JoinAsked(string Password, string? Username = null);

internal sealed record JoinedAnswer(string Username);
