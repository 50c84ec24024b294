using Cairn.Design.Examples;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Design;

/// <summary>Designing through the API: the same rules as the pages. Finding what is published is the catalogue's.</summary>
internal static class DesignApi
{
    private const long LargestBlueprint = 512 * 1024;

    public static void MapDesignApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequirePerson().WithTags("Design").WithBodyOfAtMost(LargestBlueprint);
        var authors = api.MapGroup("").RequireRole(SchoolRole.Author);
        authors.MapGet("/drafts", Mine).WithSummary("My versions: drafts, in review and published, newest first; 50 a page");
        authors.MapPost("/micro-credentials", Begin).WithSummary("Begin a micro-credential: its first version, as a draft");
        authors
            .MapPost("/micro-credentials/{id}/versions", Revise)
            .WithSummary("Begin a new version from the newest; one under way is given back");
        authors
            .MapPut("/versions/{id}", Save)
            .WithSummary("Save a draft, finished or not; 409 when it changed since the revision that you read");
        authors.MapPut("/versions/{id}/review-request", AskForReview).WithSummary("Ask for a review; refused with all that is missing");
        authors.MapDelete("/versions/{id}/review-request", Withdraw).WithSummary("Take a version back from review");
        authors
            .MapPut("/versions/{id}/badge", UseBadge)
            .WithBodyOfAtMost(BadgeUploads.Largest + 1)
            .Accepts<IFormFile>("image/png", "image/svg+xml")
            .WithSummary("Use a picture of your own as the badge: PNG or SVG, the bytes as they are");
        authors
            .MapPut("/micro-credentials/{id}/finished-example", WriteExample)
            .WithSummary("Write the finished example that learners see, or write it anew");
        api.MapGroup("")
            .RequireRole(SchoolRole.Author, SchoolRole.Leader)
            .MapPut("/micro-credentials/{id}/retirement", Retire)
            .WithSummary("Take it out of the catalogue; what was begun may be finished");
        api.MapGet("/versions/{id}", Show).WithSummary("One version with its whole blueprint, and for a draft what is still to do");
        api.MapGet("/versions/{id}/badge", Badge).WithSummary("Its badge: SVG as Cairn draws it, or the school's own picture");
        api.MapGet("/versions/{id}/feedback", Feedback).WithSummary("What reviewers asked to change");

        var reviewers = api.MapGroup("").RequireRole(SchoolRole.Reviewer);
        reviewers.MapGet("/design-reviews", Queue).WithSummary("Versions that wait for my review, the longest waiting first; 50 a page");
        reviewers.MapPut("/versions/{id}/publication", Publish).WithSummary("Publish: the version is frozen and offered in the catalogue");
        reviewers.MapPost("/versions/{id}/feedback", AskForChanges).WithSummary("Send a version back to its author with what to change");
    }

    private static async Task<Ok<ListOf<VersionSummary>>> Mine(
        HttpContext http,
        CairnDb db,
        CancellationToken stop,
        Id<MicroCredentialVersion>? after = null
    ) => TypedResults.Ok(PageAt("/api/v1/drafts", await db.MyVersionsAsync(http.Actor(), after, stop)));

    private static async Task<Ok<ListOf<VersionSummary>>> Queue(
        HttpContext http,
        CairnDb db,
        CancellationToken stop,
        Id<MicroCredentialVersion>? after = null
    ) => TypedResults.Ok(PageAt("/api/v1/design-reviews", await db.WaitingForReviewAsync(http.Actor(), after, stop)));

    private static ListOf<VersionSummary> PageAt(string address, PageOf<VersionSummary> page) =>
        new(page.Items, page.HasMore ? $"{address}?after={page.Items[^1].Id}" : null);

    private static async Task<Results<Ok<VersionDocument>, NotFound>> Show(
        Id<MicroCredentialVersion> id,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        CancellationToken stop
    ) =>
        await db.FindVersionAsync(id, http.Actor(), stop) is { } version
            ? TypedResults.Ok(VersionDocument.Of(version, texts))
            : TypedResults.NotFound();

    private static async Task<Results<Created<VersionDocument>, ProblemHttpResult>> Begin(
        JsonBody<NewMicroCredential> body,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var begun, out var refusal))
            return texts.Problem(refusal);
        if (Bounds(begun.Blueprint, texts) is { } problem)
            return problem;
        if (
            !(await db.BeginAsync(begun.OrganizationId, begun.Blueprint, http.Actor(), clock.Now(), stop)).Succeeds(
                out var version,
                out refusal
            )
        )
            return texts.Problem(refusal);
        return TypedResults.Created($"/api/v1/versions/{version.Id}", VersionDocument.Of(version, texts));
    }

    private static async Task<Results<Ok<VersionDocument>, NotFound, ProblemHttpResult>> Revise(
        Id<MicroCredential> id,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    ) => Answer(await db.ReviseAsync(id, http.Actor(), clock.Now(), stop), texts);

    private static async Task<Results<Ok<VersionDocument>, NotFound, ProblemHttpResult>> Save(
        Id<MicroCredentialVersion> id,
        JsonBody<ChangedDraft> body,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var changed, out var refusal))
            return texts.Problem(refusal);
        if (Bounds(changed.Blueprint, texts) is { } problem)
            return problem;
        return Answer(
            await db.SaveDraftAsync(id, _ => changed.Blueprint, new EditBasis(changed.Revision), http.Actor(), clock.Now(), stop),
            texts
        );
    }

    private static async Task<Results<Ok<VersionDocument>, NotFound, ProblemHttpResult>> UseBadge(
        Id<MicroCredentialVersion> id,
        HttpContext http,
        CairnDb db,
        BadgeUploads uploads,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (await db.FindVersionAsync(id, actor, stop) is not { } version || !version.IsAuthor(actor))
            return TypedResults.NotFound();
        if (!(await uploads.KeepAsync(http.Request.Body, stop)).Succeeds(out var sha, out var refusal))
            return texts.Problem(refusal);
        return Answer(await db.UseBadgeAsync(id, sha, actor, clock.Now(), stop), texts);
    }

    private static async Task<IResult> Badge(
        Id<MicroCredentialVersion> id,
        HttpContext http,
        CairnDb db,
        BadgePictures pictures,
        CancellationToken stop
    ) => await db.FindVersionAsync(id, http.Actor(), stop) is { } version ? pictures.Answer(version.Blueprint) : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Retire(
        Id<MicroCredential> id,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (await db.RetireAsync(id, http.Actor(), clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        return result.Succeeds(out _, out var refusal) ? TypedResults.NoContent() : texts.Problem(refusal);
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> WriteExample(
        Id<MicroCredential> id,
        JsonBody<ExampleWork> body,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var work, out var refusal))
            return texts.Problem(refusal);
        var result = await db.WriteExampleAsync(id, work, http.Actor(), clock.Now(), stop);
        if (result is not { } answer)
            return TypedResults.NotFound();
        return answer.Succeeds(out _, out refusal) ? TypedResults.NoContent() : texts.Problem(refusal);
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> AskForReview(
        Id<MicroCredentialVersion> id,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (await db.AskForReviewAsync(id, http.Actor(), clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        if (result.Succeeds(out _, out var refusal))
            return TypedResults.NoContent();
        if (refusal.Code is not "design.incomplete")
            return texts.Problem(refusal);

        var version = await db.Versions.AsNoTracking().FirstAsync(v => v.Id == id, stop);
        return texts.Problem(refusal, BlueprintCheck.Of(version.Blueprint).Select(InBody));
    }

    private static async Task<Results<Ok<VersionDocument>, NotFound, ProblemHttpResult>> Withdraw(
        Id<MicroCredentialVersion> id,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    ) => Answer(await db.WithdrawFromReviewAsync(id, http.Actor(), clock.Now(), stop), texts);

    private static async Task<Results<Ok<PublicationDocument>, NotFound, ProblemHttpResult>> Publish(
        Id<MicroCredentialVersion> id,
        JsonBody<ReviewOutcome> body,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var outcome, out var refusal))
            return texts.Problem(refusal);
        if (await db.PublishAsync(id, outcome.Checklist, outcome.Revision, http.Actor(), clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        return result.Succeeds(out var publication, out refusal)
            ? TypedResults.Ok(PublicationDocument.Of(publication))
            : texts.Problem(refusal);
    }

    private static async Task<Results<Ok<FeedbackDocument>, NotFound, ProblemHttpResult>> AskForChanges(
        Id<MicroCredentialVersion> id,
        JsonBody<ReviewOutcome> body,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var outcome, out var refusal))
            return texts.Problem(refusal);
        if (await db.AskForChangesAsync(id, outcome.Checklist, outcome.Comment ?? "", http.Actor(), clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        return result.Succeeds(out var feedback, out refusal) ? TypedResults.Ok(FeedbackDocument.Of(feedback)) : texts.Problem(refusal);
    }

    private static async Task<Results<Ok<IReadOnlyList<FeedbackDocument>>, NotFound>> Feedback(
        Id<MicroCredentialVersion> id,
        HttpContext http,
        CairnDb db,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        var version = await db.FindVersionAsync(id, actor, stop);
        // A published version is everybody's to read; what was said about it on the way is not.
        if (version is null || !(version.IsAuthor(actor) || actor.Has(SchoolRole.Reviewer, version.OrganizationId)))
            return TypedResults.NotFound();
        IReadOnlyList<FeedbackDocument> feedback = [.. (await db.FeedbackOnAsync(id, stop)).Select(FeedbackDocument.Of)];
        return TypedResults.Ok(feedback);
    }

    private static Results<Ok<VersionDocument>, NotFound, ProblemHttpResult> Answer(
        Outcome<MicroCredentialVersion>? result,
        RefusalTexts texts
    )
    {
        if (result is not { } found)
            return TypedResults.NotFound();
        return found.Succeeds(out var version, out var refusal)
            ? TypedResults.Ok(VersionDocument.Of(version, texts))
            : texts.Problem(refusal);
    }

    private static ProblemHttpResult? Bounds(Blueprint blueprint, RefusalTexts texts) =>
        BlueprintBounds.Of(blueprint) is { Count: > 0 } problems
            ? texts.Problem(new Refusal("design.out-of-bounds", null, problems.Count), problems.Select(InBody))
            : null;

    private static Refusal InBody(Refusal problem) => problem.On($"blueprint.{problem.Field}");
}
