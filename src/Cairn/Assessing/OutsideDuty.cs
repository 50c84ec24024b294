using Cairn.Audit;
using Cairn.Earning;

namespace Cairn.Assessing;

/// <summary>
/// People who grant or lead where a learner works may read the work, but need a reason unless something in it waits for them: once for each
/// reader, work and day, and recorded in the audit trail (design rule 8). A filter in front of everything that shows work.
/// </summary>
internal static class OutsideDuty
{
    public const string Action = "work.read";

    public static readonly Refusal ReasonFirst = Refusal.Forbidden("earning.reason-first");

    /// <summary>Which work an address shows is said by the identifier that its handler takes: a handler that takes none shows none.</summary>
    private static readonly Dictionary<Type, Func<CairnDb, object, IQueryable<Id<Enrollment>>>> Shown = new()
    {
        [typeof(Id<Enrollment>)] = (db, id) => db.Enrollments.Where(one => one.Id == (Id<Enrollment>)id).Select(one => one.Id),
        [typeof(Id<Artifact>)] = (db, id) => db.Artifacts.Where(one => one.Id == (Id<Artifact>)id).Select(one => one.EnrollmentId),
        [typeof(Id<Submission>)] = (db, id) => db.Submissions.Where(one => one.Id == (Id<Submission>)id).Select(one => one.EnrollmentId),
        [typeof(Id<Review>)] = (db, id) =>
            from review in db.Reviews
            where review.Id == (Id<Review>)id
            join submission in db.Submissions on review.SubmissionId equals submission.Id
            select submission.EnrollmentId,
    };

    /// <summary>Whether a parameter of that type says which work is shown.</summary>
    public static bool Names(Type parameter) => Shown.ContainsKey(parameter);

    public static TRoutes AsksOutsideDuty<TRoutes>(this TRoutes routes)
        where TRoutes : IEndpointConventionBuilder =>
        routes.AddEndpointFilterFactory(
            (handler, next) =>
            {
                var parameters = handler.MethodInfo.GetParameters();
                var at = Array.FindIndex(parameters, one => Names(one.ParameterType));
                return at < 0
                    ? next
                    : async call => await AskAsync(call.HttpContext, parameters[at].ParameterType, call.Arguments[at]!) ?? await next(call);
            }
        );

    private static async Task<IResult?> AskAsync(HttpContext http, Type type, object shown)
    {
        var services = http.RequestServices;
        // Everybody else has only their own work, or that of people they teach or judge: no query is needed for them.
        if (http.FindActor() is not { } actor || !(actor.Has(SchoolRole.Grantor) || actor.Has(SchoolRole.Leader)))
            return null;
        var visit = new Visit(
            actor,
            services.GetRequiredService<CairnDb>(),
            services.GetRequiredService<TimeProvider>().Now(),
            http.RequestAborted
        );
        var (_, db, now, stop) = visit;
        // Where decisions are made, somebody who may not make one is told why there, and sees nothing of the work.
        var isToDecide = type == typeof(Id<Review>);
        if (
            await Shown[type](db, shown).Select(one => (Id<Enrollment>?)one).FirstOrDefaultAsync(stop) is not { } id
            || await visit.OutsideDutyAsync(id, isToDecide) is not { } enrollment
            || await db.HasReadAsync(actor, Action, enrollment.LearnerId, now, $"enrollment {id} ", stop)
        )
            return null;

        if (ForPrograms.Is(http.Request))
            return services.GetRequiredService<RefusalTexts>().Problem(ReasonFirst);
        var back = HttpMethods.IsGet(http.Request.Method)
            ? http.Request.Path + http.Request.QueryString.ToUriComponent()
            : EarningUrls.Of(id);
        return OutsideDutyPage.With(
            new OutsideDutyModel($"{EarningUrls.Of(id)}/reading", back, Form.Of(new { Reason = "" })),
            ReasonFirst.Status
        );
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
