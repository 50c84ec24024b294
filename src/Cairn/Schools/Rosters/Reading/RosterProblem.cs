namespace Cairn.Schools.Rosters.Reading;

/// <summary>
/// One thing wrong, and where: the file as the standard names it, the line as an editor numbers it (0: the file as a whole), the
/// column's heading ("" for the row as a whole) and the value, shortened.
/// </summary>
internal sealed record RosterProblem(
    string Code,
    RosterSeverity Severity,
    string File,
    int Line,
    string Column,
    string Value,
    IReadOnlyList<string> Arguments
)
{
    const int LongestValue = 60;

    public static RosterProblem Of(RosterFlaw flaw, string file, int line, string column, string value, params string[] arguments) =>
        new(flaw.Code, flaw.Severity, file, line, column, Shorten(value), arguments);

    static string Shorten(string value)
    {
        if (value.Length > LongestValue)
        {
            var end = char.IsHighSurrogate(value[LongestValue - 2]) ? LongestValue - 2 : LongestValue - 1;
            value = value[..end] + "…";
        }

        // PostgreSQL stores no NUL, and a report should show that something was there.
        return string.Create(
            value.Length,
            value,
            static (span, text) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    span[i] = char.IsControl(text[i]) || char.IsSurrogate(text[i]) && !Paired(text, i) ? '\uFFFD' : text[i];
                }
            }
        );
    }

    static bool Paired(string text, int i) =>
        char.IsHighSurrogate(text[i])
            ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
            : i > 0 && char.IsHighSurrogate(text[i - 1]);
}
