using Cairn.Earning;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;

namespace Cairn.Assessing;

/// <summary>The grantor's word on a submission: granted, or a new attempt. One per submission, never changed.</summary>
internal sealed class Decision : Owned<Decision>
{
    private Decision() { }

    private Decision(Review review, Actor grantor, DecisionOutcome outcome, string note, DateTimeOffset now) : base(review.DistrictId, now)
    {
        SubmissionId = review.SubmissionId;
        ReviewId = review.Id;
        GrantorId = grantor.PersonId;
        Outcome = outcome;
        Note = note;
        DecidedAt = now;
    }

    public Id<Submission> SubmissionId { get; private set; }
    public Id<Review> ReviewId { get; private set; }
    public Id<Person> GrantorId { get; private set; }
    public DecisionOutcome Outcome { get; private set; }
    public string Note { get; private set; } = "";
    public DateTimeOffset DecidedAt { get; private set; }

    /// <summary>
    /// Decides on a completed review. Not on the own work, not on the own child's, not on the own review: the assessor recommends, another grants.
    /// </summary>
    public static Result<Decision> Take(Submission submission, Review review, Actor actor, bool isGuardian, DecisionOutcome outcome, string? note, DateTimeOffset now)
    {
        if (!actor.Has(SchoolRole.Grantor, submission.OrganizationId)) return Refusal.Forbidden("assessing.not-a-grantor");
        if (actor.Is(submission.LearnerId, submission.LearnerAccountId)) return Refusal.Forbidden("assessing.own-work");
        if (isGuardian) return Refusal.Forbidden("assessing.own-child");
        if (review.SubmissionId != submission.Id || review.CompletedAt is null) return new Refusal("assessing.review-not-complete");
        if (actor.Is(review.AssessorId, review.AssessorAccountId)) return Refusal.Forbidden("assessing.own-recommendation");
        if (note?.Length > Review.NoteLength) return new Refusal("assessing.note-too-long", "note", Review.NoteLength);
        if (outcome is DecisionOutcome.Granted && review.Recommendation is not Recommendation.Award) return new Refusal("assessing.not-recommended");
        if (outcome is DecisionOutcome.NewAttempt && string.IsNullOrWhiteSpace(note) && review.Recommendation is Recommendation.Award)
            return new Refusal("assessing.note-missing", "note");

        return new Decision(review, actor, outcome, note?.Trim() ?? "", now);
    }
}

internal enum DecisionOutcome { Granted, NewAttempt }
