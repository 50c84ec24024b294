using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Tests.Keys;

/// <summary>One contract for every algorithm that a key can carry.</summary>
public sealed class KeyKindsTests
{
    static readonly byte[] Message = "a message"u8.ToArray();

    public static TheoryData<KeyAlgorithm> All { get; } = [KeyAlgorithm.Ed25519, KeyAlgorithm.P256, KeyAlgorithm.P384, KeyAlgorithm.Rsa];

    public static TheoryData<KeyAlgorithm> WithMultikey { get; } = [KeyAlgorithm.Ed25519, KeyAlgorithm.P256, KeyAlgorithm.P384];

    [Theory]
    [MemberData(nameof(All))]
    public void Signs_what_its_public_key_verifies(KeyAlgorithm algorithm)
    {
        using var key = New(algorithm);
        var signature = new byte[key.SignatureLength];
        key.Sign(Message, signature);

        Assert.Equal(algorithm, key.Algorithm);
        Assert.True(key.PublicKey.Verify(Message, signature));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Fails_when_a_bit_of_the_signature_or_the_message_changes(KeyAlgorithm algorithm)
    {
        using var key = New(algorithm);
        var signature = new byte[key.SignatureLength];
        key.Sign(Message, signature);

        foreach (var place in (int[])[0, signature.Length / 2, signature.Length - 1])
        {
            signature[place] ^= 1;
            Assert.False(key.PublicKey.Verify(Message, signature));
            signature[place] ^= 1;
        }

        Assert.False(key.PublicKey.Verify("a Message"u8, signature));
        Assert.False(key.PublicKey.Verify(Message, signature.AsSpan(1)));
        Assert.False(key.PublicKey.Verify(Message, [.. signature, 0]));
        Assert.False(key.PublicKey.Verify(Message, new byte[signature.Length]));
        Assert.False(key.PublicKey.Verify(Message, []));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Is_the_same_key_after_a_way_through_jwk(KeyAlgorithm algorithm)
    {
        using var key = New(algorithm);
        Assert.True(PublicKey.TryParseJwk(Json(key.PublicKey.ToJwk()), out var read));
        Assert.Equal(key.PublicKey, read);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Is_the_same_key_after_a_way_through_did_jwk(KeyAlgorithm algorithm)
    {
        using var key = New(algorithm);
        Assert.True(DidJwk.TryResolve(DidJwk.Create(key.PublicKey), out var document));

        var method = Assert.Single(document.VerificationMethods);
        Assert.Equal((DidJwk.VerificationMethod(key.PublicKey), document.Id), (method.Id, method.Controller));
        Assert.Equal(key.PublicKey, method.PublicKey);
        Assert.True(document.AuthorizesAssertion(method.Id) && document.AuthorizesAuthentication(method.Id));
    }

    [Theory]
    [MemberData(nameof(WithMultikey))]
    public void Is_the_same_key_after_a_way_through_multikey_and_did_key(KeyAlgorithm algorithm)
    {
        using var key = SigningKey.Generate(algorithm, out var secret);
        Assert.True(SigningKey.TryParse(secret, out var again));
        Assert.Equal(key.PublicKey, again.PublicKey);
        Assert.True(DidKey.TryResolve(DidKey.Create(key.PublicKey), out var document));
        Assert.Equal(key.PublicKey, document.VerificationMethods[0].PublicKey);
    }

    [Fact]
    public void An_rsa_key_has_no_multikey()
    {
        using var key = New(KeyAlgorithm.Rsa);
        Assert.Throws<InvalidOperationException>(() => key.PublicKey.ToMultikey());
        Assert.Throws<ArgumentException>(() => SigningKey.Generate(KeyAlgorithm.Rsa, out _));
    }

    [StandardsTheory]
    [InlineData("vc-di-ecdsa/TestVectors/p256KeyPair.json", KeyAlgorithm.P256)]
    [InlineData("vc-di-ecdsa/TestVectors/p384KeyPair.json", KeyAlgorithm.P384)]
    public void Published_pairs_belong_together(string file, KeyAlgorithm algorithm)
    {
        var pair = Json(Standards.Text(file));
        Assert.True(SigningKey.TryParse(pair.GetProperty("secretKeyMultibase").GetString(), out var key));
        Assert.Equal(algorithm, key.Algorithm);
        Assert.Equal(pair.GetProperty("publicKeyMultibase").GetString(), key.PublicKey.ToMultikey());
    }

    // RFC 7515, A.3: the key of the ES256 example, which is a fact of that standard.
    const string Jws =
        """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}""";

    [Fact]
    public void A_private_jwk_signs()
    {
        Assert.True(SigningKey.TryParseJwk(Json(Jws), out var key));
        var signature = new byte[key.SignatureLength];
        key.Sign(Message, signature);
        Assert.True(key.PublicKey.Verify(Message, signature));
    }

    [Theory]
    [InlineData("\"y\":\"x_", "\"y\":\"y_")]
    [InlineData("\"d\":\"jp", "\"d\":\"kp")]
    [InlineData("P-256", "P-384")]
    [InlineData("\"kty\":\"EC\"", "\"kty\":\"OKP\"")]
    public void Fails_when_a_private_jwk_does_not_hang_together(string old, string changed) =>
        Assert.False(SigningKey.TryParseJwk(Json(Jws.Replace(old, changed, StringComparison.Ordinal)), out _));

    [Theory]
    [InlineData(
        """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1"}"""
    )]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}""")]
    [InlineData(
        """{"kty":"EC","crv":"secp256k1","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"""
    )]
    [InlineData("""{"kty":"oct","k":"AAAA"}""")]
    [InlineData("""{"kty":"RSA","n":"AQAB","e":"AQAB"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"AAAA"}""")]
    [InlineData("""{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""")]
    [InlineData("""{"crv":"P-256"}""")]
    [InlineData("""[]""")]
    [InlineData(Jws)]
    public void Fails_when_it_is_no_public_jwk(string jwk) => Assert.False(PublicKey.TryParseJwk(Json(jwk), out _));

    [Theory]
    [InlineData("zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVQ")]
    [InlineData("zDna")]
    [InlineData("z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kuj")]
    public void Fails_when_it_is_no_multikey(string multikey) => Assert.False(PublicKey.TryParse(multikey, out _));

    [Fact]
    public void Refuses_short_rsa_keys()
    {
#pragma warning disable CA5385 // A short key is what is refused.
        using var rsa = RSA.Create(1024);
#pragma warning restore CA5385
        Assert.Throws<ArgumentException>(() => SigningKey.FromPkcs8(rsa.ExportPkcs8PrivateKey()));
        Assert.Throws<ArgumentException>(() => SigningKey.FromPkcs8("no key"u8));
    }

    [Theory]
    [MemberData(nameof(WithMultikey))]
    public void Every_random_key_decompresses_to_its_own_point(KeyAlgorithm algorithm)
    {
        for (var i = 0; i < 20; i++)
        {
            using var key = SigningKey.Generate(algorithm, out _);
            Assert.True(PublicKey.TryParse(key.PublicKey.ToMultikey(), out var read));
            Assert.Equal(key.PublicKey.ToJwk(), read.ToJwk());
        }
    }

    internal static SigningKey New(KeyAlgorithm algorithm)
    {
        if (algorithm != KeyAlgorithm.Rsa)
            return SigningKey.Generate(algorithm, out _);
        using var rsa = RSA.Create(2048);
        return SigningKey.FromPkcs8(rsa.ExportPkcs8PrivateKey());
    }

    static JsonElement Json(string text) => JsonDocument.Parse(Encoding.UTF8.GetBytes(text)).RootElement;
}
