using System.Buffers.Text;
using System.Numerics;
using System.Text.Json;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Tests.Keys;

/// <summary>
/// P-256 and P-384 at their edges: invalid points, invalid signatures, and the one alternative spelling of a signature that the standards
/// leave open.
/// </summary>
public sealed class UnsafeEcdsaTests
{
    static readonly byte[] Message = "a message"u8.ToArray();

    static readonly Dictionary<KeyAlgorithm, (BigInteger P, BigInteger N, byte[] Prefix, string Curve, int Length)> Curves = new()
    {
        // SP 800-186, 3.2.1.3 and 3.2.1.4.
        [KeyAlgorithm.P256] = (
            Number("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF"),
            Number("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"),
            [0x80, 0x24],
            "P-256",
            32
        ),
        [KeyAlgorithm.P384] = (
            Number("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFF0000000000000000FFFFFFFF"),
            Number("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973"),
            [0x81, 0x24],
            "P-384",
            48
        ),
    };

    public static TheoryData<KeyAlgorithm> Both { get; } = [KeyAlgorithm.P256, KeyAlgorithm.P384];

    public static TheoryData<KeyAlgorithm, string> Signatures
    {
        get
        {
            TheoryData<KeyAlgorithm, string> all = [];
            foreach (var algorithm in Curves.Keys)
            foreach (
                var what in (string[])
                    [
                        "r = 0",
                        "s = 0",
                        "both zero",
                        "r = n",
                        "s = n",
                        "r + n",
                        "all ones",
                        "r negated",
                        "s before r",
                        "DER",
                        "a byte less",
                        "a byte more",
                        "nothing",
                        "half",
                    ]
            )
                all.Add(algorithm, what);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Fails_when_a_signature_is_spelled_otherwise(KeyAlgorithm algorithm, string what)
    {
        var (_, n, _, _, length) = Curves[algorithm];
        using var key = SigningKey.Generate(algorithm, out _);
        var good = new byte[key.SignatureLength];
        key.Sign(Message, good);
        var (r, s) = (good[..length], good[length..]);
        byte[] zero = new byte[length];
        byte[] changed = what switch
        {
            "r = 0" => [.. zero, .. s],
            "s = 0" => [.. r, .. zero],
            "both zero" => new byte[2 * length],
            "r = n" => [.. Bytes(n, length), .. s],
            "s = n" => [.. r, .. Bytes(n, length)],
            // A number below 2^256 - n is too rare to be met; whatever is n or more, however it looks.
            "r + n" => [.. Bytes(BigInteger.Min(Number(r) + n, BigInteger.Pow(2, 8 * length) - 1), length), .. s],
            "all ones" => [.. Enumerable.Repeat((byte)0xff, 2 * length)],
            "r negated" => [.. Bytes(n - Number(r), length), .. s],
            "s before r" => [.. s, .. r],
            "DER" => Der(r, s),
            "a byte less" => good[1..],
            "a byte more" => [.. good, 0],
            "nothing" => [],
            _ => r,
        };

        Assert.True(key.PublicKey.Verify(Message, good));
        Assert.False(key.PublicKey.Verify(Message, changed));
    }

    // (r, n - s) verifies wherever (r, s) does (SEC 1, 4.1.4). FIPS 186-5, RFC 7518 and Data Integrity ECDSA do not require the lower s:
    // genuine signers produce either.
    [Theory]
    [MemberData(nameof(Both))]
    public void Passes_with_the_higher_s_as_with_the_lower(KeyAlgorithm algorithm)
    {
        var (_, n, _, _, length) = Curves[algorithm];
        using var key = SigningKey.Generate(algorithm, out _);
        var signature = new byte[key.SignatureLength];
        key.Sign(Message, signature);

        Assert.True(key.PublicKey.Verify(Message, [.. signature[..length], .. Bytes(n - Number(signature[length..]), length)]));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Fails_when_coordinates_are_no_point(KeyAlgorithm algorithm)
    {
        var (p, _, _, curve, length) = Curves[algorithm];
        using var key = SigningKey.Generate(algorithm, out _);
        var (x, y) = Point(key.PublicKey);
        // A point with x = 0, which x = p would be another spelling of.
        Assert.True(PublicKey.TryParse(Multikey(algorithm, [2, .. new byte[length]]), out var atZero));
        var (_, yAtZero) = Point(atZero);

        Assert.True(Reads(x, y));
        Assert.True(Reads(new byte[length], yAtZero));
        Assert.True(Reads(x, Bytes(p - Number(y), length)));
        foreach (
            var (badX, badY) in ((byte[], byte[])[])
                [
                    (new byte[length], new byte[length]),
                    (x, new byte[length]),
                    (new byte[length], y),
                    (y, x),
                    (x, Bytes(Number(y) ^ 1, length)),
                    (Bytes(p, length), yAtZero),
                    (Bytes(p, length), y),
                    (x, Bytes(p, length)),
                    (Bytes(p, length), Bytes(p, length)),
                    ([.. Enumerable.Repeat((byte)0xff, length)], y),
                    (x, [.. Enumerable.Repeat((byte)0xff, length)]),
                    (x[1..], y),
                    (x, y[1..]),
                    ([0, .. x], y),
                    (x, [0, .. y]),
                    ([], y),
                    (x, []),
                ]
        )
            Assert.False(Reads(badX, badY));

        bool Reads(byte[] x, byte[] y) =>
            PublicKey.TryParseJwk(
                JsonDocument
                    .Parse(
                        $$"""{"kty":"EC","crv":"{{curve}}","x":"{{Base64Url.EncodeToString(x)}}","y":"{{Base64Url.EncodeToString(y)}}"}"""
                    )
                    .RootElement,
                out _
            );
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Fails_when_compressed_bytes_are_no_point(KeyAlgorithm algorithm)
    {
        var (p, _, _, _, length) = Curves[algorithm];
        using var key = SigningKey.Generate(algorithm, out _);
        var (x, y) = Point(key.PublicKey);
        // The x of every other point has no y.
        var without = x;
        while (PublicKey.TryParse(Multikey(algorithm, [2, .. without]), out _))
            without = Bytes(Number(without) + 1, length);

        Assert.True(PublicKey.TryParse(Multikey(algorithm, [2, .. x]), out _) && PublicKey.TryParse(Multikey(algorithm, [3, .. x]), out _));
        foreach (
            var bad in (byte[][])
                [
                    [0],
                    [0, .. x],
                    [1, .. x],
                    [4, .. x],
                    [5, .. x],
                    [6, .. x],
                    [0x82, .. x],
                    [0xff, .. x],
                    [4, .. x, .. y],
                    [6, .. x, .. y],
                    x,
                    [2, .. without],
                    [3, .. without],
                    [2, .. Bytes(p, length)],
                    [3, .. Bytes(p, length)],
                    [2, .. Enumerable.Repeat((byte)0xff, length)],
                    [2, .. x[1..]],
                    [2, .. x, 0],
                    [2, 0, .. x],
                    [2],
                    [],
                ]
        )
            Assert.False(PublicKey.TryParse(Multikey(algorithm, bad), out _));
    }

    [Fact]
    public void Fails_when_a_key_is_of_the_other_curve()
    {
        using var key = SigningKey.Generate(KeyAlgorithm.P256, out _);
        Assert.False(PublicKey.TryParse(Multikey(KeyAlgorithm.P384, [.. key.PublicKey.Raw]), out _));
        Assert.False(
            PublicKey.TryParseJwk(
                JsonDocument.Parse(key.PublicKey.ToJwk().Replace("P-256", "P-384", StringComparison.Ordinal)).RootElement,
                out _
            )
        );
    }

    static string Multikey(KeyAlgorithm algorithm, byte[] bytes) => Multibase.EncodeBase58([.. Curves[algorithm].Prefix, .. bytes]);

    static (byte[] X, byte[] Y) Point(PublicKey key)
    {
        var jwk = JsonDocument.Parse(key.ToJwk()).RootElement;
        return (Base64Url.DecodeFromChars(jwk.GetProperty("x").GetString()), Base64Url.DecodeFromChars(jwk.GetProperty("y").GetString()));
    }

    // X.690: a sequence of two integers, the usual form of X.509.
    static byte[] Der(byte[] r, byte[] s)
    {
        System.Formats.Asn1.AsnWriter writer = new(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(Number(r));
            writer.WriteInteger(Number(s));
        }

        return writer.Encode();
    }

    static BigInteger Number(string hex) => Number(Convert.FromHexString(hex));

    static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    static byte[] Bytes(BigInteger number, int length)
    {
        var digits = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - digits.Length], .. digits];
    }
}
