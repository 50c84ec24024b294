namespace Cairn.Foundation.Html.Parts;

/// <summary>A date in the reader's way of writing, the month as a word, without the day of the week.</summary>
internal static class DatePattern
{
    public static string Of(CultureInfo culture, bool brief) => Without(culture.DateTimeFormat.LongDatePattern, brief);

    static string Without(string pattern, bool brief)
    {
        var plain = pattern.Replace("dddd", "", StringComparison.Ordinal).Trim(' ', ',', '،');
        return brief ? plain.Replace("MMMM", "MMM", StringComparison.Ordinal) : plain;
    }
}
