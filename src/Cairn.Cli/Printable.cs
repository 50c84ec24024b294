using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cairn.Cli;

/// <summary>
/// Makes text from a stranger's file safe to show: no control characters (they can rewrite a terminal), no hidden reordering, not too long.
/// </summary>
static partial class Printable
{
    const int Most = 400;

    /// <summary>
    /// The same, with key identifiers shortened: nobody reads them, and both ends tell them apart. <c>--json</c> shows them in full.
    /// </summary>
    public static string Short(string text) => LongKey().Replace(Of(text), "$1…$2");

    [GeneratedRegex(@"(did:(?:key|jwk):[\w-]{8})[\w#:-]{24,}([\w-]{6})", RegexOptions.CultureInvariant)]
    private static partial Regex LongKey();

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
