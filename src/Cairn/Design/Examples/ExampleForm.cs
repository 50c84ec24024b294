namespace Cairn.Design.Examples;

/// <summary>
/// A finished example as a form and back: <c>answers.{key}</c>, <c>evidence[0].title</c>, <c>reflection.{key}</c>,
/// <c>level.{criterion}</c>,
/// <c>feedback.{criterion}</c>, <c>note</c>. Anything left empty is not in the example.
/// </summary>
internal static class ExampleForm
{
    public static Form Write(Blueprint blueprint, ExampleWork work)
    {
        var form = Form.Empty().Set("note", work.Note);
        foreach (var question in blueprint.Overview)
            form.Set($"answers.{question.Key}", work.Answers.GetValueOrDefault(question.Key, ""));
        foreach (var question in blueprint.Reflection)
            form.Set($"reflection.{question.Key}", work.Reflection.GetValueOrDefault(question.Key, ""));
        foreach (var score in work.Scores)
            form.Set($"level.{score.Criterion}", score.Level).Set($"feedback.{score.Criterion}", score.Feedback);
        foreach (var evidence in work.Evidence)
            Add(form, evidence.Requirement, evidence);
        foreach (var asked in blueprint.Evidence.Where(asked => work.Evidence.All(e => e.Requirement != asked.Key)))
            Add(form, asked.Key);
        return form;
    }

    /// <summary>One more piece for a requirement, empty or as given.</summary>
    public static void Add(Form form, string requirement, ExampleEvidence? evidence = null)
    {
        var row = $"evidence[{Rows(form).Count}]";
        form.Set($"{row}.requirement", requirement)
            .Set($"{row}.kind", evidence?.Kind)
            .Set($"{row}.title", evidence?.Title ?? "")
            .Set($"{row}.text", evidence?.Text ?? "");
    }

    /// <summary>The evidence rows: where each is, and what it is for.</summary>
    public static IReadOnlyList<(string Path, string Requirement)> Rows(Form form) =>
        [
            .. Enumerable
                .Range(0, BlueprintBounds.Evidence * 10)
                .Select(index => ($"evidence[{index}]", form[$"evidence[{index}].requirement"]))
                .TakeWhile(row => row.Item2 is not null)
                .Select(row => (row.Item1, row.Item2!)),
        ];

    /// <summary>What was typed; with <paramref name="without"/>, everything except that row.</summary>
    public static ExampleWork Read(Form form, Blueprint blueprint, string? without = null) =>
        new(
            Answers(form, "answers", blueprint.Overview),
            [.. Filled(form).Where(row => row.Path != without).Select(row => EvidenceAt(form, blueprint, row.Path, row.Requirement))],
            Answers(form, "reflection", blueprint.Reflection),
            [
                .. blueprint
                    .Rubric.Where(criterion => Text(form, $"level.{criterion.Key}").Length > 0)
                    .Select(criterion => new ExampleScore(
                        criterion.Key,
                        Text(form, $"level.{criterion.Key}"),
                        Text(form, $"feedback.{criterion.Key}")
                    )),
            ],
            Text(form, "note")
        );

    /// <summary>Puts each error at the field that shows it.</summary>
    public static void Show(Form form, Blueprint blueprint, ExampleWork work)
    {
        var rows = Filled(form);
        foreach (var problem in work.ProblemsWith(blueprint))
            form.Errors.Add(FieldOf(problem.Field ?? "", rows, work), problem.Code, [.. problem.Args]);
        // Text about a criterion is not thrown away just because no level was chosen.
        foreach (var criterion in blueprint.Rubric)
            if (Text(form, $"feedback.{criterion.Key}").Length > 0 && Text(form, $"level.{criterion.Key}").Length == 0)
                form.Errors.Add($"level.{criterion.Key}", Texts.ExampleLevelMissing, criterion.Title);
    }

    private static string FieldOf(string path, IReadOnlyList<(string Path, string Requirement)> rows, ExampleWork work)
    {
        var at = path.IndexOf('[', StringComparison.Ordinal);
        if (at < 0)
            return path;
        var (list, index, rest) = (
            path[..at],
            int.Parse(path[(at + 1)..path.IndexOf(']')], System.Globalization.CultureInfo.InvariantCulture),
            path[(path.IndexOf(']') + 1)..]
        );
        return list is "evidence"
            ? rows[index].Path + (rest.Length > 0 ? rest : ".title")
            : $"{(rest is ".feedback" ? "feedback" : "level")}.{work.Scores[index].Criterion}";
    }

    private static IReadOnlyList<(string Path, string Requirement)> Filled(Form form) =>
        [.. Rows(form).Where(row => Text(form, $"{row.Path}.title").Length + Text(form, $"{row.Path}.text").Length > 0)];

    private static ExampleEvidence EvidenceAt(Form form, Blueprint blueprint, string path, string requirement)
    {
        var asked = blueprint.Evidence.FirstOrDefault(e => e.Key == requirement);
        var title = Text(form, $"{path}.title");
        return new ExampleEvidence(
            requirement,
            Enum.TryParse<EvidenceKind>(form[$"{path}.kind"], out var kind) && Enum.IsDefined(kind) ? kind : EvidenceKind.Text,
            title.Length > 0 ? title : asked?.Title ?? "",
            Text(form, $"{path}.text")
        );
    }

    private static Dictionary<string, string> Answers(Form form, string part, IReadOnlyList<Question> questions) =>
        questions
            .Select(question => (question.Key, Text: Text(form, $"{part}.{question.Key}")))
            .Where(answer => answer.Text.Length > 0)
            .ToDictionary(answer => answer.Key, answer => answer.Text);

    private static string Text(Form form, string name) => form[name]?.Trim().ReplaceLineEndings("\n") ?? "";
}
