using System.Text;
using System.Text.Json;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Tests.Proofs;

public sealed class DataIntegrityTests
{
    const string Unsigned = """
        {
          "@context": ["https://www.w3.org/ns/credentials/v2"],
          "type": ["VerifiableCredential"],
          "issuer": "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
          "name": "Caf\u00e9 <1>",
          "credentialSubject": { "id": "did:example:1" }
        }

        """;

    static readonly SigningKey Key = SigningKey.FromSeed(new byte[32]);
    static readonly ProofOptions Options = new(DidKey.VerificationMethod(Key.PublicKey), new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_signed_bytes_are_the_unsigned_bytes_with_a_proof_laid_in()
    {
        var signed = Encoding.UTF8.GetString(Sign(Unsigned));

        var at = signed.IndexOf(",\"proof\":[", StringComparison.Ordinal);
        var end = signed.LastIndexOf("}]", StringComparison.Ordinal) + 2;
        Assert.Equal(Unsigned, signed[..at] + signed[end..]);
        Assert.True(Verifies(signed));
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes() => Assert.Equal(Sign(Unsigned), Sign(Unsigned));

    [Theory]
    [InlineData("Caf\\u00e9 <1>", "Caf\\u00e9 <2>")]
    [InlineData("did:example:1", "did:example:2")]
    [InlineData("\"2026-01-01T00:00:00Z\"", "\"2026-01-01T00:00:01Z\"")]
    [InlineData("assertionMethod", "authentication")]
    [InlineData("\"name\"", "\"description\"")]
    [InlineData("\"type\": [\"VerifiableCredential\"]", "\"type\": [\"VerifiableCredential\", \"VerifiablePresentation\"]")]
    public void Fails_when_anything_was_changed(string signed, string changed)
    {
        var text = Encoding.UTF8.GetString(Sign(Unsigned));
        Assert.Contains(signed, text, StringComparison.Ordinal);

        Assert.False(Verifies(text.Replace(signed, changed, StringComparison.Ordinal)));
    }

    // Another spelling of the same statements is the same credential.
    [Theory]
    [InlineData("Caf\\u00e9", "Café")]
    [InlineData("\"type\": [\"VerifiableCredential\"]", "\"type\":  \"VerifiableCredential\"")]
    public void Holds_when_only_the_spelling_was_changed(string signed, string changed) =>
        Assert.True(Verifies(Encoding.UTF8.GetString(Sign(Unsigned)).Replace(signed, changed, StringComparison.Ordinal)));

    [Theory]
    [InlineData("z")]
    [InlineData("z11111111111111111111111111111111111111111111111111111111111111112")]
    [InlineData("uAAAA")]
    [InlineData("")]
    public void Fails_when_the_value_is_no_signature(string value)
    {
        using var document = JsonDocument.Parse(Sign(Unsigned));
        var proofValue = document.RootElement.GetProperty("proof")[0].GetProperty("proofValue").GetString()!;
        var text = Encoding.UTF8.GetString(Sign(Unsigned)).Replace(proofValue, value, StringComparison.Ordinal);
        using var changed = JsonDocument.Parse(text);

        Assert.False(
            DataIntegrity.TryVerify(changed.RootElement, changed.RootElement.GetProperty("proof")[0], Key.PublicKey, out var failure)
        );
        Assert.Equal("proof.value", failure.Code);
    }

    [Fact]
    public void Fails_when_another_key_is_asked()
    {
        using var document = JsonDocument.Parse(Sign(Unsigned));
        using var other = SigningKey.Generate(new byte[32]);

        Assert.False(
            DataIntegrity.TryVerify(document.RootElement, document.RootElement.GetProperty("proof")[0], other.PublicKey, out var failure)
        );
        Assert.Equal("proof.signature", failure.Code);
    }

    [Theory]
    [InlineData("not JSON", "sign.not-json")]
    [InlineData("[]", "sign.not-an-object")]
    [InlineData("{}", "sign.not-an-object")]
    [InlineData("""{"a":1,"a":2}""", "sign.not-json")]
    [InlineData("""{"proof":{}}""", "sign.has-proof")]
    public void Refuses_what_cannot_be_signed(string json, string code) =>
        Assert.Equal(code, Assert.Throws<SigningException>(() => Sign(json)).Failure.Code);

    [Fact]
    public void Refuses_a_term_that_no_context_defines() =>
        Assert.Equal(
            "jsonld.safe.undefined-term",
            Assert.Throws<JsonLdException>(() => Sign(Unsigned.Replace("\"name\"", "\"nickname\"", StringComparison.Ordinal))).Code
        );

    [Fact]
    public void Refuses_a_context_that_nobody_knows() =>
        Assert.Equal(
            JsonLdException.ContextUnknown,
            Assert
                .Throws<JsonLdException>(() =>
                    Sign(
                        Unsigned.Replace(
                            "[\"https://www.w3.org/ns/credentials/v2\"]",
                            "[\"https://www.w3.org/ns/credentials/v2\", \"https://example.org/context\"]",
                            StringComparison.Ordinal
                        )
                    )
                )
                .Code
        );

    static byte[] Sign(string json) => DataIntegrity.Sign(Encoding.UTF8.GetBytes(json), Key, Options);

    static bool Verifies(string signed)
    {
        using var document = JsonDocument.Parse(signed);
        return DataIntegrity.TryVerify(document.RootElement, document.RootElement.GetProperty("proof")[0], Key.PublicKey, out _);
    }
}
