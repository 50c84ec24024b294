using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;

namespace Cairn.Design.Drafts;

/// <summary>
/// A blueprint as a form and back. A field is named as its path in the blueprint's JSON (<c>rubric[0].levels[1].name</c>), so that what the
/// checks find is shown at the field at fault.
/// </summary>
internal static partial class DraftForm
{
    public static Form Write(Blueprint blueprint)
    {
        var form = Form.Empty();
        form.Set("title", blueprint.Title)
            .Set("competency", blueprint.Competency)
            .Set("summary", blueprint.Summary)
            .Set("method", blueprint.Method)
            .Set("category", blueprint.Category)
            .Set("subject", blueprint.Subject)
            .Set("level", blueprint.Level)
            .Set("tier", blueprint.Tier)
            .Set("audiences", blueprint.Audiences)
            .Set("effortMinutes", blueprint.EffortMinutes is 0 ? "" : blueprint.EffortMinutes)
            .Set("language", blueprint.Language)
            .Set("tags", string.Join(", ", blueprint.Tags))
            .Set("validForMonths", blueprint.ValidForMonths?.ToString(CultureInfo.CurrentCulture) ?? "")
            .Set("badge.shape", blueprint.Badge.Shape ?? "")
            .Set("badge.colour", blueprint.Badge.Colour ?? "")
            .Set("badge.icon", blueprint.Badge.Icon);
        Rows(form, "overview", blueprint.Overview, WriteQuestion);
        Rows(form, "reflection", blueprint.Reflection, WriteQuestion);
        Rows(
            form,
            "evidence",
            blueprint.Evidence,
            (path, e) =>
                form.Set($"{path}.key", e.Key)
                    .Set($"{path}.title", e.Title)
                    .Set($"{path}.description", e.Description)
                    .Set($"{path}.kinds", e.Kinds)
                    .Set($"{path}.required", e.Required)
                    .Set($"{path}.minimum", e.Minimum)
        );
        Rows(
            form,
            "rubric",
            blueprint.Rubric,
            (path, c) =>
            {
                form.Set($"{path}.key", c.Key)
                    .Set($"{path}.title", c.Title)
                    .Set($"{path}.description", c.Description)
                    .Set($"{path}.requiredLevel", c.RequiredLevel)
                    .Set($"{path}.evidence", new StringValues([.. c.Evidence]));
                Rows(
                    form,
                    $"{path}.levels",
                    c.Levels,
                    (at, l) =>
                        form.Set($"{at}.key", l.Key)
                            .Set($"{at}.name", l.Name)
                            .Set($"{at}.description", l.Description)
                            .Set($"{at}.points", l.Points)
                );
            }
        );
        Rows(
            form,
            "resources",
            blueprint.Resources,
            (path, r) =>
                form.Set($"{path}.key", "").Set($"{path}.title", r.Title).Set($"{path}.url", r.Url).Set($"{path}.note", r.Note ?? "")
        );
        Rows(
            form,
            "alignments",
            blueprint.Alignments,
            (path, a) =>
                form.Set($"{path}.key", "")
                    .Set($"{path}.framework", a.Framework)
                    .Set($"{path}.identifier", a.Identifier)
                    .Set($"{path}.code", a.Code)
                    .Set($"{path}.url", a.Url)
                    .Set($"{path}.targetType", a.TargetType)
        );
        return form;

        void WriteQuestion(string path, Question question) =>
            form.Set($"{path}.key", question.Key).Set($"{path}.prompt", question.Prompt).Set($"{path}.hint", question.Hint ?? "");
    }

    /// <summary>
    /// What cannot be understood (a number that is none) is recorded in the form; everything else is the checks' to judge.
    /// </summary>
    public static Blueprint Read(Form form, string? upload) =>
        new()
        {
            Title = Text(form, "title"),
            Competency = Text(form, "competency"),
            Summary = Text(form, "summary"),
            Method = Text(form, "method"),
            Category = form.OneOf<SkillCategory>("category") ?? default,
            Subject = form.OneOf<SubjectFamily>("subject") ?? default,
            Level = form.OneOf<SkillLevel>("level") ?? default,
            Tier = form.OneOf<AssessmentTier>("tier") ?? default,
            Audiences = Ticked<Audience>(form, "audiences"),
            EffortMinutes = form.Number("effortMinutes", 0, BlueprintCheck.MostMinutes) ?? 0,
            Language = Text(form, "language") is { Length: > 0 } language ? language : "en",
            Tags = [.. Text(form, "tags").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()],
            ValidForMonths = form.Number("validForMonths", 1, 240),
            Overview = Rows(form, "overview", path => ReadQuestion(form, path)),
            Reflection = Rows(form, "reflection", path => ReadQuestion(form, path)),
            Evidence = Rows(
                form,
                "evidence",
                path => new EvidenceRequirement(
                    Text(form, $"{path}.key"),
                    Text(form, $"{path}.title"),
                    Text(form, $"{path}.description"),
                    Ticked<EvidenceKind>(form, $"{path}.kinds"),
                    form.Ticked($"{path}.required"),
                    form.Number($"{path}.minimum", 0, 20) ?? 1
                )
            ),
            Rubric = Rows(
                form,
                "rubric",
                path => new Criterion(
                    Text(form, $"{path}.key"),
                    Text(form, $"{path}.title"),
                    Text(form, $"{path}.description"),
                    DraftChange.Ascending(
                        Rows(
                            form,
                            $"{path}.levels",
                            at => new RubricLevel(
                                Text(form, $"{at}.key"),
                                Text(form, $"{at}.name"),
                                Text(form, $"{at}.description"),
                                form.Number($"{at}.points", 0, 1000) ?? 0
                            )
                        )
                    ),
                    Text(form, $"{path}.requiredLevel"),
                    form.All($"{path}.evidence")
                )
            ),
            Resources = Rows(
                form,
                "resources",
                path => new Resource(Text(form, $"{path}.title"), Text(form, $"{path}.url"), Optional(form, $"{path}.note"))
            ),
            Alignments = Rows(
                form,
                "alignments",
                path => new FrameworkAlignment(
                    Text(form, $"{path}.framework"),
                    Text(form, $"{path}.identifier"),
                    Text(form, $"{path}.code"),
                    Text(form, $"{path}.url"),
                    Text(form, $"{path}.targetType") is { Length: > 0 } type ? type : "CFItem"
                )
            ),
            Badge = new BadgeDesign(
                Optional(form, "badge.shape"),
                Optional(form, "badge.colour"),
                Optional(form, "badge.icon") ?? "star",
                upload
            ),
        };

    /// <summary>How many rows of a list the form has.</summary>
    public static int Count(Form form, string list)
    {
        var count = 0;
        while (form[$"{list}[{count}].key"] is not null)
            count++;
        return count;
    }

    /// <summary>Puts what a check found at the field that shows it: a list of ticks is one field, a row is its title.</summary>
    public static Refusal AtFields(this Refusal refusal) =>
        refusal.On(FieldOf(refusal.Field ?? "")).With([.. refusal.Parts.Select(part => part.On(FieldOf(part.Field ?? "")))]);

    public static string FieldOf(string path) =>
        !path.EndsWith(']') ? path
        : OneField().IsMatch(path) ? path[..path.LastIndexOf('[')]
        : $"{path}.title";

    private static Question ReadQuestion(Form form, string path) =>
        new(Text(form, $"{path}.key"), Text(form, $"{path}.prompt"), Optional(form, $"{path}.hint"));

    private static void Rows<T>(Form form, string list, IReadOnlyList<T> items, Action<string, T> write)
    {
        for (var index = 0; index < items.Count; index++)
            write($"{list}[{index}]", items[index]);
    }

    private static List<T> Rows<T>(Form form, string list, Func<string, T> read) =>
        [.. Enumerable.Range(0, Count(form, list)).Select(index => read($"{list}[{index}]"))];

    private static string Text(Form form, string name) => form[name]?.Trim().ReplaceLineEndings("\n") ?? "";

    private static string? Optional(Form form, string name) => Text(form, name) is { Length: > 0 } text ? text : null;

    private static List<T> Ticked<T>(Form form, string name)
        where T : struct, Enum =>
        [
            .. form.All(name)
                .Select(text => Enum.TryParse<T>(text, out var one) && Enum.IsDefined(one) ? one : (T?)null)
                .OfType<T>()
                .Distinct(),
        ];

    [GeneratedRegex(@"^(tags|audiences|evidence\[\d+\]\.kinds|rubric\[\d+\]\.evidence)\[\d+\]$")]
    private static partial Regex OneField();
}
