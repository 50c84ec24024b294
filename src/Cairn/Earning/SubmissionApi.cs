using Cairn.Foundation.Api;
using Cairn.Foundation.Files;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Cairn.Earning;

/// <summary>Submissions and their snapshots' exact bytes, for programs.</summary>
internal static class SubmissionApi
{
    public static void MapSubmissionApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequirePerson().WithTags("Submissions");
        api.MapPost("/enrollments/{id}/submissions", Submit);
        api.MapGet("/enrollments/{id}/submissions", List);
        api.MapGet("/submissions/{id}", Get);
        api.MapGet("/submissions/{id}/snapshot", GetSnapshot);
        api.MapGet("/submissions/{id}/feedback", GetFeedback).WithSummary("What came back on it; 404 until the grantor has spoken");
    }

    /// <summary>Asked twice, also at the same instant, it is submitted once and both get the same.</summary>
    private static async Task<Results<Created<SubmissionView>, NotFound, ProblemHttpResult>> Submit(
        Id<Enrollment> id,
        HandingIn? choices,
        HttpContext http,
        CairnDb db,
        FileStore files,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (await db.FindEnrollmentAsync(actor, id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();
        var blueprint = await db.BlueprintOfAsync(access.Enrollment, stop);
        var result = await db.SubmitAsync(files, actor, access, blueprint, choices?.StatesLevels, clock.Now(), stop);
        if (!result.Succeeds(out var submission, out var refusal))
            return texts.Problem(refusal);
        return TypedResults.Created($"/api/v1/submissions/{submission.Id}", SubmissionView.Of(submission));
    }

    private static async Task<Results<Ok<IReadOnlyList<SubmittedAttempt>>, NotFound>> List(
        Id<Enrollment> id,
        HttpContext http,
        CairnDb db,
        CancellationToken stop
    )
    {
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is null)
            return TypedResults.NotFound();
        return TypedResults.Ok<IReadOnlyList<SubmittedAttempt>>(await db.AttemptsOf(id).ToListAsync(stop));
    }

    private static async Task<Results<Ok<SubmissionView>, NotFound>> Get(
        Id<Submission> id,
        HttpContext http,
        CairnDb db,
        CancellationToken stop
    ) =>
        await db.FindSubmissionAsync(http.Actor(), id, stop) is { } found
            ? TypedResults.Ok(SubmissionView.Of(found.Submission))
            : TypedResults.NotFound();

    private static async Task<Results<FileContentHttpResult, NotFound>> GetSnapshot(
        Id<Submission> id,
        HttpContext http,
        CairnDb db,
        CancellationToken stop
    ) => await db.FindSubmissionAsync(http.Actor(), id, stop) is { } found ? SnapshotFile(found.Submission, http) : TypedResults.NotFound();

    private static async Task<Results<Ok<Feedback>, NotFound>> GetFeedback(
        Id<Submission> id,
        HttpContext http,
        CairnDb db,
        CancellationToken stop
    )
    {
        if (await db.FindSubmissionAsync(http.Actor(), id, stop) is not var (submission, _))
            return TypedResults.NotFound();
        var tier = await db.Versions.Where(v => v.Id == submission.VersionId).Select(v => v.Tier).SingleAsync(stop);
        return await db.FeedbackOnAsync(id, tier, stop) is { } feedback ? TypedResults.Ok(feedback) : TypedResults.NotFound();
    }

    /// <summary>The bytes as they were frozen.</summary>
    internal static FileContentHttpResult SnapshotFile(Submission submission, HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(
            submission.Snapshot,
            "application/json",
            $"attempt-{submission.Attempt}.json",
            entityTag: new EntityTagHeaderValue($"\"{submission.Sha256}\"")
        );
    }
}

/// <param name="StatesLevels">Whether the credential states the level of each criterion, an adult's choice; left out: as chosen
/// before.</param>
internal sealed record HandingIn(bool? StatesLevels);

/// <param name="Sha256">Lowercase hex, of the snapshot's bytes.</param>
/// <param name="StatesLevels">Whether a credential for it states the level of each criterion.</param>
internal sealed record SubmissionView(
    Id<Submission> Id,
    Id<Enrollment> EnrollmentId,
    int Attempt,
    DateTimeOffset SubmittedAt,
    string Sha256,
    bool StatesLevels,
    SubmissionSnapshot Snapshot
)
{
    public static SubmissionView Of(Submission s) =>
        new(s.Id, s.EnrollmentId, s.Attempt, s.SubmittedAt, s.Sha256, s.StatesLevels, s.Read());
}
