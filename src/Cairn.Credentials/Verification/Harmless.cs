namespace Cairn.Credentials.Verification;

/// <summary>
/// Makes text from a stranger's file safe for one of our sentences: nothing that hides, reorders, breaks or ends the sentence, and not too
/// long.
/// </summary>
static class Harmless
{
    const int MostOfName = 120;
    const int MostOfText = 400;

    /// <summary>A name to put in quotation marks; null if nothing is left of it.</summary>
    public static string? Name(string? text) =>
        text is null ? null
        : Shown(text, MostOfName, quotes: false).Trim() is { Length: > 0 } name ? name
        : null;

    /// <summary>An argument of a sentence.</summary>
    public static string Text(string text) => Shown(text, MostOfText, quotes: true);

    static string Shown(string text, int most, bool quotes)
    {
        if (text.Length <= most && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or ':' or '/' or '-' or '#'))
            return text;

        StringBuilder shown = new(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= most)
                return shown.Append('…').ToString();
            if (
                Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
            )
                shown.Append(' ');
            else if (!quotes && rune.Value is '"' or '“' or '”' or '„' or '«' or '»' or '‟' or '＂')
                shown.Append('\'');
            else
                shown.Append(rune);
        }

        return shown.ToString();
    }
}
