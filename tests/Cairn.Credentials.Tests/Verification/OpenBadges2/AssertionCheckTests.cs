using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Tests.Baking;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Verification.OpenBadges2;

/// <summary>Badges of Open Badges 2.0: one hosted and one signed valid badge, and each broken in one place.</summary>
public sealed class AssertionCheckTests
{
    const string Home = "https://badges.example";
    const string Id = Home + "/assertions/1";
    const string BadgeId = Home + "/badges/1";
    const string IssuerId = Home + "/issuer";
    const string KeyId = Home + "/key";
    const string List = Home + "/revoked";

    static readonly RSA Rsa = RSA.Create(2048);
    static readonly SigningKey Key = SigningKey.FromPkcs8(Rsa.ExportPkcs8PrivateKey());

    [Fact]
    public async Task A_hosted_badge_passes()
    {
        var report = await VerifyAsync(Bytes(Assertion()), Documents());

        Assert.Equal(
            [
                "parse.open-badges-2",
                "proof.hosted",
                "key.hosted",
                "issuer.in-scope",
                "trust.no-store",
                "validity.unlimited",
                "status.clear",
                "schema.open-badges-2",
            ],
            report.Checks.Take(8).Select(check => check.Code)
        );
        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal(CheckNames.All, report.Checks.Select(check => check.Name));
    }

    [Fact]
    public async Task Only_what_is_hosted_counts()
    {
        var report = await VerifyAsync(
            Bytes(Assertion(assertion => assertion["recipient"]!["identity"] = "thief@example.org")),
            Documents()
        );

        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal("learner@example.org", (string)JsonNode.Parse(report.Credential.Span)!["recipient"]!["identity"]!);
    }

    [Fact]
    public Task Is_undecided_offline() => Is(Outcome.NotDeterminable, CheckNames.Proof, "proof.hosted-offline", Bytes(Assertion()), null);

    [Fact]
    public Task Is_undecided_when_it_cannot_be_fetched() =>
        Is(Outcome.NotDeterminable, CheckNames.Proof, "proof.hosted-unreachable", Bytes(Assertion()), new Library());

    [Fact]
    public Task Fails_when_its_owner_took_it_away() =>
        Is(Outcome.Fail, CheckNames.Status, "status.revoked", Bytes(Assertion()), new GoneLoader());

    [Fact]
    public Task Fails_when_it_is_marked_as_revoked() =>
        Is(
            Outcome.Fail,
            CheckNames.Status,
            "status.revoked-because",
            Bytes(Assertion()),
            Documents(assertion: assertion =>
            {
                assertion["revoked"] = true;
                assertion["revocationReason"] = "Issued in error.";
            })
        );

    [Fact]
    public Task Fails_when_something_else_lies_there() =>
        Is(
            Outcome.Fail,
            CheckNames.Proof,
            "proof.hosted-another",
            Bytes(Assertion()),
            Documents(assertion: assertion => assertion["id"] = Home + "/assertions/2")
        );

    [Fact]
    public Task Fails_when_it_expired() =>
        Is(
            Outcome.Fail,
            CheckNames.Validity,
            "validity.expired",
            Bytes(Assertion()),
            Documents(assertion: assertion => assertion["expires"] = "2026-04-01T00:00:00Z")
        );

    [Fact]
    public Task Fails_when_a_member_is_missing() =>
        Is(Outcome.Fail, CheckNames.Schema, "schema.member", Bytes(Assertion()), Documents(badge: badge => badge.Remove("criteria")));

    [Theory]
    [InlineData("https://elsewhere.example/issuer", null)]
    [InlineData(IssuerId, """{"allowedOrigins":["elsewhere.example"]}""")]
    [InlineData(IssuerId, """{"allowedOrigins":["badges.example:8443"]}""")]
    [InlineData(IssuerId, """{"startsWith":["https://badges.example/other/"]}""")]
    [InlineData(IssuerId, """{"startsWith":["https://badges.exampl"]}""")]
    public Task Fails_when_the_issuer_keeps_no_badges_there(string issuer, string? policy) =>
        Is(
            Outcome.Fail,
            CheckNames.Issuer,
            "issuer.out-of-scope",
            Bytes(Assertion()),
            Documents(
                issuer: profile =>
                {
                    profile["id"] = issuer;
                    if (policy is not null)
                        profile["verification"] = JsonNode.Parse(policy);
                },
                at: issuer
            )
        );

    [Theory]
    [InlineData("""{"allowedOrigins":"badges.example"}""")]
    [InlineData("""{"allowedOrigins":["BADGES.example:443"]}""")]
    [InlineData("""{"startsWith":"https://badges.example/assertions/"}""")]
    public async Task Passes_where_the_issuer_says_that_it_keeps_badges(string policy) =>
        Assert.Equal(
            Verdict.Pass,
            (await VerifyAsync(Bytes(Assertion()), Documents(issuer: profile => profile["verification"] = JsonNode.Parse(policy)))).Verdict
        );

    [Fact]
    public async Task A_signed_badge_passes()
    {
        var report = await VerifyAsync(Sign(), Documents());

        Assert.Equal(
            [
                "parse.open-badges-2",
                "proof.valid",
                "issuer.key-in-force",
                "issuer.key-confirmed",
                "trust.no-store",
                "validity.unlimited",
                "status.clear",
            ],
            report.Checks.Take(7).Select(check => check.Code)
        );
        Assert.Equal(Verdict.Pass, report.Verdict);
    }

    [Fact]
    public Task Fails_when_it_was_changed() => Is(Outcome.Fail, CheckNames.Proof, "proof.signature", Changed(), Documents());

    [Fact]
    public Task Fails_when_the_issuer_lists_another_key() =>
        Is(
            Outcome.Fail,
            CheckNames.IssuerKey,
            "key.not-listed",
            Sign(),
            Documents(issuer: profile => profile["publicKey"] = Home + "/other-key")
        );

    [Fact]
    public Task Fails_when_the_key_is_somebody_elses() =>
        Is(
            Outcome.Fail,
            CheckNames.IssuerKey,
            "key.document-of-another",
            Sign(),
            Documents(key: key => key["owner"] = "https://elsewhere.example/issuer")
        );

    [Fact]
    public async Task Fails_when_a_stranger_signs_and_embeds_an_issuer_that_lists_their_key()
    {
        using var theirs = RSA.Create(2048);
        using var key = SigningKey.FromPkcs8(theirs.ExportPkcs8PrivateKey());
        var pem = new JsonObject
        {
            ["type"] = "CryptographicKey",
            ["id"] = Home + "/evil",
            ["owner"] = IssuerId,
            ["publicKeyPem"] = theirs.ExportSubjectPublicKeyInfoPem(),
        };
        var forged = Assertion(assertion =>
        {
            assertion["id"] = "urn:uuid:1";
            assertion["verification"] = new JsonObject { ["type"] = "SignedBadge", ["creator"] = Home + "/evil" };
            assertion["badge"] = Embedded(pem);
        });

        await Is(
            Outcome.Fail,
            CheckNames.IssuerKey,
            "key.not-listed",
            JwtCredential.Sign("""{"alg":"RS256"}""", Bytes(forged), key),
            Documents()
        );
    }

    [Fact]
    public Task Fails_when_a_stranger_hosts_and_embeds_an_issuer_that_keeps_badges_there()
    {
        const string evil = "https://evil.example/1";
        var forged = Assertion(assertion =>
        {
            assertion["id"] = evil;
            assertion["badge"] = Embedded(null);
            assertion["badge"]!["issuer"]!["verification"] = JsonNode.Parse("""{"allowedOrigins":"evil.example"}""");
        });

        return Is(Outcome.Fail, CheckNames.Issuer, "issuer.out-of-scope", Bytes(forged), Documents().With(evil, forged));
    }

    [Theory]
    [InlineData("badge", null)]
    [InlineData("name", "achievement.of-another")]
    [InlineData("issuer", "achievement.of-another")]
    [InlineData("id", "key.unreachable")]
    public async Task Fails_when_the_embedded_badge_is_not_the_one_at_its_address(string member, string? code)
    {
        var assertion = Assertion(assertion => assertion["badge"] = Embedded(null));
        if (code is not null)
            assertion["badge"]![member] = Home + "/another";

        var report = await VerifyAsync(Bytes(assertion), Documents().With(Id, assertion));

        Assert.Equal(
            (code ?? "issuer.in-scope", code ?? "achievement.consistent"),
            (report[CheckNames.Issuer].Code, report[CheckNames.Achievement].Code)
        );
        Assert.Equal(
            code is null ? Verdict.Pass
                : code is "key.unreachable" ? Verdict.NotDeterminable
                : Verdict.Fail,
            report.Verdict
        );
    }

    [Theory]
    [InlineData("SignedBadge")]
    [InlineData("signed")]
    public async Task Fails_when_a_signed_badge_came_without_its_signature(string type)
    {
        var assertion = Assertion(assertion => assertion["verification"]!["type"] = type);

        await Is(Outcome.Fail, CheckNames.Proof, "proof.missing", Bytes(assertion), Documents().With(Id, assertion));
        // Given as hosted, and signed at its address.
        await Is(Outcome.Fail, CheckNames.Proof, "proof.missing", Bytes(Assertion()), Documents().With(Id, assertion));
    }

    [Theory]
    [InlineData("""[{"uid":"another"},{"revocationReason":"x"},{}]""", "status.clear")]
    [InlineData("""[{"uid":"7","revocationReason":"Issued in error."}]""", "status.revoked-because")]
    public async Task Fails_when_the_list_has_its_uid_and_not_when_it_names_nobody(string revoked, string code)
    {
        var assertion = Signed();
        assertion["uid"] = "7";
        assertion.Remove("id");
        var report = await VerifyAsync(
            JwtCredential.Sign("""{"alg":"RS256"}""", Bytes(assertion), Key),
            Documents(list: list => list["revokedAssertions"] = JsonNode.Parse(revoked))
        );

        Assert.Equal(code, report[CheckNames.Status].Code);
    }

    static JsonObject Embedded(JsonNode? key) =>
        new()
        {
            ["type"] = "BadgeClass",
            ["id"] = BadgeId,
            ["name"] = "Reader",
            ["description"] = "Reads.",
            ["image"] = Home + "/1.png",
            ["criteria"] = "x",
            ["issuer"] = new JsonObject
            {
                ["type"] = "Issuer",
                ["id"] = IssuerId,
                ["name"] = "School",
                ["url"] = Home,
                ["publicKey"] = key,
            },
        };

    [Fact]
    public Task Fails_when_it_stands_in_the_list_of_revoked() =>
        Is(
            Outcome.Fail,
            CheckNames.Status,
            "status.revoked-because",
            Sign(),
            Documents(list: list =>
                list["revokedAssertions"] = JsonNode.Parse($$"""[{"id":"urn:uuid:1","revocationReason":"Issued in error."}]""")
            )
        );

    [Fact]
    public async Task Is_read_out_of_a_picture()
    {
        var png = Pictures.Chunks(
            ("IHDR", Pictures.Header),
            ("iTXt", Pictures.Text(Bytes(Assertion()), keyword: "openbadges")),
            ("IDAT", Pictures.Pixel),
            ("IEND", [])
        );
        var older = Pictures.Chunks(
            ("IHDR", Pictures.Header),
            ("tEXt", [.. "openbadges\0"u8, .. Encoding.ASCII.GetBytes(Id)]),
            ("IDAT", Pictures.Pixel),
            ("IEND", [])
        );

        Assert.Equal(Verdict.Pass, (await VerifyAsync(png, Documents())).Verdict);
        Assert.Equal(Verdict.Pass, (await VerifyAsync(older, Documents())).Verdict);
        Assert.Equal(Verdict.NotDeterminable, (await VerifyAsync(older, null)).Verdict);
    }

    [Theory]
    [InlineData($"<openbadges:assertion verify='{Id}'/>")]
    [InlineData($"<openbadges:assertion verify='{Id}'><![CDATA[ASSERTION]]></openbadges:assertion>")]
    [InlineData("<openbadges:assertion><![CDATA[ASSERTION]]></openbadges:assertion>")]
    public async Task A_hosted_one_is_read_out_of_a_drawing(string element)
    {
        var body = element.Replace("ASSERTION", Encoding.UTF8.GetString(Bytes(Assertion())), StringComparison.Ordinal);
        var svg = Encoding.UTF8.GetBytes(
            $"<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg' xmlns:openbadges='http://openbadges.org'>{body}</svg>"
        );

        Assert.Equal(Verdict.Pass, (await VerifyAsync(svg, Documents())).Verdict);
        await Is(Outcome.NotDeterminable, CheckNames.Proof, "proof.hosted-offline", svg, null);
    }

    public static TheoryData<string, string> Keys { get; } =
        new()
        {
            { "1,024 bits", "key.unsafe" },
            { "exponent 3", "key.unsafe" },
            { "its private key", "key.malformed" },
            { "of a curve", "key.malformed" },
            { "none", "key.malformed" },
            { "two", "key.malformed" },
        };

    [Theory]
    [MemberData(nameof(Keys))]
    public Task Fails_when_the_published_key_is_none_to_rely_on(string what, string code)
    {
        var pem = what switch
        {
#pragma warning disable CA5385 // A short key is what is refused.
            "1,024 bits" => RSA.Create(1024).ExportSubjectPublicKeyInfoPem(),
#pragma warning restore CA5385
            "exponent 3" => Pkcs1(Rsa.ExportParameters(false).Modulus!, 3),
            "its private key" => Rsa.ExportRSAPrivateKeyPem(),
            "of a curve" => ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportSubjectPublicKeyInfoPem(),
            "two" => Rsa.ExportSubjectPublicKeyInfoPem() + "\n" + Rsa.ExportSubjectPublicKeyInfoPem(),
            _ => "",
        };

        return Is(Outcome.Fail, CheckNames.IssuerKey, code, Sign(), Documents(key: published => published["publicKeyPem"] = pem));
    }

    // RFC 8017, A.1.1, written by hand, because nothing makes such a key for us.
    static string Pkcs1(byte[] modulus, int exponent)
    {
        System.Formats.Asn1.AsnWriter writer = new(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(modulus);
            writer.WriteInteger(exponent);
        }

        return PemEncoding.WriteString("RSA PUBLIC KEY", writer.Encode());
    }

    [Fact]
    public async Task Its_recipient_can_be_compared()
    {
        var options = new VerifierOptions { Loader = Documents(), Recipient = new("Learner@example.org ", "emailAddress") };
        Assert.Equal(
            "recipient.matches",
            (await new Verifier(options).VerifyAsync(Bytes(Assertion()), Scenario.Now))[CheckNames.Recipient].Code
        );
    }

    static async Task Is(Outcome outcome, string check, string code, byte[] input, IDocumentLoader? loader)
    {
        var report = await VerifyAsync(input, loader);
        Assert.Equal((outcome, code), (report[check].Outcome, report[check].Code));
        Assert.Equal(outcome == Outcome.Fail ? Verdict.Fail : Verdict.NotDeterminable, report.Verdict);
    }

    static async Task<VerificationReport> VerifyAsync(byte[] input, IDocumentLoader? loader) =>
        await new Verifier(new() { Loader = loader }).VerifyAsync(input, Scenario.Now);

    static byte[] Sign() => JwtCredential.Sign("""{"alg":"RS256"}""", Bytes(Signed()), Key);

    static byte[] Changed()
    {
        var parts = Encoding.ASCII.GetString(Sign()).Split('.');
        var other = Signed();
        other["recipient"]!["identity"] = "thief@example.org";
        return Encoding.ASCII.GetBytes($"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Bytes(other))}.{parts[2]}");
    }

    static JsonObject Signed() =>
        Assertion(assertion =>
        {
            assertion["id"] = "urn:uuid:1";
            assertion["verification"] = JsonNode.Parse($$"""{"type":"SignedBadge","creator":"{{KeyId}}"}""");
        });

    static JsonObject Assertion(Action<JsonObject>? change = null)
    {
        var assertion = JsonNode
            .Parse(
                $$"""
                {"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"{{Id}}","badge":"{{BadgeId}}","issuedOn":"2026-03-01T00:00:00Z",
                 "recipient":{"type":"email","hashed":false,"identity":"learner@example.org"},"verification":{"type":"HostedBadge"} }
                """
            )!
            .AsObject();
        change?.Invoke(assertion);
        return assertion;
    }

    static Library Documents(
        Action<JsonObject>? assertion = null,
        Action<JsonObject>? badge = null,
        Action<JsonObject>? issuer = null,
        Action<JsonObject>? key = null,
        Action<JsonObject>? list = null,
        string at = IssuerId
    )
    {
        var badgeClass = JsonNode
            .Parse(
                $$"""
                {"@context":"https://w3id.org/openbadges/v2","type":"BadgeClass","id":"{{BadgeId}}","name":"Reader","description":"Reads.","image":"{{Home}}/1.png",
                 "criteria":{"narrative":"Read."},"issuer":"{{at}}"}
                """
            )!
            .AsObject();
        var profile = JsonNode
            .Parse(
                $$"""
                {"@context":"https://w3id.org/openbadges/v2","type":"Issuer","id":"{{IssuerId}}","name":"School","url":"{{Home}}","publicKey":"{{KeyId}}"}
                """
            )!
            .AsObject();
        if (list is not null || assertion is null)
            profile["revocationList"] = List;
        var published = JsonNode
            .Parse($$"""{"@context":"https://w3id.org/openbadges/v2","type":"CryptographicKey","id":"{{KeyId}}","owner":"{{IssuerId}}"}""")!
            .AsObject();
        published["publicKeyPem"] = Rsa.ExportSubjectPublicKeyInfoPem();
        var revoked = JsonNode
            .Parse(
                $$"""{"@context":"https://w3id.org/openbadges/v2","type":"RevocationList","id":"{{List}}","revokedAssertions":["urn:uuid:2"]}"""
            )!
            .AsObject();
        badge?.Invoke(badgeClass);
        issuer?.Invoke(profile);
        key?.Invoke(published);
        list?.Invoke(revoked);
        return new Library()
            .With(Id, Assertion(assertion))
            .With(BadgeId, badgeClass)
            .With(at, profile)
            .With(KeyId, published)
            .With(List, revoked);
    }

    static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    sealed class GoneLoader : IDocumentLoader
    {
        public ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken) =>
            ValueTask.FromResult(LoadedDocument.Gone());
    }
}
