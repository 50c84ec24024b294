using Cairn.Assessing;
using Cairn.Earning;
using Cairn.Foundation.Files;

namespace Cairn.Workspace;

/// <summary>Handing work in, and reading what was handed in, down to its exact bytes.</summary>
internal static class Submissions
{
    public static void MapSubmissions(this IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/earning/{id}/submission", Submit)
            .AsPage<SubmissionView>(
                Parts.Page(Part.Check),
                submission => SeeOther.To(EarningUrls.Of(submission.Id)).Saying<Texts>(Texts.SubmittedDone)
            )
            .RequirePerson();
        routes.MapGet("/earning/submissions/{id}", Show).RequirePerson();
        routes.MapGet("/earning/submissions/{id}/snapshot.json", SendSnapshot).RequirePerson();

        var api = routes.MapGroup("/api/v1").RequirePerson().WithTags("Submissions");
        api.MapPost("/enrollments/{id}/submissions", Submit).AsCreated<SubmissionView>(made => $"/api/v1/submissions/{made.Id}");
        api.MapGet("/enrollments/{id}/submissions", List);
        api.MapGet("/submissions/{id}", Get);
        api.MapGet("/submissions/{id}/snapshot", SendSnapshot)
            .AnswersWithFile("application/json")
            .WithSummary("What was handed in, the bytes as they were frozen");
        api.MapGet("/submissions/{id}/feedback", GetFeedback).WithSummary("What came back on it; 404 until the grantor has spoken");
    }

    /// <summary>Asked twice, even at the same instant, it is submitted once and both get the same.</summary>
    private static async Task<Outcome<SubmissionView>> Submit(
        Id<Enrollment> id,
        Input<HandingInAsked> asked,
        Visit visit,
        FileStore files
    ) => (await visit.SubmitAsync(files, id, asked.Value)).As(SubmissionView.Of);

    /// <summary>All attempts, newest first.</summary>
    private static async Task<Outcome<ListOf<SubmittedAttempt>>> List(Id<Enrollment> id, Visit visit)
    {
        if ((await visit.FindEnrollmentAsync(id)).Refusal is { } hidden)
            return hidden;
        return new ListOf<SubmittedAttempt>(await FullEnrollments.Attempts.ToListAsync(visit.Db, id, visit.Stop), null);
    }

    private static async Task<Outcome<SubmissionView>> Get(Id<Submission> id, Visit visit) =>
        (await visit.FindSubmissionAsync(id)).As(found => SubmissionView.Of(found.Submission));

    private static async Task<Outcome<Feedback>> GetFeedback(Id<Submission> id, Visit visit)
    {
        if (!(await visit.FindSubmissionAsync(id)).Succeeds(out var found, out var hidden))
            return hidden;
        var tier = await visit.Db.TierOfAsync(found.Access.Enrollment, visit.Stop);
        return await visit.Db.FeedbackOnAsync(id, tier, visit.Stop) is { } feedback ? feedback : Refusal.NotFound;
    }

    private static async Task<IResult> Show(Id<Submission> id, Visit visit)
    {
        if (!(await visit.FindSubmissionAsync(id)).Succeeds(out var found, out _))
            return TypedResults.NotFound();
        var ((submission, access), (_, db, _, stop)) = (found, visit);
        var blueprint = await db.BlueprintOfAsync(access.Enrollment, stop);
        var feedback = await db.FeedbackOnAsync(id, blueprint.Tier, stop);
        var learner = access.MayKnowWhose(blueprint.Tier)
            ? await db.People.AsNoTracking().Where(p => p.Id == submission.LearnerId).SingleAsync(stop)
            : null;
        return SubmissionPage.With(new SubmissionModel(submission, access, blueprint, learner?.Name, feedback));
    }

    /// <summary>The bytes as they were frozen.</summary>
    private static async Task<Results<FileContentHttpResult, NotFound>> SendSnapshot(
        Id<Submission> id,
        Visit visit,
        HttpContext http,
        IStringLocalizer<Texts> texts
    )
    {
        if (!(await visit.FindSubmissionAsync(id)).Succeeds(out var found, out _))
            return TypedResults.NotFound();
        var blueprint = await visit.Db.BlueprintOfAsync(found.Access.Enrollment, visit.Stop);
        http.Response.Headers.CacheControl = "private, no-store";
        return Attachment.Of(
            found.Submission.Snapshot,
            "application/json",
            [blueprint.Title, texts[Texts.WorkAttempt, found.Submission.Attempt]],
            found.Submission.Sha256
        );
    }
}
