using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Baking;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Tests.Keys;
using Cairn.Credentials.Tests.Verification;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Jose;

/// <summary>Credentials as JWTs: one contract for each algorithm and form, then each attack by itself.</summary>
public sealed class JwtCredentialTests
{
    static readonly SigningKey Key = KeyKindsTests.New(KeyAlgorithm.P256);
    static readonly string Issuer = DidKey.Create(Key.PublicKey);
    static readonly string KeyId = DidKey.VerificationMethod(Key.PublicKey);

    public static TheoryData<KeyAlgorithm, JwtForm> All { get; } =
        new()
        {
            { KeyAlgorithm.Ed25519, JwtForm.OpenBadges },
            { KeyAlgorithm.P256, JwtForm.OpenBadges },
            { KeyAlgorithm.P384, JwtForm.OpenBadges },
            { KeyAlgorithm.Rsa, JwtForm.OpenBadges },
            { KeyAlgorithm.Ed25519, JwtForm.VcJose },
            { KeyAlgorithm.P256, JwtForm.VcJose },
            { KeyAlgorithm.P384, JwtForm.VcJose },
            { KeyAlgorithm.Rsa, JwtForm.VcJose },
        };

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_is_signed_verifies(KeyAlgorithm algorithm, JwtForm form)
    {
        using var key = KeyKindsTests.New(algorithm);
        foreach (var named in (bool[])[true, false])
        {
            var jwt = JwtCredential.Sign(
                Bytes(Scenario.Badge(DidJwk.Create(key.PublicKey))),
                key,
                new() { Form = form, KeyId = named ? DidJwk.VerificationMethod(key.PublicKey) : null }
            );
            var report = await Scenario.VerifyAsync(jwt);

            Assert.Equal(
                ["parse.jwt", "proof.valid", "issuer.key-in-force", "issuer.key-confirmed"],
                report.Checks.Take(4).Select(check => check.Code)
            );
            Assert.Equal(Verdict.Pass, report.Verdict);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Fails_when_a_bit_is_changed(KeyAlgorithm algorithm, JwtForm form)
    {
        using var key = KeyKindsTests.New(algorithm);
        var jwt = JwtCredential.Sign(Bytes(Scenario.Badge(DidJwk.Create(key.PublicKey))), key, new() { Form = form });
        var parts = Encoding.ASCII.GetString(jwt).Split('.');
        var payload = Base64Url.DecodeFromChars(parts[1]);
        var changed = Encoding.UTF8.GetString(payload).Replace("Plan an", "Plan on", StringComparison.Ordinal);

        await Scenario.FailsAsync(
            CheckNames.Proof,
            "proof.signature",
            Encoding.ASCII.GetBytes($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(changed))}.{parts[2]}")
        );
    }

    [Theory]
    [InlineData("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"KID\",\"cty\":\"vc\"}", "proof.jwt-header")]
    [InlineData("{\"alg\":\"ES256\",\"typ\":\"JWT\"}", "proof.member-missing")]
    public async Task Fails_when_the_header_of_a_badge_is_not_as_open_badges_has_it(string header, string code)
    {
        using var key = SigningKey.Generate(KeyAlgorithm.P256, out _);
        var good = JwtCredential.Sign(
            Bytes(Scenario.Badge(DidKey.Create(key.PublicKey))),
            key,
            new() { KeyId = DidKey.VerificationMethod(key.PublicKey) }
        );
        var jwt = JwtCredential.Sign(
            header.Replace("KID", DidKey.VerificationMethod(key.PublicKey), StringComparison.Ordinal),
            CompactJws.Parse(good)!.Payload.Span,
            key
        );

        Assert.Equal(Verdict.Pass, (await Scenario.VerifyAsync(good)).Verdict);
        await Scenario.FailsAsync(CheckNames.Proof, code, jwt);
    }

    [Fact]
    public async Task The_open_badges_form_repeats_the_members_as_claims()
    {
        var payload = Payload(Sign(Scenario.Badge(Issuer)));

        Assert.Equal(Issuer, (string)payload["iss"]!);
        Assert.Equal("urn:uuid:018f3c7e-0000-7000-8000-000000000001", (string)payload["jti"]!);
        Assert.Equal("did:example:learner", (string)payload["sub"]!);
        Assert.Equal(1772323200, (long)payload["nbf"]!);
        Assert.Equal(1803859200, (long)payload["exp"]!);
        Assert.Equal("JWT", (string)Header(Sign(Scenario.Badge(Issuer)))["typ"]!);
        var report = await Scenario.VerifyAsync(Sign(Scenario.Badge(Issuer)));
        Assert.Null(JsonNode.Parse(report.Credential.Span)!["iss"]);
    }

    [Fact]
    public void The_w3c_form_is_the_credential_and_nothing_else()
    {
        var jwt = JwtCredential.Sign(Bytes(Scenario.Badge(Issuer)), Key, new() { Form = JwtForm.VcJose, KeyId = KeyId });

        Assert.Equal(Scenario.Badge(Issuer).ToJsonString(), Payload(jwt).ToJsonString());
        Assert.Equal(("vc+jwt", "ES256", KeyId), ((string)Header(jwt)["typ"]!, (string)Header(jwt)["alg"]!, (string)Header(jwt)["kid"]!));
    }

    public static TheoryData<string, string> Claims { get; } =
        new()
        {
            { "iss", "\"did:example:other\"" },
            { "jti", "\"urn:uuid:1\"" },
            { "sub", "\"did:example:thief\"" },
            { "nbf", "1772323201" },
            { "nbf", "\"1772323200\"" },
            { "exp", "1803859201" },
            { "exp", "1e300" },
            { "iss", "7" },
            { "nbf", "null" },
        };

    [Theory]
    [MemberData(nameof(Claims))]
    public Task Fails_when_a_claim_contradicts_the_credential(string claim, string value) =>
        Scenario.FailsAsync(CheckNames.Proof, "proof.jwt-claim", Resigned(payload => payload[claim] = JsonNode.Parse(value)));

    [Theory]
    [InlineData("iss")]
    [InlineData("jti")]
    [InlineData("sub")]
    [InlineData("nbf")]
    public Task Fails_when_a_claim_is_missing(string claim) =>
        Scenario.FailsAsync(CheckNames.Proof, "proof.jwt-claim-missing", Resigned(payload => payload.Remove(claim)));

    [Fact]
    public async Task An_end_that_only_the_claim_names_counts()
    {
        var jwt = Resigned(payload =>
        {
            payload.Remove("validUntil");
            payload["exp"] = 1775000000;
        });
        await Scenario.FailsAsync(CheckNames.Validity, "validity.expired", jwt);
        await Scenario.FailsAsync(CheckNames.Proof, "proof.expired", jwt);
    }

    [Theory]
    [InlineData("iat", "1777593601", "proof.valid")]
    [InlineData("iat", "1777593901", "proof.future")]
    [InlineData("iat", "\"1772323200\"", "proof.created")]
    [InlineData("iat", "null", "proof.created")]
    [InlineData("aud", "\"https://verifier.example\"", "proof.jwt-audience")]
    [InlineData("aud", "[\"a\", 7]", "proof.jwt-audience")]
    public async Task Fails_when_it_was_signed_later_or_for_somebody_else(string claim, string value, string code) =>
        Assert.Equal(
            code,
            (await Scenario.VerifyAsync(Resigned(payload => payload[claim] = JsonNode.Parse(value))))[CheckNames.Proof].Code
        );

    [Fact]
    public async Task Fails_when_it_is_the_very_end()
    {
        var end = DateTimeOffset.FromUnixTimeSeconds(1803859200);
        Assert.Equal(
            "proof.valid",
            (await Scenario.VerifyAsync(Sign(Scenario.Badge(Issuer)), at: end.AddTicks(-1)))[CheckNames.Proof].Code
        );
        await Scenario.FailsAsync(CheckNames.Proof, "proof.expired", Sign(Scenario.Badge(Issuer)), at: end);
    }

    [Theory]
    [InlineData("vc+jwt", null, "parse.jwt")]
    [InlineData("vp+jwt", null, "parse.envelope")]
    [InlineData("vc+jwt", "issuer", "parse.envelope")]
    [InlineData("vc+jwt", "validUntil", "parse.envelope")]
    public async Task Fails_when_its_envelope_says_more_than_it_holds(string type, string? member, string code)
    {
        var jwt = Encoding.ASCII.GetString(
            JwtCredential.Sign(Bytes(Scenario.Badge(Issuer)), Key, new() { Form = JwtForm.VcJose, KeyId = KeyId })
        );
        var envelope = new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/credentials/v2",
            ["type"] = "EnvelopedVerifiableCredential",
            ["id"] = $"data:application/{type},{jwt}",
        };
        if (member is not null)
            envelope[member] = "did:example:another";

        Assert.Equal(code, (await Scenario.VerifyAsync(Bytes(envelope)))[CheckNames.Parse].Code);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("dir")]
    public async Task Fails_when_the_algorithm_is_none_or_a_shared_secret(string algorithm)
    {
        var parts = Encoding.ASCII.GetString(Sign(Scenario.Badge(Issuer))).Split('.');
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","typ":"JWT","kid":"{{KeyId}}"}"""));
        // The old trick: an HMAC with the public key as its secret.
        var mac = System.Security.Cryptography.HMACSHA256.HashData(Key.PublicKey.Raw, Encoding.ASCII.GetBytes($"{header}.{parts[1]}"));
        foreach (var signature in (string[])[parts[2], Base64Url.EncodeToString(mac), ""])
            await Scenario.FailsAsync(CheckNames.Proof, "proof.jwt-algorithm", Encoding.ASCII.GetBytes($"{header}.{parts[1]}.{signature}"));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES384")]
    [InlineData("EdDSA")]
    public Task Fails_when_the_algorithm_is_not_the_keys(string algorithm) =>
        Scenario.FailsAsync(CheckNames.Proof, "proof.key-kind", Resigned(header: header => header["alg"] = algorithm));

    [Theory]
    [InlineData("PS256")]
    [InlineData("ES512")]
    public Task Is_undecided_when_the_algorithm_is_another_good_one(string algorithm) =>
        Scenario.IsUndecidedAsync(CheckNames.Proof, "proof.unsupported", Resigned(header: header => header["alg"] = algorithm));

    [Theory]
    [InlineData("crit", "[\"exp\"]", "proof.jwt-critical")]
    [InlineData("typ", "\"at+jwt\"", "proof.jwt-type")]
    [InlineData("typ", "7", "proof.jwt-type")]
    [InlineData("alg", "7", "proof.member-missing")]
    [InlineData("kid", "7", "key.malformed")]
    [InlineData("jwk", "{\"kty\":\"EC\"}", "key.malformed")]
    [InlineData("jwk", "{\"kty\":\"EC\",\"d\":\"AA\"}", "proof.jwt-private-key")]
    public Task Fails_when_the_header_says_what_it_may_not(string member, string value, string code) =>
        Scenario.FailsAsync(CheckNames.Proof, code, Resigned(header: header => header[member] = JsonNode.Parse(value)));

    [Fact]
    public Task Fails_when_the_credential_is_said_twice() =>
        Scenario.FailsAsync(
            CheckNames.Proof,
            "proof.jwt-vc-claim",
            Resigned(payload => payload["vc"] = new JsonObject(), header => header["typ"] = "vc+jwt")
        );

    [Fact]
    public Task Fails_when_somebody_else_signs_with_a_key_in_the_header() =>
        Scenario.FailsAsync(
            CheckNames.IssuerKey,
            "key.not-listed",
            JwtCredential.Sign(Bytes(Scenario.Badge(Issuer)), Scenario.OtherKey, new())
        );

    [Fact]
    public Task Fails_when_somebody_else_signs_with_a_key_of_theirs() =>
        Scenario.FailsAsync(
            CheckNames.Issuer,
            "issuer.key-of-another",
            JwtCredential.Sign(
                Bytes(Scenario.Badge(Issuer)),
                Scenario.OtherKey,
                new() { KeyId = DidKey.VerificationMethod(Scenario.OtherKey.PublicKey) }
            )
        );

    [Fact]
    public async Task A_key_without_a_name_is_the_issuers_own()
    {
        Assert.Equal(
            Verdict.Pass,
            (
                await Scenario.VerifyAsync(
                    Resigned(header: header =>
                    {
                        header.Remove("kid");
                        header["typ"] = "vc+jwt";
                    })
                )
            ).Verdict
        );
        Assert.Equal(
            Verdict.Pass,
            (await Scenario.VerifyAsync(Resigned(header: header => header["kid"] = "#" + Key.PublicKey.ToMultikey()))).Verdict
        );
        Assert.Equal(Verdict.Pass, (await Scenario.VerifyAsync(Resigned(header: header => header["kid"] = Issuer))).Verdict);
    }

    [Fact]
    public Task Fails_when_a_term_means_nothing() =>
        Scenario.FailsAsync(CheckNames.Proof, "proof.canonicalization", Resigned(payload => payload["nickname"] = "nobody defined this"));

    [Fact]
    public void Refuses_to_sign_what_verifiers_would_refuse()
    {
        Assert.Throws<JsonLdException>(() => Sign(With("nickname", "x")));
        Assert.Equal("sign.claim-given", Assert.Throws<SigningException>(() => Sign(With("description", "x", "jti"))).Failure.Code);
        Assert.Equal("sign.member-missing", Assert.Throws<SigningException>(() => Sign(With("id", null))).Failure.Code);
    }

    [Theory]
    [InlineData("https://north.example/keys/1", "https://north.example/keys/1")]
    [InlineData("https://north.example/keys#key-1", "https://north.example/keys")]
    public async Task A_key_at_an_address_of_the_issuers_origin(string kid, string address)
    {
        const string school = "https://north.example/issuers/1";
        var jwk = JsonNode.Parse(Key.PublicKey.ToJwk())!;
        jwk["kid"] = "key-1";
        var document = kid.Contains('#') ? new JsonObject { ["keys"] = new JsonArray(jwk) } : jwk;
        var jwt = JwtCredential.Sign(Bytes(Scenario.Badge(school)), Key, new() { KeyId = kid });

        await Scenario.PassesAsync(
            CheckNames.Issuer,
            "issuer.key-confirmed",
            jwt,
            new() { Loader = new Library().With(address, document) }
        );
        await Scenario.IsUndecidedAsync(CheckNames.Proof, "key.offline", jwt);
    }

    [Fact]
    public async Task Is_undecided_when_the_key_lies_at_a_strangers_address()
    {
        var jwt = JwtCredential.Sign(
            Bytes(Scenario.Badge("https://north.example/issuers/1")),
            Key,
            new() { KeyId = "https://east.example/key" }
        );
        Library library = new();
        library.With("https://east.example/key", JsonNode.Parse(Key.PublicKey.ToJwk())!);

        await Scenario.IsUndecidedAsync(CheckNames.IssuerKey, "key.owner-unknown", jwt, new() { Loader = library });
    }

    [Fact]
    public async Task A_credential_of_the_data_model_1_in_its_claim()
    {
        var badge = Scenario.Badge(Issuer);
        badge["@context"]![0] = "https://www.w3.org/2018/credentials/v1";
        badge["@context"]![1] = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
        foreach (var member in (string[])["validFrom", "validUntil", "issuer", "id"])
            badge.Remove(member);
        var payload = new JsonObject
        {
            ["vc"] = badge,
            ["iss"] = Issuer,
            ["jti"] = "urn:uuid:1",
            ["nbf"] = 1772323200,
            ["exp"] = 1803859200,
            ["sub"] = "did:example:learner",
        };
        var jwt = JwtCredential.Sign($$"""{"alg":"ES256","typ":"JWT","kid":"{{KeyId}}"}""", Bytes(payload), Key);

        var report = await Scenario.VerifyAsync(jwt);

        var read = JsonNode.Parse(report.Credential.Span)!;
        Assert.Equal(
            (Issuer, "urn:uuid:1", "2026-03-01T00:00:00Z"),
            ((string)read["issuer"]!, (string)read["id"]!, (string)read["issuanceDate"]!)
        );
        Assert.Equal("proof.valid", report[CheckNames.Proof].Code);
        Assert.Equal("validity.current", report[CheckNames.Validity].Code);
    }

    [Fact]
    public async Task Embedded_proofs_beside_it_count_too()
    {
        var signed = JsonNode.Parse(DataIntegrity.Sign(Bytes(Scenario.Badge(Issuer)), Key, new(KeyId, Scenario.Signed)))!.AsObject();
        var report = await Scenario.VerifyAsync(Sign(signed));
        Assert.Equal([0, 1, 2], report.Checks.Where(check => check.Name == CheckNames.Proof).Select(check => check.Item));
        Assert.Equal(Verdict.Pass, report.Verdict);

        signed["proof"]![0]!["created"] = "2026-03-02T12:00:00Z";
        await Scenario.FailsAsync(CheckNames.Proof, "proof.signature", Sign(signed));
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>")]
    [InlineData(null)]
    public async Task A_jwt_travels_in_a_picture(string? svg)
    {
        var jwt = Sign(Scenario.Badge(Issuer));
        Assert.True(BakedImage.TryBake(svg is null ? Baking.Pictures.Png : Encoding.UTF8.GetBytes(svg), jwt, out var picture, out _));
        Assert.Equal(Verdict.Pass, (await Scenario.VerifyAsync(picture)).Verdict);
    }

    // RFC 7515, A.3: the ES256 example, which is a fact of that standard.
    [Fact]
    public void The_published_example_verifies()
    {
        var jws = CompactJws.Parse(
            "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"u8
        )!;
        Assert.True(
            PublicKey.TryParseJwk(
                System
                    .Text.Json.JsonDocument.Parse(
                        """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"""
                    )
                    .RootElement,
                out var key
            )
        );
        Assert.True(key.Verify(jws.SigningInput.Span, jws.Signature.Span));
    }

    static byte[] Sign(JsonObject badge) => JwtCredential.Sign(Bytes(badge), Key, new() { KeyId = KeyId });

    /// <summary>The badge's JWT, changed and then signed again by the right key: only what it says is wrong.</summary>
    static byte[] Resigned(Action<JsonObject>? payload = null, Action<JsonObject>? header = null)
    {
        var jwt = Sign(Scenario.Badge(Issuer));
        var (newPayload, newHeader) = (Payload(jwt), Header(jwt));
        payload?.Invoke(newPayload);
        header?.Invoke(newHeader);
        return JwtCredential.Sign(newHeader.ToJsonString(), Bytes(newPayload), Key);
    }

    static JsonObject With(string member, string? value, string? extra = null)
    {
        var badge = Scenario.Badge(Issuer);
        badge[member] = value;
        if (value is null)
            badge.Remove(member);
        if (extra is not null)
            badge[extra] = "urn:uuid:1";
        return badge;
    }

    static JsonObject Header(byte[] jwt) => Part(jwt, 0);

    static JsonObject Payload(byte[] jwt) => Part(jwt, 1);

    static JsonObject Part(byte[] jwt, int part) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(Encoding.ASCII.GetString(jwt).Split('.')[part]))!.AsObject();

    static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
