using System.Text;
using System.Text.RegularExpressions;

namespace Cairn.Tests.Foundation.Html;

/// <summary>Finds words in a template that are not localized texts. A rough reading of Razor, good enough to catch people.</summary>
internal static partial class RazorText
{
    public static IReadOnlyList<string> Literals(string razor)
    {
        var markup = WithoutCode(Comment().Replace(razor, ""));
        var attributes = Attribute().Matches(markup).Select(match => match.Value);
        var texts = Tag()
            .Replace(markup, "\u0001")
            .Split('\u0001')
            .SelectMany(text => text.Split('\n'))
            .Select(line => line.Trim())
            .Where(line => !line.EndsWith(';') && !Statement().IsMatch(line))
            .Select(line => Entity().Replace(line, ""));
        return [.. attributes.Concat(texts).Where(text => Word().IsMatch(text.Replace("else", "", StringComparison.Ordinal)))];
    }

    /// <summary>Takes out directives, the @code block and every expression.</summary>
    static string WithoutCode(string razor)
    {
        var text = new StringBuilder();
        for (var i = 0; i < razor.Length; )
        {
            if (razor[i] != '@')
            {
                text.Append(razor[i++]);
                continue;
            }

            var rest = razor.AsSpan(i + 1);
            if (rest.StartsWith("code"))
                break;
            if (LineDirective().IsMatch(rest.ToString()))
            {
                while (i < razor.Length && razor[i] != '\n')
                    i++;
                continue;
            }
            i = Expression(razor, i + 1);
        }
        return text.ToString();
    }

    static int Expression(string razor, int i)
    {
        while (
            i < razor.Length
            && (char.IsLetterOrDigit(razor[i]) || razor[i] is '_' or '.' or '?' or '!' or '(' or '[' || IsKeywordGap(razor, i))
        )
            i = razor[i] is '(' or '[' ? Balanced(razor, i) : i + 1;
        return i;
    }

    // "@if (" and its like have a space between the word and its bracket.
    static bool IsKeywordGap(string razor, int i) =>
        razor[i] == ' ' && i + 1 < razor.Length && razor[i + 1] == '(' && KeywordBefore().IsMatch(razor[Math.Max(0, i - 8)..i]);

    static int Balanced(string razor, int i)
    {
        var depth = 0;
        for (; i < razor.Length; i++)
        {
            if (razor[i] == '"')
            {
                i = razor.IndexOf('"', i + 1);
                if (i < 0)
                    return razor.Length;
                continue;
            }
            depth +=
                razor[i] is '(' or '[' or '{' ? 1
                : razor[i] is ')' or ']' or '}' ? -1
                : 0;
            if (depth == 0)
                return i + 1;
        }
        return i;
    }

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(inherits|inject|using|namespace|layout|attribute|typeparam|implements|page|preservewhitespace)\b")]
    private static partial Regex LineDirective();

    [GeneratedRegex(@"@(if|foreach|for|switch|while|lock)$")]
    private static partial Regex KeywordBefore();

    [GeneratedRegex(
        @"(?<=\s)(title|alt|placeholder|aria-label|Label|Title|Hint|Lede|Subtitle|Summary|Caption|Alt)=""[^""@]*\p{L}{2}[^""@]*"""
    )]
    private static partial Regex Attribute();

    [GeneratedRegex(@"</?[A-Za-z!](?:[^<>""]|""[^""]*"")*>", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^(\}?\s*else if \(|case |default:|var |\{|\}$)|=>")]
    private static partial Regex Statement();

    [GeneratedRegex(@"&#?\w+;")]
    private static partial Regex Entity();

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Word();
}
