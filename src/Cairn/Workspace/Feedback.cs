using Cairn.Assessing;
using Cairn.Awarding;
using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Workspace;

/// <summary>Feedback on an attempt, once the grantor has decided. Before that nothing of a review is shown.</summary>
/// <param name="GrantorNote">The grantor's words; may be empty.</param>
/// <param name="AssessorNote">The assessor's words about the whole; may be empty.</param>
/// <param name="AssessorName">Null in the certified tier, where learner and assessor do not know each other.</param>
internal sealed record Feedback(
    Id<Submission> SubmissionId,
    int Attempt,
    DecisionOutcome Outcome,
    DateTimeOffset DecidedAt,
    string GrantorNote,
    string AssessorNote,
    IReadOnlyList<CriterionScore> Scores,
    string? AssessorName
);

internal static class Feedbacks
{
    public static Task<Feedback?> FeedbackOnAsync(
        this CairnDb db,
        Id<Submission> submission,
        AssessmentTier tier,
        CancellationToken stop
    ) => db.FeedbackAsync(db.Submissions.Where(s => s.Id == submission), tier, stop);

    /// <summary>On the last decided attempt.</summary>
    public static Task<Feedback?> LastFeedbackAsync(
        this CairnDb db,
        Id<Enrollment> enrollment,
        AssessmentTier tier,
        CancellationToken stop
    ) => db.FeedbackAsync(db.Submissions.Where(s => s.EnrollmentId == enrollment), tier, stop);

    private static async Task<Feedback?> FeedbackAsync(
        this CairnDb db,
        IQueryable<Submission> submissions,
        AssessmentTier tier,
        CancellationToken stop
    )
    {
        var found = await (
            from submission in submissions
            join decision in db.Decisions.AsNoTracking() on submission.Id equals decision.SubmissionId
            join review in db.Reviews.AsNoTracking() on decision.ReviewId equals review.Id
            join assessor in db.People.AsNoTracking() on review.AssessorId equals assessor.Id
            orderby submission.Attempt descending
            select new
            {
                submission.Id,
                submission.Attempt,
                decision,
                review,
                assessor,
            }
        ).FirstOrDefaultAsync(stop);
        return found is null
            ? null
            : new Feedback(
                found.Id,
                found.Attempt,
                found.decision.Outcome,
                found.decision.DecidedAt,
                found.decision.Note,
                found.review.Note,
                found.review.Scores,
                tier is AssessmentTier.Classroom ? found.assessor.Name : null
            );
    }
}
