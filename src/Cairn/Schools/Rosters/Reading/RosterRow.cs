namespace Cairn.Schools.Rosters.Reading;

/// <summary>What a row is checked against.</summary>
internal sealed record RosterContext(RosterIndex Index, DateOnly Today, bool RolesElsewhere = false, bool Checking = false);

/// <summary>
/// The current row of a table, read value by value: each reader reports what is wrong with its value, by column, and goes on, so that one
/// pass finds everything. Do not use a record made from a row that <see cref="Failed"/>.
/// </summary>
internal sealed class RosterRow(RosterTable table, RosterContext context)
{
    const int LongestId = 255;
    const int LongestList = 4000;
    static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.fffK"];

    public bool Failed { get; private set; }

    /// <summary>A row being deleted needs only its id.</summary>
    public bool Ended { get; private set; }

    public int Line => table.Line;
    public RosterIndex Index => context.Index;
    public DateOnly Today => context.Today;

    /// <summary>OneRoster 1.2: roles.csv says what users.csv used to say; a delta need not repeat it.</summary>
    public bool RolesElsewhere => context.RolesElsewhere;

    public bool Read()
    {
        (Failed, Ended) = (false, false);
        return table.Read();
    }

    public bool Has(string column) => table.Has(column);

    /// <summary>Whether it holds something that is none of our business.</summary>
    public bool HasValue(string column) => table[column].Length > 0;

    public string Id()
    {
        var id = Readable("sourcedId", LongestId);
        if (id is "")
            Error(RosterFlaw.ValueMissing, "sourcedId", "");
        else if (
            id is not null
            && context.Checking
            && context.Index.Claim(table.File, id, new RosterEntry(Line)) is var first
            && first != Line
        )
            Error(RosterFlaw.IdTwice, "sourcedId", id, first.ToString(CultureInfo.InvariantCulture));
        return id ?? "";
    }

    public bool Status()
    {
        var word = Text("status", 32);
        if (word.Length == 0)
            return Ended = false;

        var ended = RosterChoices.Statuses.Find(word);
        if (ended is null)
            Error(RosterFlaw.ChoiceUnknown, "status", word, "active, tobedeleted");
        if (word.Equals("inactive", StringComparison.OrdinalIgnoreCase))
            Warn(RosterFlaw.StatusRetired, "status", word);
        return Ended = ended is true;
    }

    /// <summary>Text that the record cannot do without.</summary>
    public string Must(string column, int longest)
    {
        var text = Readable(column, longest);
        if (text is "" && !Ended)
            Error(RosterFlaw.ValueMissing, column, "");
        return text ?? "";
    }

    public string Text(string column, int longest) => Readable(column, longest) ?? "";

    public IReadOnlyList<string> List(string column, int longest) =>
        Text(column, LongestList) is { Length: > 0 } text
            ?
            [
                .. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Where(item => Fits(column, item, longest)),
            ]
            : [];

    public string Reference(string column, RosterFile to, bool required = true)
    {
        var id = required ? Must(column, LongestId) : Text(column, LongestId);
        if (id.Length > 0)
            Find(column, id, to);
        return id;
    }

    public IReadOnlyList<string> References(string column, RosterFile to)
    {
        var ids = List(column, LongestId);
        foreach (var id in ids)
            Find(column, id, to);
        return ids;
    }

    public T? Choice<T>(string column, RosterChoices.Choices<T> choices)
        where T : struct
    {
        var word = Must(column, 64);
        if (word.Length == 0)
            return null;

        var value = choices.Find(word);
        if (value is null)
            Error(RosterFlaw.ChoiceUnknown, column, word, choices.Allowed);
        return value;
    }

    /// <summary>A choice that we can do without: an unknown word is noted and replaced by the default.</summary>
    public T ChoiceOr<T>(string column, RosterChoices.Choices<T> choices, T usual)
        where T : struct
    {
        var word = Text(column, 64);
        if (word.Length == 0)
            return usual;

        var value = choices.Find(word);
        if (value is null)
            Warn(RosterFlaw.ChoiceIgnored, column, word, choices.Allowed);
        return value ?? usual;
    }

    public DateOnly? Date(string column, bool required = false)
    {
        var text = required ? Must(column, 40) : Text(column, 40);
        if (text.Length == 0)
            return null;

        // Only the standard's form: 03/04/2015 is a different day in the next country.
        if (DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return date.DayAsWritten();

        Error(RosterFlaw.DateMalformed, column, text);
        return null;
    }

    /// <summary>Nobody on a roster was born before the first day or after the second.</summary>
    public DateOnly? BirthDate(string column)
    {
        var date = Date(column);
        if (date is null || date >= context.Today.AddYears(-120) && date <= context.Today)
            return date;

        Error(RosterFlaw.DateImplausible, column, table[column]);
        return null;
    }

    public void InOrder(DateOnly? first, DateOnly? last, string column)
    {
        if (last < first)
            Error(RosterFlaw.DateOrder, column, table[column], first.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    public void Error(RosterFlaw flaw, string column, string value, params string[] arguments)
    {
        Failed = true;
        table.Problems.Add(flaw, table.File.FileName, table.Line, column, value, arguments);
    }

    public void Warn(RosterFlaw flaw, string column, string value, params string[] arguments) =>
        table.Problems.Add(flaw, table.File.FileName, table.Line, column, value, arguments);

    /// <summary>The text of a cell, or null if it cannot be one, which is reported here.</summary>
    string? Readable(string column, int longest)
    {
        var text = table[column];
        if (text.Length == 0)
            return text;

        if (table.HasBadQuotes(column))
        {
            Error(RosterFlaw.Quotes, column, text);
            return null;
        }

        foreach (var character in text)
        {
            // U+FFFD is what undecodable bytes became.
            if (character != '\uFFFD' && (!char.IsControl(character) || character is '\t' or '\n' or '\r'))
                continue;

            Error(RosterFlaw.ValueUnreadable, column, text);
            return null;
        }

        if (text.Length <= longest)
            return text;

        Error(RosterFlaw.ValueLong, column, text, longest.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    bool Fits(string column, string item, int longest)
    {
        if (item.Length <= longest)
            return true;

        Error(RosterFlaw.ValueLong, column, item, longest.ToString(CultureInfo.InvariantCulture));
        return false;
    }

    void Find(string column, string id, RosterFile to)
    {
        if (!Ended && !context.Index.Find(to, id, out _))
            Error(RosterFlaw.ReferenceUnknown, column, id, to.FileName);
    }
}
