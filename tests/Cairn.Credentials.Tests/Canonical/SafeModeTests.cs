using System.Text;
using System.Text.Json;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;

namespace Cairn.Credentials.Tests.Canonical;

/// <summary>A valid credential, and one thing at a time that JSON-LD would drop or leave relative.</summary>
public sealed class SafeModeTests
{
    const string Valid = """
        {"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
         "id":"urn:uuid:1","type":["VerifiableCredential","OpenBadgeCredential"],"name":"Badge","issuer":{"id":"did:example:1","type":["Profile"]},
         "validFrom":"2026-01-01T00:00:00Z","credentialSubject":{"type":["AchievementSubject"],"id":"did:example:2"}}
        """;

    [Fact]
    public void Accepts_a_valid_credential() => Assert.Equal(8, Lines(Canonical(Valid)));

    [Fact]
    public void A_texts_direction_is_signed_in_its_datatype()
    {
        var canonical = System.Text.Encoding.UTF8.GetString(
            Canonical(
                Valid.Replace(
                    "\"name\":\"Badge\"",
                    "\"name\":{\"@value\":\"Badge\",\"@language\":\"ar-EG\",\"@direction\":\"rtl\"}",
                    StringComparison.Ordinal
                )
            )
        );

        Assert.Contains("\"Badge\"^^<https://www.w3.org/ns/i18n#ar-eg_rtl>", canonical, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"name\":\"Badge\"", "\"nickname\":\"Badge\"", "jsonld.safe.undefined-term", "nickname", "")]
    [InlineData("\"type\":[\"Profile\"]", "\"type\":[\"Profile\"],\"rank\":1", "jsonld.safe.undefined-term", "rank", "/issuer")]
    [InlineData("\"OpenBadgeCredential\"", "\"OpenBadge\"", "jsonld.safe.relative-iri", "OpenBadge", "/type")]
    [InlineData("\"did:example:1\"", "\"issuers/1\"", "jsonld.safe.relative-iri", "issuers/1", "/issuer/id")]
    [InlineData("\"did:example:1\"", "\"https://example.com/a b\"", "jsonld.safe.invalid-iri", "https://example.com/a b", "/issuer/id")]
    [InlineData("\"name\":\"Badge\"", "\"@foo\":\"Badge\"", "jsonld.safe.reserved-term", "@foo", "")]
    [InlineData(
        "\"name\":\"Badge\"",
        "\"name\":{\"@value\":\"Badge\",\"@language\":\"not a tag\"}",
        "jsonld.safe.invalid-language",
        "not a tag",
        "/name/@language"
    )]
    [InlineData("\"name\":\"Badge\"", "\"name\":{\"@value\":null}", "jsonld.safe.dropped-value", "@value", "/name")]
    [InlineData("\"name\":\"Badge\"", "\"name\":\"Badge\",\"name\":\"Bad\"", "json.duplicate-key", "name", "")]
    [InlineData("\"name\":\"Badge\"", "\"name\":\"\\ud800\"", "json.invalid-string", null, null)]
    [InlineData(
        "\"name\":\"Badge\"",
        "\"https://example.com/p q\":\"Badge\"",
        "jsonld.safe.invalid-iri",
        "https://example.com/p q",
        "/https:~1~1example.com~1p q"
    )]
    [InlineData(
        "context-3.0.3.json",
        "context-9.json",
        "jsonld.context-unknown",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-9.json",
        null
    )]
    [InlineData("context-3.0.3.json\"", "context-3.0.3.json\",{\"name\":\"urn:x:name\"}", "protected term redefinition", "name", null)]
    [InlineData("\"validFrom\":\"2026-01-01T00:00:00Z\"", "\"validFrom\":1e400", "jsonld.safe.number-range", "1e400", null)]
    public void Fails_when_something_would_be_lost(string part, string replacement, string code, string? argument, string? path)
    {
        Assert.Contains(part, Valid, StringComparison.Ordinal);
        var text = Valid.Replace(part, replacement, StringComparison.Ordinal);

        var e = Assert.Throws<JsonLdException>(() => Canonical(text));

        Assert.Equal(code, e.Code);
        if (argument is not null)
            Assert.Equal(argument, e.Arguments[0]);
        if (path is not null)
            Assert.Equal(path, e.Arguments[1]);
    }

    /// <summary>
    /// As in other libraries (JSON-LD 1.1 API, 9.3, rdfDirection i18n-datatype), so that names in Arabic or Hebrew can be signed.
    /// </summary>
    [Theory]
    [InlineData("\"@direction\":\"rtl\"", "\"Badge\"^^<https://www.w3.org/ns/i18n#_rtl>")]
    [InlineData("\"@direction\":\"ltr\",\"@language\":\"EN\"", "\"Badge\"^^<https://www.w3.org/ns/i18n#en_ltr>")]
    public void A_direction_is_part_of_what_is_signed(string members, string literal) =>
        Assert.Contains(
            literal,
            Encoding.UTF8.GetString(
                Canonical(Valid.Replace("\"name\":\"Badge\"", $"\"name\":{{\"@value\":\"Badge\",{members}}}", StringComparison.Ordinal))
            ),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"id\":\"urn:uuid:1\"}")]
    public void Fails_when_nothing_is_said(string text)
    {
        var e = Assert.Throws<JsonLdException>(() => Canonical(text));

        Assert.StartsWith("jsonld.safe.", e.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_that_was_unknown_can_be_added()
    {
        var text = Valid
            .Replace("context-3.0.3.json\"", "context-3.0.3.json\",\"https://example.com/ctx\"", StringComparison.Ordinal)
            .Replace("\"name\":", "\"rank\":7,\"name\":", StringComparison.Ordinal);
        var contexts = new FetchedContexts(PinnedContexts.Instance);
        var unknown = Assert.Throws<JsonLdException>(() => CanonicalForm.NQuads(new(JsonElement.Parse(text)), contexts)).Arguments[0];
        contexts.Add(ContextDocument.Parse(unknown, """{"@context":{"rank":"urn:x:rank"}}"""u8));

        Assert.Equal(9, Lines(CanonicalForm.NQuads(new(JsonElement.Parse(text)), contexts)));
    }

    [Fact]
    public void A_fetched_context_never_replaces_a_pinned_one()
    {
        var contexts = new FetchedContexts(PinnedContexts.Instance);
        contexts.Add(ContextDocument.Parse("https://www.w3.org/ns/credentials/v2", """{"@context":{}}"""u8));

        Assert.Equal(Canonical(Valid), CanonicalForm.NQuads(new(JsonElement.Parse(Valid)), contexts));
    }

    static byte[] Canonical(string text) => CanonicalForm.NQuads(new(JsonElement.Parse(text)), PinnedContexts.Instance);

    static int Lines(byte[] canonical) => Encoding.UTF8.GetString(canonical).Count(static c => c == '\n');
}
