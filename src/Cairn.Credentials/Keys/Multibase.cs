using System.Buffers.Text;

namespace Cairn.Credentials.Keys;

/// <summary>
/// Multibase (Controlled Identifiers 1.0, section 2.4): text whose first character names the base of the rest. The two bases that
/// the standards of verifiable credentials use: <c>z</c> base58btc and <c>u</c> base64url without padding. Thread safe.
/// </summary>
public static class Multibase
{
    /// <summary>Writes bytes as base58btc with its prefix <c>z</c>.</summary>
    /// <param name="bytes">At most 1,024 bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than 1,024 bytes: base58 takes quadratic time.</exception>
    public static string EncodeBase58(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[Base58.MaxCharCount(Math.Min(bytes.Length, 1024)) + 1];
        text[0] = 'z';
        return new(text[..(Base58.Encode(bytes, text[1..]) + 1)]);
    }

    /// <summary>Writes bytes as base64url without padding, with its prefix <c>u</c>.</summary>
    public static string EncodeBase64Url(ReadOnlySpan<byte> bytes) => "u" + Base64Url.EncodeToString(bytes);

    /// <summary>
    /// Reads multibase text into a buffer. False if the prefix is another one, the text does not fit that base, or the buffer is too small;
    /// never an exception.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination, out int written)
    {
        written = 0;
        return text switch
        {
            ['z', .. var digits] => Base58.TryDecode(digits, destination, out written),
            ['u', .. var digits] => TryDecodeBase64Url(digits, destination, out written),
            _ => false,
        };
    }

    static bool TryDecodeBase64Url(ReadOnlySpan<char> digits, Span<byte> destination, out int written)
    {
        written = 0;
        if (digits.Length > Base64Url.GetEncodedLength(destination.Length) || !Base64UrlText.TryDecode(digits, out var bytes))
            return false;
        bytes.CopyTo(destination);
        written = bytes.Length;
        return true;
    }
}
