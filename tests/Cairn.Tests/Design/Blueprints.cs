using Cairn.Design;

namespace Cairn.Tests.Design;

/// <summary>One valid blueprint, for breaking one thing at a time.</summary>
internal static class Blueprints
{
    public static Blueprint Complete { get; } = SampleBlueprints.All["creek-counter"];

    public static Blueprint With<T>(
        IReadOnlyList<T> items,
        int index,
        Func<T, T> change,
        Func<Blueprint, IReadOnlyList<T>, Blueprint> put
    ) => put(Complete, [.. items.Select((item, at) => at == index ? change(item) : item)]);

    public static Blueprint WithCriterion(Func<Criterion, Criterion> change) =>
        With(Complete.Rubric, 0, change, (b, rubric) => b with { Rubric = rubric });

    public static Blueprint WithEvidence(Func<EvidenceRequirement, EvidenceRequirement> change) =>
        With(Complete.Evidence, 0, change, (b, evidence) => b with { Evidence = evidence });

    public static Blueprint WithLevel(int index, Func<RubricLevel, RubricLevel> change) =>
        WithCriterion(c => c with { Levels = [.. c.Levels.Select((level, at) => at == index ? change(level) : level)] });
}
