namespace Cairn.Foundation.Api;

internal static class Problems
{
    /// <summary>RFC 9457 problem details: <c>code</c> for programs, <c>detail</c> for people, <c>field</c> if one is at fault.</summary>
    public static ProblemHttpResult Problem(this RefusalTexts texts, Refusal refusal) =>
        refusal.Parts is { Count: > 0 } parts
            ? texts.Problem(refusal, parts)
            : TypedResults.Problem(
                detail: texts.Sentence(refusal),
                statusCode: refusal.Status,
                extensions: refusal.Current is { } current
                    ? new Dictionary<string, object?> { ["code"] = refusal.Code, ["current"] = current }
                    : new Dictionary<string, object?> { ["code"] = refusal.Code, ["field"] = refusal.Field }
            );

    /// <summary>The same with everything that is wrong: <c>errors</c>, each with its path in the JSON that was sent.</summary>
    public static ProblemHttpResult Problem(this RefusalTexts texts, Refusal refusal, IEnumerable<Refusal> errors) =>
        TypedResults.Problem(
            detail: texts.Sentence(refusal),
            statusCode: refusal.Status,
            extensions: new Dictionary<string, object?> { ["code"] = refusal.Code, ["errors"] = texts.Items(errors) }
        );

    /// <summary>The first and, if there are more, all of them.</summary>
    public static ProblemHttpResult Problem(this RefusalTexts texts, IReadOnlyList<Refusal> refusals) =>
        refusals.Count == 1 ? texts.Problem(refusals[0]) : texts.Problem(refusals[0], refusals);

    /// <summary>For the OpenAPI document, where the handler's own type does not tell: what it may refuse with.</summary>
    public static RouteHandlerBuilder MayRefuse(this RouteHandlerBuilder route, params IReadOnlyList<int> statuses)
    {
        foreach (var status in statuses)
            route.Produces<Problem>(status, "application/problem+json");
        return route;
    }

    /// <summary>The same for a file: not found, or its bytes.</summary>
    public static RouteHandlerBuilder AnswersWithFile(this RouteHandlerBuilder route, string type, params string[] others) =>
        route.Produces<Stream>(StatusCodes.Status200OK, type, others).MayRefuse(StatusCodes.Status404NotFound);

    public static IReadOnlyList<ProblemItem> Items(this RefusalTexts texts, IEnumerable<Refusal> refusals) =>
        [.. refusals.Select(refusal => new ProblemItem(refusal.Field ?? "", refusal.Code, texts.Sentence(refusal)))];
}

/// <summary>The shape of a problem, for the OpenAPI document.</summary>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">For programs; it never changes.</param>
/// <param name="Detail">For people, in their language.</param>
/// <param name="Field">The member at fault, if there is one.</param> <param name="Errors">All that is wrong, if several things are.</param>
/// <param name="Current">What is there now, if it is not what the sender had seen.</param>
/// <param name="Type">Where the status is described.</param>
/// <param name="TraceId">What the operator finds in the log.</param>
internal sealed record Problem(
    string Title,
    int Status,
    string Code,
    string? Detail = null,
    string? Field = null,
    IReadOnlyList<ProblemItem>? Errors = null,
    object? Current = null,
    string? Type = null,
    string? TraceId = null
);

/// <param name="Path">Where, in the JSON: <c>blueprint.rubric[0].levels[1].name</c>.</param>
/// <param name="Code">For programs.</param>
/// <param name="Detail">For people, in their language.</param>
internal sealed record ProblemItem(string Path, string Code, string Detail);
