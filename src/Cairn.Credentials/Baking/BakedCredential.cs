using System.Text.Unicode;

namespace Cairn.Credentials.Baking;

/// <summary>What may be baked into a picture: a JSON object or a compact JWS, in UTF-8 (Open Badges 3.0, 5.1).</summary>
static class BakedCredential
{
    internal const int MaxBytes = 4 * 1024 * 1024;
    internal const int MaxImageBytes = 32 * 1024 * 1024;

    internal static BakingFailure? Check(ReadOnlySpan<byte> credential)
    {
        if (credential.Length > MaxBytes)
            return BakingFailure.CredentialTooLarge(MaxBytes);
        if (!Utf8.IsValid(credential) || credential.Contains((byte)0))
            return BakingFailure.CredentialEncoding;

        return IsJson(credential) || IsCompactJws(credential) ? null : BakingFailure.CredentialForm;
    }

    /// <summary>What Open Badges 1 and 2 baked: an assertion, signed or not, or the https address of a hosted one.</summary>
    internal static BakingFailure? CheckAssertion(ReadOnlySpan<byte> assertion)
    {
        var failure = Check(assertion);
        return failure?.Code == BakingFailure.CredentialForm.Code && IsAddress(assertion) ? null : failure;
    }

    static bool IsAddress(ReadOnlySpan<byte> text) =>
        text.Length < 2048
        && Uri.TryCreate(Encoding.UTF8.GetString(text), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    internal static bool IsJson(ReadOnlySpan<byte> credential)
    {
        var text = credential.StartsWith(Encoding.UTF8.Preamble) ? credential[3..] : credential;
        text = text.Trim(" \t\r\n"u8);
        return text.Length >= 2 && text[0] == '{' && text[^1] == '}';
    }

    // RFC 7515 7.1; Open Badges 3.0 CompactJws: ^[a-zA-Z0-9_-]+\.[a-zA-Z0-9_-]*\.[a-zA-Z0-9_-]+$
    internal static bool IsCompactJws(ReadOnlySpan<byte> credential)
    {
        var first = credential.IndexOf((byte)'.');
        var last = credential.LastIndexOf((byte)'.');
        return first > 0
            && last > first
            && last < credential.Length - 1
            && IsBase64Url(credential[..first])
            && IsBase64Url(credential[(first + 1)..last])
            && IsBase64Url(credential[(last + 1)..]);
    }

    static bool IsBase64Url(ReadOnlySpan<byte> part)
    {
        foreach (var b in part)
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'-' or (byte)'_'))
                return false;

        return true;
    }
}
