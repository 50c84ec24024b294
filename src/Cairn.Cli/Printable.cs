using System.Globalization;
using System.Text;

namespace Cairn.Cli;

/// <summary>
/// Text from a stranger's file as it may be shown: no control characters (they can rewrite a terminal), no hidden reordering, not
/// endless.
/// </summary>
static class Printable
{
    const int Most = 400;

    public static string Of(string text)
    {
        StringBuilder shown = new(Math.Min(text.Length, Most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Most)
                return shown.Append('…').ToString();
            shown.Append(
                Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
                    ? " "
                    : rune.ToString()
            );
        }

        return shown.ToString();
    }
}
