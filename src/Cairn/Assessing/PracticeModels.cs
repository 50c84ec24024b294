using Cairn.Design;

namespace Cairn.Assessing;

internal sealed record PracticeLine(string Sample, string Title, int Criteria);

internal sealed record PracticeWork(
    string Sample,
    Blueprint Blueprint,
    IReadOnlyDictionary<string, string> Answers,
    IReadOnlyList<ExampleEvidence> Evidence,
    IReadOnlyDictionary<string, string> Reflection
);

/// <param name="Levels">The level's key for each criterion's key.</param>
internal sealed record ComparisonAsked(IReadOnlyDictionary<string, string> Levels);

/// <param name="Same">On how many criteria the panel chose the same level.</param>
/// <param name="Panel">The panel's levels, with what they wrote.</param>
internal sealed record PracticeComparison(int Same, IReadOnlyList<AgreementLine> Lines, IReadOnlyList<ExampleScore> Panel, string Note)
{
    [JsonIgnore]
    public Agreement Agreement => new(Lines);
}

/// <summary>The reader's levels beside the panel's.</summary>
internal sealed record Agreement(IReadOnlyList<AgreementLine> Lines)
{
    public int Same => Lines.Count(line => line.Distance == 0);

    /// <summary>The criteria without a level from the rubric.</summary>
    public static IReadOnlyList<Refusal> Missing(Blueprint blueprint, IReadOnlyDictionary<string, string> mine) =>
        [
            .. from criterion in blueprint.Rubric
            where criterion.Levels.All(level => level.Key != mine.GetValueOrDefault(criterion.Key))
            select new Refusal("assessing.level-missing", $"levels.{criterion.Key}", criterion.Title),
        ];

    public static Agreement Of(Blueprint blueprint, IReadOnlyList<ExampleScore> panel, IReadOnlyDictionary<string, string> mine) =>
        new([
            .. blueprint.Rubric.Select(criterion =>
            {
                var levels = criterion.Levels.ToList();
                var (own, anchor) = (
                    levels.FindIndex(l => l.Key == mine[criterion.Key]),
                    levels.FindIndex(l => l.Key == panel.First(s => s.Criterion == criterion.Key).Level)
                );
                return new AgreementLine(criterion.Title, levels[own].Name, levels[anchor].Name, own - anchor);
            }),
        ]);
}

/// <param name="Distance">Levels above the panel (positive) or below it.</param>
internal sealed record AgreementLine(string Criterion, string Mine, string Panel, int Distance);

internal sealed record PracticeItem(string Name, Blueprint Blueprint);

/// <summary>The available samples.</summary>
public sealed class PracticeListModel
{
    internal PracticeListModel(IReadOnlyList<PracticeItem> items) => Items = items;

    internal IReadOnlyList<PracticeItem> Items { get; }
}

/// <summary>One sample, before or after judging.</summary>
public sealed class PracticeModel
{
    internal PracticeModel(string name, SampleSubmission work, Blueprint blueprint, Form form, Agreement? agreement) =>
        (Name, Work, Blueprint, Form, Agreement) = (name, work, blueprint, form, agreement);

    internal string Name { get; }
    internal SampleSubmission Work { get; }
    internal Blueprint Blueprint { get; }
    internal Form Form { get; }
    internal Agreement? Agreement { get; }
    internal EvidenceModel Evidence => EvidenceModel.Of(Work, Blueprint);
    internal IReadOnlyList<CriterionScore> PanelScores =>
        [.. Work.Scores.Select(s => new CriterionScore(s.Criterion, s.Level, s.Feedback))];
}
