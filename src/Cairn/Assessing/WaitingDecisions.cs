using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Assessing;

/// <summary>A completed review that waits for the grantor.</summary>
internal sealed record UndecidedItem(
    Id<Review> Id, string Title, AssessmentTier Tier, string Learner, int Attempt, Recommendation Recommendation, DateTimeOffset CompletedAt)
{
    /// <summary>The classroom tier's weekly grant: many at once, when they were recommended.</summary>
    public bool MayBeBatched => Tier is AssessmentTier.Classroom && Recommendation is Recommendation.Award;
}

internal static class WaitingDecisions
{
    public const int PageSize = 50;

    /// <summary>What <see cref="Standing"/> lets the actor decide, the oldest first; one more than a page when there is another.</summary>
    public static async Task<List<UndecidedItem>> UndecidedForAsync(this CairnDb db, Actor actor, Id<Review>? after, CancellationToken stop)
    {
        var (everywhere, organizations) = (actor.HasEverywhere(SchoolRole.Grantor), actor.Where(SchoolRole.Grantor));
        var (selves, alone) = (actor.Selves, actor.HoldsAlone(SchoolRole.Grantor));
        var (ofChildren, judged, withAHand) = (db.SubmissionsOfChildren(actor), db.SubmissionsJudgedBy(actor), db.SubmissionsWithAHandOf(actor));
        var waiting = db.Enrollments.AsNoTracking().Where(e => e.WaitingReviewId != null);
        if (!everywhere) waiting = waiting.Where(e => organizations.Contains(e.OrganizationId));
        if (after is { } last) waiting = waiting.Where(e => e.WaitingReviewId!.Value.CompareTo(last) > 0);
        // NOTE: counted and not asked whether there is any: PostgreSQL would gather all that anybody ever judged, to look each of these few up in it.
        return await (
            from enrollment in waiting.OrderBy(e => e.WaitingReviewId)
            join review in db.Reviews on enrollment.WaitingReviewId equals (Id<Review>?)review.Id
            join submission in db.Submissions on review.SubmissionId equals submission.Id
            where !selves.Contains(submission.LearnerId) && (actor.AccountId == null || submission.LearnerAccountId != actor.AccountId)
            where !ofChildren.Any(s => s.Id == submission.Id)
            join version in db.Versions on submission.VersionId equals version.Id
            where alone ? version.Tier == AssessmentTier.Classroom : judged.Count(s => s.Id == submission.Id) + withAHand.Count(s => s.Id == submission.Id) == 0
            join learner in db.People on submission.LearnerId equals learner.Id
            select new UndecidedItem(
                review.Id, version.Title, version.Tier, learner.GivenName + " " + learner.FamilyName, submission.Attempt, review.Recommendation!.Value, review.CompletedAt!.Value))
            .Take(PageSize + 1).ToListAsync(stop);
    }
}
