using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Foundation.Api;

internal static class Problems
{
    /// <summary>RFC 9457 problem details: <c>code</c> for programs, <c>detail</c> for people, <c>field</c> when one is at fault.</summary>
    public static ProblemHttpResult Problem(this RefusalTexts texts, Refusal refusal) => TypedResults.Problem(
        detail: texts.Sentence(refusal),
        statusCode: refusal.Status,
        extensions: new Dictionary<string, object?> { ["code"] = refusal.Code, ["field"] = refusal.Field });
}
