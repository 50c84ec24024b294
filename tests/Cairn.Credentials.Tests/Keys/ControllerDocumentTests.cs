using System.Text;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Tests.Keys;

public sealed class ControllerDocumentTests
{
    // Two keys of one school: the first was retired when the second began; a third of an algorithm that Cairn does not verify.
    const string Document = """
        {
          "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
          "id": "did:web:example.org",
          "verificationMethod": [
            {"id": "did:web:example.org#2025", "type": "Multikey", "controller": "did:web:example.org",
             "publicKeyMultibase": "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2", "expires": "2026-01-01T00:00:00Z"},
            {"id": "#2026", "type": "JsonWebKey", "controller": "did:web:example.org",
             "https://www.w3.org/2018/credentials#validFrom": "2026-01-01T00:00:00Z",
             "publicKeyJwk": {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}},
            {"id": "did:web:example.org#p256", "type": "Multikey", "controller": "did:web:example.org",
             "publicKeyMultibase": "zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76"}
          ],
          "authentication": ["did:web:example.org#p256"],
          "assertionMethod": ["did:web:example.org#2025", "#2026",
            {"id": "#own", "type": "Multikey", "controller": "did:web:example.org", "publicKeyMultibase": "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"}]
        }
        """;

    [Fact]
    public void Reads_every_key_with_its_period()
    {
        Assert.True(ControllerDocument.TryParse(Encoding.UTF8.GetBytes(Document), out var document));
        var turn = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var (old, current) = (document.Find("did:web:example.org#2025")!, document.Find("did:web:example.org#2026")!);

        Assert.Equal("did:web:example.org", document.Id);
        Assert.Equal((true, false), (old.Covers(turn.AddTicks(-1)), old.Covers(turn)));
        Assert.Equal((false, true), (current.Covers(turn.AddTicks(-1)), current.Covers(turn)));
        // RFC 8037, appendix A.2.
        Assert.Equal("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", Convert.ToHexStringLower(current.PublicKey!.Raw));
    }

    [Fact]
    public void Only_keys_for_assertions_may_issue()
    {
        Assert.True(ControllerDocument.TryParse(Encoding.UTF8.GetBytes(Document), out var document));

        Assert.True(document.AuthorizesAssertion("did:web:example.org#2026"));
        Assert.True(document.AuthorizesAssertion("did:web:example.org#own"));
        Assert.False(document.AuthorizesAssertion("did:web:example.org#p256"));
        Assert.True(document.AuthorizesAuthentication("did:web:example.org#p256"));
        Assert.Equal(KeyAlgorithm.P256, document.Find("did:web:example.org#p256")!.PublicKey!.Algorithm);
    }

    [Theory]
    [InlineData(
        "publicKeyMultibase\": \"z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2\", \"expires",
        "publicKeyMultibase\": \"z6Mkr\", \"expires"
    )]
    [InlineData("\"expires\": \"2026-01-01T00:00:00Z\"", "\"expires\": \"next year\"")]
    [InlineData("\"expires\": \"2026-01-01T00:00:00Z\"", "\"revoked\": 2026")]
    public void Fails_when_a_key_or_its_period_cannot_be_read(string valid, string broken)
    {
        Assert.True(
            ControllerDocument.TryParse(Encoding.UTF8.GetBytes(Document.Replace(valid, broken, StringComparison.Ordinal)), out var document)
        );

        var method = document.Find("did:web:example.org#2025")!;
        Assert.Null(method.PublicKey);
        Assert.Equal("key.malformed", method.KeyProblem);
    }

    [Theory]
    [InlineData("\"id\": \"did:web:example.org\",", "")]
    [InlineData("\"#2026\", \"type\"", "\"#2025\", \"type\"")]
    [InlineData("\"authentication\"", "\"id\"")]
    public void Fails_when_the_document_is_ambiguous(string valid, string broken) =>
        Assert.False(ControllerDocument.TryParse(Encoding.UTF8.GetBytes(Document.Replace(valid, broken, StringComparison.Ordinal)), out _));
}
