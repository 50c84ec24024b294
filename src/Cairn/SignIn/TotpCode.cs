using System.Buffers.Binary;

namespace Cairn.SignIn;

/// <summary>The six digits of an authenticator app (RFC 6238 with SHA-1 and steps of 30 seconds, which every app supports).</summary>
internal static class TotpCode
{
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648, 6

    /// <summary>The digits as people type them: with spaces, with a dash; null if it is something else.</summary>
    public static string? Read(string? typed)
    {
        var digits = string.Concat((typed ?? "").Where(one => !char.IsWhiteSpace(one) && one is not '-'));
        return digits.Length == 6 && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    /// <summary>
    /// The time step that the digits belong to: this one, or a neighbour to allow for slow typing and a wrong clock (RFC 6238, 5.2). Null:
    /// none of them, or one not later than <paramref name="last"/>, because a code works once.
    /// </summary>
    public static long? StepOf(string key, string digits, DateTimeOffset now, long? last)
    {
        var secret = Decode(key);
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        for (var step = current + 1; step >= current - 1; step--)
            if (
                !(step <= last)
                && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(At(secret, step)), Encoding.ASCII.GetBytes(digits))
            )
                return step;
        return null;
    }

    /// <summary>The address that an authenticator app reads from the picture.</summary>
    public static string Address(string key, string account, string place)
    {
        var issuer = Uri.EscapeDataString($"Cairn {place}");
        return $"otpauth://totp/{issuer}:{Uri.EscapeDataString(account)}?secret={key}&issuer={issuer}&digits=6&period={StepSeconds}";
    }

    /// <summary>What an app shows at an instant.</summary>
    public static string At(string key, DateTimeOffset now) => At(Decode(key), now.ToUnixTimeSeconds() / StepSeconds);

    // RFC 4226, 5.3
    private static string At(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // apps know no other hash
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0x0f)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string key)
    {
        var bytes = new List<byte>(key.Length * 5 / 8);
        var (buffer, bits) = (0, 0);
        foreach (var letter in key.TrimEnd('='))
        {
            var value = Base32.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
            if (value < 0)
                throw new FormatException("An authenticator key is written in base 32.");
            buffer = (buffer << 5 | value) & 0xfff;
            bits += 5;
            if (bits < 8)
                continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
        }
        return [.. bytes];
    }
}
