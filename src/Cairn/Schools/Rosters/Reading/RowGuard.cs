namespace Cairn.Schools.Rosters.Reading;

/// <summary>
/// Cuts off a row that does not end. The parser below keeps a whole row in memory; one unclosed quotation mark would turn the rest of the
/// file into one row. Quotation marks are counted as RFC 4180 pairs them, so an odd number means inside a value.
/// </summary>
internal sealed class RowGuard(TextReader inner, int limit) : TextReader
{
    int sinceRow;
    bool quoted;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        var count = inner.Read(buffer);
        var rest = (ReadOnlySpan<char>)buffer[..count];
        while (rest.IndexOfAny('"', '\n', '\r') is var at and >= 0)
        {
            Count(at + 1);
            if (rest[at] == '"')
                quoted = !quoted;
            else if (!quoted)
                sinceRow = 0;
            rest = rest[(at + 1)..];
        }

        Count(rest.Length);
        return count;
    }

    public override int Peek() => inner.Peek();

    void Count(int characters)
    {
        sinceRow += characters;
        if (sinceRow > limit)
            throw new RosterFileException(RosterFlaw.RowEndless, limit.ToString(CultureInfo.InvariantCulture));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
