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

    /// <summary>What the actor may decide, the oldest first: not on their own work, not their child's, not what they judged; one more than a page when there is another.</summary>
    public static async Task<List<UndecidedItem>> UndecidedForAsync(this CairnDb db, Actor actor, Id<Review>? after, CancellationToken stop)
    {
        var (everywhere, organizations, cared) = (actor.HasEverywhere(SchoolRole.Grantor), actor.Where(SchoolRole.Grantor), db.CaredForBy(actor));
        return await (
            from review in db.Reviews.AsNoTracking()
            where after == null || review.Id.CompareTo(after.Value) > 0
            where review.CompletedAt != null && (everywhere || organizations.Contains(review.OrganizationId))
            where review.AssessorId != actor.PersonId && (actor.AccountId == null || review.AssessorAccountId != actor.AccountId)
            join submission in db.Submissions on review.SubmissionId equals submission.Id
            where submission.LearnerId != actor.PersonId && (actor.AccountId == null || submission.LearnerAccountId != actor.AccountId)
            join enrollment in db.Enrollments on submission.EnrollmentId equals enrollment.Id
            where enrollment.State == EnrollmentState.Submitted && enrollment.Attempts == submission.Attempt
            where !cared.Any(g => g.LearnerId == submission.LearnerId)
            join version in db.Versions on submission.VersionId equals version.Id
            join learner in db.People on submission.LearnerId equals learner.Id
            orderby review.Id
            select new UndecidedItem(
                review.Id, version.Title, version.Tier, learner.GivenName + " " + learner.FamilyName, submission.Attempt, review.Recommendation!.Value, review.CompletedAt!.Value))
            .Take(PageSize + 1).ToListAsync(stop);
    }
}
