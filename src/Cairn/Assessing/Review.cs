using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Assessing;

/// <summary>One assessor's scoring of one submission: claimed, drafted, then completed and frozen.</summary>
internal sealed class Review : Owned<Review>
{
    private Review() { }

    private Review(Submission submission, Actor assessor, DateTimeOffset now)
        : base(submission.DistrictId, now)
    {
        SubmissionId = submission.Id;
        OrganizationId = submission.OrganizationId;
        AssessorId = assessor.PersonId;
        AssessorAccountId = assessor.AccountId;
        Place = 1;
        ClaimedAt = TouchedAt = now;
    }

    public Id<Submission> SubmissionId { get; private set; }
    public Id<Organization> OrganizationId { get; private set; }
    public Id<Person> AssessorId { get; private set; }
    public Guid? AssessorAccountId { get; private set; }
    public DateTimeOffset ClaimedAt { get; private set; }

    /// <summary>The last claim or saved draft.</summary>
    public DateTimeOffset TouchedAt { get; private set; }

    /// <summary>
    /// Which scoring of the submission this is, one holder each; null once released. (A second, for sampled double scoring, comes
    /// later.)
    /// </summary>
    public int? Place { get; private set; }

    public IReadOnlyList<CriterionScore> Scores { get; private set; } = [];

    /// <summary>The assessor's words to the learner about the whole.</summary>
    public string Note { get; private set; } = "";

    public Recommendation? Recommendation { get; private set; }

    /// <summary>
    /// The assessor's relation to the learner when it was completed; null before that, and for reviews older than this member.
    /// </summary>
    public JudgeRelation? Relation { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }
    public long Revision { get; private set; }

    /// <summary>Takes a submission from the queue.</summary>
    public static Outcome<Review> Claim(Submission submission, Standing standing, DateTimeOffset now)
    {
        if (standing.SubmissionId != submission.Id)
            throw new ArgumentException("This is the standing to another submission.", nameof(standing));
        if (standing.RefusesJudging() is { } refusal)
            return refusal;

        return new Review(submission, standing.Actor, now);
    }

    /// <summary>Somebody took it and left it: another may take it over.</summary>
    public bool IsAbandoned(DateTimeOffset now) => CompletedAt is null && TouchedAt < now - Patience;

    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>
    /// Gives the submission back to the queue; this works even for somebody who may no longer judge it. The draft is kept, in case the
    /// assessor takes it again.
    /// </summary>
    public Outcome<Review> Release(Actor actor, DateTimeOffset now)
    {
        if (!actor.Is(AssessorId, AssessorAccountId) && !IsAbandoned(now))
            return Refusal.Forbidden("assessing.not-your-review");
        if (CompletedAt is not null)
            return Refusal.Conflict("assessing.review-is-frozen");
        if (Place is null)
            return this;

        Place = null;
        Revision++;
        return this;
    }

    /// <summary>The assessor resumes what they had released; the draft is still there.</summary>
    public void Resume(DateTimeOffset now)
    {
        if (Place is not null)
            return;
        (Place, TouchedAt) = (1, now);
        Revision++;
    }

    /// <summary>Keeps what has been judged so far.</summary>
    public Outcome<Review> Draft(Standing standing, Blueprint blueprint, ReviewDraft draft, DateTimeOffset now)
    {
        var (scores, note) = draft;
        if (Refuse(standing) is { } refusal)
            return refusal;
        if (scores.Any(score => score is null))
            return new Refusal("assessing.unknown-criterion", "scores", "null"); // as JSON can have it
        if (scores.Select(score => score.Criterion).Distinct().Count() < scores.Count)
            return new Refusal("assessing.criterion-twice", "scores");
        foreach (var score in scores)
        {
            if (blueprint.Rubric.FirstOrDefault(c => c.Key == score.Criterion) is not { } criterion)
                return new Refusal("assessing.unknown-criterion", "scores", score.Criterion);
            if (score.Level is { } level && criterion.Levels.All(l => l.Key != level))
                return new Refusal("assessing.unknown-level", $"level.{criterion.Key}", level);
            if (score.Feedback?.Length is > NoteLength and var length)
                return new Refusal("input.too-long", $"feedback.{criterion.Key}", NoteLength, length);
        }

        (Scores, Note, TouchedAt) = (scores, note?.Trim() ?? "", now);
        Revision++;
        return this;
    }

    /// <summary>Every criterion must have a level, and feedback if that is below the required one. Then the review is frozen.</summary>
    public Outcome<Review> Complete(Standing standing, Blueprint blueprint, Recommendation recommendation, DateTimeOffset now)
    {
        if (CompletedAt is not null && standing.Actor.Is(AssessorId, AssessorAccountId) && standing.RefusesJudging() is null)
            return Recommendation == recommendation ? this : Refusal.Conflict("assessing.review-is-frozen");
        if (Refuse(standing) is { } refusal)
            return refusal;
        foreach (var criterion in blueprint.Rubric)
        {
            var score = Scores.FirstOrDefault(s => s.Criterion == criterion.Key);
            if (score?.Level is not { } level)
                return new Refusal("assessing.level-missing", $"level.{criterion.Key}", criterion.Title);
            if (!criterion.IsMetBy(level) && string.IsNullOrWhiteSpace(score.Feedback))
                return new Refusal("assessing.feedback-missing", $"feedback.{criterion.Key}", criterion.Title);
        }
        if (recommendation is Assessing.Recommendation.Award && !MeetsEvery(blueprint))
            return new Refusal("assessing.not-all-met", "recommendation");
        if (recommendation is Assessing.Recommendation.NewAttempt && Note.Length == 0)
            return new Refusal("assessing.note-missing", "note");

        Recommendation = recommendation;
        Relation = standing.Relation;
        CompletedAt = now;
        Revision++;
        return this;
    }

    /// <summary>How the judge was related, if <paramref name="grantor"/> grants it; null if the review does not say.</summary>
    public JudgeRelation? RelationBeside(Actor grantor) => grantor.Is(AssessorId, AssessorAccountId) ? JudgeRelation.Alone : Relation;

    /// <summary>Characters of a note or of the feedback on a criterion.</summary>
    public const int NoteLength = 4000;

    private Refusal? Refuse(Standing standing) =>
        standing.SubmissionId != SubmissionId || !standing.Actor.Is(AssessorId, AssessorAccountId)
            ? Refusal.Forbidden("assessing.not-your-review")
        : standing.RefusesJudging() is { } refusal ? refusal
        : CompletedAt is not null ? Refusal.Conflict("assessing.review-is-frozen")
        : Place is null ? Refusal.Conflict("assessing.review-released")
        : null;

    private bool MeetsEvery(Blueprint blueprint) =>
        blueprint.Rubric.All(criterion =>
            Scores.Any(s => s.Criterion == criterion.Key && s.Level is { } level && criterion.IsMetBy(level))
        );
}

/// <param name="Criterion">Key of the criterion.</param>
/// <param name="Level">Key of the level; null while undecided.</param>
/// <param name="Feedback">To the learner.</param>
internal sealed record CriterionScore(string Criterion, string? Level = null, string? Feedback = null);

internal enum Recommendation
{
    Award,
    NewAttempt,
}
