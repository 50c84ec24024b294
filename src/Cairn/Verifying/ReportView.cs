using System.Globalization;
using Cairn.Credentials.Verification;
using Microsoft.Extensions.Localization;

namespace Cairn.Verifying;

/// <summary>A report as a page shows it: verdict and checks, each sentence in the reader's language.</summary>
public sealed record ReportView(Verdict Verdict, IReadOnlyList<CheckView> Checks, CredentialStory? Story)
{
    public static ReportView Of(VerificationReport report, IStringLocalizer<Texts> texts) =>
        new(report.Verdict, Views(report.Checks, texts), report.Credential.IsEmpty ? null : CredentialStory.Of(report.Credential));

    /// <summary>Of a presentation as a whole; its credentials have reports of their own. Where there are none, there is nothing to call good.</summary>
    public static ReportView Of(PresentationReport report, IStringLocalizer<Texts> texts) =>
        new(report is { Verdict: Verdict.Pass, Credentials.Count: 0 } ? Verdict.NotDeterminable : report.Verdict, Views(report.Checks, texts), null);

    private static IReadOnlyList<CheckView> Views(IReadOnlyList<Check> checks, IStringLocalizer<Texts> texts) =>
        [.. checks.Select(check => new CheckView(check.Name, Title(check, texts), check.Outcome, Sentence(check, texts), check.Clause))];

    // Of several signatures or statuses each is told by itself, after all of them together.
    private static string Title(Check check, IStringLocalizer<Texts> texts) =>
        check.Item > 0 ? $"{texts[$"Check.{check.Name}"].Value} {check.Item.ToString(CultureInfo.CurrentCulture)}" : texts[$"Check.{check.Name}"];

    private static string Sentence(Check check, IStringLocalizer<Texts> texts)
    {
        var text = texts[$"Reason.{check.Code}"];
        return text.ResourceNotFound ? check.Reason : string.Format(CultureInfo.CurrentCulture, text.Value, [.. check.Arguments]);
    }
}

public sealed record CheckView(string Name, string Title, Outcome Outcome, string Sentence, string Clause);
