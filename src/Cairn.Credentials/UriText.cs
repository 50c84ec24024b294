using System.Runtime.InteropServices;

namespace Cairn.Credentials;

/// <summary>Whether a text is a URI, as far as documents of strangers need it.</summary>
static class UriText
{
    /// <summary>Whether a value is a text that is a URI; plain ones are checked in place.</summary>
    public static bool IsUri(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && (IsPlainUri(JsonMarshal.GetRawUtf8Value(value)[1..^1]) || IsUri(value.GetString()!));

    // RFC 3986 4.3: a scheme, then something; no white space or controls. Data URIs may be long, so there is no full parse.
    public static bool IsUri(string value)
    {
        var scheme = value.IndexOf(':', StringComparison.Ordinal);
        if (scheme < 1 || scheme == value.Length - 1 || !char.IsAsciiLetter(value[0]))
            return false;
        foreach (var c in value.AsSpan(1, scheme - 1))
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
                return false;

        foreach (var c in value)
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"')
                return false;

        return true;
    }

    // The same rule over ASCII without escapes; false: ask again with the text.
    public static bool IsPlainUri(ReadOnlySpan<byte> value)
    {
        var scheme = value.IndexOf((byte)':');
        if (scheme < 1 || scheme == value.Length - 1 || !char.IsAsciiLetter((char)value[0]) || !IsScheme(value[1..scheme]))
            return false;

        return !value.ContainsAnyExceptInRange((byte)'!', (byte)'~') && !value.ContainsAny("<>\"\\"u8);
    }

    static bool IsScheme(ReadOnlySpan<byte> rest)
    {
        foreach (var c in rest)
            if (!char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'+' or (byte)'-' or (byte)'.'))
                return false;

        return true;
    }
}
