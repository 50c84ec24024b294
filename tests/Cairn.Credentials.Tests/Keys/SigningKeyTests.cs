using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Tests.Keys;

public sealed class SigningKeyTests
{
    // RFC 8032, section 7.1, test 3.
    static readonly byte[] Seed = Convert.FromHexString("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
    static readonly byte[] Message = [0xaf, 0x82];
    const string Public = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
    const string Signature =
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a";

    [Fact]
    public void Signs_as_the_rfc_does()
    {
        using var key = SigningKey.FromSeed(Seed);
        var signature = new byte[64];

        key.Sign(Message, signature);

        Assert.Equal(KeyAlgorithm.Ed25519, key.Algorithm);
        Assert.Equal(Public, Convert.ToHexStringLower(key.PublicKey.Raw));
        Assert.Equal(Signature, Convert.ToHexStringLower(signature));
        Assert.True(key.PublicKey.Verify(Message, signature));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(63)]
    public void Fails_when_a_byte_of_the_signature_differs(int at)
    {
        using var key = SigningKey.FromSeed(Seed);
        var signature = Convert.FromHexString(Signature);
        signature[at] ^= 0x40;

        Assert.False(key.PublicKey.Verify(Message, signature));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(4096)]
    public void Fails_when_the_signature_has_another_length(int length)
    {
        using var key = SigningKey.FromSeed(Seed);

        Assert.False(key.PublicKey.Verify(Message, new byte[length]));
    }

    [Fact]
    public void Fails_when_the_public_key_is_no_point_of_the_curve()
    {
        var none = new byte[32];
        none.AsSpan().Fill(0xfe);

        Assert.False(PublicKey.FromRaw(none).Verify(Message, Convert.FromHexString(Signature)));
    }

    [Fact]
    public void A_generated_key_gives_its_seed_once_and_comes_back_from_it()
    {
        var seed = new byte[SigningKey.SeedLength];
        using var generated = SigningKey.Generate(seed);
        using var again = SigningKey.FromSeed(seed);

        Assert.Equal(generated.PublicKey, again.PublicKey);
        Assert.DoesNotContain(typeof(SigningKey).GetProperties(), property => property.PropertyType == typeof(byte[]));
    }

    [Fact]
    public void Reads_its_secret_multikey()
    {
        Assert.True(SigningKey.TryParse(SigningKey.SeedToMultikey(Seed), out var key));
        using (key)
            Assert.Equal(Public, Convert.ToHexStringLower(key.PublicKey.Raw));
    }

    [Fact]
    public void Fails_when_a_secret_multikey_ends_in_another_public_key()
    {
        byte[] secret = [0x80, 0x26, .. Seed, .. new byte[32]];

        Assert.False(SigningKey.TryParse(Multibase.EncodeBase58(secret), out _));
    }

    [Fact]
    public void Serves_many_threads_at_once()
    {
        using var key = SigningKey.FromSeed(Seed);
        Parallel.For(
            0,
            200,
            _ =>
            {
                Span<byte> signature = stackalloc byte[64];
                key.Sign(Message, signature);
                Assert.Equal(Signature, Convert.ToHexStringLower(signature));
                Assert.True(key.PublicKey.Verify(Message, signature));
            }
        );
    }

    [Fact]
    public void Refuses_to_sign_after_it_was_disposed_of()
    {
        var key = SigningKey.FromSeed(Seed);
        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => key.Sign(Message, new byte[64]));
    }
}
