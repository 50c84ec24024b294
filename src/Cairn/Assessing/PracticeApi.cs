using Cairn.Design;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Assessing;

/// <summary>Practice, for programs: a sample to judge, then the panel's levels beside one's own. Nothing of it is stored.</summary>
internal static class PracticeApi
{
    public static void MapPracticeApi(this IEndpointRouteBuilder routes)
    {
        var api = routes
            .MapGroup("/api/v1/practice")
            .RequireRole(SchoolRole.Assessor, SchoolRole.Teacher)
            .WithTags("Practice")
            .WithBodyOfAtMost(64 * 1024);
        api.MapGet("", List).WithSummary("The samples that there are");
        api.MapGet("/{sample}", Show)
            .WithSummary("One sample as it was handed in, with the blueprint to judge it by; the panel's levels are not in it");
        api.MapPost("/{sample}/comparison", Compare).WithSummary("A level for each criterion in, the panel's beside them out");
    }

    private static Ok<ListOf<PracticeLine>> List() =>
        TypedResults.Ok(
            new ListOf<PracticeLine>(
                [.. PracticeSamples.All.Select(one => new PracticeLine(one.Name, one.Blueprint.Title, one.Blueprint.Rubric.Count))],
                null
            )
        );

    private static Results<Ok<PracticeWork>, NotFound> Show(string sample) =>
        PracticeSamples.Find(sample) is var (name, work, blueprint)
            ? TypedResults.Ok(new PracticeWork(name, blueprint, work.Answers, work.Evidence, work.Reflection))
            : TypedResults.NotFound();

    private static Results<Ok<PracticeComparison>, NotFound, ProblemHttpResult> Compare(
        string sample,
        JsonBody<PracticeLevels> body,
        RefusalTexts texts
    )
    {
        if (!body.Succeeds(out var mine, out var refusal))
            return texts.Problem(refusal);
        if (PracticeSamples.Find(sample) is not var (_, work, blueprint))
            return TypedResults.NotFound();
        if (
            blueprint.Rubric.FirstOrDefault(criterion =>
                criterion.Levels.All(level => level.Key != mine.Levels.GetValueOrDefault(criterion.Key))
            ) is
            { } missing
        )
            return texts.Problem(new Refusal("assessing.level-missing", $"levels.{missing.Key}", missing.Title));

        var agreement = Agreement.Of(blueprint, work.Scores, key => mine.Levels[key]);
        return TypedResults.Ok(new PracticeComparison(agreement.Same, agreement.Lines, work.Scores, work.Note));
    }
}

internal sealed record PracticeLine(string Sample, string Title, int Criteria);

internal sealed record PracticeWork(
    string Sample,
    Blueprint Blueprint,
    IReadOnlyDictionary<string, string> Answers,
    IReadOnlyList<ExampleEvidence> Evidence,
    IReadOnlyDictionary<string, string> Reflection
);

/// <param name="Levels">The level's key for each criterion's key.</param>
internal sealed record PracticeLevels(IReadOnlyDictionary<string, string> Levels);

/// <param name="Same">On how many criteria the panel came to the same level.</param>
/// <param name="Panel">The panel's levels, with what they wrote.</param>
internal sealed record PracticeComparison(int Same, IReadOnlyList<AgreementLine> Lines, IReadOnlyList<ExampleScore> Panel, string Note);
