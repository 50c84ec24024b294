using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Files;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Assessing;

/// <summary>The assessor's work, for programs: what waits, claim, draft, recommend, give back.</summary>
internal static class ReviewApi
{
    public static void MapReviewApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/reviews").RequireRole(SchoolRole.Assessor, SchoolRole.Teacher).WithTags("Reviews");
        api.MapGet("/waiting", Waiting);
        api.MapGet("", Begun);
        api.MapPost("", Claim);
        api.MapGet("/{id}", Get);
        api.MapGet("/{id}/files/{index:int}", GetFile);
        api.MapPut("/{id}", Draft);
        api.MapPost("/{id}/recommendation", Recommend);
        api.MapDelete("/{id}", Release);
    }

    /// <summary>The oldest first, fifty a page; <c>after</c> is the last page's <c>next</c>.</summary>
    private static async Task<Ok<WaitingPage>> Waiting(
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        Id<Submission>? after,
        CancellationToken stop
    )
    {
        var items = await db.WaitingForAsync(http.Actor(), after, clock.Now(), stop);
        return TypedResults.Ok(
            new WaitingPage(
                [.. items.Take(WaitingWork.PageSize)],
                items.Count > WaitingWork.PageSize ? items[WaitingWork.PageSize - 1].Id : null
            )
        );
    }

    private static async Task<Ok<List<BegunItem>>> Begun(HttpContext http, CairnDb db, CancellationToken stop) =>
        TypedResults.Ok(await db.BegunByAsync(http.Actor(), stop));

    /// <summary>Asked twice, the same review comes back.</summary>
    private static async Task<Results<Created<ReviewView>, NotFound, ProblemHttpResult>> Claim(
        JsonBody<ClaimRequest> body,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var asked, out var unread))
            return texts.Problem(unread);
        var actor = http.Actor();
        if (await db.ClaimAsync(actor, asked.SubmissionId, clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        if (
            !result.Succeeds(out var review, out var refusal)
            || !(await db.FindMyReviewAsync(actor, review.Id, stop))!.Value.Succeeds(out var work, out refusal)
        )
            return texts.Problem(refusal);
        return TypedResults.Created($"/api/v1/reviews/{review.Id}", ReviewView.Of(work));
    }

    /// <summary>403 with the reason when the work may not be judged any more by whose review it is.</summary>
    private static async Task<Results<Ok<ReviewView>, NotFound, ProblemHttpResult>> Get(
        Id<Review> id,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        CancellationToken stop
    ) => await ViewAsync(id, http.Actor(), db, texts, stop);

    /// <summary>The file of the artifact at that place of the review's list.</summary>
    private static async Task<IResult> GetFile(
        Id<Review> id,
        int index,
        HttpContext http,
        CairnDb db,
        FileStore files,
        CancellationToken stop
    ) =>
        await db.FindMyReviewAsync(http.Actor(), id, stop) is { } found
        && found.Succeeds(out var work, out _)
        && work.Snapshot.Artifacts.ElementAtOrDefault(index) is { } artifact
        && SubmittedFiles.Send(http, files, work, artifact) is { } file
            ? file
            : TypedResults.NotFound();

    private static async Task<Results<Ok<ReviewView>, NotFound, ProblemHttpResult>> Draft(
        Id<Review> id,
        JsonBody<ReviewDraft> body,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    ) =>
        !body.Succeeds(out var draft, out var unread)
            ? texts.Problem(unread)
            : await ChangeAsync(id, http, db, texts, actor => db.DraftAsync(actor, id, (_, _) => draft, clock.Now(), stop), stop);

    private static async Task<Results<Ok<ReviewView>, NotFound, ProblemHttpResult>> Recommend(
        Id<Review> id,
        JsonBody<RecommendationRequest> body,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    ) =>
        !body.Succeeds(out var asked, out var unread)
            ? texts.Problem(unread)
            : await ChangeAsync(
                id,
                http,
                db,
                texts,
                actor => db.RecommendAsync(actor, id, null, asked.Recommendation, clock.Now(), stop),
                stop
            );

    /// <summary>Also who may not judge it any more gives it back: 204, for the work is not theirs to see.</summary>
    private static async Task<Results<Ok<ReviewView>, NoContent, NotFound, ProblemHttpResult>> Release(
        Id<Review> id,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (await db.FindMyReviewAsync(actor, id, stop) is null || await db.ReleaseAsync(actor, id, clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        if (result.Refusal is { } refusal)
            return texts.Problem(refusal);
        return await db.FindMyReviewAsync(actor, id, stop) is { } found && found.Succeeds(out var work, out _)
            ? TypedResults.Ok(ReviewView.Of(work))
            : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<ReviewView>, NotFound, ProblemHttpResult>> ChangeAsync(
        Id<Review> id,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        Func<Actor, Task<Outcome<Review>?>> change,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        // Somebody else's review does not exist for them.
        if (await db.FindMyReviewAsync(actor, id, stop) is null || await change(actor) is not { } result)
            return TypedResults.NotFound();
        return result.Refusal is { } refusal ? texts.Problem(refusal) : await ViewAsync(id, actor, db, texts, stop);
    }

    private static async Task<Results<Ok<ReviewView>, NotFound, ProblemHttpResult>> ViewAsync(
        Id<Review> id,
        Actor actor,
        CairnDb db,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (await db.FindMyReviewAsync(actor, id, stop) is not { } found)
            return TypedResults.NotFound();
        return found.Succeeds(out var work, out var refusal) ? TypedResults.Ok(ReviewView.Of(work)) : texts.Problem(refusal);
    }
}

internal sealed record ClaimRequest(Id<Submission> SubmissionId);

internal sealed record RecommendationRequest(Recommendation Recommendation);

/// <param name="Next">What to ask for as <c>after</c>; null: this is the last page.</param>
internal sealed record WaitingPage(IReadOnlyList<WaitingItem> Items, Id<Submission>? Next);

/// <summary>A review with the work that it judges.</summary>
internal sealed record ReviewView(
    Id<Review> Id,
    Id<Submission> SubmissionId,
    Id<MicroCredentialVersion> VersionId,
    string Title,
    string Learner,
    int Attempt,
    IReadOnlyDictionary<string, string> Answers,
    IReadOnlyList<ReviewedArtifact> Artifacts,
    IReadOnlyList<CriterionScore> Scores,
    string Note,
    Recommendation? Recommendation,
    DateTimeOffset? CompletedAt,
    bool Released
)
{
    public static ReviewView Of(JudgedWork work) =>
        new(
            work.Review.Id,
            work.Submission.Id,
            work.Version.Id,
            work.Version.Title,
            work.Learner,
            work.Submission.Attempt,
            work.Snapshot.Answers,
            [
                .. work.Snapshot.Artifacts.Select(a => new ReviewedArtifact(
                    a.Requirement,
                    a.Criterion,
                    a.Kind,
                    work.TitleOf(a),
                    a.Sha256,
                    work.FileNameOf(a),
                    a.MediaType,
                    a.Size,
                    a.Url,
                    a.Text
                )),
            ],
            work.Review.Scores,
            work.Review.Note,
            work.Review.Recommendation,
            work.Review.CompletedAt,
            work.Review.Place is null
        );
}

/// <summary>What was brought, without who brought it.</summary>
internal sealed record ReviewedArtifact(
    string Requirement,
    string? Criterion,
    EvidenceKind Kind,
    string Title,
    string Sha256,
    string? FileName,
    string? MediaType,
    long? Size,
    string? Url,
    string? Text
);
