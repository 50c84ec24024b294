using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Awarding;

/// <summary>Awards and their revocation, for programs of those who grant.</summary>
internal static class AwardApi
{
    public static void MapAwardApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/awards").RequireRole(SchoolRole.Grantor, SchoolRole.Operator).WithTags("Awards");
        api.MapGet("", List);
        api.MapGet("/{id}", Get);
        api.MapPost("/{id}/revocation", Revoke);
    }

    /// <summary>The newest first, fifty a page; <c>after</c> is the last page's <c>next</c>.</summary>
    private static async Task<Ok<AwardList>> List(HttpContext http, CairnDb db, Id<Award>? after, CancellationToken stop)
    {
        var items = await db.AwardsGrantedIn(http.Actor(), after, stop);
        return TypedResults.Ok(
            new AwardList(
                [.. items.Take(AwardQueries.PageSize)],
                items.Count > AwardQueries.PageSize ? items[AwardQueries.PageSize - 1].Id : null
            )
        );
    }

    private static async Task<Results<Ok<AwardView>, NotFound>> Get(
        Id<Award> id,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindAwardAsync(http.Actor(), id, stop) is not { } award)
            return TypedResults.NotFound();
        await db.NoteAwardReadAsync(http.Actor(), award, clock.Now(), stop);
        return TypedResults.Ok(award);
    }

    /// <summary>Doing it twice is a no-op: the first revocation comes back.</summary>
    private static async Task<Results<Ok<RevocationView>, NotFound, ProblemHttpResult>> Revoke(
        Id<Award> id,
        JsonBody<RevocationRequest> body,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var asked, out var unread))
            return texts.Problem(unread);
        if (
            await db.RevokeAsync(
                http.Actor(),
                id,
                asked.Reason,
                asked.Note,
                new Telling(asked.PublicReason, asked.PublicWords, asked.TellLearner),
                clock.Now(),
                stop
            )
            is not { } result
        )
            return TypedResults.NotFound();
        return result.Succeeds(out var revocation, out var refusal)
            ? TypedResults.Ok(RevocationView.Of(revocation))
            : texts.Problem(refusal);
    }
}

/// <param name="Reason">For the record.</param>
/// <param name="Note">For the record.</param>
/// <param name="PublicReason">What everybody may read: <c>awardedInError</c> or <c>superseded</c>; of an adult also <c>learnerAsked</c>,
/// and <c>other</c> with <paramref name="PublicWords"/>. Null: the day alone.</param>
/// <param name="PublicWords">In the school's own words; of adults only.</param>
/// <param name="TellLearner">Whether the learner may read the reason on record.</param>
internal sealed record RevocationRequest(
    RevocationReason Reason,
    string? Note = null,
    RevocationReason? PublicReason = null,
    string? PublicWords = null,
    bool TellLearner = false
);

internal sealed record RevocationView(
    RevocationReason Reason,
    string Note,
    DateTimeOffset RevokedAt,
    Id<Person> RevokedBy,
    RevocationReason? PublicReason,
    string? PublicWords,
    bool TellsLearner
)
{
    public static RevocationView Of(Revocation r) =>
        new(r.Reason, r.Note, r.RevokedAt, r.RevokedById, r.ToldReason, r.ToldWords, r.TellsLearner);
}

/// <param name="Next">What to ask for as <c>after</c>; null: this is the last page.</param>
internal sealed record AwardList(IReadOnlyList<AwardView> Items, Id<Award>? Next);
