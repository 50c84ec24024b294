namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1, section 1.7: syntax tokens and keywords.</summary>
internal static class Keywords
{
    public static bool IsKeyword(string value) =>
        value
            is "@base"
                or "@container"
                or "@context"
                or "@default"
                or "@direction"
                or "@embed"
                or "@explicit"
                or "@graph"
                or "@id"
                or "@import"
                or "@included"
                or "@index"
                or "@json"
                or "@language"
                or "@list"
                or "@nest"
                or "@none"
                or "@omitDefault"
                or "@prefix"
                or "@preserve"
                or "@propagate"
                or "@protected"
                or "@requireAll"
                or "@reverse"
                or "@set"
                or "@type"
                or "@value"
                or "@version"
                or "@vocab";

    /// <summary>The form of a keyword, "@"1*ALPHA, which future versions may claim.</summary>
    public static bool HasKeywordForm(string value)
    {
        if (value.Length < 2 || value[0] != '@')
            return false;

        foreach (var c in value.AsSpan(1))
            if (!char.IsAsciiLetter(c))
                return false;

        return true;
    }
}
