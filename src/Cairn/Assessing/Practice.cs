namespace Cairn.Assessing;

/// <summary>
/// A sample to judge before the first real one, with the panel's levels shown afterwards. Nothing of it is stored.
/// </summary>
internal static class Practice
{
    public static void MapPractice(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/assessing/practice").RequireRole(SchoolRole.Assessor, SchoolRole.Teacher);
        pages.MapGet("", ShowAll);
        pages.MapGet("/{sample}", Show);
        pages.MapPost("/{sample}", Compare).AsPage<PracticeComparison>(Show, ShowCompared);

        var api = routes
            .MapGroup("/api/v1/practice")
            .RequireRole(SchoolRole.Assessor, SchoolRole.Teacher)
            .WithTags("Practice")
            .WithBodyOfAtMost(64 * 1024);
        api.MapGet("", List).WithSummary("The samples that there are");
        api.MapGet("/{sample}", Get)
            .WithSummary("One sample as it was handed in, with the blueprint to judge it by; the panel's levels are not in it");
        api.MapPost("/{sample}/comparison", Compare).WithSummary("A level for each criterion in, the panel's beside them out");
    }

    private static Outcome<PracticeComparison> Compare(string sample, Input<ComparisonAsked> asked)
    {
        if (PracticeSamples.Find(sample) is not var (_, work, blueprint))
            return Refusal.NotFound;
        if (Agreement.Missing(blueprint, asked.Value.Levels) is [var first, ..] missing)
            return first.With(missing);

        var agreement = Agreement.Of(blueprint, work.Scores, asked.Value.Levels);
        return new PracticeComparison(agreement.Same, agreement.Lines, work.Scores, work.Note);
    }

    private static IResult ShowCompared(PracticeComparison compared, HttpContext http)
    {
        var (name, work, blueprint) = PracticeSamples.Find((string)http.GetRouteValue("sample")!)!;
        return PracticePage.With(new PracticeModel(name, work, blueprint, http.FormOf(), compared.Agreement));
    }

    private static IResult ShowAll() =>
        PracticeListPage.With(new PracticeListModel([.. PracticeSamples.All.Select(one => new PracticeItem(one.Name, one.Blueprint))]));

    private static IResult Show(string sample, Form form)
    {
        if (PracticeSamples.Find(sample) is not var (_, work, blueprint))
            return TypedResults.NotFound();
        return PracticePage.With(new PracticeModel(sample, work, blueprint, form, null));
    }

    private static Outcome<ListOf<PracticeLine>> List() =>
        new ListOf<PracticeLine>(
            [.. PracticeSamples.All.Select(one => new PracticeLine(one.Name, one.Blueprint.Title, one.Blueprint.Rubric.Count))],
            null
        );

    private static Outcome<PracticeWork> Get(string sample) =>
        PracticeSamples.Find(sample) is var (name, work, blueprint)
            ? new PracticeWork(name, blueprint, work.Answers, work.Evidence, work.Reflection)
            : Refusal.NotFound;
}
