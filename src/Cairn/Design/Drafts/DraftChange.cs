using System.Text.RegularExpressions;

namespace Cairn.Design.Drafts;

/// <summary>"Add a criterion", "move this level up", "take this question out": what the editor's buttons do to a blueprint.</summary>
internal static partial class DraftChange
{
    /// <param name="blueprint">As it was typed.</param>
    /// <param name="act"><c>add:overview</c>, <c>remove:rubric[1].levels[0]</c>, <c>up:evidence[2]</c>, <c>down:…</c></param>
    /// <param name="levelNames">The names of a new criterion's levels, from low to high; the second to last is the required one.</param>
    /// <returns>Null if the act is none of these.</returns>
    public static Blueprint? Apply(Blueprint blueprint, string act, IReadOnlyList<string> levelNames)
    {
        var match = Act().Match(act);
        if (!match.Success)
            return null;
        var verb = match.Groups["verb"].Value;
        var at = Number(match.Groups["at"]);
        return match.Groups["list"].Value switch
        {
            "overview" => blueprint with { Overview = Changed(blueprint.Overview, verb, at, NewQuestion) },
            "reflection" => blueprint with { Reflection = Changed(blueprint.Reflection, verb, at, NewQuestion) },
            "resources" => blueprint with { Resources = Changed(blueprint.Resources, verb, at, () => new Resource("", "https://")) },
            "alignments" => blueprint with
            {
                Alignments = Changed(blueprint.Alignments, verb, at, () => new FrameworkAlignment("", "", "", "https://")),
            },
            "evidence" => WithEvidence(
                blueprint,
                Changed(blueprint.Evidence, verb, at, () => new EvidenceRequirement(NewKey(), "", "", []))
            ),
            _ when match.Groups["levels"].Success => WithLevels(
                blueprint,
                at,
                levels => Changed(levels, verb, Number(match.Groups["level"]), () => new RubricLevel(NewKey(), "", "", 0))
            ),
            _ => blueprint with { Rubric = Changed(blueprint.Rubric, verb, at, () => NewCriterion(levelNames)) },
        };
    }

    /// <summary>The id of the part of the editor in which the change is to be seen.</summary>
    public static string PlaceOf(string act)
    {
        var match = Act().Match(act);
        return !match.Success ? ""
            : match.Groups["levels"].Success ? $"{match.Groups["list"].Value}[{match.Groups["at"].Value}]"
            : match.Groups["list"].Value;
    }

    /// <summary>Points only say the order; where they do not rise they are counted anew.</summary>
    public static IReadOnlyList<RubricLevel> Ascending(IReadOnlyList<RubricLevel> levels) =>
        levels.Zip(levels.Skip(1)).All(pair => pair.First.Points < pair.Second.Points)
            ? levels
            : [.. levels.Select((level, index) => level with { Points = index })];

    private static Blueprint WithEvidence(Blueprint blueprint, IReadOnlyList<EvidenceRequirement> evidence) =>
        blueprint with
        {
            Evidence = evidence,
            Rubric =
            [
                .. blueprint.Rubric.Select(criterion =>
                    criterion with
                    {
                        Evidence = [.. criterion.Evidence.Where(key => evidence.Any(e => e.Key == key))],
                    }
                ),
            ],
        };

    private static Blueprint WithLevels(
        Blueprint blueprint,
        int? at,
        Func<IReadOnlyList<RubricLevel>, IReadOnlyList<RubricLevel>> change
    ) =>
        blueprint with
        {
            Rubric =
            [
                .. blueprint.Rubric.Select(
                    (criterion, index) =>
                        index == at
                            ? criterion with
                            {
                                Levels = [.. change(criterion.Levels).Select((level, n) => level with { Points = n })],
                            }
                            : criterion
                ),
            ],
        };

    private static Criterion NewCriterion(IReadOnlyList<string> levelNames)
    {
        var levels = levelNames.Select((name, index) => new RubricLevel(NewKey(), name, "", index)).ToList();
        return new Criterion(NewKey(), "", "", levels, levels.Count > 1 ? levels[^2].Key : "", []);
    }

    private static Question NewQuestion() => new(NewKey(), "");

    private static List<T> Changed<T>(IReadOnlyList<T> items, string verb, int? at, Func<T> make)
    {
        var changed = items.ToList();
        if (verb is "add")
            changed.Add(make());
        else if (at is { } index && index < changed.Count)
        {
            var item = changed[index];
            changed.RemoveAt(index);
            if (verb is not "remove")
                changed.Insert(Math.Clamp(verb is "up" ? index - 1 : index + 1, 0, changed.Count), item);
        }
        return changed;
    }

    // Random, so that the key of what was taken out does not come back with another meaning.
    private static string NewKey() => "k" + RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 7);

    private static int? Number(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(
        @"^(?<verb>add|remove|up|down):(?<list>overview|evidence|rubric|reflection|resources|alignments)"
            + @"(\[(?<at>\d{1,3})\])?(\.(?<levels>levels)(\[(?<level>\d{1,3})\])?)?$"
    )]
    private static partial Regex Act();
}
