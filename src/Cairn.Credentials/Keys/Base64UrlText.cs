using System.Buffers;
using System.Buffers.Text;

namespace Cairn.Credentials.Keys;

/// <summary>
/// Base64url without padding (RFC 7515, section 2), read strictly: one value has one text. .NET's own reader lets padding, white space and
/// stray last bits pass.
/// </summary>
static class Base64UrlText
{
    static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        if (text.ContainsAnyExcept(Alphabet) || !Base64Url.IsValid(text))
            return false;

        var decoded = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.TryDecodeFromChars(text, decoded, out var length))
            return false;
        bytes = decoded[..length];
        return Base64Url.EncodeToString(bytes).AsSpan().SequenceEqual(text);
    }
}
