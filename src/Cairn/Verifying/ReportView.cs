using Cairn.Credentials.Verification;

namespace Cairn.Verifying;

/// <summary>A report as a page shows it: headline and checks, each sentence in the reader's language.</summary>
/// <param name="Story">What the credential says; <paramref name="Telling"/> says how far it may be stated as fact.</param>
public sealed record ReportView(
    Verdict Verdict,
    HeadlineView Headline,
    IReadOnlyList<CheckView> Checks,
    CredentialStory? Story,
    Telling Telling
)
{
    /// <param name="zone">For what was granted here: the district's zone for days; null: as the issuer wrote them.</param>
    public static ReportView Of(VerificationReport report, IStringLocalizer<Texts> texts, TimeZoneInfo? zone = null)
    {
        var issuer = report.Headline.Issuer;
        var telling =
            report.Verdict is Verdict.Fail ? Telling.Folded
            : issuer.Standing is IssuerStanding.Own or IssuerStanding.Listed && report.Verdict is Verdict.Pass ? Telling.Facts
            : Telling.Claims;
        var story = report.Credential.IsEmpty ? null : CredentialStory.Of(report.Credential);
        if (zone is not null)
            story = story?.In(zone);
        return new(
            report.Verdict,
            HeadlineView.Of(report.Headline, report.Verdict, texts, zone),
            report.Headline.IsNothing ? [] : Views(report.Checks, texts),
            // A known issuer's name comes from us or the list, never from the credential itself.
            telling is Telling.Facts
            && story is not null
                ? story with
                {
                    Issuer = issuer.Name!,
                }
                : story,
            telling
        );
    }

    /// <summary>For a presentation as a whole; its credentials have their own reports.</summary>
    public static ReportView Of(PresentationReport report, IStringLocalizer<Texts> texts) =>
        new(report.Verdict, HeadlineView.Of(report.Headline, report.Verdict, texts), Views(report.Checks, texts), null, Telling.Claims);

    private static IReadOnlyList<CheckView> Views(IReadOnlyList<Check> checks, IStringLocalizer<Texts> texts) =>
        [.. checks.Select(check => new CheckView(check.Name, Title(check, texts), check.Outcome, Sentence(check, texts), check.Clause))];

    // If there are several signatures or statuses, each is listed after all of them together.
    private static string Title(Check check, IStringLocalizer<Texts> texts) =>
        check.Item > 0
            ? $"{texts[$"Check.{check.Name}"].Value} {check.Item.ToString(CultureInfo.CurrentCulture)}"
            : texts[$"Check.{check.Name}"];

    internal static string Sentence(Check check, IStringLocalizer<Texts> texts) =>
        CheckReasons.Sentence(
            check.Code,
            check.Arguments,
            code => texts[$"Reason.{code}"] is { ResourceNotFound: false } text ? text.Value : null,
            CultureInfo.CurrentCulture
        ) ?? check.Reason;
}

/// <summary>How to present what a credential says.</summary>
public enum Telling
{
    /// <summary>As fact: its issuer is one of ours or listed, and everything that counts was checked.</summary>
    Facts,

    /// <summary>As its own word.</summary>
    Claims,

    /// <summary>As its own claim, folded away below what is wrong with it.</summary>
    Folded,
}

public sealed record CheckView(string Name, string Title, Outcome Outcome, string Sentence, string Clause);
