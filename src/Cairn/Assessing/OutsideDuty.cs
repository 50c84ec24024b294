using Cairn.Audit;
using Cairn.Earning;

namespace Cairn.Assessing;

/// <summary>
/// People who grant or lead where a learner works may read the work, but need a reason unless something in it waits for them: once for each
/// reader, work and day, and recorded in the audit trail (design rule 8). A filter in front of everything that shows work.
/// </summary>
internal sealed class OutsideDuty(CairnDb db, RefusalTexts texts, TimeProvider clock) : IEndpointFilter
{
    public const string Action = "work.read";

    public static readonly Refusal ReasonFirst = Refusal.Forbidden("earning.reason-first");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        // Everybody else has only their own work, or that of people they teach or judge: no query is needed for them.
        if (
            http.FindActor() is not { } actor
            || !(actor.Has(SchoolRole.Grantor) || actor.Has(SchoolRole.Leader))
            || await EnrollmentOfAsync(http) is not { } id
            || await new Visit(actor, db, clock.Now(), http.RequestAborted).OutsideDutyAsync(id, IsToDecide(PatternOf(http)))
                is not { } enrollment
            || await db.HasReadAsync(actor, Action, enrollment.LearnerId, clock.Now(), $"enrollment {id} ", http.RequestAborted)
        )
            return await next(context);

        if (ForPrograms.Is(http.Request))
            return texts.Problem(ReasonFirst);
        var back = HttpMethods.IsGet(http.Request.Method)
            ? http.Request.Path + http.Request.QueryString.ToUriComponent()
            : EarningUrls.Of(id);
        return OutsideDutyPage.With(
            new OutsideDutyModel($"{EarningUrls.Of(id)}/reading", back, Form.Of(new { Reason = "" })),
            ReasonFirst.Status
        );
    }

    private static string PatternOf(HttpContext http) => "/" + (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimStart('/');

    /// <summary>Where decisions are made: somebody who may not make one is told why there, and sees nothing of the work.</summary>
    private static bool IsToDecide(string pattern) =>
        pattern.StartsWith("/granting/{reviewId}", StringComparison.Ordinal)
        || pattern.Contains("/decisions/waiting/{reviewId}", StringComparison.Ordinal);

    /// <summary>The work that an address shows, by what precedes its <c>{id}</c>.</summary>
    private async Task<Id<Enrollment>?> EnrollmentOfAsync(HttpContext http)
    {
        if (!Guid.TryParse((http.GetRouteValue("id") ?? http.GetRouteValue("reviewId")) as string, out var id))
            return null;
        var pattern = PatternOf(http);
        var stop = http.RequestAborted;
        return pattern switch
        {
            _ when pattern.Contains("/artifacts/{id}", StringComparison.Ordinal) => await db
                .Artifacts.Where(one => one.Id == new Id<Artifact>(id))
                .Select(one => (Id<Enrollment>?)one.EnrollmentId)
                .FirstOrDefaultAsync(stop),
            _ when pattern.Contains("/submissions/{id}", StringComparison.Ordinal) => await db
                .Submissions.Where(one => one.Id == new Id<Submission>(id))
                .Select(one => (Id<Enrollment>?)one.EnrollmentId)
                .FirstOrDefaultAsync(stop),
            // What was recommended; once decided, it waits for nobody.
            _ when IsToDecide(pattern) => HttpMethods.IsGet(http.Request.Method)
                ? await (
                    from review in db.Reviews
                    where review.Id == new Id<Review>(id)
                    join submission in db.Submissions on review.SubmissionId equals submission.Id
                    select (Id<Enrollment>?)submission.EnrollmentId
                ).FirstOrDefaultAsync(stop)
                : null,
            _ => new Id<Enrollment>(id),
        };
    }
}

/// <summary>Why somebody reads work outside their daily duty. A code in the trail, not a text about a child.</summary>
internal enum ReadingReason
{
    Support,
    Complaint,
    Safety,
    Quality,
    Technical,
}

internal static class Readings
{
    public static void MapReadings(this IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/earning/{id}/reading", Say)
            .AsPage<Done>(Ask, (_, http) => SeeOther.To(Back(http.FormOf(), http.GetRouteValue("id"))))
            .RequirePerson();
        routes
            .MapPost("/api/v1/enrollments/{id}/reading", Say)
            .RequirePerson()
            .WithTags("Enrollments")
            .WithBodyOfAtMost(1024)
            .WithSummary(
                "Say why you read work that is outside your duty; it may be read until the end of the day, and the audit trail says so"
            );
    }

    /// <summary>
    /// The enrollment, if the actor may see it but has no duty in it; null for everybody else, including those for whom it does not exist.
    /// </summary>
    /// <param name="toDecide">The request is where decisions are made, which tells those who may not. Anywhere else, a decision that is not
    /// theirs is no duty.</param>
    public static async Task<Enrollment?> OutsideDutyAsync(this Visit visit, Id<Enrollment> id, bool toDecide)
    {
        var (actor, db, _, stop) = visit;
        if (
            !(await visit.FindEnrollmentAsync(id)).Succeeds(out var access, out _)
            || access.Tie is EnrollmentTie.Learner or EnrollmentTie.Teacher or EnrollmentTie.Assessor
        )
            return null;

        var enrollment = access.Enrollment;
        if (!actor.Has(SchoolRole.Grantor, enrollment.OrganizationId) || enrollment.State is not EnrollmentState.Submitted)
            return enrollment;

        var waiting = await db
            .Submissions.Where(one =>
                one.EnrollmentId == id
                && one.Attempt == enrollment.Attempts
                && db.Reviews.Any(review => review.SubmissionId == one.Id && review.CompletedAt != null)
            )
            .Select(one => (Id<Submission>?)one.Id)
            .FirstOrDefaultAsync(stop);
        var isDuty =
            waiting is { } submission && (toDecide || (await db.StandingAsync(actor, submission, stop))?.RefusesGranting() is null);
        return isDuty ? null : enrollment;
    }

    private static async Task<Outcome<Done>> Say(Id<Enrollment> id, Input<ReadingAsked> asked, Visit visit)
    {
        if ((await visit.FindEnrollmentAsync(id)).Refusal is { } hidden)
            return hidden;
        var (actor, db, now, stop) = visit;
        if (await visit.OutsideDutyAsync(id, toDecide: false) is { } enrollment)
            await db.NoteReadingAsync(actor, OutsideDuty.Action, enrollment.LearnerId, now, stop, $"enrollment {id} {asked.Value.Reason}");
        return default(Done);
    }

    private static async Task<IResult> Ask(Id<Enrollment> id, Visit visit, Form form) =>
        (await visit.FindEnrollmentAsync(id)).Refusal is null
            ? OutsideDutyPage.With(new OutsideDutyModel($"{EarningUrls.Of(id)}/reading", Back(form, id), form))
            : TypedResults.NotFound();

    private static string Back(Form form, object? id) => SeeOther.IsLocal(form["Return"]) ? form["Return"]! : $"/earning/{id}";
}

internal sealed record ReadingAsked(ReadingReason Reason);

/// <param name="Url">Where the form goes.</param> <param name="Back">What was requested.</param>
public sealed record OutsideDutyModel(string Url, string Back, Form Form);
