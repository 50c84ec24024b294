using Cairn.Credentials.Verification;

namespace Cairn.Cli;

/// <summary>
/// A report for people: the headline and the lines below it, what the credential says about itself, then every check with a word, a shape
/// and its reason.
/// </summary>
static class ReportText
{
    const int NameWidth = 15;
    const int WordWidth = 11;

    static readonly Dictionary<string, string> Names = new()
    {
        [CheckNames.Parse] = "File",
        [CheckNames.Proof] = "Signature",
        [CheckNames.IssuerKey] = "Issuer's key",
        [CheckNames.Issuer] = "Issuer",
        [CheckNames.Trust] = "Trust",
        [CheckNames.Validity] = "Dates",
        [CheckNames.Status] = "Withdrawal",
        [CheckNames.Schema] = "Form",
        [CheckNames.Achievement] = "Achievement",
        [CheckNames.Authority] = "Authority",
        [CheckNames.Endorsements] = "Endorsements",
        [CheckNames.Record] = "In the record",
        [CheckNames.Recipient] = "Recipient",
        [CheckNames.Evidence] = "Evidence",
        [CheckNames.RelatedResources] = "Attachments",
        [CheckNames.Refresh] = "Newer version",
        [CheckNames.Holder] = "Holder",
    };

    public static void Write(VerificationReport report, Terminal terminal)
    {
        WriteHeadline(report.Headline, report.Verdict, report.Checks, terminal);
        WriteClaims(report, terminal);
        if (!report.Headline.IsNothing)
            WriteChecks(report.Checks, terminal);
    }

    /// <summary>A presentation, then each credential in it as if it had come alone.</summary>
    public static void Write(PresentationReport report, Terminal terminal)
    {
        var output = terminal.Output;
        WriteHeadline(
            report.Headline,
            report.Verdict,
            [.. report.Checks, .. report.Credentials.SelectMany(credential => credential.Checks)],
            terminal
        );
        output.WriteLine(
            report.Credentials.Count == 1
                ? "  A presentation of a credential"
                : $"  A presentation of {report.Credentials.Count} credentials"
        );
        output.WriteLine();
        WriteChecks(report.Checks, terminal);
        for (var i = 0; i < report.Credentials.Count; i++)
        {
            output.WriteLine();
            output.Write($"{i + 1}. ");
            Write(report.Credentials[i], terminal);
        }
    }

    // What to say first, and why; never more than was checked.
    static void WriteHeadline(Headline headline, Verdict verdict, IReadOnlyList<Check> checks, Terminal terminal)
    {
        var output = terminal.Output;
        output.WriteLine(
            Coloured(Wrapped($"{Word(headline, verdict)}. {headline.Sentence}.", 0), "1;" + Colour(headline, verdict), terminal)
        );
        if (headline.Reason is { } reason)
            output.WriteLine(Wrapped(reason.Reason, 0));
        foreach (var line in headline.Lines)
            output.WriteLine(Wrapped(line.Sentence, 0));
        if (Unseen(verdict, checks) is { } unseen)
            output.WriteLine(Wrapped(unseen, 0));
        if (
            verdict == Verdict.NotDeterminable
            && checks.Any(check => check is { Item: 0, Counts: true } && check.Code.EndsWith("offline", StringComparison.Ordinal))
        )
            output.WriteLine("With --online what is missing is fetched.");
        output.WriteLine();
    }

    static string Word(Headline headline, Verdict verdict) =>
        headline.IsNothing ? "NOTHING TO CHECK"
        : verdict == Verdict.Fail ? "NOT VALID"
        : verdict == Verdict.NotDeterminable ? "CANNOT BE DECIDED"
        : headline.Issuer.Standing == IssuerStanding.Unknown ? "SIGNER UNKNOWN"
        : headline.Issuer.Standing == IssuerStanding.Domain ? "GENUINE"
        : "VALID";

    static string Colour(Headline headline, Verdict verdict) =>
        headline.IsNothing ? Colour(Outcome.NotPerformed)
        : verdict == Verdict.Pass && headline.Issuer.Standing == IssuerStanding.Unknown ? Colour(Outcome.NotDeterminable)
        : Colour((Outcome)verdict);

    // From an issuer whom the reader trusts, the credential's own words are facts; from everybody else they are claims.
    static void WriteClaims(VerificationReport report, Terminal terminal)
    {
        if (CredentialSummary.Read(report.Credential) is not { } summary)
            return;

        var isTheirs = report.Verdict == Verdict.Pass && report.Headline.Issuer.Standing is IssuerStanding.Own or IssuerStanding.Listed;
        terminal.Output.WriteLine(isTheirs ? "  What it is" : "  It says of itself");
        foreach (var line in summary.Headline())
            terminal.Output.WriteLine($"    {line}");
        terminal.Output.WriteLine();
    }

    static void WriteChecks(IReadOnlyList<Check> checks, Terminal terminal)
    {
        var output = terminal.Output;
        foreach (var check in checks)
        {
            var (shape, word) = Words(check.Outcome);
            var colour = Colour(check.Outcome);
            output.Write($"  {Coloured(shape, colour, terminal)} {Name(check).PadRight(NameWidth)}");
            output.Write($"{Coloured(word.PadRight(WordWidth), colour, terminal)} ");
            output.WriteLine(Wrapped(check.Reason, NameWidth + WordWidth + 5));
        }
    }

    static string Name(Check check) => check.Item == 0 ? Names[check.Name] : $"  {check.Item}.";

    // What a reader may think was checked, although nobody checked or nobody could tell.
    static readonly Dictionary<string, string> Questions = new()
    {
        [CheckNames.Trust] = "whether you trust the issuer (--trust)",
        [CheckNames.Status] = "whether it was withdrawn",
        [CheckNames.Schema] = "a schema that it names",
        [CheckNames.Authority] = "whether the issuer may award it",
        [CheckNames.Record] = "all that is in the record",
        [CheckNames.Holder] = "who shows it",
        [CheckNames.Evidence] = "its evidence",
        [CheckNames.RelatedResources] = "its attachments",
        [CheckNames.Refresh] = "whether there is a newer version",
    };

    static string? Unseen(Verdict verdict, IReadOnlyList<Check> checks)
    {
        var open = checks
            .Where(check => check.Outcome is Outcome.NotPerformed or Outcome.NotDeterminable)
            .Select(check => Questions.GetValueOrDefault(check.Name))
            .OfType<string>()
            .Distinct()
            .ToList();
        return verdict == Verdict.Pass && open.Count > 0 ? $"Nobody looked at, or could tell: {string.Join(", ", open)}." : null;
    }

    static (string Shape, string Word) Words(Outcome outcome) =>
        outcome switch
        {
            Outcome.Pass => ("✓", "yes"),
            Outcome.Fail => ("✗", "NO"),
            Outcome.NotDeterminable => ("?", "not known"),
            _ => ("–", "not asked"),
        };

    // ANSI: green, red, yellow, grey.
    static string Colour(Outcome outcome) =>
        outcome switch
        {
            Outcome.Pass => "32",
            Outcome.Fail => "31",
            Outcome.NotDeterminable => "33",
            _ => "90",
        };

    static string Coloured(string text, string colour, Terminal terminal) => terminal.Colours ? $"\e[{colour}m{text}\e[0m" : text;

    static string Wrapped(string text, int indent)
    {
        const int width = 100;
        List<string> lines = [""];
        foreach (var word in Printable.Short(text).Split(' '))
        {
            if (lines[^1].Length > 0 && indent + lines[^1].Length + 1 + word.Length > width)
                lines.Add("");
            lines[^1] += lines[^1].Length == 0 ? word : " " + word;
        }

        return string.Join(Environment.NewLine + new string(' ', indent), lines);
    }
}
