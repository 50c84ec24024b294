namespace Cairn.Foundation.Html.Parts;

/// <summary>Criteria × levels as a page shows them.</summary>
/// <param name="Rows">One for each criterion.</param>
public sealed record RubricGrid(IReadOnlyList<RubricRow> Rows);

/// <param name="Key">The criterion's key; names the fields <c>level.{key}</c> and <c>feedback.{key}</c> if the rubric is filled in.</param>
/// <param name="Title">What is judged.</param>
/// <param name="Description">What to look for.</param>
/// <param name="Levels">From low to high.</param>
/// <param name="Required">Key of the level that meets the criterion.</param>
/// <param name="Achieved">Key of the level that the work reached; null: not judged.</param>
/// <param name="Feedback">What the assessor wrote (Markdown); null: nothing.</param>
public sealed record RubricRow(
    string Key,
    string Title,
    string Description,
    IReadOnlyList<RubricCell> Levels,
    string Required,
    string? Achieved = null,
    string? Feedback = null
)
{
    internal int IndexOf(string? level) => Levels.ToList().FindIndex(cell => cell.Key == level);

    internal bool Meets => IndexOf(Achieved) >= IndexOf(Required);
}

/// <param name="Key">Unique within its criterion.</param>
/// <param name="Name">"Not yet", "Almost", "Met", "Beyond".</param>
/// <param name="Description">What work at this level looks like.</param>
public sealed record RubricCell(string Key, string Name, string Description);
