using Cairn.Design;
using Cairn.Foundation.Html.Forms;

namespace Cairn.Assessing;

/// <summary>A review as the fields of its form: <c>level.{criterion}</c>, <c>feedback.{criterion}</c>, <c>Note</c>.</summary>
internal static class ReviewForm
{
    public static Form Of(Review review)
    {
        var form = Form.Of(new { review.Note });
        foreach (var score in review.Scores)
            form.Set($"level.{score.Criterion}", score.Level).Set($"feedback.{score.Criterion}", score.Feedback);
        return form;
    }

    /// <summary>Fields that did not come in keep what they had.</summary>
    public static Func<Review, Blueprint, ReviewDraft> Read(Form form) =>
        (review, blueprint) =>
            new ReviewDraft(
                [
                    .. blueprint.Rubric.Select(criterion =>
                        ScoreOf(form, criterion.Key, review.Scores.FirstOrDefault(s => s.Criterion == criterion.Key))
                    ),
                ],
                form["Note"] is { } note ? note.ReplaceLineEndings("\n") : review.Note
            );

    private static CriterionScore ScoreOf(Form form, string criterion, CriterionScore? kept) =>
        new(
            criterion,
            form[$"level.{criterion}"] is { } level
                ? level is ""
                    ? null
                    : level
                : kept?.Level,
            form[$"feedback.{criterion}"] is { } feedback ? feedback.Trim().ReplaceLineEndings("\n") : kept?.Feedback
        );
}
