using Cairn.Design;

namespace Cairn.Tests.Demo;

/// <summary>What a shipped micro-credential must not have, as codes. Stricter than for authors, because these are models.</summary>
internal static class CatalogueFaults
{
    public static IEnumerable<string> Of(Blueprint blueprint)
    {
        string[] texts = [blueprint.Title, blueprint.Competency, blueprint.Summary, blueprint.Method];
        if (texts.Any(string.IsNullOrWhiteSpace))
            yield return "text.missing";
        if (blueprint.Title.Length > 80)
            yield return "title.long";
        if (blueprint.Audiences.Count == 0)
            yield return "audiences.missing";
        if (blueprint.EffortMinutes is < 30 or > 1200)
            yield return "effort.range";
        if (blueprint.Tags.Count < 3)
            yield return "tags.few";
        if (blueprint.Overview.Count is < 2 or > 4)
            yield return "overview.count";
        if (blueprint.Reflection.Count is < 2 or > 3)
            yield return "reflection.count";
        if (blueprint.Resources.Count is < 2 or > 4)
            yield return "resources.count";
        if (blueprint.Resources.Any(resource => !resource.Url.StartsWith("https://", StringComparison.Ordinal)))
            yield return "resource.https";
        if (blueprint.Alignments.Count == 0)
            yield return "alignments.missing";
        if (!BadgeChoices.Icons.Contains(blueprint.Badge.Icon))
            yield return "badge.icon";
        if (Repeated(blueprint.Overview.Concat(blueprint.Reflection).Select(question => question.Key)))
            yield return "question.key";

        foreach (var fault in OfEvidence(blueprint).Concat(OfRubric(blueprint)))
            yield return fault;
    }

    static IEnumerable<string> OfEvidence(Blueprint blueprint)
    {
        if (Repeated(blueprint.Evidence.Select(requirement => requirement.Key)))
            yield return "evidence.key";
        if (blueprint.Evidence.Any(requirement => requirement.Kinds.Count == 0 || Repeated(requirement.Kinds)))
            yield return "evidence.kinds";
        if (blueprint.Evidence.Any(requirement => requirement.Required && requirement.Minimum < 1))
            yield return "evidence.minimum";

        var judged = blueprint.Rubric.SelectMany(criterion => criterion.Evidence).ToHashSet();
        if (blueprint.Evidence.Any(requirement => !judged.Contains(requirement.Key)))
            yield return "evidence.unjudged";
        if (judged.Any(key => blueprint.Evidence.All(requirement => requirement.Key != key)))
            yield return "criterion.evidence";
    }

    static IEnumerable<string> OfRubric(Blueprint blueprint)
    {
        if (blueprint.Rubric.Count is < 3 or > 5)
            yield return "rubric.count";
        if (Repeated(blueprint.Rubric.Select(criterion => criterion.Key)))
            yield return "criterion.key";

        foreach (var criterion in blueprint.Rubric)
        {
            var points = criterion.Levels.Select(level => level.Points).ToArray();
            if (criterion.Levels.Count is < 3 or > 4)
                yield return "levels.count";
            if (Repeated(criterion.Levels.Select(level => level.Key)))
                yield return "level.key";
            if (Repeated(criterion.Levels.Select(level => level.Description)))
                yield return "level.description";
            if (criterion.Levels.All(level => level.Key != criterion.RequiredLevel))
                yield return "level.required";
            if (points.Zip(points.Skip(1)).Any(pair => pair.First >= pair.Second))
                yield return "levels.ascending";
        }
    }

    static bool Repeated<T>(IEnumerable<T> keys) => keys.GroupBy(key => key).Any(group => group.Count() > 1);
}
