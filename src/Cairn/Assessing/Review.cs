using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;

namespace Cairn.Assessing;

/// <summary>One assessor's scoring of one submission: claimed, drafted, then completed and frozen.</summary>
internal sealed class Review : Owned<Review>
{
    private Review() { }

    private Review(Submission submission, Actor assessor, DateTimeOffset now) : base(submission.DistrictId, now)
    {
        SubmissionId = submission.Id;
        OrganizationId = submission.OrganizationId;
        AssessorId = assessor.PersonId;
        AssessorAccountId = assessor.AccountId;
        ClaimedAt = now;
    }

    public Id<Submission> SubmissionId { get; private set; }
    public Id<Organization> OrganizationId { get; private set; }
    public Id<Person> AssessorId { get; private set; }
    public Guid? AssessorAccountId { get; private set; }
    public DateTimeOffset ClaimedAt { get; private set; }
    public IReadOnlyList<CriterionScore> Scores { get; private set; } = [];

    /// <summary>The assessor's words to the learner about the whole.</summary>
    public string Note { get; private set; } = "";

    public Recommendation? Recommendation { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public long Revision { get; private set; }

    /// <summary>Takes a submission from the queue. Nobody judges their own work or, as an assessor, their own child's.</summary>
    /// <param name="isGuardian">The actor is a guardian of the learner.</param>
    /// <param name="teachesLearner">The actor teaches the learner; asked for in the classroom tier.</param>
    public static Result<Review> Claim(Submission submission, AssessmentTier tier, Actor actor, bool isGuardian, bool teachesLearner, DateTimeOffset now)
    {
        var mayAssess = tier is AssessmentTier.Classroom
            ? teachesLearner || actor.Has(SchoolRole.Assessor, submission.OrganizationId)
            : actor.Has(SchoolRole.Assessor, submission.OrganizationId);
        if (!mayAssess) return Refusal.Forbidden("assessing.not-an-assessor");
        if (actor.Is(submission.LearnerId, submission.LearnerAccountId)) return Refusal.Forbidden("assessing.own-work");
        if (isGuardian) return Refusal.Forbidden("assessing.own-child");

        return new Review(submission, actor, now);
    }

    /// <summary>Keeps what has been judged so far.</summary>
    public Result<Review> Draft(Actor actor, Blueprint blueprint, IReadOnlyList<CriterionScore> scores, string? note)
    {
        if (!actor.Is(AssessorId, AssessorAccountId)) return Refusal.Forbidden("assessing.not-your-review");
        if (CompletedAt is not null) return new Refusal("assessing.review-is-frozen");
        foreach (var score in scores)
        {
            if (blueprint.Rubric.FirstOrDefault(c => c.Key == score.Criterion) is not { } criterion)
                return new Refusal("assessing.unknown-criterion", "scores", score.Criterion);
            if (score.Level is { } level && criterion.Levels.All(l => l.Key != level))
                return new Refusal("assessing.unknown-level", $"level-{criterion.Key}", level);
        }

        (Scores, Note) = (scores, note?.Trim() ?? "");
        Revision++;
        return this;
    }

    /// <summary>Every criterion has a level; what is below the required one has feedback. Then the review is frozen.</summary>
    public Result<Review> Complete(Actor actor, Blueprint blueprint, Recommendation recommendation, DateTimeOffset now)
    {
        if (!actor.Is(AssessorId, AssessorAccountId)) return Refusal.Forbidden("assessing.not-your-review");
        if (CompletedAt is not null) return this;
        foreach (var criterion in blueprint.Rubric)
        {
            var score = Scores.FirstOrDefault(s => s.Criterion == criterion.Key);
            if (score?.Level is not { } level) return new Refusal("assessing.level-missing", $"level-{criterion.Key}", criterion.Title);
            if (!criterion.IsMetBy(level) && string.IsNullOrWhiteSpace(score.Feedback))
                return new Refusal("assessing.feedback-missing", $"feedback-{criterion.Key}", criterion.Title);
        }
        if (recommendation is Assessing.Recommendation.Award && !MeetsEvery(blueprint)) return new Refusal("assessing.not-all-met", "recommendation");
        if (recommendation is Assessing.Recommendation.NewAttempt && Note.Length == 0) return new Refusal("assessing.note-missing", "note");

        Recommendation = recommendation;
        CompletedAt = now;
        Revision++;
        return this;
    }

    private bool MeetsEvery(Blueprint blueprint) =>
        blueprint.Rubric.All(criterion => Scores.Any(s => s.Criterion == criterion.Key && s.Level is { } level && criterion.IsMetBy(level)));
}

/// <param name="Criterion">Key of the criterion.</param>
/// <param name="Level">Key of the level; null while undecided.</param>
/// <param name="Feedback">To the learner.</param>
internal sealed record CriterionScore(string Criterion, string? Level, string? Feedback);

internal enum Recommendation { Award, NewAttempt }
