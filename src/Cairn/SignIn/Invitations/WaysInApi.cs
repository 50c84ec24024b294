using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.Schools.Classes;
using Cairn.SignIn.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.SignIn.Invitations;

internal static class WaysInApi
{
    public static void MapWaysInApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireRole(SchoolRole.Teacher, SchoolRole.Leader, SchoolRole.Operator).WithTags("Ways in");
        api.MapGet("classes/{id}/ways-in", OfClass).WithSummary("How the learners of a class and their guardians sign in");
        api.MapGet("schools/{id}/ways-in", OfSchool).WithSummary("People of a school who cannot sign in yet; with all, everybody");
        api.MapPost("invitations", Invite)
            .WithSummary("A new link and code for each of these people, given once; what they had before is void")
            .WithBodyOfAtMost(20_000)
            .GivesAccess();
        var seconds = routes.MapGroup("/api/v1/ways-in").RequireRole(SchoolRole.Leader, SchoolRole.Operator).WithTags("Ways in");
        seconds.MapGet("waiting", Waiting).WithSummary("Links to people on the staff that wait for your word as the second person");
        seconds
            .MapPost("confirmations", Confirm)
            .WithSummary("Give your word for these links; all or none")
            .WithBodyOfAtMost(20_000)
            .GivesAccess();
        api.MapGet("people/{id}/way-in", Show).WithSummary("How somebody signs in");
        api.MapDelete("people/{id}/invitation", Revoke).WithSummary("Take back the link that waits for somebody");
        api.MapDelete("people/{id}/account", Part)
            .WithSummary("Part somebody from their account; the person and their work stay")
            .GivesAccess();
    }

    static async Task<Results<Ok<ListOf<WayInAnswer>>, NotFound>> OfClass(
        Id<SchoolClass> id,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop,
        bool guardians = false,
        string? after = null
    )
    {
        if (await db.ClassAsync(id, http.Actor(), stop) is null)
            return TypedResults.NotFound();

        var page = await (guardians ? db.GuardiansIn(id) : db.LearnersIn(id)).PageAsync(db, after, stop);
        return TypedResults.Ok(
            await PageAsync(
                db,
                http.Actor(),
                page,
                $"/api/v1/classes/{id}/ways-in{(guardians ? "?guardians=true" : "")}",
                clock.Now(),
                stop
            )
        );
    }

    static async Task<Results<Ok<ListOf<WayInAnswer>>, NotFound>> OfSchool(
        Id<Organization> id,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop,
        PeopleKind who = PeopleKind.Staff,
        bool all = false,
        string? after = null
    )
    {
        if (await db.SchoolAsync(id, http.Actor(), stop) is null)
            return TypedResults.NotFound();

        var people = db.PeopleOf(id, who);
        var page = await (all ? people : people.WithoutWayIn(db, clock.Now())).PageAsync(db, after, stop);
        return TypedResults.Ok(
            await PageAsync(db, http.Actor(), page, $"/api/v1/schools/{id}/ways-in?who={who}{(all ? "&all=true" : "")}", clock.Now(), stop)
        );
    }

    static async Task<Results<Ok<ListOf<InvitationSecretLine>>, ProblemHttpResult>> Invite(
        JsonBody<InvitationOrder> body,
        HttpContext http,
        CairnDb db,
        CairnOptions options,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var order, out var refusal))
            return texts.Problem(refusal);
        var people = order.People.Distinct().ToList();
        if (people.Count is 0 or > WaysInPages.MostAtOnce)
            return texts.Problem(new Refusal("sign-in.too-many-invitations", "people", WaysInPages.MostAtOnce));

        return (await db.InviteAsync(http.Actor(), people, order.ClearSecondStep, clock.Now(), stop)).Succeeds(out var made, out refusal)
            ? TypedResults.Ok(
                new ListOf<InvitationSecretLine>(
                    [
                        .. made.Select(one => new InvitationSecretLine(
                            one.Invitee.Person.Id,
                            one.Invitee.Person.Name,
                            $"{options.LocalOrigin}/join/{one.New.Secret}",
                            InvitationCode.Spaced(one.New.Code),
                            one.New.Invitation.ExpiresAt,
                            one.Waits
                        )),
                    ],
                    null
                )
            )
            : texts.Problem(refusal);
    }

    static async Task<Results<Ok<WayInAnswer>, NotFound>> Show(
        Id<Person> id,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await PersonWayInPages.FindAsync(db, http.Actor(), id, clock.Now(), stop) is { } found
            ? TypedResults.Ok(WayInAnswer.Of(found))
            : TypedResults.NotFound();

    static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Revoke(
        Id<Person> id,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await PersonWayInPages.FindAsync(db, http.Actor(), id, clock.Now(), stop) is not { } found)
            return TypedResults.NotFound();
        return await db.RevokeInvitationAsync(http.Actor(), found.Invitee, clock.Now(), stop) is { } refusal
            ? texts.Problem(refusal)
            : TypedResults.NoContent();
    }

    static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Part(
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
        return await db.PartAsync(http.Actor(), id, clock.Now(), stop) is { } refusal ? texts.Problem(refusal) : TypedResults.NoContent();
    }

    static async Task<Ok<ListOf<WaitingAnswer>>> Waiting(
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop,
        Id<Invitation>? after = null
    )
    {
        var waiting = await db.WaitingForWordOfAsync(http.Actor(), after, clock.Now(), stop);
        return TypedResults.Ok(
            new ListOf<WaitingAnswer>(
                [
                    .. waiting.Items.Select(one => new WaitingAnswer(
                        one.Invitation.Id,
                        one.Invitee.Person.Id,
                        one.Invitee.Person.Name,
                        one.Places,
                        one.Maker,
                        one.Invitation.MadeAt,
                        one.Invitee.Person.AccountId is not null,
                        one.Invitation.ClearsSecondStep
                    )),
                ],
                waiting.Next is { } next ? $"/api/v1/ways-in/waiting?after={next}" : null
            )
        );
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Confirm(
        JsonBody<Confirmation> body,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var asked, out var refusal))
            return texts.Problem(refusal);
        var ids = asked.Invitations.Distinct().ToList();
        if (ids.Count is 0 or > Seconding.PageSize)
            return texts.Problem(new Refusal("sign-in.too-many-invitations", "invitations", Seconding.PageSize));
        return await db.ConfirmAsync(http.Actor(), ids, clock.Now(), stop) is { } no ? texts.Problem(no) : TypedResults.NoContent();
    }

    static async Task<ListOf<WayInAnswer>> PageAsync(
        CairnDb db,
        Actor actor,
        List<Person> page,
        string address,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        new(
            [
                .. (await db.WaysInAsync(actor, [.. page.Take(PeoplePaging.Size).Select(person => person.Id)], now, stop)).Select(
                    WayInAnswer.Of
                ),
            ],
            page.Next(address)
        );
}

/// <param name="Until">How long the link opens that waits for them.</param>
/// <param name="Waits">That link opens when a second person has confirmed it.</param>
/// <param name="Refused">The code of why you cannot give them a link; null: you can.</param>
internal sealed record WayInAnswer(
    Id<Person> PersonId,
    string Name,
    WayIn State,
    DateTimeOffset? Until,
    bool Waits,
    IReadOnlyList<string> GuardianOf,
    string? Refused
)
{
    public static WayInAnswer Of(PersonWayIn one) =>
        new(one.Person.Id, one.Person.Name, one.State, one.Until, one.Waits, one.Children, one.Refusal?.Code);
}

/// <param name="ClearSecondStep">Authenticator app and recovery codes go when it is used; for an operator of the whole district.</param>
internal sealed record InvitationOrder(IReadOnlyList<Id<Person>> People, bool ClearSecondStep = false);

/// <param name="Waits">It is for somebody on the staff, and opens when a second person has confirmed it.</param>
internal sealed record InvitationSecretLine(
    Id<Person> PersonId,
    string Name,
    string Address,
    string Code,
    DateTimeOffset ExpiresAt,
    bool Waits
);

/// <param name="Resets">There is an account, which gets a new password.</param>
internal sealed record WaitingAnswer(
    Id<Invitation> Id,
    Id<Person> PersonId,
    string Name,
    IReadOnlyList<string> Schools,
    string MadeBy,
    DateTimeOffset MadeAt,
    bool Resets,
    bool ClearsSecondStep
);

internal sealed record Confirmation(IReadOnlyList<Id<Invitation>> Invitations);
