using Cairn.Foundation.Files;
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

    /// <summary>
    /// A CSV with the columns of CASE CFItems, in any order and case, with commas, semicolons or tabs, in UTF-8, UTF-16 or as Excel saves it
    /// by default (Windows-1252); other columns are ignored. Or the JSON of a CASE 1.0 package (CFPackage, its CFItems).
    /// </summary>
    public static FrameworkFile Read(string name, byte[] bytes)
    {
        var reading = new FrameworkReading();
        if (bytes.Length == 0)
            reading.Complain(0, "", "", "design.framework-empty");
        else if (WrongKind(bytes) is { } kind)
            reading.Complain(0, "", "", kind);
        else if (!TryDecode(bytes, out var text))
            reading.Complain(0, "", "", "design.framework-encoding");
        else if (text.AsSpan().TrimStart() is ['{', ..])
            reading.ReadCase(text);
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

    /// <summary>What people choose by mistake gets its name.</summary>
    private static string? WrongKind(byte[] bytes) =>
        MediaTypes.Sniff(bytes.AsSpan(0, Math.Min(bytes.Length, FileStore.HeadLength))) switch
        {
            "application/zip" or "application/x-ole-storage" => "design.framework-workbook",
            "application/pdf" => "design.framework-pdf",
            ['i', 'm', 'a', 'g', 'e', '/', ..] => "design.framework-picture",
            _ => bytes.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'<', ..] ? "design.framework-page" : null,
        };

    private static bool TryDecode(byte[] bytes, out string text)
    {
        Encoding encoding = bytes is [0xff, 0xfe, ..] or [0xfe, 0xff, ..]
            ? new UnicodeEncoding(bigEndian: bytes[0] is 0xfe, byteOrderMark: true, throwOnInvalidBytes: true)
            : new UTF8Encoding(false, throwOnInvalidBytes: true);
        try
        {
            text = encoding.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException) when (encoding is UTF8Encoding && !bytes.Contains((byte)0))
        {
            text = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
        return !text.Contains('\0', StringComparison.Ordinal);
    }

    internal static CsvConfiguration Configuration(string delimiter, Action bad) =>
        new(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
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
