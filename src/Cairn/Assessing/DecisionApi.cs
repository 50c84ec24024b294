using Cairn.Awarding;
using Cairn.Earning;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Files;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Assessing;

/// <summary>The grantor's word, for programs.</summary>
internal static class DecisionApi
{
    public static void MapDecisionApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/decisions").RequireRole(SchoolRole.Grantor).WithTags("Decisions");
        api.MapGet("/waiting", Waiting);
        api.MapGet("/waiting/{id}", GetWaiting).AddEndpointFilter<OutsideDuty>();
        api.MapGet("/waiting/{id}/files/{index:int}", GetFile).AddEndpointFilter<OutsideDuty>();
        api.MapPost("", Take);
        api.MapPost("/batch", GrantAll)
            .WithSummary("Grant many that were recommended; what cannot be granted is named, the others are granted")
            .WithBodyOfAtMost(16 * 1024);
        api.MapGet("/{id}", Get);
    }

    /// <summary>
    /// Completed reviews without a decision, the oldest first, fifty a page; <c>after</c> is the last page's <c>next</c>.
    /// </summary>
    private static async Task<Ok<UndecidedPage>> Waiting(HttpContext http, CairnDb db, Id<Review>? after, CancellationToken stop)
    {
        var items = await db.UndecidedForAsync(http.Actor(), after, stop);
        return TypedResults.Ok(
            new UndecidedPage(
                [.. items.Take(WaitingDecisions.PageSize)],
                items.Count > WaitingDecisions.PageSize ? items[WaitingDecisions.PageSize - 1].Id : null
            )
        );
    }

    /// <summary>The review with the work, as the grantor may see it.</summary>
    private static async Task<Results<Ok<ReviewView>, NotFound, ProblemHttpResult>> GetWaiting(
        Id<Review> id,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (await db.FindForGrantorAsync(http.Actor(), id, stop) is not { } found)
            return TypedResults.NotFound();
        return found.Succeeds(out var work, out var refusal) ? TypedResults.Ok(ReviewView.Of(work)) : texts.Problem(refusal);
    }

    /// <summary>The file of the artifact at that place of the review's list.</summary>
    private static async Task<IResult> GetFile(
        Id<Review> id,
        int index,
        HttpContext http,
        CairnDb db,
        FileStore files,
        CancellationToken stop
    ) =>
        await db.FindForGrantorAsync(http.Actor(), id, stop) is { } found
        && found.Succeeds(out var work, out _)
        && work.Snapshot.Artifacts.ElementAtOrDefault(index) is { } artifact
        && SubmittedFiles.Send(http, files, work, artifact) is { } file
            ? file
            : TypedResults.NotFound();

    /// <summary>Each in a transaction of its own, at most fifty. Asked twice, the first decisions come back.</summary>
    private static async Task<Results<Ok<BatchAnswer>, ProblemHttpResult>> GrantAll(
        JsonBody<BatchRequest> body,
        HttpContext http,
        CairnDb db,
        Granting granting,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var asked, out var refusal))
            return texts.Problem(refusal);
        var chosen = asked.ReviewIds.Distinct().ToList();
        if (chosen.Count is 0 or > WaitingDecisions.PageSize)
            return texts.Problem(new Refusal("assessing.batch-size", "reviewIds", WaitingDecisions.PageSize));

        var lines = new List<BatchLine>();
        foreach (var id in chosen)
        {
            var result = await granting.DecideAsync(http.Actor(), id, DecisionOutcome.Granted, null, stop);
            lines.Add(
                result is not { } known
                    ? new BatchLine(
                        id,
                        null,
                        new ProblemItem("reviewIds", "assessing.unknown-review", texts.Sentence(new Refusal("assessing.unknown-review")))
                    )
                : known.Succeeds(out var decision, out refusal) ? new BatchLine(id, await ViewAsync(db, decision, stop), null)
                : new BatchLine(id, null, new ProblemItem("reviewIds", refusal.Code, texts.Sentence(refusal)))
            );
        }
        return TypedResults.Ok(new BatchAnswer(lines.Count(line => line.Decision is not null), lines));
    }

    /// <summary>Asked twice, also at the same instant, the first decision stands and comes back.</summary>
    private static async Task<Results<Created<DecisionView>, NotFound, ProblemHttpResult>> Take(
        JsonBody<DecisionRequest> body,
        HttpContext http,
        CairnDb db,
        Granting granting,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var asked, out var unread))
            return texts.Problem(unread);
        if (await granting.DecideAsync(http.Actor(), asked.ReviewId, asked.Outcome, asked.Note, stop) is not { } result)
            return TypedResults.NotFound();
        if (!result.Succeeds(out var decision, out var refusal))
            return texts.Problem(refusal);
        return TypedResults.Created($"/api/v1/decisions/{decision.Id}", await ViewAsync(db, decision, stop));
    }

    private static async Task<Results<Ok<DecisionView>, NotFound>> Get(
        Id<Decision> id,
        HttpContext http,
        CairnDb db,
        CancellationToken stop
    )
    {
        var decision = await db.Decisions.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, stop);
        if (decision is null)
            return TypedResults.NotFound();
        var organization = await db.Submissions.Where(s => s.Id == decision.SubmissionId).Select(s => s.OrganizationId).SingleAsync(stop);
        return http.Actor().Has(SchoolRole.Grantor, organization)
            ? TypedResults.Ok(await ViewAsync(db, decision, stop))
            : TypedResults.NotFound();
    }

    private static async Task<DecisionView> ViewAsync(CairnDb db, Decision decision, CancellationToken stop)
    {
        var award = await db.Awards.Where(a => a.DecisionId == decision.Id).Select(a => (Id<Award>?)a.Id).FirstOrDefaultAsync(stop);
        return new DecisionView(
            decision.Id,
            decision.SubmissionId,
            decision.ReviewId,
            decision.GrantorId,
            decision.Outcome,
            decision.Note,
            decision.DecidedAt,
            award
        );
    }
}

/// <param name="Note">To the learner; needed when an award that was recommended is not granted.</param>
internal sealed record DecisionRequest(Id<Review> ReviewId, DecisionOutcome Outcome, string? Note = null);

internal sealed record BatchRequest(IReadOnlyList<Id<Review>> ReviewIds);

/// <param name="Granted">How many of them are granted now.</param>
internal sealed record BatchAnswer(int Granted, IReadOnlyList<BatchLine> Items);

/// <param name="Problem">Why not; null: it is granted.</param>
internal sealed record BatchLine(Id<Review> ReviewId, DecisionView? Decision, ProblemItem? Problem);

/// <param name="AwardId">What came of it; null for a new attempt.</param>
internal sealed record DecisionView(
    Id<Decision> Id,
    Id<Earning.Submission> SubmissionId,
    Id<Review> ReviewId,
    Id<Person> GrantorId,
    DecisionOutcome Outcome,
    string Note,
    DateTimeOffset DecidedAt,
    Id<Award>? AwardId
);

/// <param name="Next">What to ask for as <c>after</c>; null: this is the last page.</param>
internal sealed record UndecidedPage(IReadOnlyList<UndecidedItem> Items, Id<Review>? Next);
