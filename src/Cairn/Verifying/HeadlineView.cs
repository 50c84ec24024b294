using Cairn.Credentials.Verification;
using Cairn.Foundation.Html.Parts;

namespace Cairn.Verifying;

/// <summary>A headline in the reader's language.</summary>
/// <param name="Code">The library's stable name of it.</param>
/// <param name="Standing">Who the issuer is to us, in the JSON form's word.</param> <param name="Reason">The deciding check, if that says
/// more than the title; otherwise null.</param>
public sealed record HeadlineView(string Code, string Standing, VerdictTone Tone, string Title, string? Reason, IReadOnlyList<string> Lines)
{
    /// <param name="zone">The zone for days; null: as the issuer wrote them.</param>
    public static HeadlineView Of(Headline headline, Verdict verdict, IStringLocalizer<Texts> texts, TimeZoneInfo? zone = null) =>
        new(
            headline.Code,
            IssuerFinding.Word(headline.Issuer.Standing),
            ToneOf(headline, verdict),
            Sentence(headline.Code, headline.Arguments, texts, zone),
            headline.Reason is { } reason ? ReportView.Sentence(reason, texts) : null,
            [.. headline.Lines.Select(line => Sentence(line.Code, line.Arguments, texts, zone))]
        );

    // Green only for issuers that we or one of our lists know: a stranger's genuine signature is genuine, but still a stranger's.
    private static VerdictTone ToneOf(Headline headline, Verdict verdict) =>
        (verdict, headline.Issuer.Standing) switch
        {
            _ when headline.IsNothing => VerdictTone.Plain,
            (Verdict.Fail, _) => VerdictTone.Fail,
            (Verdict.Pass, IssuerStanding.Own or IssuerStanding.Listed) => VerdictTone.Pass,
            (Verdict.Pass, IssuerStanding.Domain) => VerdictTone.Plain,
            _ => VerdictTone.Unknown,
        };

    private static string Sentence(string code, IReadOnlyList<string> arguments, IStringLocalizer<Texts> texts, TimeZoneInfo? zone) =>
        string.Format(CultureInfo.CurrentCulture, texts[Key(code)].Value, [.. arguments.Select(argument => Shown(argument, zone))]);

    internal static string Key(string code) => "Headline." + code["headline.".Length..];

    // A date as the reader writes it; a name written from right to left does not reorder our own words.
    private static string Shown(string argument, TimeZoneInfo? zone) =>
        DateTimeOffset.TryParseExact(
            argument,
            "yyyy-MM-dd'T'HH:mm:ssK",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        )
            ? (zone is null ? date : date.In(zone))
                .DayAsWritten()
                .ToString(DatePattern.Of(CultureInfo.CurrentCulture, brief: false), CultureInfo.CurrentCulture)
        : argument.Any(c => c is >= '\u0590' and <= '\u08ff' or >= '\ufb1d' and <= '\ufeff') ? $"\u2068{argument}\u2069"
        : argument;
}

/// <summary>How a verdict looks: a shape and a colour beside its words.</summary>
public enum VerdictTone
{
    Plain,
    Pass,
    Unknown,
    Fail,
}
