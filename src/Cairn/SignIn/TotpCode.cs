namespace Cairn.SignIn;

/// <summary>The six digits of an authenticator app (RFC 6238), as people type them: with spaces, with a dash.</summary>
internal static class TotpCode
{
    /// <summary>The digits; null when it is something else.</summary>
    public static string? Read(string? typed)
    {
        var digits = string.Concat((typed ?? "").Where(one => !char.IsWhiteSpace(one) && one is not '-'));
        return digits.Length == 6 && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    /// <summary>The address that an authenticator app reads from the picture.</summary>
    public static string Address(string key, string account, string place) =>
        $"otpauth://totp/{Uri.EscapeDataString($"Cairn {place}")}:{Uri.EscapeDataString(account)}?secret={key}&issuer={Uri.EscapeDataString($"Cairn {place}")}&digits=6&period=30";
}
