using Cairn.Credentials.Verification;

namespace Cairn.Cli;

/// <summary>A report for people: the verdict in a sentence, then every check with a word, a shape and its reason.</summary>
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
        [CheckNames.Status] = "Not withdrawn",
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
        var output = terminal.Output;
        if (CredentialSummary.Read(report.Credential) is { } summary)
        {
            foreach (var line in summary.Headline())
                output.WriteLine(line);
            output.WriteLine();
        }

        WriteVerdict(report.Verdict, report.Checks, terminal);
        WriteChecks(report.Checks, terminal);
    }

    /// <summary>A presentation, then each credential in it as if it had come alone.</summary>
    public static void Write(PresentationReport report, Terminal terminal)
    {
        var output = terminal.Output;
        output.WriteLine(report.Credentials.Count == 1 ? "A presentation of a credential" : $"A presentation of {report.Credentials.Count} credentials");
        output.WriteLine();
        WriteVerdict(report.Verdict, [.. report.Checks, .. report.Credentials.SelectMany(credential => credential.Checks)], terminal);
        WriteChecks(report.Checks, terminal);
        for (var i = 0; i < report.Credentials.Count; i++)
        {
            output.WriteLine();
            output.Write($"{i + 1}. ");
            Write(report.Credentials[i], terminal);
        }
    }

    // The verdict and its reason: what failed first, or what is not known.
    static void WriteVerdict(Verdict verdict, IReadOnlyList<Check> checks, Terminal terminal)
    {
        var output = terminal.Output;
        output.WriteLine(Coloured(Wrapped(Sentence(verdict, checks), 0), Colour(verdict), terminal));
        if (verdict != Verdict.Pass && checks.FirstOrDefault(check => check is { Item: 0, Counts: true } && (int)check.Outcome == (int)verdict) is { } decisive)
            output.WriteLine(Wrapped(decisive.Reason, 0));
        if (verdict == Verdict.NotDeterminable && checks.Any(check => check is { Item: 0, Counts: true } && check.Code.EndsWith("offline", StringComparison.Ordinal)))
            output.WriteLine("With --online what is missing is fetched.");
        output.WriteLine();
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

    // What a reader may take for looked at, though nobody looked or nobody could tell.
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

    static string Sentence(Verdict verdict, IReadOnlyList<Check> checks)
    {
        var open = checks.Where(check => check.Outcome is Outcome.NotPerformed or Outcome.NotDeterminable).Select(check => Questions.GetValueOrDefault(check.Name)).OfType<string>().Distinct().ToList();
        return verdict == Verdict.Pass && open.Count > 0
            ? $"VALID. What was looked at passed. Nobody looked at, or could tell: {string.Join(", ", open)}."
            : Sentence(verdict);
    }

    static string Sentence(Verdict verdict) =>
        verdict switch
        {
            Verdict.Pass => "VALID. Every check passed.",
            Verdict.Fail => "NOT VALID.",
            _ => "CANNOT BE DECIDED. Nothing is wrong with what could be checked, but not everything could be.",
        };

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

    static string Colour(Verdict verdict) => "1;" + Colour((Outcome)verdict);

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
