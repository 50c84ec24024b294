using System.Globalization;
using System.Runtime.CompilerServices;
using Cairn.Credentials.Verification;
using Cairn.Verifying;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cairn.Tests.Verifying;

/// <summary>
/// The matrix of <c>docs/guides/verification.md</c>: every cell from a badge signed here, in both languages; and the guide says nothing
/// that the code does not.
/// </summary>
public sealed class HeadlineMatrixTests
{
    private static readonly StringLocalizer<Texts> Localizer = new(
        new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance)
    );
    private static readonly Dictionary<(string, string, string), string[]> Guide = ReadMatrix();

    public static TheoryData<string, string, string, string, string> Cells
    {
        get
        {
            TheoryData<string, string, string, string, string> cells = [];
            foreach (var language in (string[])["en", "es"])
            foreach (var status in HeadlineCells.Statuses)
            foreach (var dates in HeadlineCells.Dates)
            foreach (var issuer in HeadlineCells.Issuers)
            {
                cells.Add(language, issuer == "unproven" ? "open" : "holds", issuer, status, dates);
                if (issuer != "unproven")
                    cells.Add(language, "broken", issuer, status, dates);
            }
            return cells;
        }
    }

    [Theory, MemberData(nameof(Cells))]
    public async Task Every_cell_says_what_the_guide_says_and_no_more(
        string language,
        string proof,
        string issuer,
        string status,
        string dates
    )
    {
        var report = await HeadlineCells.ReportAsync(proof, issuer, status, dates);
        var (headline, view) = (report.Headline, In(language, report));

        var row = proof == "broken" ? Guide[("broken", "any", "any")] : Guide[(proof, issuer, status)];
        Assert.Equal(
            row[Array.IndexOf(HeadlineCells.Dates, dates)],
            $"`{headline.Code["headline.".Length..]}`, {VerificationReport.Word(report.Verdict)}"
        );
        Assert.Equal(Beneath(proof, issuer, status, dates), headline.Lines.Select(line => line.Code["headline.".Length..]));

        // Nothing is said that was not checked.
        var known = issuer is "own" or "listed";
        var isRight = proof == "holds" && dates is "in force" or "no end" && proof == "holds";
        Assert.Equal(known && isRight && status == "clear", view.Lines.Contains(Text(language, "not-taken-back")));
        Assert.Equal(known && isRight && status == "clear", view.Title.Contains(Text(language, "own"), StringComparison.Ordinal));
        Assert.Equal(known && isRight && status is "clear" or "none stated" && known && isRight, view.Tone is VerdictTone.Pass);

        // A name that anybody may write appears only as somebody's claim; our own and the list's names are ours.
        var claims = (string[])[Text(language, "claims", HeadlineCells.Claimed), Text(language, "claims-other", HeadlineCells.Claimed)];
        Assert.DoesNotContain(HeadlineCells.Claimed, view.Title, StringComparison.Ordinal);
        Assert.All(view.Lines.Except(claims), line => Assert.DoesNotContain(HeadlineCells.Claimed, line, StringComparison.Ordinal));
        var name = issuer switch
        {
            "own" => HeadlineCells.OurName,
            "listed" => HeadlineCells.ListName,
            "domain" => HeadlineCells.Address,
            _ => null,
        };
        Assert.Equal(proof == "broken" ? null : name, headline.Issuer.Name);
        if (name is not null && proof != "broken")
            Assert.Contains(view.Lines, line => line.Contains(name, StringComparison.Ordinal));

        // Sentences, not their codes.
        Assert.All(
            [view.Title, view.Reason ?? "", .. view.Lines],
            sentence =>
            {
                Assert.DoesNotContain("headline.", sentence, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotMatch(@"\{\d|\b(?:parse|proof|status|validity|issuer|key)\.[a-z]|T\d\d:\d\d:\d\dZ", sentence);
            }
        );

        var told = ReportView.Of(report, Localizer).Telling;
        Assert.Equal(
            report.Verdict is Verdict.Fail ? Telling.Folded
                : known && report.Verdict is Verdict.Pass ? Telling.Facts
                : Telling.Claims,
            told
        );
    }

    [Fact]
    public void The_guide_has_every_cell() =>
        Assert.Equal(
            HeadlineCells
                .Statuses.SelectMany(status =>
                    HeadlineCells.Issuers.Select(issuer => (issuer == "unproven" ? "open" : "holds", issuer, status))
                )
                .Append(("broken", "any", "any"))
                .Order(),
            Guide.Keys.Order()
        );

    [Fact]
    public void The_guide_has_every_sentence_the_gravest_first()
    {
        var rows = Rows()
            .Where(row => row.Length is 2 or 3)
            .Select(row => (Code: "headline." + row[0].Trim('`'), Text: row[^1]))
            .Where(row => HeadlineTexts.All.ContainsKey(row.Code))
            .ToList();

        Assert.Equal(HeadlineTexts.Codes, rows.Take(HeadlineTexts.Codes.Count).Select(row => row.Code));
        Assert.Equal(
            HeadlineTexts.All.OrderBy(text => text.Key).Select(text => (text.Key, text.Value)),
            rows.OrderBy(row => row.Code).Select(row => (row.Code, row.Text))
        );
    }

    private static IEnumerable<string> Beneath(string proof, string issuer, string status, string dates)
    {
        if (proof == "broken")
            return [];
        string[] who = issuer switch
        {
            "own" => ["by-own", "claims-other"],
            "listed" => ["by-listed-in", "claims-other"],
            "domain" => ["claims", "by-domain"],
            "unknown" => ["claims", "by-unknown"],
            _ => ["claims"],
        };
        string[] wrong = [.. new[] { status, dates }.Where(word => word is "revoked" or "suspended" or "expired" or "not yet")];
        if (wrong.Length > 0)
            return [.. issuer == "unproven" ? ["by-nobody-proven"] : who, .. wrong.Skip(1).Select(word => word.Replace(' ', '-'))];
        var known = issuer is "own" or "listed";
        return
        [
            .. who,
            status switch
            {
                "clear" => known ? "not-taken-back" : "says-not-taken-back",
                "none stated" => "no-status",
                _ => "status-open",
            },
            .. issuer == "unproven" ? (string[])[] : [(known ? "" : "says-") + (dates == "in force" ? "until" : "no-end")],
        ];
    }

    private static HeadlineView In(string language, VerificationReport report)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return HeadlineView.Of(report.Headline, report.Verdict, Localizer);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    private static string Text(string language, string code, params object[] arguments) =>
        string.Format(
            CultureInfo.InvariantCulture,
            new System.Resources.ResourceManager(typeof(Texts)).GetString("Headline." + code, CultureInfo.GetCultureInfo(language))!,
            arguments
        );

    private static Dictionary<(string, string, string), string[]> ReadMatrix() =>
        Rows()
            .Where(row => row.Length == 7 && row[0] is "holds" or "open" or "broken")
            .ToDictionary(row => (row[0], row[1], row[2]), row => row[3..]);

    private static List<string[]> Rows([CallerFilePath] string file = "")
    {
        var guide = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "docs", "guides", "verification.md"));
        return
        [
            .. guide
                .SkipWhile(line => !line.StartsWith("<!-- the matrix", StringComparison.Ordinal))
                .TakeWhile(line => !line.StartsWith("<!-- end", StringComparison.Ordinal))
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
                .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
        ];
    }
}
