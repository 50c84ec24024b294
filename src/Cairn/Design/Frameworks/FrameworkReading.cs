using System.Text.RegularExpressions;
using CsvHelper;

namespace Cairn.Design.Frameworks;

/// <summary>Reads the rows of a framework's file and reports everything wrong with them, each by line and column.</summary>
internal sealed partial class FrameworkReading
{
    private const string Identifier = "identifier",
        Code = "humanCodingScheme",
        Statement = "fullStatement",
        Address = "uri",
        Language = "language",
        Level = "educationLevel";

    private static readonly string[] All = [Identifier, Code, Statement, Address, Language, Level];
    private static readonly HashSet<string> Columns = [.. All.Select(Plain)];

    private readonly List<FrameworkRow> _items = [];
    private readonly List<FrameworkProblem> _problems = [];
    private readonly Dictionary<string, int> _places = [];
    private readonly Dictionary<string, int> _firsts = new(StringComparer.Ordinal);
    private bool _badQuotes;

    public IReadOnlyList<FrameworkRow> Items => _items;
    public IReadOnlyList<FrameworkProblem> Problems => _problems;
    public int ProblemCount { get; private set; }

    public void Read(string text)
    {
        using var parser = new CsvParser(new StringReader(text), FrameworkFile.Configuration(DelimiterOf(text), () => _badQuotes = true));
        try
        {
            if (!parser.Read())
            {
                Complain(0, "", "", "design.framework-empty");
                return;
            }
            if (!ReadHeader(parser.Record!))
                return;
            var width = parser.Count;
            while (parser.Read())
            {
                if (_items.Count >= FrameworkFile.MostRows)
                {
                    Complain(LineOf(parser), "", "", "design.framework-rows", FrameworkFile.MostRows);
                    return;
                }
                ReadRow(parser, width);
            }
            if (_items.Count == 0 && ProblemCount == 0)
                Complain(0, "", "", "design.framework-empty");
        }
        catch (MaxFieldSizeException)
        {
            // A cell without an end: a quotation mark was opened and never closed.
            Complain(parser.RawRow, "", "", "design.framework-quotes");
        }
    }

    /// <summary>The items of a CASE package; a problem's line is the item's place in it, counted from 1.</summary>
    public void ReadCase(string json)
    {
        JsonElement items;
        try
        {
            using var package = JsonDocument.Parse(json);
            if (!package.RootElement.TryGetProperty("CFItems", out items) || items.ValueKind is not JsonValueKind.Array)
            {
                Complain(0, "CFItems", "", "design.framework-json");
                return;
            }
            items = items.Clone();
        }
        catch (JsonException)
        {
            Complain(0, "", "", "design.framework-json");
            return;
        }
        var at = 0;
        foreach (var item in items.EnumerateArray())
        {
            if (++at > FrameworkFile.MostRows)
            {
                Complain(at, "", "", "design.framework-rows", FrameworkFile.MostRows);
                return;
            }
            if (item.ValueKind is JsonValueKind.Object)
                Take(at, column => TextOf(item, column));
            else
                Complain(at, "CFItems", "", "design.framework-json");
        }
        if (_items.Count == 0 && ProblemCount == 0)
            Complain(0, "", "", "design.framework-empty");
    }

    private static string TextOf(JsonElement item, string column) =>
        !item.TryGetProperty(column, out var value) ? ""
        : value.ValueKind is JsonValueKind.String ? value.GetString()!.Trim()
        : value.ValueKind is JsonValueKind.Array
            ? string.Join(',', value.EnumerateArray().Where(one => one.ValueKind is JsonValueKind.String).Select(one => one.GetString()))
        : "";

    /// <summary>The one of the usual that splits the headings into most that are known.</summary>
    private static string DelimiterOf(string text)
    {
        var header = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length).ToString();
        return ((string[])[",", ";", "\t"]).MaxBy(one => header.Split(one).Count(heading => Columns.Contains(Plain(heading))))!;
    }

    public void Complain(int line, string column, string value, string code, params object[] arguments)
    {
        if (ProblemCount++ < FrameworkFile.MostListed)
            _problems.Add(new FrameworkProblem(line, column, value.Length > 60 ? value[..59] + "…" : value, code, arguments));
    }

    private bool ReadHeader(string[] header)
    {
        foreach (var column in All)
        {
            var found = Enumerable.Range(0, header.Length).Where(at => Plain(header[at]) == Plain(column)).ToList();
            if (found.Count > 0)
                _places[column] = found[0];
            if (found.Count > 1)
                Complain(1, column, header[found[1]], "design.framework-column-twice");
            if (found.Count == 0 && column is Identifier or Statement && !_places.ContainsKey(column))
                Complain(1, column, "", "design.framework-column-missing");
        }
        return ProblemCount == 0;
    }

    private void ReadRow(CsvParser parser, int width)
    {
        _badQuotes = false;
        var cells = parser.Record!;
        if (cells.All(string.IsNullOrWhiteSpace))
            return;
        var line = LineOf(parser);
        if (_badQuotes)
            Complain(line, "", "", "design.framework-quotes");
        if (cells.Length != width)
            Complain(line, "", "", "design.framework-cells", cells.Length, width);

        Take(line, column => _places.TryGetValue(column, out var at) && at < cells.Length ? cells[at].Trim() : "");
    }

    private void Take(int line, Func<string, string> valueOf)
    {
        var before = ProblemCount;
        var identifier = Cell(Identifier, 200, required: true);
        if (identifier.Length > 0 && !_firsts.TryAdd(identifier, line))
            Complain(line, Identifier, identifier, "design.framework-twice", _firsts[identifier]);
        var address = Cell(Address, BlueprintBounds.Address);
        // What has no address is named by its identifier, which CASE makes a UUID.
        if (address.Length == 0 && Guid.TryParse(identifier, out var uuid))
            address = $"urn:uuid:{uuid:D}";
        else if (address.Length == 0 && identifier.Length > 0)
            Complain(line, Address, "", "design.framework-address");
        else if (address.Length > 0 && !FrameworkAlignment.IsIdentifier(address))
            Complain(line, Address, address, "design.framework-uri");
        var language = Cell(Language, 35);
        if (language.Length > 0 && !Tag().IsMatch(language))
            Complain(line, Language, language, "design.language");
        var row = new FrameworkRow(
            identifier,
            Filled(Cell(Code, 100)),
            Cell(Statement, FrameworkFile.LongestCell, required: true),
            address,
            Filled(language),
            Filled(Cell(Level, 200))
        );
        if (ProblemCount == before)
            _items.Add(row);

        string Cell(string column, int most, bool required = false)
        {
            var cell = valueOf(column);
            if (required && cell.Length == 0)
                Complain(line, column, "", "design.framework-missing");
            if (cell.Length > most)
                Complain(line, column, cell, "design.too-long", most, cell.Length);
            return cell;
        }
    }

    /// <summary>The line on which the row begins: the parser counts to its end.</summary>
    private static int LineOf(CsvParser parser) => parser.RawRow - parser.Record!.Sum(cell => cell.Count(c => c == '\n'));

    private static string? Filled(string cell) => cell.Length > 0 ? cell : null;

    /// <summary>"Human Coding Scheme", "human_coding_scheme" and "humanCodingScheme" are one.</summary>
    private static string Plain(string heading) => new([.. heading.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    private static partial Regex Tag();
}
