using Cairn.Assessing;
using Cairn.Earning;

namespace Cairn.Awarding;

/// <summary>The grantor's decision on a submission: granted, or a new attempt. One per submission, never changed.</summary>
internal sealed class Decision : Owned<Decision>
{
    private Decision() { }

    private Decision(Review review, Actor grantor, DecisionOutcome outcome, string note, DateTimeOffset now)
        : base(review.DistrictId, now)
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

    /// <summary>Decides on a completed review: the assessor recommends, another grants.</summary>
    public static Outcome<Decision> Take(Review review, Standing standing, DecisionOutcome outcome, string? note, DateTimeOffset now)
    {
        if (standing.SubmissionId != review.SubmissionId)
            throw new ArgumentException("This is the standing to another submission.", nameof(standing));
        if (standing.RefusesGranting() is { } refusal)
            return refusal;
        if (review.CompletedAt is null)
            return new Refusal("assessing.review-not-complete");
        if (outcome is DecisionOutcome.Granted && review.Recommendation is not Recommendation.Award)
            return new Refusal("assessing.not-recommended");
        if (outcome is DecisionOutcome.NewAttempt && string.IsNullOrWhiteSpace(note) && review.Recommendation is Recommendation.Award)
            return new Refusal("assessing.note-missing", "note");

        return new Decision(review, standing.Actor, outcome, note?.Trim() ?? "", now);
    }
}

internal enum DecisionOutcome
{
    Granted,
    NewAttempt,
}
