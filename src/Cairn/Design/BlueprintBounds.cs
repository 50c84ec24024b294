using System.Text.RegularExpressions;

namespace Cairn.Design;

/// <summary>
/// The limits that even an unfinished draft must keep, so that it can be stored and shown: lengths, counts, keys, known choices. Every
/// problem at once, each on its path in the blueprint's JSON (<c>rubric[0].levels[1].name</c>).
/// </summary>
internal static partial class BlueprintBounds
{
    public const int Title = 80,
        Line = 200,
        Paragraph = 2000,
        Page = 10_000,
        Address = 1000;
    public const int Questions = 12,
        Evidence = 12,
        Criteria = 12,
        Levels = 6,
        Resources = 20,
        Alignments = 20,
        Tags = 12;

    /// <summary>The refusal of a blueprint that breaks them; null: it does not.</summary>
    public static Refusal? Broken(Blueprint blueprint) =>
        Of(blueprint) is { Count: > 0 } problems ? new Refusal("design.out-of-bounds", null, problems.Count).With(problems) : null;

    public static IReadOnlyList<Refusal> Of(Blueprint blueprint)
    {
        var found = new List<Refusal>();
        // A list with a null item cannot be checked any further.
        Holes(blueprint, found);
        if (found.Count > 0)
            return found;

        Length("title", blueprint.Title, Title);
        Length("competency", blueprint.Competency, Line);
        Length("summary", blueprint.Summary, Paragraph);
        Length("method", blueprint.Method, Page);
        Known("category", blueprint.Category);
        Known("subject", blueprint.Subject);
        Known("level", blueprint.Level);
        Known("tier", blueprint.Tier);
        Each("audiences", blueprint.Audiences, Enum.GetValues<Audience>().Length, Known);
        Range("effortMinutes", blueprint.EffortMinutes, 0, BlueprintCheck.MostMinutes);
        if (!LanguageTag().IsMatch(blueprint.Language))
            found.Add(new("design.language", "language"));
        Each("tags", blueprint.Tags, Tags, (path, tag) => Length(path, tag, 40));
        Each("overview", blueprint.Overview, Questions, OfQuestion);
        Each("evidence", blueprint.Evidence, Evidence, OfEvidence);
        Each("rubric", blueprint.Rubric, Criteria, OfCriterion);
        Each("reflection", blueprint.Reflection, Questions, OfQuestion);
        Each("resources", blueprint.Resources, Resources, OfResource);
        Each("alignments", blueprint.Alignments, Alignments, OfAlignment);
        OfBadge(blueprint.Badge);
        if (blueprint.ValidForMonths is { } months)
            Range("validForMonths", months, 1, 240);

        // An answer is stored under its question's key, whichever part the question is in.
        Once([.. Keys("overview", blueprint.Overview, q => q.Key), .. Keys("reflection", blueprint.Reflection, q => q.Key)]);
        Once(Keys("evidence", blueprint.Evidence, e => e.Key));
        Once(Keys("rubric", blueprint.Rubric, c => c.Key));
        return found;

        void OfQuestion(string path, Question question)
        {
            Length($"{path}.prompt", question.Prompt, Paragraph);
            Length($"{path}.hint", question.Hint, Paragraph);
        }

        void OfEvidence(string path, EvidenceRequirement requirement)
        {
            Length($"{path}.title", requirement.Title, Line);
            Length($"{path}.description", requirement.Description, Paragraph);
            Each($"{path}.kinds", requirement.Kinds, Enum.GetValues<EvidenceKind>().Length, Known);
            Range($"{path}.minimum", requirement.Minimum, requirement.Required ? 1 : 0, 20);
        }

        void OfCriterion(string path, Criterion criterion)
        {
            Length($"{path}.title", criterion.Title, Line);
            Length($"{path}.description", criterion.Description, Paragraph);
            Length($"{path}.requiredLevel", criterion.RequiredLevel, 40);
            Each($"{path}.evidence", criterion.Evidence, Evidence, (at, key) => Length(at, key, 40));
            Each(
                $"{path}.levels",
                criterion.Levels,
                Levels,
                (at, level) =>
                {
                    Length($"{at}.name", level.Name, 60);
                    Length($"{at}.description", level.Description, Paragraph);
                    Range($"{at}.points", level.Points, 0, 1000);
                }
            );
            Once(Keys($"{path}.levels", criterion.Levels, l => l.Key));
        }

        void OfResource(string path, Resource resource)
        {
            Length($"{path}.title", resource.Title, Line);
            Length($"{path}.url", resource.Url, Address);
            Length($"{path}.note", resource.Note, Line);
        }

        void OfAlignment(string path, FrameworkAlignment alignment)
        {
            Length($"{path}.framework", alignment.Framework, Line);
            Length($"{path}.identifier", alignment.Identifier, Line);
            Length($"{path}.code", alignment.Code, 100);
            Length($"{path}.url", alignment.Url, Address);
            Length($"{path}.targetType", alignment.TargetType, 100);
        }

        void OfBadge(BadgeDesign badge)
        {
            if (badge.Shape is { } shape && !BadgeChoices.Shapes.Contains(shape))
                found.Add(new("design.unknown-choice", "badge.shape"));
            if (badge.Colour is { } colour && !BadgeChoices.Colours.Contains(colour))
                found.Add(new("design.unknown-choice", "badge.colour"));
            if (!BadgeChoices.Icons.Contains(badge.Icon))
                found.Add(new("design.unknown-choice", "badge.icon"));
            if (badge.UploadSha256 is { } sha && !Sha256Hex().IsMatch(sha))
                found.Add(new("design.badge-upload", "badge.uploadSha256"));
        }

        void Length(string path, string? text, int most)
        {
            if (text?.Length > most)
                found.Add(new("design.too-long", path, most, text.Length));
        }

        void Range(string path, int number, int least, int most)
        {
            if (number < least || number > most)
                found.Add(new("design.range", path, least, most));
        }

        void Known<T>(string path, T choice)
            where T : struct, Enum
        {
            if (!Enum.IsDefined(choice))
                found.Add(new("design.unknown-choice", path));
        }

        void Each<T>(string path, IReadOnlyList<T> items, int most, Action<string, T> look)
        {
            if (items.Count > most)
                found.Add(new("design.too-many", path, most));
            else
                for (var index = 0; index < items.Count; index++)
                    look($"{path}[{index}]", items[index]);
        }

        void Once(IEnumerable<(string Path, string Key)> keys)
        {
            var seen = new HashSet<string>();
            foreach (var (path, key) in keys)
                if (!KeyShape().IsMatch(key))
                    found.Add(new("design.key-shape", path));
                else if (!seen.Add(key))
                    found.Add(new("design.key-twice", path, key));
        }
    }

    private static IEnumerable<(string, string)> Keys<T>(string path, IReadOnlyList<T> items, Func<T, string> key) =>
        items.Select((item, index) => ($"{path}[{index}].key", key(item)));

    // JSON can put null where the model cannot: the reader checks members, not the items of lists.
    private static void Holes(Blueprint blueprint, List<Refusal> found)
    {
        (string Path, System.Collections.IEnumerable Items)[] lists =
        [
            ("tags", blueprint.Tags),
            ("overview", blueprint.Overview),
            ("evidence", blueprint.Evidence),
            ("rubric", blueprint.Rubric),
            ("reflection", blueprint.Reflection),
            ("resources", blueprint.Resources),
            ("alignments", blueprint.Alignments),
            .. blueprint.Rubric.Select(
                (criterion, index) =>
                    ($"rubric[{index}].levels", criterion?.Levels as System.Collections.IEnumerable ?? Array.Empty<object>())
            ),
            .. blueprint.Rubric.Select(
                (criterion, index) =>
                    ($"rubric[{index}].evidence", criterion?.Evidence as System.Collections.IEnumerable ?? Array.Empty<object>())
            ),
        ];
        foreach (var (path, items) in lists)
        {
            var index = 0;
            foreach (var item in items)
            {
                if (item is null)
                    found.Add(new("design.hole", $"{path}[{index}]"));
                index++;
            }
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,39}$")]
    private static partial Regex KeyShape();

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
    private static partial Regex LanguageTag();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Sha256Hex();
}
