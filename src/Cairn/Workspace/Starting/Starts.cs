using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Workspace.Starting;

/// <summary>
/// "My work", everything that somebody has begun; and beginning a micro-credential: a goal, a date, and for a teacher the children to begin
/// it with.
/// </summary>
internal static class Starts
{
    public static void MapStarts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/earning", ShowMine).RequirePerson();
        var pages = routes.MapGroup("/earning/start/{id}").RequirePerson();
        pages.MapGet("", Show);
        pages.MapPost("", StartEach).AsPage<ManyStarted>(Show, Said).InOtherWords("POST /api/v1/enrollments");

        var api = routes.MapGroup("/api/v1/enrollments").RequirePerson().WithTags("Enrollments");
        api.MapGet("", ListMine).WithSummary("What I have begun, the newest first; aside: what I set aside instead");
        api.MapPost("", Start).AsCreated<EnrollmentView>(view => view.First ? $"/api/v1/enrollments/{view.Id}" : null, orFound: true);
    }

    /// <summary>201 if this call began it, 200 if it already existed.</summary>
    private static async Task<Outcome<EnrollmentView>> Start(Input<EnrollingAsked> asked, Visit visit)
    {
        var (offer, learner, goal, date) = asked.Value;
        if (!(await visit.EnrollAsync(offer, learner ?? visit.Actor.PersonId, goal, date)).Succeeds(out var started, out var refusal))
            return refusal;
        return started.RefusesGoal(goal)
            ?? (await visit.EnrollmentAsync(started.Enrollment.Id)).As(view => view with { First = started.First });
    }

    private static async Task<Outcome<ManyStarted>> StartEach(Id<MicroCredential> id, Input<StartingAsked> asked, Visit visit)
    {
        var (learners, goal, date) = asked.Value;
        var me = visit.Actor.PersonId;
        // Whoever could begin it for children says for whom: an empty choice is a slip, not an answer.
        if (learners.Count == 0 && visit.Actor.Has(SchoolRole.Teacher) && await ChildrenAsync(visit) is { Count: > 0 })
            return new Refusal("earning.for-whom", "learnerId");
        Id<Enrollment> last = default;
        foreach (var learner in learners.Count > 0 ? learners : [me])
        {
            if (!(await visit.EnrollAsync(id, learner, goal, date)).Succeeds(out var started, out var refusal))
                return refusal;
            // A second tab: what was typed there stays on the page, and the first goal stays in the plan.
            if (learner == me && started.RefusesGoal(goal) is { } begun)
                return begun;
            last = started.Enrollment.Id;
        }
        return new ManyStarted(last, learners.Count);
    }

    private static SeeOther Said(ManyStarted started) =>
        started.Children > 1
            ? SeeOther.To("/earning/capture").Saying<Texts>(Texts.StartDoneForChildren, started.Children)
            : SeeOther.To(EarningUrls.OfPart(started.Last, Part.Overview)).Saying<Texts>(Texts.StartDone);

    private static async Task<IResult> Show(Id<MicroCredential> id, Visit visit, Form form)
    {
        var (actor, db, _, stop) = visit;
        if (await db.FindOfferAsync(id, stop) is not { } offer)
            return TypedResults.NotFound();
        var begun = form.IsPosted || actor.Has(SchoolRole.Teacher) ? null : await db.FindBegunAsync(actor.PersonId, id, stop);
        if (begun is { State: not EnrollmentState.Withdrawn })
            return SeeOther.To(EarningUrls.Of(begun.Id));
        return StartPage.With(new StartModel(offer, actor, actor.Has(SchoolRole.Teacher) ? await ChildrenAsync(visit) : [], form));
    }

    /// <param name="visit">Whose.</param>
    /// <param name="after">The last of the page before.</param>
    /// <param name="aside">What was set aside, instead of what goes on.</param>
    private static async Task<IResult> ShowMine(Visit visit, Id<Enrollment>? after = null, bool aside = false) =>
        MyEnrollmentsPage.With(
            new MyEnrollmentsModel(
                (await visit.MyEnrollmentsAsync(after, aside: aside)).At(Mine("/earning", aside), item => item.Id),
                after is not null,
                visit.Actor.Has(SchoolRole.Teacher)
            )
            {
                Aside = aside,
                HasAside = aside || await visit.HasSetAsideAsync(),
            }
        );

    private static string Mine(string address, bool aside) => aside ? $"{address}?aside=true" : address;

    private static async Task<Outcome<ListOf<EnrollmentLine>>> ListMine(Visit visit, Id<Enrollment>? after = null, bool aside = false)
    {
        var (items, next) = (await visit.MyEnrollmentsAsync(after, aside: aside)).At(Mine("/api/v1/enrollments", aside), item => item.Id);
        return new ListOf<EnrollmentLine>([.. items.Select(EnrollmentLine.Of)], next);
    }

    /// <summary>The youngest in the actor's classes.</summary>
    private static async Task<IReadOnlyList<Person>> ChildrenAsync(Visit visit)
    {
        var (actor, db, _, stop) = visit;
        var taught = db.TaughtBy(actor);
        var learners = await db
            .People.AsNoTracking()
            .Where(p => p.EndedAt == null && taught.Select(m => m.PersonId).Contains(p.Id))
            .ToListAsync(stop);
        return [.. learners.Where(p => Ties.IsInCare(p.Grade, p.AccountId)).InNameOrder()];
    }
}
