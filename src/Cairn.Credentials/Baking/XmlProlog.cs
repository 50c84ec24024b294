namespace Cairn.Credentials.Baking;

/// <summary>What precedes the root of an XML document (XML 1.0, 2.8 Prolog and Document Type Declaration).</summary>
static class XmlProlog
{
    const int MostCharacters = 16 * 1024;

    /// <summary>
    /// Whether the document type declares something itself: <c>&lt;!DOCTYPE svg [ … ]&gt;</c>. Cairn's readers skip document types unread,
    /// so one that comes after the first 16 Ki characters, or in an encoding unlike ASCII without a byte order mark, is skipped too and
    /// declares nothing.
    /// </summary>
    public static bool HasInternalSubset(ReadOnlySpan<byte> xml)
    {
        // A character is two bytes in UTF-16, at most three in UTF-8.
        using StreamReader reader = new(new MemoryStream(xml[..Math.Min(xml.Length, 3 * MostCharacters)].ToArray()), Encoding.UTF8);
        var text = new char[MostCharacters];
        return HasInternalSubset(text.AsSpan(0, reader.ReadBlock(text)));
    }

    static bool HasInternalSubset(ReadOnlySpan<char> rest)
    {
        for (rest = rest.TrimStart(); ; rest = rest.TrimStart())
            if (rest.StartsWith("<?"))
                rest = After(rest[2..], "?>");
            else if (rest.StartsWith("<!--"))
                rest = After(rest[4..], "-->");
            else
                break;

        if (!rest.StartsWith("<!DOCTYPE"))
            return false;

        // Anything in quotes is the name of the external subset.
        for (var at = rest.IndexOfAny("[>'\""); at >= 0; at = rest.IndexOfAny("[>'\""))
        {
            if (rest[at] is '[' or '>')
                return rest[at] == '[';
            rest = After(rest[(at + 1)..], rest.Slice(at, 1));
        }

        return false;
    }

    static ReadOnlySpan<char> After(ReadOnlySpan<char> text, ReadOnlySpan<char> end) =>
        text.IndexOf(end) is >= 0 and var at ? text[(at + end.Length)..] : [];
}
