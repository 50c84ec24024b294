using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Assessing;

internal sealed record ClaimAsked(Id<Submission> SubmissionId);

internal sealed record RecommendationAsked(Recommendation Recommendation);

internal sealed record ReviewDraft(IReadOnlyList<CriterionScore> Scores, [MaxLength(Review.NoteLength)] string? Note = null);

/// <summary>A review as its form sends it.</summary>
/// <param name="Level">The level's key by the criterion's key; empty: none.</param>
/// <param name="Feedback">By the criterion's key.</param>
/// <param name="Recommendation">Null: it is saved as a draft.</param>
internal sealed record JudgingAsked(
    IReadOnlyDictionary<string, string> Level,
    IReadOnlyDictionary<string, string> Feedback,
    [MaxLength(Review.NoteLength)] string? Note = null,
    Recommendation? Recommendation = null
);

/// <summary>A review as the fields of its form.</summary>
internal static class ReviewFields
{
    public static Form Fields(this Review review, Blueprint blueprint)
    {
        var form = Form.Of(new { review.Note });
        foreach (var criterion in blueprint.Rubric)
        {
            var score = review.Scores.FirstOrDefault(one => one.Criterion == criterion.Key);
            form.Set($"level.{criterion.Key}", score?.Level ?? "").Set($"feedback.{criterion.Key}", score?.Feedback ?? "");
        }
        return form;
    }

    public static ReviewDraft Read(Form form, Blueprint blueprint) =>
        new(
            [
                .. blueprint.Rubric.Select(criterion => new CriterionScore(
                    criterion.Key,
                    form[$"level.{criterion.Key}"] is { Length: > 0 } level ? level : null,
                    form[$"feedback.{criterion.Key}"]?.Trim()
                )),
            ],
            form["Note"]
        );

    /// <summary>Texts that are too long.</summary>
    public static Refusal? Wrong(Form form)
    {
        foreach (var name in form.Names.Where(name => !name.StartsWith("level.", StringComparison.OrdinalIgnoreCase)).ToList())
            form.Text(name, Review.NoteLength);
        return form.Wrong();
    }
}

/// <summary>A review with the work that it judges.</summary>
internal sealed record ReviewView(
    Id<Review> Id,
    Id<Submission> SubmissionId,
    Id<MicroCredentialVersion> VersionId,
    string Title,
    string Learner,
    int Attempt,
    IReadOnlyDictionary<string, string> Answers,
    IReadOnlyList<ReviewedArtifact> Artifacts,
    IReadOnlyList<CriterionScore> Scores,
    string Note,
    Recommendation? Recommendation,
    DateTimeOffset? CompletedAt,
    bool Released
)
{
    public static ReviewView Of(ReviewedSubmission work) =>
        new(
            work.Review.Id,
            work.Submission.Id,
            work.Version.Id,
            work.Version.Title,
            work.Learner,
            work.Submission.Attempt,
            work.Snapshot.Answers,
            [
                .. work.Snapshot.Artifacts.Select(a => new ReviewedArtifact(
                    a.Requirement,
                    a.Criterion,
                    a.Kind,
                    work.TitleOf(a),
                    a.Sha256,
                    work.FileNameOf(a),
                    a.MediaType,
                    a.Size,
                    a.Url,
                    a.Text
                )),
            ],
            work.Review.Scores,
            work.Review.Note,
            work.Review.Recommendation,
            work.Review.CompletedAt,
            work.Review.Place is null
        );
}

/// <summary>What was brought, without who brought it.</summary>
internal sealed record ReviewedArtifact(
    string Requirement,
    string? Criterion,
    EvidenceKind Kind,
    string Title,
    string Sha256,
    string? FileName,
    string? MediaType,
    long? Size,
    string? Url,
    string? Text
);
