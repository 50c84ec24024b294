using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Jose;

/// <summary>
/// A signed text of three parts (RFC 7515, section 3.1, JWS Compact Serialization), read strictly: one JWS has one spelling.
/// </summary>
sealed class CompactJws
{
    const int MostHeader = 16 * 1024;
    const int MostDepth = 8;

    CompactJws(JsonElement header, byte[] payload, byte[] signingInput, byte[] signature) =>
        (Header, Payload, SigningInput, Signature) = (header, payload, signingInput, signature);

    /// <summary>The JOSE header, an object.</summary>
    public JsonElement Header { get; }

    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>ASCII(BASE64URL(UTF8(header)) || '.' || BASE64URL(payload)).</summary>
    public ReadOnlyMemory<byte> SigningInput { get; }

    public ReadOnlyMemory<byte> Signature { get; }

    public string? Algorithm => Header.Text("alg");

    /// <summary>Whether text begins as a JWS does: a base64url object, and it has three parts.</summary>
    public static bool Is(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        return text.StartsWith("eyJ"u8) && text.Count((byte)'.') == 2;
    }

    /// <summary>RFC 7515, 5.2 Message Signature or MAC Validation, steps 1 to 7. Null if a part is malformed.</summary>
    public static CompactJws? Parse(ReadOnlySpan<byte> text)
    {
        // 1. Parse the JWS representation: exactly two period characters, no line breaks, white space or other characters.
        text = text.Trim(" \t\r\n"u8);
        var first = text.IndexOf((byte)'.');
        var last = text.LastIndexOf((byte)'.');
        if (first <= 0 || last <= first || text[(first + 1)..last].Contains((byte)'.'))
            return null;

        // 2. and 6., 7. Base64url-decode header, payload and signature.
        if (
            first > MostHeader
            || !TryDecode(text[..first], out var headerBytes)
            || !TryDecode(text[(first + 1)..last], out var payload)
            || !TryDecode(text[(last + 1)..], out var signature)
        )
            return null;

        // 3. and 4. The header is JSON, an object, with distinct names.
        if (StrictJson.TryParse(headerBytes, MostHeader, MostDepth, out var parsed) != JsonProblem.None)
            return null;
        using (parsed)
            return parsed!.RootElement.ValueKind == JsonValueKind.Object
                ? new(parsed.RootElement.Clone(), payload, text[..last].ToArray(), signature)
                : null;
    }

    static bool TryDecode(ReadOnlySpan<byte> part, out byte[] bytes)
    {
        bytes = [];
        return Ascii.IsValid(part) && Base64UrlText.TryDecode(Encoding.ASCII.GetString(part), out bytes);
    }
}
