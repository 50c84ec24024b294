namespace Cairn.Credentials.JsonLd;

/// <summary>The shape that N-Quads gives language tags (LANGTAG), which every tag of BCP 47 has.</summary>
internal static class LanguageTag
{
    public static bool IsWellFormed(string tag)
    {
        var length = 0;
        var first = true;
        foreach (var c in tag)
        {
            if (c == '-')
            {
                if (length == 0)
                    return false;
                (length, first) = (0, false);
            }
            else if ((first ? char.IsAsciiLetter(c) : char.IsAsciiLetterOrDigit(c)) && ++length <= 8) { }
            else
                return false;
        }

        return length > 0;
    }
}
