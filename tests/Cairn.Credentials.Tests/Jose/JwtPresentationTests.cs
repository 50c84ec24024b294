using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Presentations;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Tests.Verification;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Jose;

/// <summary>Presentations as JWTs (VC-JOSE-COSE, 3.1.2): one that holds, and each way in which it does not.</summary>
public sealed class JwtPresentationTests
{
    static readonly PresentationRequest Request = new("1f44d55f-f161-4938-a659-f8026467f126", "https://verifier.example");
    static readonly SigningKey Issuer = SigningKey.Generate(KeyAlgorithm.P256, out _);
    static readonly SigningKey Holder = SigningKey.Generate(KeyAlgorithm.P256, out _);
    static readonly string Did = DidKey.Create(Holder.PublicKey);
    static readonly string Method = DidKey.VerificationMethod(Holder.PublicKey);

    static JwtPresentationOptions Options => new(Method, Scenario.Signed) { Challenge = Request.Challenge, Domain = Request.Domain };

    [Theory]
    [InlineData(KeyAlgorithm.Ed25519)]
    [InlineData(KeyAlgorithm.P256)]
    [InlineData(KeyAlgorithm.P384)]
    public async Task What_is_signed_verifies(KeyAlgorithm algorithm)
    {
        using var key = SigningKey.Generate(algorithm, out _);
        var jwt = JwtPresentation.Sign(
            Presentation(DidKey.Create(key.PublicKey)),
            key,
            Options with
            {
                KeyId = DidKey.VerificationMethod(key.PublicKey),
            }
        );

        var report = await VerifyAsync(jwt);

        Assert.Equal(["parse.presentation", "proof.valid", "holder.key-confirmed"], report.Checks.Select(check => check.Code));
        Assert.Equal([Verdict.Pass, Verdict.Pass], report.Credentials.Select(credential => credential.Verdict));
        Assert.Equal(Verdict.Pass, report.Verdict);
    }

    [Fact]
    public async Task It_is_read_out_of_an_envelope()
    {
        var report = await VerifyAsync(Envelope($"data:application/vp+jwt,{Text(Present())}"));
        Assert.Equal(Verdict.Pass, report.Verdict);
    }

    [Theory]
    [InlineData("https://verifier.example/vp.jwt", Outcome.Fail, "parse.envelope")]
    [InlineData("data:application/vc+jwt,eyJ.e30.c2ln", Outcome.Fail, "parse.envelope")]
    [InlineData("data:application/vp+cose;base64,AAAA", Outcome.NotDeterminable, "parse.unsupported")]
    [InlineData("data:application/vp+jwt,nothing", Outcome.Fail, "parse.jwt-malformed")]
    public async Task Fails_when_the_envelope_holds_none(string id, Outcome outcome, string code)
    {
        var report = await VerifyAsync(Envelope(id));
        Assert.Equal((outcome, code), (report.Checks[0].Outcome, Assert.Single(report.Checks).Code));
    }

    [Fact]
    public async Task Passes_when_nothing_was_asked_for() =>
        Assert.Equal(Verdict.Pass, (await new Verifier().VerifyPresentationAsync(Present(), new(), Scenario.Now)).Verdict);

    [Fact]
    public async Task That_of_vc_1_1_is_read()
    {
        var presentation = JsonNode.Parse(Presentation(null))!.AsObject();
        presentation["@context"] = new JsonArray("https://www.w3.org/2018/credentials/v1");
        JsonObject claims = new()
        {
            ["iss"] = Did,
            ["aud"] = Request.Domain,
            ["nonce"] = Request.Challenge,
            ["vp"] = presentation,
        };
        var report = await VerifyAsync(Sign(claims, "JWT"));

        Assert.Equal(["parse.presentation", "proof.valid", "holder.key-confirmed"], report.Checks.Select(check => check.Code));
    }

    public static TheoryData<string, string> Broken { get; } =
        new()
        {
            { "another challenge", "proof.challenge" },
            { "no challenge", "proof.challenge" },
            { "another verifier", "proof.domain" },
            { "no verifier", "proof.domain" },
            { "several verifiers", "proof.domain" },
            { "expired", "proof.expired" },
            { "an end that is none", "proof.expired" },
            { "not yet", "proof.jwt-not-yet" },
            { "issued by somebody else", "proof.jwt-claim" },
            { "a credential's type", "proof.jwt-type" },
            { "a claim vp beside", "proof.jwt-vc-claim" },
            { "something critical", "proof.jwt-critical" },
            { "none", "proof.jwt-algorithm" },
            { "hmac with the public key", "proof.jwt-algorithm" },
            { "the name of another algorithm", "proof.key-kind" },
            { "changed afterwards", "proof.signature" },
            { "a credential taken out", "proof.signature" },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Fails_when_it_does_not_hold(string what, string code)
    {
        var report = await VerifyAsync(Break(what));

        Assert.Equal((Outcome.Fail, code), (report[CheckNames.Proof].Outcome, report[CheckNames.Proof].Code));
        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    [Fact]
    public async Task Fails_when_somebody_else_shows_it()
    {
        var report = await VerifyAsync(
            JwtPresentation.Sign(Presentation(Did), Issuer, Options with { KeyId = DidKey.VerificationMethod(Issuer.PublicKey) })
        );

        Assert.Equal((Outcome.Fail, "holder.key-of-another"), (report[CheckNames.Holder].Outcome, report[CheckNames.Holder].Code));
    }

    [Fact]
    public async Task A_credential_is_no_presentation_and_a_presentation_no_credential()
    {
        var credential = JwtCredential.Sign(Badge(), Issuer, new() { Form = JwtForm.VcJose });
        Assert.Equal("parse.not-a-presentation", (await VerifyAsync(credential)).Checks[0].Code);
        var report = await Scenario.VerifyAsync(Present());
        Assert.Equal((Verdict.Fail, "parse.a-presentation"), (report.Verdict, report[CheckNames.Parse].Code));
        Assert.True(VerifiablePresentation.Is(Present()));
        Assert.False(VerifiablePresentation.Is(credential));
    }

    [Theory]
    [InlineData("""{"type":"VerifiableCredential"}""", "sign.member-missing")]
    [InlineData("""{"type":"VerifiablePresentation","nonce":"x"}""", "sign.claim-given")]
    [InlineData("[]", "sign.not-an-object")]
    public void Fails_to_sign_what_is_no_presentation(string json, string code) =>
        Assert.Equal(
            code,
            Assert.Throws<SigningException>(() => JwtPresentation.Sign(Encoding.UTF8.GetBytes(json), Holder, Options)).Failure.Code
        );

    [Fact]
    public async Task The_report_for_the_record_repeats_byte_for_byte()
    {
        var jwt = Present();
        Assert.Equal((await VerifyAsync(jwt)).ToCanonicalJson(), (await VerifyAsync(jwt)).ToCanonicalJson());
    }

    static byte[] Break(string what)
    {
        var presentation = Presentation(Did);
        var claims = JsonNode.Parse(presentation)!.AsObject();
        (claims["nonce"], claims["aud"]) = (Request.Challenge, Request.Domain);
        var parts = Text(Present()).Split('.');
        switch (what)
        {
            case "another challenge":
                return JwtPresentation.Sign(presentation, Holder, Options with { Challenge = "another" });
            case "no challenge":
                return JwtPresentation.Sign(presentation, Holder, Options with { Challenge = null });
            case "another verifier":
                return JwtPresentation.Sign(presentation, Holder, Options with { Domain = "https://another.example" });
            case "no verifier":
                return JwtPresentation.Sign(presentation, Holder, Options with { Domain = null });
            case "expired":
                return JwtPresentation.Sign(presentation, Holder, Options with { Expires = Scenario.Now.AddSeconds(-1) });
            case "several verifiers":
                claims["aud"] = new JsonArray(Request.Domain, "https://another.example");
                break;
            case "an end that is none":
                claims["exp"] = "never";
                break;
            case "not yet":
                claims["nbf"] = Scenario.Now.AddSeconds(301).ToUnixTimeSeconds();
                break;
            case "issued by somebody else":
                claims["iss"] = Scenario.Did;
                break;
            case "a credential's type":
                return Sign(claims, "vc+jwt");
            case "a claim vp beside":
                claims["vp"] = new JsonObject();
                break;
            case "something critical":
                return Sign(claims, "vp+jwt", ",\"crit\":[\"exp\"]");
            case "none":
                return Encoding.ASCII.GetBytes($"{Part($$"""{"alg":"none","typ":"vp+jwt","kid":"{{Method}}"}""")}.{parts[1]}.");
            case "hmac with the public key":
                var input = $"{Part($$"""{"alg":"HS256","typ":"vp+jwt","kid":"{{Method}}"}""")}.{parts[1]}";
                var mac = System.Security.Cryptography.HMACSHA256.HashData(
                    Encoding.UTF8.GetBytes(Holder.PublicKey.ToJwk()),
                    Encoding.ASCII.GetBytes(input)
                );
                return Encoding.ASCII.GetBytes($"{input}.{Base64Url.EncodeToString(mac)}");
            case "the name of another algorithm":
                return JwtCredential.Sign(
                    $$"""{"alg":"ES384","typ":"vp+jwt","kid":"{{Method}}"}""",
                    Encoding.UTF8.GetBytes(claims.ToJsonString()),
                    Holder
                );
            case "changed afterwards":
                claims["id"] = "urn:uuid:1";
                return Encoding.ASCII.GetBytes($"{parts[0]}.{Part(claims.ToJsonString())}.{parts[2]}");
            case "a credential taken out":
                claims["verifiableCredential"]!.AsArray().RemoveAt(0);
                return Encoding.ASCII.GetBytes($"{parts[0]}.{Part(claims.ToJsonString())}.{parts[2]}");
            default:
                throw new ArgumentOutOfRangeException(nameof(what));
        }

        return Sign(claims, "vp+jwt");
    }

    static byte[] Sign(JsonObject claims, string type, string more = "") =>
        JwtCredential.Sign(
            $$"""{"alg":"ES256","typ":"{{type}}","kid":"{{Method}}"{{more}}}""",
            Encoding.UTF8.GetBytes(claims.ToJsonString()),
            Holder
        );

    static byte[] Present() => JwtPresentation.Sign(Presentation(Did), Holder, Options);

    // One as JWT in its envelope, one with its proof.
    static byte[] Presentation(string? holder) =>
        new VerifiablePresentation
        {
            Holder = holder,
            Credentials =
            [
                JwtCredential.Sign(Badge(), Issuer, new() { Form = JwtForm.VcJose, KeyId = DidKey.VerificationMethod(Issuer.PublicKey) }),
                Scenario.Sign(Scenario.Badge()),
            ],
        }.ToJsonUtf8Bytes();

    static byte[] Badge() => Encoding.UTF8.GetBytes(Scenario.Badge(DidKey.Create(Issuer.PublicKey)).ToJsonString());

    static byte[] Envelope(string id) =>
        Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["@context"] = "https://www.w3.org/ns/credentials/v2",
                ["type"] = "EnvelopedVerifiablePresentation",
                ["id"] = id,
            }.ToJsonString()
        );

    static async Task<PresentationReport> VerifyAsync(byte[] presentation) =>
        await new Verifier().VerifyPresentationAsync(presentation, Request, Scenario.Now);

    static string Text(byte[] jwt) => Encoding.ASCII.GetString(jwt);

    static string Part(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
