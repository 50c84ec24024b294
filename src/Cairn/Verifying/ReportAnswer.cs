namespace Cairn.Verifying;

/// <summary>The shape of a report, for the OpenAPI document; the library writes the JSON.</summary>
/// <param name="Verdict"><c>pass</c>, <c>fail</c> or <c>not-determinable</c>.</param>
/// <param name="Credentials">Of a presentation: the reports on the credentials in it.</param>
internal sealed record ReportAnswer(
    [AllowedValues("pass", "fail", "not-determinable")] string Verdict,
    ReportHeadline Headline,
    IReadOnlyList<ReportCheck> Checks,
    IReadOnlyList<ReportAnswer>? Credentials = null
);

/// <param name="Reason">Of the check that decided it.</param>
internal sealed record ReportHeadline(
    string Code,
    IReadOnlyList<string> Arguments,
    string Sentence,
    IReadOnlyList<ReportLine> Lines,
    ReportIssuer Issuer,
    string? Reason = null
);

internal sealed record ReportLine(string Code, IReadOnlyList<string> Arguments, string Sentence);

/// <param name="Standing">What is known of it.</param>
/// <param name="Name">By a trusted list.</param>
/// <param name="ClaimedName">As it calls itself.</param>
/// <param name="Source">The list.</param>
internal sealed record ReportIssuer(string Standing, string? Id, string? Name, string? ClaimedName, string? Source);

/// <param name="Outcome"><c>pass</c>, <c>fail</c>, <c>not-determinable</c> or <c>not-performed</c>.</param>
/// <param name="Clause">Of the standard.</param>
/// <param name="Item">Which of several, from 1.</param>
internal sealed record ReportCheck(
    string Name,
    [AllowedValues("pass", "fail", "not-determinable", "not-performed")] string Outcome,
    string Code,
    string Reason,
    string Clause,
    int? Item = null
);
