using Cairn.Design;
using Cairn.Foundation.Html.Parts;

namespace Cairn.Assessing;

internal static class RubricGrids
{
    /// <summary>The rubric as a page shows it, with the levels reached and the feedback when there are scores.</summary>
    public static RubricGrid Grid(this Blueprint blueprint, IReadOnlyList<CriterionScore>? scores = null) =>
        new([
            .. from criterion in blueprint.Rubric
            let score = scores?.FirstOrDefault(s => s.Criterion == criterion.Key)
            select new RubricRow(
                criterion.Key,
                criterion.Title,
                criterion.Description,
                [.. criterion.Levels.Select(level => new RubricCell(level.Key, level.Name, level.Description))],
                criterion.RequiredLevel,
                score?.Level,
                score?.Feedback
            ),
        ]);
}
