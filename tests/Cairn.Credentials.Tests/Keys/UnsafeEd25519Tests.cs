using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Tests.Keys;

/// <summary>
/// Ed25519 at its edges: keys for which one signature fits every message, several spellings of a point or of a signature. Strict
/// verification (RFC 8032, 5.1.7 with canonical encodings and no point of small order) accepts one spelling and no such point.
/// </summary>
public sealed class UnsafeEd25519Tests
{
    static readonly byte[] Message = "a message"u8.ToArray();
    static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    static readonly BigInteger L =
        BigInteger.Pow(2, 252)
        + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>
    /// A signature by nobody's key, s = 1 and R the base point, which the key of the identity point verifies for every message.
    /// </summary>
    internal static readonly byte[] FitsAll = [0x58, .. Enumerable.Repeat((byte)0x66, 31), 1, .. new byte[31]];

    /// <summary>
    /// All eight points of small order and everything else that decodes to them: each y, its spelling of p more where 255 bits hold it,
    /// with either sign.
    /// </summary>
    public static TheoryData<string> SmallOrder { get; } = [.. SmallY().SelectMany(y => (string[])[Hex(y, false), Hex(y, true)])];

    /// <summary>Every spelling of a y from p on.</summary>
    public static TheoryData<string> NotCanonical { get; } =
    [.. Enumerable.Range(0, 19).SelectMany(more => (string[])[Hex(P + more, false), Hex(P + more, true)])];

    [Theory]
    [MemberData(nameof(SmallOrder))]
    [MemberData(nameof(NotCanonical))]
    public void Fails_when_such_a_point_is_a_key(string hex)
    {
        var key = Convert.FromHexString(hex);
        var jwk = $$"""{"kty":"OKP","crv":"Ed25519","x":"{{Base64Url.EncodeToString(key)}}"}""";
        var multikey = Multibase.EncodeBase58([0xed, 0x01, .. key]);
        var asDidJwk = "did:jwk:" + Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(jwk));

        Assert.Throws<ArgumentException>(() => PublicKey.FromRaw(key));
        Assert.False(PublicKey.TryParse(multikey, out _));
        Assert.False(PublicKey.TryParse(Multibase.EncodeBase64Url([0xed, 0x01, .. key]), out _));
        Assert.False(PublicKey.TryParseJwk(JsonDocument.Parse(jwk).RootElement, out _));
        Assert.False(DidKey.TryResolve("did:key:" + multikey, out _));
        Assert.False(DidJwk.TryResolve(asDidJwk, out _));
        Assert.Equal(["key.unsafe", "key.unsafe", "key.unsafe"], Published(multikey, jwk, Multibase.EncodeBase58(key)[1..]));
    }

    [Theory]
    [MemberData(nameof(SmallOrder))]
    [MemberData(nameof(NotCanonical))]
    public void Fails_when_such_a_point_begins_a_signature(string hex)
    {
        var point = Convert.FromHexString(hex);
        using var key = SigningKey.FromSeed(Seed);

        Assert.False(key.PublicKey.Verify(Message, [.. point, .. Signature()[32..]]));
        Assert.False(key.PublicKey.Verify(Message, [.. point, .. new byte[32]]));
        // s = k * a: with R the identity the equation of the signature holds, in any spelling of R that a verifier lets pass.
        Assert.False(key.PublicKey.Verify(Message, [.. point, .. Scalar(Secret() * Challenge(point, key.PublicKey) % L)]));
    }

    [Fact]
    public void Every_genuine_key_and_signature_passes()
    {
        for (var i = 0; i < 200; i++)
        {
            using var key = SigningKey.Generate(new byte[32]);
            var signature = new byte[64];
            key.Sign(Message, signature);
            Assert.True(PublicKey.FromRaw(key.PublicKey.Raw).Verify(Message, signature));
        }
    }

    public static TheoryData<string, string> Spellings
    {
        get
        {
            TheoryData<string, string> all = [];
            var (r, s) = (Signature()[..32], new BigInteger(Signature().AsSpan(32), isUnsigned: true));
            foreach (var times in Enumerable.Range(1, 15))
                if (s + (times * L) < BigInteger.Pow(2, 256))
                    all.Add($"s + {times}L", Hex([.. r, .. Scalar(s + (times * L))]));
            all.Add("s negated", Hex([.. r, .. Scalar(L - s)]));
            all.Add("s = 0", Hex([.. r, .. new byte[32]]));
            all.Add("s = L", Hex([.. r, .. Scalar(L)]));
            all.Add("s = L - 1", Hex([.. r, .. Scalar(L - 1)]));
            all.Add("s all ones", Hex([.. r, .. Enumerable.Repeat((byte)0xff, 32)]));
            foreach (var bit in (int[])[0x20, 0x40, 0x80])
                all.Add($"s with bit {bit}", Hex([.. Signature()[..63], (byte)(Signature()[63] | bit)]));
            all.Add("R negated", Hex([.. r[..31], (byte)(r[31] ^ 0x80), .. Signature()[32..]]));
            all.Add("R = 0", Hex([.. new byte[32], .. Signature()[32..]]));
            all.Add("all zero", Hex(new byte[64]));
            all.Add("all ones", Hex([.. Enumerable.Repeat((byte)0xff, 64)]));
            all.Add("s before R", Hex([.. Signature()[32..], .. r]));
            all.Add("the base point and one", Hex(FitsAll));
            all.Add("nothing", "");
            all.Add("R alone", Hex(r));
            all.Add("63 bytes", Hex(Signature()[..63]));
            all.Add("65 bytes", Hex([.. Signature(), 0]));
            all.Add("128 bytes", Hex([.. Signature(), .. Signature()]));
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Fails_when_a_signature_is_spelled_otherwise(string what, string hex)
    {
        using var key = SigningKey.FromSeed(Seed);

        Assert.True(key.PublicKey.Verify(Message, Signature()));
        Assert.False(key.PublicKey.Verify(Message, Convert.FromHexString(hex)), what);
    }

    [Fact]
    public void Fails_when_the_key_is_negated()
    {
        using var key = SigningKey.FromSeed(Seed);
        byte[] negated = [.. key.PublicKey.Raw];
        negated[31] ^= 0x80;

        Assert.False(PublicKey.FromRaw(negated).Verify(Message, Signature()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void Fails_when_a_key_has_another_length(int length)
    {
        byte[] key = [.. Enumerable.Repeat((byte)7, length)];
        Assert.Throws<ArgumentException>(() => PublicKey.FromRaw(key));
        Assert.False(PublicKey.TryParse(Multibase.EncodeBase58([0xed, 0x01, .. key]), out _));
    }

    static IEnumerable<BigInteger> SmallY()
    {
        var eighth = new BigInteger(
            Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
            isUnsigned: true
        );
        return [0, 1, P - 1, eighth, P - eighth, P, P + 1];
    }

    static IEnumerable<string?> Published(string multikey, string jwk, string base58)
    {
        var json = $$"""
            {"id":"did:web:a.example","verificationMethod":[
              {"id":"#1","type":"Multikey","controller":"did:web:a.example","publicKeyMultibase":"{{multikey}}"},
              {"id":"#2","type":"JsonWebKey","controller":"did:web:a.example","publicKeyJwk":{{jwk}}},
              {"id":"#3","type":"Ed25519VerificationKey2018","controller":"did:web:a.example","publicKeyBase58":"{{base58}}"}]}
            """;
        Assert.True(ControllerDocument.TryParse(System.Text.Encoding.UTF8.GetBytes(json), out var document));
        return document.VerificationMethods.Select(method => method.KeyProblem);
    }

    static byte[] Signature()
    {
        using var key = SigningKey.FromSeed(Seed);
        var signature = new byte[64];
        key.Sign(Message, signature);
        return signature;
    }

    // RFC 8032, 5.1.5: the secret number of a seed.
    static BigInteger Secret()
    {
        var hash = SHA512.HashData(Seed)[..32];
        (hash[0], hash[31]) = ((byte)(hash[0] & 0xf8), (byte)((hash[31] & 0x7f) | 0x40));
        return new(hash, isUnsigned: true);
    }

    // 5.1.7, step 2: SHA-512 of R, A and the message.
    static BigInteger Challenge(byte[] r, PublicKey key) => new(SHA512.HashData([.. r, .. key.Raw, .. Message]), isUnsigned: true);

    static byte[] Scalar(BigInteger number)
    {
        var bytes = new byte[32];
        number.ToByteArray(isUnsigned: true).CopyTo(bytes, 0);
        return bytes;
    }

    static string Hex(BigInteger y, bool sign)
    {
        var bytes = Scalar(y);
        if (sign)
            bytes[31] |= 0x80;
        return Hex(bytes);
    }

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
