using CsvHelper;
using CsvHelper.Configuration;

namespace Cairn.Schools.Rosters;

/// <summary>The problems as a CSV file, for fixing the roster in a spreadsheet.</summary>
internal static class RosterProblemTable
{
    public static byte[] Write(IEnumerable<RosterNote> notes)
    {
        using var bytes = new MemoryStream();
        // With a byte order mark, or a spreadsheet misreads UTF-8. Text from a roster must not become a formula.
        using (
            var csv = new CsvWriter(
                new StreamWriter(bytes, new UTF8Encoding(true), leaveOpen: true),
                new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }
            )
        )
        {
            foreach (var heading in (string[])["severity", "code", "file", "line", "column", "value", "problem"])
                csv.WriteField(heading);
            csv.NextRecord();
            foreach (var note in notes)
            {
                csv.WriteField(note.Severity);
                csv.WriteField(note.Code);
                csv.WriteField(note.File);
                csv.WriteField(note.Line);
                csv.WriteField(note.Column);
                csv.WriteField(note.Value);
                csv.WriteField(note.Sentence);
                csv.NextRecord();
            }
        }

        return bytes.ToArray();
    }
}
