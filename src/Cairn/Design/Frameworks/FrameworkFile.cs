using CsvHelper.Configuration;

namespace Cairn.Design.Frameworks;

/// <param name="Items">In the file's order; nothing in a file with problems is used.</param>
/// <param name="Problems">The first of them.</param>
/// <param name="ProblemCount">All of them.</param>
internal sealed record FrameworkFile(
    string Name,
    string Sha256,
    IReadOnlyList<FrameworkRow> Items,
    IReadOnlyList<FrameworkProblem> Problems,
    int ProblemCount
)
{
    public const int MostBytes = 10 * 1024 * 1024,
        MostRows = 20_000,
        MostListed = 200,
        LongestCell = 10_000;

    /// <summary>A CSV with the columns of CASE CFItems, in any order and case; other columns are ignored.</summary>
    public static FrameworkFile Read(string name, byte[] bytes)
    {
        var reading = new FrameworkReading();
        if (bytes.Length == 0)
            reading.Complain(0, "", "", "design.framework-empty");
        else if (!TryDecode(bytes, out var text))
            reading.Complain(0, "", "", "design.framework-encoding");
        else
            reading.Read(text);
        return new FrameworkFile(
            name.Length > 200 ? name[..200] : name,
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            reading.Items,
            reading.Problems,
            reading.ProblemCount
        );
    }

    private static bool TryDecode(byte[] bytes, out string text)
    {
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            return !text.Contains('\0', StringComparison.Ordinal);
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }

    internal static CsvConfiguration Configuration(Action bad) =>
        new(CultureInfo.InvariantCulture)
        {
            BadDataFound = _ => bad(),
            CacheFields = true,
            MaxFieldSize = LongestCell * 4,
        };
}

/// <param name="Code">The human coding scheme; null if the cell is empty.</param>
internal sealed record FrameworkRow(
    string Identifier,
    string? Code,
    string Statement,
    string Url,
    string? Language,
    string? EducationLevel
);

/// <summary>One thing wrong, and where.</summary>
/// <param name="Line">As an editor counts; 0: the file as a whole.</param>
/// <param name="Column">As the standard names it; empty: the row as a whole.</param> <param name="Value">The value there,
/// shortened.</param>
internal sealed record FrameworkProblem(int Line, string Column, string Value, string Code, params IReadOnlyList<object> Args);
