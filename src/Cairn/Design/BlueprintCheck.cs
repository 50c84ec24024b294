namespace Cairn.Design;

/// <summary>
/// What a blueprint needs before a review can be requested: everything missing or inconsistent, at once, each on its path in the
/// blueprint's JSON. A draft is saved without it and is told what is still to do.
/// </summary>
internal static class BlueprintCheck
{
    public const int FewestMinutes = 10,
        MostMinutes = 6000;

    private static readonly string[] TargetTypes =
    [
        "CFItem",
        "CFRubric",
        "CFRubricCriterion",
        "CFRubricCriterionLevel",
        "CTDL",
        "ceasn:Competency",
        "ceterms:Credential",
    ];

    public static IReadOnlyList<Refusal> Of(Blueprint blueprint)
    {
        var bounds = BlueprintBounds.Of(blueprint);
        if (bounds.Any(problem => problem.Code is "design.hole"))
            return bounds;
        List<Refusal> found = [.. bounds];

        Needs("title", blueprint.Title);
        Needs("competency", blueprint.Competency);
        Needs("summary", blueprint.Summary);
        Needs("method", blueprint.Method);
        if (blueprint.Audiences.Count == 0)
            found.Add(new("design.no-audience", "audiences"));
        if (blueprint.EffortMinutes < FewestMinutes)
            found.Add(new("design.range", "effortMinutes", FewestMinutes, MostMinutes));
        AtLeast("overview", blueprint.Overview, 1);
        AtLeast("evidence", blueprint.Evidence, 1);
        AtLeast("rubric", blueprint.Rubric, 1);
        AtLeast("reflection", blueprint.Reflection, 1);
        Each("tags", blueprint.Tags, Needs);
        Each("overview", blueprint.Overview, (path, question) => Needs($"{path}.prompt", question.Prompt));
        Each("reflection", blueprint.Reflection, (path, question) => Needs($"{path}.prompt", question.Prompt));
        Each("evidence", blueprint.Evidence, OfEvidence);
        Each("rubric", blueprint.Rubric, OfCriterion);
        Each("resources", blueprint.Resources, OfResource);
        Each("alignments", blueprint.Alignments, OfAlignment);
        return found;

        void OfEvidence(string path, EvidenceRequirement requirement)
        {
            Needs($"{path}.title", requirement.Title);
            Needs($"{path}.description", requirement.Description);
            if (requirement.Kinds.Count == 0)
                found.Add(new("design.no-kind", $"{path}.kinds"));
            // Nothing should be asked for that nobody judges.
            if (!blueprint.Rubric.Any(criterion => criterion.Evidence.Contains(requirement.Key)))
                found.Add(new("design.evidence-not-judged", path));
        }

        void OfCriterion(string path, Criterion criterion)
        {
            Needs($"{path}.title", criterion.Title);
            Needs($"{path}.description", criterion.Description);
            AtLeast($"{path}.levels", criterion.Levels, 2);
            Each(
                $"{path}.levels",
                criterion.Levels,
                (at, level) =>
                {
                    Needs($"{at}.name", level.Name);
                    Needs($"{at}.description", level.Description);
                }
            );
            for (var index = 1; index < criterion.Levels.Count; index++)
            {
                var level = criterion.Levels[index];
                var below = criterion.Levels.Take(index);
                if (level.Points <= criterion.Levels[index - 1].Points)
                    found.Add(new("design.points-not-ascending", $"{path}.levels[{index}].points"));
                if (below.Any(other => SameWords(other.Name, level.Name)))
                    found.Add(new("design.level-named-twice", $"{path}.levels[{index}].name"));
            }
            if (criterion.Levels.All(level => level.Key != criterion.RequiredLevel))
                found.Add(new("design.required-level", $"{path}.requiredLevel"));

            AtLeast($"{path}.evidence", criterion.Evidence, 1);
            Each(
                $"{path}.evidence",
                criterion.Evidence,
                (at, key) =>
                {
                    if (blueprint.Evidence.All(requirement => requirement.Key != key))
                        found.Add(new("design.unknown-evidence", at, key));
                }
            );
        }

        void OfResource(string path, Resource resource)
        {
            Needs($"{path}.title", resource.Title);
            Https($"{path}.url", resource.Url);
        }

        void OfAlignment(string path, FrameworkAlignment alignment)
        {
            Needs($"{path}.framework", alignment.Framework);
            Needs($"{path}.identifier", alignment.Identifier);
            Needs($"{path}.code", alignment.Code);
            if (!FrameworkAlignment.IsIdentifier(alignment.Url))
                found.Add(new("design.framework-uri", $"{path}.url"));
            if (!TargetTypes.Contains(alignment.TargetType) && !alignment.TargetType.StartsWith("ext:", StringComparison.Ordinal))
                found.Add(new("design.target-type", $"{path}.targetType"));
        }

        void Needs(string path, string text)
        {
            if (string.IsNullOrWhiteSpace(text))
                found.Add(new("design.required", path));
        }

        void AtLeast<T>(string path, IReadOnlyList<T> items, int least)
        {
            if (items.Count < least)
                found.Add(new("design.too-few", path, least));
        }

        void Https(string path, string address)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
                found.Add(new("design.https", path));
        }

        static void Each<T>(string path, IReadOnlyList<T> items, Action<string, T> look)
        {
            for (var index = 0; index < items.Count; index++)
                look($"{path}[{index}]", items[index]);
        }
    }

    private static bool SameWords(string one, string other) => Searching.Fold(one.Trim()) == Searching.Fold(other.Trim());
}
