using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Assessing;

/// <param name="Learner">A name in the classroom tier; in the certified tier a label that says nothing.</param>
internal sealed record WaitingItem(Id<Submission> Id, string Title, AssessmentTier Tier, int Attempt, DateTimeOffset SubmittedAt, string Learner);

/// <summary>Work that waits for an assessor: one query, the same for a district of a hundred and of a hundred thousand.</summary>
internal static class WaitingWork
{
    public const int PageSize = 50;

    /// <summary>What <see cref="Standing"/> lets the actor judge, the oldest first; one more than a page when there is another.</summary>
    public static async Task<List<WaitingItem>> WaitingForAsync(this CairnDb db, Actor actor, Id<Submission>? after, DateTimeOffset now, CancellationToken stop)
    {
        var (everywhere, organizations) = (actor.HasEverywhere(SchoolRole.Assessor), actor.Where(SchoolRole.Assessor));
        var (selves, alone, abandoned) = (actor.Selves, actor.HoldsAlone(SchoolRole.Grantor), now - Review.Patience);
        var (ofChildren, asTeacher, ofPupils) = (db.SubmissionsOfChildren(actor), db.SubmissionsTaughtBy(actor), db.SubmissionsOfPupils(actor));
        var (withAHand, seen) = (db.SubmissionsWithAHandOf(actor), db.SubmissionsSeenBy(actor));
        var rows = await (
            from submission in db.Submissions.AsNoTracking()
            where after == null || submission.Id.CompareTo(after.Value) > 0
            join enrollment in db.Enrollments on submission.EnrollmentId equals enrollment.Id
            where enrollment.State == EnrollmentState.Submitted && enrollment.Attempts == submission.Attempt
            join version in db.Versions on submission.VersionId equals version.Id
            where everywhere || organizations.Contains(submission.OrganizationId)
                || (version.Tier == AssessmentTier.Classroom && asTeacher.Any(s => s.Id == submission.Id))
            where !selves.Contains(submission.LearnerId) && (actor.AccountId == null || submission.LearnerAccountId != actor.AccountId)
            where !ofChildren.Any(s => s.Id == submission.Id)
            where (version.Tier == AssessmentTier.Classroom && (alone || asTeacher.Any(s => s.Id == submission.Id))) || !withAHand.Any(s => s.Id == submission.Id)
            where version.Tier == AssessmentTier.Classroom || (!ofPupils.Any(s => s.Id == submission.Id) && !seen.Any(s => s.Id == submission.Id))
            where !db.Reviews.Any(r => r.SubmissionId == submission.Id && r.Place != null && (r.CompletedAt != null || r.AssessorId == actor.PersonId || r.TouchedAt >= abandoned))
            join learner in db.People on submission.LearnerId equals learner.Id
            orderby submission.Id
            select new { submission.Id, version.Title, version.Tier, submission.Attempt, submission.SubmittedAt, submission.EnrollmentId, learner.GivenName, learner.FamilyName })
            .Take(PageSize + 1).ToListAsync(stop);
        return
        [
            .. rows.Select(row => new WaitingItem(
                row.Id, row.Title, row.Tier, row.Attempt, row.SubmittedAt, Blind.LabelFor(row.Tier, row.EnrollmentId, $"{row.GivenName} {row.FamilyName}".Trim()))),
        ];
    }

    /// <summary>Reviews that the actor has begun, the oldest first.</summary>
    public static async Task<List<BegunItem>> BegunByAsync(this CairnDb db, Actor actor, CancellationToken stop)
    {
        var rows = await (
            from review in db.Reviews.AsNoTracking()
            where review.AssessorId == actor.PersonId && review.CompletedAt == null && review.Place != null
            join submission in db.Submissions on review.SubmissionId equals submission.Id
            join version in db.Versions on submission.VersionId equals version.Id
            join learner in db.People on submission.LearnerId equals learner.Id
            orderby review.Id
            select new { review.Id, SubmissionId = submission.Id, version.Title, version.Tier, submission.EnrollmentId, review.TouchedAt, learner.GivenName, learner.FamilyName })
            .Take(PageSize).ToListAsync(stop);
        return
        [
            .. rows.Select(row => new BegunItem(
                row.Id, row.SubmissionId, row.Title, Blind.LabelFor(row.Tier, row.EnrollmentId, $"{row.GivenName} {row.FamilyName}".Trim()), row.TouchedAt)),
        ];
    }
}

internal sealed record BegunItem(Id<Review> Id, Id<Submission> SubmissionId, string Title, string Learner, DateTimeOffset TouchedAt);
