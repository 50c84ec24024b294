namespace Cairn.Credentials;

/// <summary>
/// XML Schema 1.1's dateTimeStamp, the form of every date in VC Data Model 2.0 (section 2, "datetime values"): a date, <c>T</c>, a
/// time, an optional fraction, and a zone, which is kept, so that the day is the one that the writer wrote. "Time values that are
/// incorrectly serialized without an offset MUST be interpreted as UTC."
/// </summary>
static class XmlDateTime
{
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _, .. var rest])
            return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day))
            return false;
        if (!Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute) || !Digits(text[17..19], out var second))
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        if (minute > 59 || second > 59 || hour > 24)
            return false;
        if (!Fraction(ref rest, out var ticks) || !Zone(rest, out var zone))
            return false;
        // 24:00:00 is the end of a day; nothing comes after it.
        if (hour == 24 && (minute > 0 || second > 0 || ticks > 0))
            return false;

        var local = new DateTime(year, month, day).Ticks + (((((hour * 60L) + minute) * 60) + second) * TimeSpan.TicksPerSecond) + ticks;
        var utc = local - (zone * TimeSpan.TicksPerMinute);
        if (utc < 0 || utc > DateTime.MaxValue.Ticks)
            return false;

        // If local time would put it after the last year, it is the same instant in UTC.
        instant = local > DateTime.MaxValue.Ticks || local < 0 ? new(utc, TimeSpan.Zero) : new(local, TimeSpan.FromMinutes(zone));
        return true;
    }

    /// <summary>The form that Cairn writes: UTC, whole seconds, as in the standards' test vectors.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = (value * 10) + (c - '0');
        }

        return true;
    }

    // Finer than 100 nanoseconds is cut off.
    static bool Fraction(ref ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        if (rest is not ['.', .. var digits])
            return true;

        var length = digits.IndexOfAnyExceptInRange('0', '9');
        if (length is < 1 or > 30)
            return false;
        for (var i = 0; i < 7; i++)
            ticks = (ticks * 10) + (i < length ? digits[i] - '0' : 0);
        rest = digits[length..];
        return true;
    }

    static bool Zone(ReadOnlySpan<char> text, out long minutes)
    {
        minutes = 0;
        if (text is [] or ['Z'])
            return true;
        if (text is not ['+' or '-', _, _, ':', _, _] || !Digits(text[1..3], out var hour) || !Digits(text[4..], out var minute))
            return false;
        if (minute > 59 || (hour * 60) + minute > 14 * 60)
            return false;

        minutes = ((hour * 60) + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }
}
