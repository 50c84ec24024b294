using System.Text.Json;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Tests.Keys;

public sealed class MultikeyTests
{
    [StandardsTheory]
    [InlineData("vc-di-eddsa/TestVectors/keyPair.json", "privateKeyMultibase")]
    [InlineData("openbadges/test-vectors/key.json", "secretKeyMultibase")]
    public void Reads_the_key_pairs_of_the_standards(string file, string secretName)
    {
        using var pair = JsonDocument.Parse(Standards.Bytes(file));
        var published = pair.RootElement.GetProperty("publicKeyMultibase").GetString();

        Assert.True(SigningKey.TryParse(pair.RootElement.GetProperty(secretName).GetString(), out var key));
        using (key)
            Assert.Equal(published, key.PublicKey.ToMultikey());
        Assert.True(PublicKey.TryParse(published, out var parsed));
        Assert.Equal(key.PublicKey, parsed);
    }

    [Theory]
    [InlineData("zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme")]
    [InlineData("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ")]
    [InlineData("6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2")]
    [InlineData("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")]
    [InlineData("z")]
    [InlineData("")]
    public void Fails_when_it_is_no_ed25519_public_key(string text) => Assert.False(PublicKey.TryParse(text, out _));

    [Fact]
    public void A_key_of_another_algorithm_is_told_from_a_broken_one()
    {
        Assert.Equal(KeyReading.Unsupported, Multikey.ReadPublic("zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", out _));
        Assert.Equal(KeyReading.Malformed, Multikey.ReadPublic("z6Mk", out _));
    }
}
