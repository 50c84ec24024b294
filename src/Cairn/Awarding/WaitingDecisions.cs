using Cairn.Assessing;
using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Awarding;

/// <summary>A completed review that waits for the grantor.</summary>
internal sealed record UndecidedItem(
    Id<Review> Id,
    string Title,
    AssessmentTier Tier,
    string Learner,
    int Attempt,
    Recommendation Recommendation,
    DateTimeOffset CompletedAt
)
{
    /// <summary>The classroom tier's weekly grant: many at once, if they were recommended.</summary>
    public bool MayBeBatched => Tier is AssessmentTier.Classroom && Recommendation is Recommendation.Award;
}

internal static class WaitingDecisions
{
    public const int PageSize = 50;

    /// <summary>What <see cref="Standing"/> lets the actor decide, oldest first.</summary>
    public static async Task<PageOf<UndecidedItem>> UndecidedAsync(this Visit visit, Id<Review>? after)
    {
        var (actor, db, _, stop) = visit;
        var everywhere = new DecidingAsked(actor, after ?? default, default);
        if (actor.HasEverywhere(SchoolRole.Grantor))
            return PageOf<UndecidedItem>.Cut(PageSize, await Everywhere.ToListAsync(db, everywhere, stop));

        // One school's queue has its own order; "any of several" has none, so each school is queried.
        List<UndecidedItem> items = [];
        foreach (var school in actor.Where(SchoolRole.Grantor))
            items.AddRange(await AtOneSchool.ToListAsync(db, everywhere with { At = school }, stop));
        return PageOf<UndecidedItem>.Cut(PageSize, [.. items.OrderBy(item => item.Id)]);
    }

    /// <summary>For somebody who grants where the work was handed in and may decide on it; not found for everybody else.</summary>
    public static async Task<Outcome<ReviewedSubmission>> FindToDecideAsync(this Visit visit, Id<Review> id)
    {
        var (actor, db, _, stop) = visit;
        if (
            await db.ReadAsync(id, blind: false, stop) is not { Review.CompletedAt: not null } found
            || !actor.Has(SchoolRole.Grantor, found.Submission.OrganizationId)
        )
            return Refusal.NotFound;
        return (await db.StandingAsync(actor, found.Submission.Id, stop))!.RefusesGranting() is { } refusal ? refusal : found;
    }

    /// <param name="After">The last of the page before; the default is before all.</param>
    private sealed record DecidingAsked(Actor Actor, Id<Review> After, Id<Organization> At);

    private static readonly KeptQuery<DecidingAsked, UndecidedItem> Everywhere =
            new((db, asked) => db.MayDecide(db.WaitingAfter(asked), asked.Actor)),
        AtOneSchool = new((db, asked) => db.MayDecide(db.WaitingAfter(asked).Where(e => e.OrganizationId == asked.At), asked.Actor));

    private static IQueryable<Enrollment> WaitingAfter(this CairnDb db, DecidingAsked asked) =>
        db
            .Enrollments.AsNoTracking()
            .Where(e =>
                EF.Property<Id<Review>?>(e, DecisionQueue.Column) != null
                && EF.Property<Id<Review>?>(e, DecisionQueue.Column)!.Value.CompareTo(asked.After) > 0
            );

    private static IQueryable<UndecidedItem> MayDecide(this CairnDb db, IQueryable<Enrollment> waiting, Actor actor)
    {
        var (ofChildren, judged, withAHand) = (
            db.SubmissionsOfChildren(actor),
            db.SubmissionsJudgedBy(actor),
            db.SubmissionsWithAHandOf(actor)
        );
        // NOTE: uses a count instead of "any": PostgreSQL would gather everything anybody ever judged, to look up each of these few.
        return (
            from enrollment in waiting.OrderBy(e => EF.Property<Id<Review>?>(e, DecisionQueue.Column))
            join review in db.Reviews on EF.Property<Id<Review>?>(enrollment, DecisionQueue.Column) equals (Id<Review>?)review.Id
            join submission in db.Submissions on review.SubmissionId equals submission.Id
            where
                !actor.Selves.Contains(submission.LearnerId) && (actor.AccountId == null || submission.LearnerAccountId != actor.AccountId)
            where !ofChildren.Any(s => s.Id == submission.Id)
            join version in db.Versions on submission.VersionId equals version.Id
            where
                actor.HoldsAlone(SchoolRole.Grantor)
                    ? version.Tier == AssessmentTier.Classroom
                    : judged.Count(s => s.Id == submission.Id) + withAHand.Count(s => s.Id == submission.Id) == 0
            join learner in db.People on submission.LearnerId equals learner.Id
            select new UndecidedItem(
                review.Id,
                version.Title,
                version.Tier,
                learner.GivenName + " " + learner.FamilyName,
                submission.Attempt,
                review.Recommendation!.Value,
                review.CompletedAt!.Value
            )
        ).Take(PageSize + 1);
    }
}
