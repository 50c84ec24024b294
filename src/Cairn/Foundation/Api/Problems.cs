using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Foundation.Api;

internal static class Problems
{
    /// <summary>RFC 9457 problem details: <c>code</c> for programs, <c>detail</c> for people, <c>field</c> when one is at fault.</summary>
    public static ProblemHttpResult Problem(this RefusalTexts texts, Refusal refusal) =>
        TypedResults.Problem(
            detail: texts.Sentence(refusal),
            statusCode: refusal.Status,
            extensions: new Dictionary<string, object?> { ["code"] = refusal.Code, ["field"] = refusal.Field }
        );

    /// <summary>The same with everything that is wrong: <c>errors</c>, each with its path in the JSON that was sent.</summary>
    public static ProblemHttpResult Problem(this RefusalTexts texts, Refusal refusal, IEnumerable<Refusal> errors) =>
        TypedResults.Problem(
            detail: texts.Sentence(refusal),
            statusCode: refusal.Status,
            extensions: new Dictionary<string, object?> { ["code"] = refusal.Code, ["errors"] = texts.Items(errors) }
        );

    public static IReadOnlyList<ProblemItem> Items(this RefusalTexts texts, IEnumerable<Refusal> refusals) =>
        [.. refusals.Select(refusal => new ProblemItem(refusal.Field ?? "", refusal.Code, texts.Sentence(refusal)))];
}

/// <param name="Path">Where, in the JSON: <c>blueprint.rubric[0].levels[1].name</c>.</param>
/// <param name="Code">For programs.</param>
/// <param name="Detail">For people, in their language.</param>
internal sealed record ProblemItem(string Path, string Code, string Detail);
