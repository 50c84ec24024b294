using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Tests.Keys;

/// <summary>RSA at its edges: keys with which others could sign, and signatures with other lengths and spellings.</summary>
public sealed class UnsafeRsaTests
{
    static readonly byte[] Message = "a message"u8.ToArray();
    static readonly RSA Rsa = RSA.Create(2048);
    static readonly byte[] Modulus = Rsa.ExportParameters(false).Modulus!;
    static readonly byte[] Exponent = [1, 0, 1];

    public static TheoryData<string, string, string> Keys { get; } =
        new()
        {
            { "1,024 bits", Hex(Modulus[..127], 1), "010001" },
            { "2,047 bits", Hex([(byte)(Modulus[0] & 0x7f | 0x40), .. Modulus[1..]]), "010001" },
            { "2,040 bits", Hex(Modulus[1..]), "010001" },
            { "8,200 bits", Hex([.. Enumerable.Repeat((byte)0xff, 1025)]), "010001" },
            { "even", Hex([.. Modulus[..^1], (byte)(Modulus[^1] - 1)]), "010001" },
            { "zero", Hex(new byte[256]), "010001" },
            { "one", "01", "010001" },
            { "a zero before the modulus", "00" + Hex(Modulus), "010001" },
            { "a zero before the exponent", Hex(Modulus), "00010001" },
            { "exponent 0", Hex(Modulus), "00" },
            { "exponent 1", Hex(Modulus), "01" },
            { "exponent 2", Hex(Modulus), "02" },
            { "exponent 3", Hex(Modulus), "03" },
            { "exponent 17", Hex(Modulus), "11" },
            { "exponent 65,535", Hex(Modulus), "ffff" },
            { "exponent 65,536", Hex(Modulus), "010000" },
            { "exponent 65,538", Hex(Modulus), "010002" },
            { "exponent of five bytes", Hex(Modulus), "0100000001" },
            { "no exponent", Hex(Modulus), "" },
            { "no modulus", "", "010001" },
        };

    [Theory]
    [MemberData(nameof(Keys))]
    public void Fails_when_a_key_is_unsafe_or_malformed(string what, string modulus, string exponent)
    {
        Assert.True(Reads(Modulus, Exponent));
        Assert.False(Reads(Convert.FromHexString(modulus), Convert.FromHexString(exponent)), what);
    }

    public static TheoryData<string> Signatures { get; } =
    ["a byte less", "a byte more", "a zero before", "zero", "one", "n", "all ones", "n - s", "s + n", "nothing", "twice"];

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Fails_when_a_signature_is_spelled_otherwise(string what)
    {
        using var key = SigningKey.FromPkcs8(Rsa.ExportPkcs8PrivateKey());
        var good = new byte[key.SignatureLength];
        key.Sign(Message, good);
        var (s, n) = (Number(good), Number(Modulus));
        byte[] changed = what switch
        {
            "a byte less" => good[1..],
            "a byte more" => [.. good, 0],
            "a zero before" => [0, .. good],
            "zero" => new byte[good.Length],
            "one" => [.. new byte[good.Length - 1], 1],
            "n" => Modulus,
            "all ones" => [.. Enumerable.Repeat((byte)0xff, good.Length)],
            "n - s" => Bytes(n - s, good.Length),
            // The same number modulo n: of the length of n where that holds it, else a byte longer.
            "s + n" => (s + n).ToByteArray(isUnsigned: true, isBigEndian: true),
            "twice" => [.. good, .. good],
            _ => [],
        };

        Assert.True(key.PublicKey.Verify(Message, good));
        Assert.False(key.PublicKey.Verify(Message, changed));
    }

    static bool Reads(byte[] modulus, byte[] exponent) =>
        PublicKey.TryParseJwk(
            JsonDocument
                .Parse($$"""{"kty":"RSA","n":"{{Base64Url.EncodeToString(modulus)}}","e":"{{Base64Url.EncodeToString(exponent)}}"}""")
                .RootElement,
            out _
        );

    static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    static byte[] Bytes(BigInteger number, int length)
    {
        var digits = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - digits.Length], .. digits];
    }

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    static string Hex(byte[] bytes, byte last) => Hex([.. bytes, last]);
}
