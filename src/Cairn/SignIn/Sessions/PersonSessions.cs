using Cairn.Audit;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn.Invitations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Sessions;

/// <summary>
/// Who leads or runs the school signs somebody out everywhere: a phone was lost, a computer of the library left open. It changes no way in,
/// so nothing is asked again; it takes the same duty as parting somebody from the account.
/// </summary>
internal static class PersonSessions
{
    public static void MapPersonSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/people/{id}/way-in/sign-out", SignOut).RequireRole(SchoolRole.Leader, SchoolRole.Operator);
        routes
            .MapDelete("/api/v1/people/{id}/sessions", End)
            .RequireRole(SchoolRole.Leader, SchoolRole.Operator)
            .WithTags("Ways in")
            .WithSummary("Somebody signs in again in every browser, and their access tokens of this district end");
    }

    /// <summary>Sessions are the account's, wherever it is present; tokens only those of the persons whom it is in this district.</summary>
    public static Task<Refusal?> SignOutEverywhereAsync(
        this CairnDb db,
        Actor actor,
        Id<Person> id,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync(async () =>
        {
            if (await db.InviteeAsync(actor, id, stop) is not { } invitee)
                return Refusal.Forbidden("sign-in.not-yours-to-invite");
            if (invitee.RefusesParting(actor) is { } refusal)
                return refusal;
            if (invitee.Person.AccountId is not { } account)
                return null;

            await db.EndSessionsOfAsync(account, null, SessionEnd.ByTheSchool, actor, now, stop);
            await db.RevokeTokensOfAsync(actor, [.. invitee.Others.Select(one => one.Person.Id), id], now, stop);
            db.Audit(actor, "account.signed-out-by-school", id, now);
            await db.SaveChangesAsync(stop);
            return null;
        });

    private static async Task<IResult> SignOut(
        Id<Person> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await PersonWayInPages.FindAsync(db, http.Actor(), id, clock.Now(), stop) is null)
            return TypedResults.NotFound();

        var answer = SeeOther.To(PersonWayInPages.Address(id));
        return await db.SignOutEverywhereAsync(http.Actor(), id, clock.Now(), stop) is { } refusal
            ? answer.Saying<Texts>(Tone.Yours, refusal.Code)
            : answer.Saying<Texts>("WayIn.SignedOut");
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> End(
        Id<Person> id,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await PersonWayInPages.FindAsync(db, http.Actor(), id, clock.Now(), stop) is null)
            return TypedResults.NotFound();

        return await db.SignOutEverywhereAsync(http.Actor(), id, clock.Now(), stop) is { } refusal
            ? texts.Problem(refusal)
            : TypedResults.NoContent();
    }
}
