using System.Text.Json.Nodes;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Status;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>
/// A holder spells a signed credential otherwise, so that the statements and with them the signature stay, but a reader of JSON no longer
/// sees that it has expired or can be revoked, or what kind of credential it is.
/// </summary>
public sealed class HiddenMembersTests
{
    const string Name = CheckNames.Proof;
    const string Vocabulary = "https://www.w3.org/2018/credentials#";
    const string Badges = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
    static readonly DateTimeOffset Later = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Each is the same statements as before.</summary>
    static readonly Dictionary<string, (string Hidden, Action<JsonObject> Hide)> Disguises = new()
    {
        ["the end as an IRI"] = ("validUntil", badge => badge[Vocabulary + "validUntil"] = Date(Take(badge, "validUntil"))),
        ["the end under another name"] = (
            "validUntil",
            badge =>
            {
                AddContext(
                    badge,
                    """{"until":{"@id":"https://www.w3.org/2018/credentials#validUntil","@type":"http://www.w3.org/2001/XMLSchema#dateTime"}}"""
                );
                badge["until"] = Take(badge, "validUntil");
            }
        ),
        ["the end by a prefix"] = (
            "validUntil",
            badge =>
            {
                AddContext(badge, """{"c":"https://www.w3.org/2018/credentials#"}""");
                badge["c:validUntil"] = Date(Take(badge, "validUntil"));
            }
        ),
        ["the end elsewhere"] = (
            "@included",
            badge =>
                badge["@included"] = new JsonObject
                {
                    ["id"] = (string)badge["id"]!,
                    ["type"] = badge["type"]!.DeepClone(),
                    ["validUntil"] = Take(badge, "validUntil"),
                }
        ),
        ["the end in a nest"] = (
            "@nest",
            badge =>
            {
                AddContext(badge, """{"more":"@nest"}""");
                badge["more"] = new JsonObject { ["validUntil"] = Take(badge, "validUntil") };
            }
        ),
        ["the status as an IRI"] = ("credentialStatus", badge => badge[Vocabulary + "credentialStatus"] = Take(badge, "credentialStatus")),
        ["the status as an IRI, an empty list in its place"] = (
            "credentialStatus",
            badge =>
            {
                badge[Vocabulary + "credentialStatus"] = Take(badge, "credentialStatus");
                badge["credentialStatus"] = new JsonArray();
            }
        ),
        ["the status in a set"] = (
            "@set",
            badge => badge["credentialStatus"] = new JsonObject { ["@set"] = new JsonArray(Take(badge, "credentialStatus")) }
        ),
        ["the identifier by a prefix"] = (
            "id",
            badge =>
            {
                AddContext(badge, """{"x":"urn:uuid:"}""");
                badge["id"] = "x:" + ((string)badge["id"]!)["urn:uuid:".Length..];
            }
        ),
        ["the identifier as a keyword"] = ("@id", badge => badge["@id"] = Take(badge, "id")),
        ["the identifier under another name"] = (
            "@id",
            badge =>
            {
                AddContext(badge, """{"ident":"@id"}""");
                badge["ident"] = Take(badge, "id");
            }
        ),
        ["the issuer by a prefix"] = (
            "id",
            badge =>
            {
                AddContext(badge, """{"k":{"@id":"did:key:","@prefix":true}}""");
                badge["issuer"]!["id"] = "k:" + ((string)badge["issuer"]!["id"]!)["did:key:".Length..];
            }
        ),
        ["the type as an IRI"] = ("type", badge => badge["type"] = new JsonArray("VerifiableCredential", Badges + "OpenBadgeCredential")),
        ["the type under another name"] = (
            "type",
            badge =>
            {
                AddContext(badge, """{"Thing":"https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"}""");
                badge["type"] = new JsonArray("VerifiableCredential", "Thing");
            }
        ),
        ["the type as a keyword"] = ("@type", badge => badge["@type"] = Take(badge, "type")),
        ["the criteria by the name of their type"] = (
            "criteria",
            badge =>
            {
                var achievement = badge["credentialSubject"]!["achievement"]!.AsObject();
                achievement["Criteria"] = Take(achievement, "criteria");
            }
        ),
        ["the proof's end as an IRI"] = (
            "expires",
            badge => badge["proof"]![0]!["https://w3id.org/security#expiration"] = Date(Take(badge["proof"]![0]!.AsObject(), "expires"))
        ),
        ["the proof's date as an IRI"] = (
            "created",
            badge => badge["proof"]![0]!["http://purl.org/dc/terms/created"] = Date(Take(badge["proof"]![0]!.AsObject(), "created"))
        ),
        ["the proof's domain, one of two"] = (
            "domain",
            badge => badge["proof"]![0]!["https://w3id.org/security#domain"] = Take(badge["proof"]![0]!.AsObject(), "domain")
        ),
    };

    public static TheoryData<string> All => [.. Disguises.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Fails_when_it_is_spelled_otherwise(string disguise)
    {
        var (hidden, hide) = Disguises[disguise];
        using var key = SigningKey.Generate(KeyAlgorithm.Ed25519, out _);
        var badge = Badge(DidKey.Create(key.PublicKey));
        badge["credentialStatus"] = new StatusListEntry("https://north.example/status/1", 7).ToJson();
        ProofOptions options = new(DidKey.VerificationMethod(key.PublicKey), Signed)
        {
            Expires = Later.AddYears(1),
            Domain = ["north.example", "south.example"],
        };
        var signed = DataIntegrity.Sign(System.Text.Encoding.UTF8.GetBytes(badge.ToJsonString()), key, options);

        var disguised = Changed(signed, hide);

        Assert.Equal(Statements(signed), Statements(disguised));
        var check = (await VerifyAsync(disguised, at: Later))[Name];
        Assert.Equal((Outcome.Fail, "proof.hidden-member", hidden), (check.Outcome, check.Code, check.Arguments[0]));
    }

    [Fact]
    public async Task Fails_when_the_end_stands_at_an_endorsement_of_the_credential()
    {
        var badge = Badge();
        var id = (string)badge["id"]!;
        badge["endorsement"] = new JsonArray(
            new JsonObject
            {
                ["id"] = "urn:uuid:018f3c7e-0000-7000-8000-00000000000e",
                ["type"] = new JsonArray("VerifiableCredential", "EndorsementCredential"),
                ["name"] = "Good",
                ["issuer"] = "did:example:endorser",
                ["validFrom"] = "2026-01-01T00:00:00Z",
                ["credentialSubject"] = new JsonObject { ["id"] = id, ["type"] = new JsonArray("EndorsementSubject") },
            }
        );
        var signed = Sign(badge);

        var disguised = Changed(
            signed,
            changed =>
            {
                var subject = changed["endorsement"]![0]!["credentialSubject"]!;
                subject["type"] = new JsonArray("EndorsementSubject", "VerifiableCredential", "OpenBadgeCredential");
                subject["validUntil"] = Take(changed, "validUntil");
            }
        );

        Assert.Equal("proof.valid", (await VerifyAsync(signed))[Name].Code);
        Assert.Equal(Statements(signed), Statements(disguised));
        Assert.Equal("proof.hidden-member", (await VerifyAsync(disguised, at: Later))[Name].Code);
    }

    [Fact]
    public async Task Passes_when_a_full_iri_hides_nothing()
    {
        var badge = Badge();
        badge["https://example.org/terms#grade"] = "9";
        badge["credentialSubject"]!["type"] = new JsonArray("AchievementSubject", "https://example.org/terms#Reader");

        await PassesAsync(Name, "proof.valid", Sign(badge));
    }

    [Theory]
    [InlineData("""{"grade":"@index"}""", "grade")]
    [InlineData(null, "@index")]
    public async Task Fails_when_words_are_added_that_nobody_signed(string? context, string name)
    {
        var disguised = Changed(
            Sign(Badge()),
            badge =>
            {
                if (context is not null)
                    AddContext(badge, context);
                badge["credentialSubject"]![name] = "Distinction, top of class";
            }
        );

        await FailsAsync(Name, "proof.canonicalization", disguised);
    }

    [Fact]
    public void Fails_when_the_keys_of_a_map_are_words_that_nobody_signs()
    {
        var badge = Badge();
        AddContext(badge, """{"marks":{"@id":"https://example.org/terms#marks","@container":"@index"}}""");
        badge["credentialSubject"]!["marks"] = new JsonObject { ["distinction"] = "9" };

        var refused = Assert.Throws<JsonLdException>(() => Sign(badge));
        Assert.Equal("jsonld.safe.dropped-value", refused.Code);
    }

    static byte[] Statements(byte[] signed)
    {
        using var document = System.Text.Json.JsonDocument.Parse(signed);
        return CanonicalForm.NQuads(new JsonLdDocument(document.RootElement, Omit: "proof"), PinnedContexts.Instance);
    }

    static JsonObject Date(JsonNode value) => new() { ["@value"] = value, ["@type"] = "http://www.w3.org/2001/XMLSchema#dateTime" };

    static void AddContext(JsonObject badge, string context) => badge["@context"]!.AsArray().Add(JsonNode.Parse(context));

    static JsonNode Take(JsonObject badge, string member)
    {
        var value = badge[member]!;
        badge.Remove(member);
        return value;
    }
}
