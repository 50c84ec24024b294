using CsvHelper;
using CsvHelper.Configuration;

namespace Cairn.Schools.Rosters.Reading;

/// <summary>
/// One file, row after row, at the speed of the parser and the memory of one row. Synchronous on purpose: it runs on a job's own
/// thread over a local file, and a million awaits would cost more than the reading.
/// </summary>
internal sealed class RosterTable : IDisposable
{
    readonly RosterBundle bundle;
    readonly RosterLimits limits;
    readonly CancellationToken stop;
    readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
    Stream? stream;
    CsvParser? parser;
    string[] header = [];
    readonly HashSet<int> badQuotes = [];
    int place;
    bool ended;

    public RosterTable(RosterBundle bundle, RosterFile file, RosterProblems problems, RosterLimits limits, CancellationToken stop)
    {
        (this.bundle, File, Problems, this.limits, this.stop) = (bundle, file, problems, limits, stop);
        if (Guarded(Start))
            Guarded(ReadHeader);
    }

    public RosterFile File { get; }
    public RosterProblems Problems { get; }
    public int Rows { get; private set; }
    public long BytesRead => stream?.Position ?? 0;

    /// <summary>The line on which the row begins: the parser counts to its end.</summary>
    public int Line => parser is null ? 0 : parser.RawRow - LineBreaksInside();

    /// <summary>Moves to the next row; false at the end of the file, and at damage, which is then among the problems.</summary>
    public bool Read() => Guarded(Next);

    /// <summary>The cell under a heading of the standard, trimmed; "" if the file has no such column or the row no such cell.</summary>
    public string this[string column] => places.TryGetValue(column, out var at) && at < parser!.Count ? Cell(at).Trim() : "";

    public bool Has(string column) => places.ContainsKey(column);

    /// <summary>Whether a cell that was read has unpaired quotation marks.</summary>
    public bool HasBadQuotes(string column) => badQuotes.Count > 0 && badQuotes.Contains(places[column]);

    public void Dispose()
    {
        parser?.Dispose();
        stream?.Dispose();
    }

    bool Start()
    {
        stream = bundle.Open(File);
        var text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: false), detectEncodingFromByteOrderMarks: true);
        parser = new CsvParser(
            new RowGuard(text, limits.RowCharacters),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                BadDataFound = _ => badQuotes.Add(place),
                CacheFields = true,
                BufferSize = 16 * 1024,
            }
        );
        return true;
    }

    bool ReadHeader()
    {
        if (!parser!.Read())
        {
            Problems.Add(RosterFlaw.FileEmpty, File.FileName);
            return End();
        }

        header = [.. parser.Record!.Select(cell => cell.Trim())];
        foreach (var column in File.Columns)
            Place(column);

        // Without a required column every row would be wrong: a single problem says it better.
        return !File.Columns.Any(column => column.Required && !places.ContainsKey(column.Name)) || End();
    }

    void Place(RosterColumn column)
    {
        foreach (var name in column.Otherwise.Prepend(column.Name))
        {
            var at = Array.FindIndex(header, cell => cell.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
                continue;

            if (Array.FindLastIndex(header, cell => cell.Equals(name, StringComparison.OrdinalIgnoreCase)) != at)
                Problems.Add(RosterFlaw.ColumnTwice, File.FileName, Line, name);
            if (name != column.Name)
                Problems.Add(RosterFlaw.ColumnRenamed, File.FileName, Line, header[at], header[at], column.Name);
            places.Add(column.Name, at);
            return;
        }

        if (column.Required)
            Problems.Add(RosterFlaw.ColumnMissing, File.FileName, Line, column.Name);
    }

    bool Next()
    {
        do
        {
            stop.ThrowIfCancellationRequested();
            badQuotes.Clear();
            if (!parser!.Read())
                return End();
        } while (IsBlank() || IsHeaderAgain());

        CheckLength();
        if (++Rows <= limits.RowsPerFile)
            return true;

        Problems.Add(RosterFlaw.FileRows, File.FileName, Line, "", "", limits.RowsPerFile.ToString(CultureInfo.InvariantCulture));
        return End();
    }

    bool IsBlank()
    {
        for (var i = 0; i < parser!.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(Cell(i)))
                return false;
        }

        return true;
    }

    bool IsHeaderAgain()
    {
        for (var i = 0; i < header.Length; i++)
        {
            if (i >= parser!.Count || !Cell(i).Trim().Equals(header[i], StringComparison.OrdinalIgnoreCase))
                return false;
        }

        Problems.Add(RosterFlaw.RowHeaderAgain, File.FileName, Line);
        return true;
    }

    void CheckLength()
    {
        var count = parser!.Count;
        if (count < header.Length)
            Complain(RosterFlaw.RowShort);
        else if (count > header.Length && Enumerable.Range(header.Length, count - header.Length).Any(i => Cell(i).Length > 0))
            Complain(RosterFlaw.RowLong);

        void Complain(RosterFlaw flaw) =>
            Problems.Add(
                flaw,
                File.FileName,
                Line,
                "",
                "",
                count.ToString(CultureInfo.InvariantCulture),
                header.Length.ToString(CultureInfo.InvariantCulture)
            );
    }

    /// <summary>The parser unquotes a cell on first use, and calls back if it cannot.</summary>
    string Cell(int at) => parser![place = at];

    int LineBreaksInside()
    {
        var breaks = 0;
        for (var i = 0; i < parser!.Count; i++)
        {
            var cell = Cell(i).AsSpan();
            breaks += cell.Count('\n') + cell.Count('\r') - cell.Count("\r\n");
        }

        return breaks;
    }

    bool Guarded(Func<bool> step)
    {
        if (ended)
            return false;

        try
        {
            return step();
        }
        catch (RosterFileException refused)
        {
            Problems.Add(refused.Flaw, File.FileName, parser?.RawRow ?? 0, "", "", refused.Argument);
        }
        catch (InvalidDataException)
        {
            Problems.Add(RosterFlaw.ZipDamaged, File.FileName, parser?.RawRow ?? 0);
        }

        return End();
    }

    bool End()
    {
        ended = true;
        return false;
    }
}
