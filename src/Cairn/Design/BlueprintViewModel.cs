using Cairn.Foundation.Html.Parts;

namespace Cairn.Design;

/// <summary>A blueprint to read.</summary>
public sealed class BlueprintViewModel
{
    internal BlueprintViewModel(Blueprint blueprint) => Blueprint = blueprint;

    internal Blueprint Blueprint { get; }

    internal RubricGrid Rubric => Blueprint.ToGrid();
}

internal static class BlueprintGrids
{
    /// <summary>The rubric as a page shows it.</summary>
    /// <param name="blueprint">Whose rubric.</param>
    /// <param name="reached">Level and feedback of a criterion, by its key; null if it is not judged.</param>
    public static RubricGrid ToGrid(this Blueprint blueprint, Func<string, (string Level, string Feedback)?>? reached = null) =>
        new([
            .. blueprint.Rubric.Select(criterion => new RubricRow(
                criterion.Key,
                criterion.Title,
                criterion.Description,
                [.. criterion.Levels.Select(level => new RubricCell(level.Key, level.Name, level.Description))],
                criterion.RequiredLevel,
                reached?.Invoke(criterion.Key)?.Level,
                reached?.Invoke(criterion.Key)?.Feedback
            )),
        ]);
}
