using Cairn.Demo;
using Cairn.Design;
using Cairn.Foundation.Html.Forms;
using Cairn.Schools;
using Cairn.SignIn;

namespace Cairn.Assessing;

/// <summary>
/// A sample to judge before the first real one, with the panel's levels beside one's own afterwards. Nothing of it is stored.
/// </summary>
internal static class PracticePages
{
    public static void MapPractice(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/assessing/practice").RequireRole(SchoolRole.Assessor, SchoolRole.Teacher);
        pages.MapGet("", List);
        pages.MapGet("/{sample}", Show);
        pages.MapPost("/{sample}", Compare);
    }

    private static IResult List() =>
        PracticeListPage.With(new PracticeListModel([.. PracticeSamples.All.Select(one => new PracticeItem(one.Name, one.Blueprint))]));

    private static IResult Show(string sample) =>
        PracticeSamples.Find(sample) is var (_, work, blueprint)
            ? PracticePage.With(new PracticeModel(sample, work, blueprint, Form.Empty(), null))
            : TypedResults.NotFound();

    private static IResult Compare(string sample, Form form)
    {
        if (PracticeSamples.Find(sample) is not var (_, work, blueprint))
            return TypedResults.NotFound();
        foreach (var criterion in blueprint.Rubric)
            if (criterion.Levels.All(level => level.Key != form[$"level.{criterion.Key}"]))
                form.Errors.Add($"level.{criterion.Key}", "assessing.level-missing", criterion.Title);
        return form.Invalid
            ? PracticePage.With(new PracticeModel(sample, work, blueprint, form, null), StatusCodes.Status422UnprocessableEntity)
            : PracticePage.With(
                new PracticeModel(sample, work, blueprint, form, Agreement.Of(blueprint, work.Scores, key => form[$"level.{key}"]!))
            );
    }
}

/// <summary>One's own levels beside the panel's.</summary>
internal sealed record Agreement(IReadOnlyList<AgreementLine> Lines)
{
    public int Same => Lines.Count(line => line.Distance == 0);

    public static Agreement Of(Blueprint blueprint, IReadOnlyList<ExampleScore> panel, Func<string, string> mine) =>
        new([
            .. blueprint.Rubric.Select(criterion =>
            {
                var levels = criterion.Levels.ToList();
                var (own, anchor) = (
                    levels.FindIndex(l => l.Key == mine(criterion.Key)),
                    levels.FindIndex(l => l.Key == panel.First(s => s.Criterion == criterion.Key).Level)
                );
                return new AgreementLine(criterion.Title, levels[own].Name, levels[anchor].Name, own - anchor);
            }),
        ]);
}

/// <param name="Distance">Levels above the panel (positive) or below it.</param>
internal sealed record AgreementLine(string Criterion, string Mine, string Panel, int Distance);

internal sealed record PracticeItem(string Name, Blueprint Blueprint);

/// <summary>The samples that there are.</summary>
public sealed class PracticeListModel
{
    internal PracticeListModel(IReadOnlyList<PracticeItem> items) => Items = items;

    internal IReadOnlyList<PracticeItem> Items { get; }
}

/// <summary>One sample, before or after it was judged.</summary>
public sealed class PracticeModel
{
    internal PracticeModel(string name, WorkedExample work, Blueprint blueprint, Form form, Agreement? agreement) =>
        (Name, Work, Blueprint, Form, Agreement) = (name, work, blueprint, form, agreement);

    internal string Name { get; }
    internal WorkedExample Work { get; }
    internal Blueprint Blueprint { get; }
    internal Form Form { get; }
    internal Agreement? Agreement { get; }
    internal EvidenceModel Evidence => EvidenceModel.Of(Work, Blueprint);
    internal IReadOnlyList<CriterionScore> PanelScores =>
        [.. Work.Scores.Select(s => new CriterionScore(s.Criterion, s.Level, s.Feedback))];
}
