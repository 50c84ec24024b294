using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Presentations;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Tests.Keys;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>
/// The key of the identity point, which anybody signs with by one constant signature, through every door by which a key comes in. Each
/// document here would verify if libcrypto were asked.
/// </summary>
public sealed class UnsafeKeyTests
{
    const string School = "did:web:north.example";
    const string Address = "https://north.example/.well-known/did.json";
    const string List = "https://north.example/status/1";

    static readonly byte[] Identity = [1, .. new byte[31]];
    static readonly string Multi = Multibase.EncodeBase58([0xed, 0x01, .. Identity]);
    static readonly string Jwk = $$"""{"crv":"Ed25519","kty":"OKP","x":"{{Base64Url.EncodeToString(Identity)}}"}""";
    static readonly string Did = "did:key:" + Multi;
    static readonly string Method = $"{Did}#{Multi}";
    static readonly string DidOfJwk = "did:jwk:" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Jwk));
    static readonly string Constant = Multibase.EncodeBase58(UnsafeEd25519Tests.FitsAll);

    public static TheoryData<string> Doors { get; } = [.. Credentials.Keys];

    static Dictionary<string, Func<(byte[] Input, JsonObject? Document)>> Credentials =>
        new()
        {
            ["did:key, eddsa-rdfc-2022"] = () => (Forged(Did, Method), null),
            ["did:key, bare"] = () => (Forged(Did, Did), null),
            ["did:key, eddsa-jcs-2022"] = () => (Forged(Did, Method, "eddsa-jcs-2022"), null),
            ["did:jwk"] = () => (Forged(DidOfJwk, DidOfJwk + "#0"), null),
            ["did:web, Multikey"] = () => (Forged(School, School + "#1"), Published("Multikey", "publicKeyMultibase", Multi)),
            ["did:web, Ed25519VerificationKey2020"] = () =>
                (Forged(School, School + "#1"), Published("Ed25519VerificationKey2020", "publicKeyMultibase", Multi)),
            ["did:web, JsonWebKey"] = () => (Forged(School, School + "#1"), Published("JsonWebKey", "publicKeyJwk", JsonNode.Parse(Jwk)!)),
            ["did:web, Base58"] = () =>
                (
                    Forged(School, School + "#1"),
                    Published("Ed25519VerificationKey2018", "publicKeyBase58", Multibase.EncodeBase58(Identity)[1..])
                ),
            ["did:web, bare"] = () => (Forged(School, School), Published("Multikey", "publicKeyMultibase", Multi)),
            ["JWT, kid"] = () => (Jwt($$"""{"alg":"EdDSA","typ":"JWT","kid":"{{Method}}"}""", Did), null),
            ["JWT, bare kid"] = () => (Jwt($$"""{"alg":"EdDSA","typ":"JWT","kid":"{{Did}}"}""", Did), null),
            ["JWT, jwk"] = () => (Jwt($$"""{"alg":"EdDSA","typ":"JWT","jwk":{{Jwk}}}""", DidOfJwk), null),
            ["JWT, did:web"] = () =>
                (
                    Jwt($$"""{"alg":"EdDSA","typ":"JWT","kid":"{{School}}#1"}""", School),
                    Published("JsonWebKey", "publicKeyJwk", JsonNode.Parse(Jwk)!)
                ),
            ["JWT, set of keys"] = () => (Jwt($$"""{"alg":"EdDSA","typ":"JWT","kid":"https://north.example/keys#1"}""", School), Keys()),
        };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Fails_when_anybody_could_have_signed(string door)
    {
        var (input, document) = Credentials[door]();
        var options = document is null
            ? null
            : new VerifierOptions
            {
                Loader = new Library().With(document.ContainsKey("keys") ? "https://north.example/keys" : Address, document),
            };

        await FailsAsync(CheckNames.Proof, "key.unsafe", input, options);
        await FailsAsync(CheckNames.IssuerKey, "key.unsafe", input, options);
    }

    // The older suite: its context is not the one of the badge.
    [Fact]
    public async Task Fails_when_it_is_an_ed25519_signature_2020()
    {
        var forged = Changed(
            Forged(Did, Method),
            badge =>
            {
                badge["@context"]!.AsArray().Add("https://w3id.org/security/suites/ed25519-2020/v1");
                var proof = badge.Proof();
                proof["type"] = "Ed25519Signature2020";
                proof.Remove("cryptosuite");
            }
        );

        await FailsAsync(CheckNames.Proof, "key.unsafe", forged);
    }

    [Fact]
    public async Task Fails_when_a_presentation_is_signed_so()
    {
        var presentation = new VerifiablePresentation { Credentials = [Sign(Badge())], Holder = Did }.ToJsonUtf8Bytes();
        var signed = Changed(
            DataIntegrity.Sign(presentation, Key, new(Method, Signed) { Purpose = ProofOptions.Authentication }),
            document => document.Proof()["proofValue"] = Constant
        );
        var jwt = JwtPresentation.Sign(presentation, Key, new(Method, Signed));

        foreach (var shown in (byte[][])[signed, Constantly(jwt)])
        {
            var report = await new Verifier().VerifyPresentationAsync(shown, new(), Now);
            Assert.Equal((Verdict.Fail, "key.unsafe"), (report.Verdict, report[CheckNames.Proof].Code));
        }
    }

    // The issuer lists a good key and an unsafe one. Anybody could make a list that clears everything.
    [Fact]
    public async Task A_status_list_that_is_signed_so_clears_nothing()
    {
        var document = Published("Multikey", "publicKeyMultibase", Multi);
        document["verificationMethod"]!
            .AsArray()
            .Add(
                new JsonObject
                {
                    ["id"] = School + "#2",
                    ["type"] = "Multikey",
                    ["controller"] = School,
                    ["publicKeyMultibase"] = Key.PublicKey.ToMultikey(),
                }
            );
        document["assertionMethod"]!.AsArray().Add(School + "#2");
        var badge = Badge(School);
        badge["credentialStatus"] = new Cairn.Credentials.Status.StatusListEntry(List, 7).ToJson();
        JsonObject list = JsonNode
            .Parse(
                $$"""
                {"@context":["https://www.w3.org/ns/credentials/v2"],"id":"{{List}}","type":["VerifiableCredential","BitstringStatusListCredential"],"issuer":"{{School}}",
                 "credentialSubject":{"id":"{{List}}#list","type":"BitstringStatusList","statusPurpose":"revocation","encodedList":"{{new Cairn.Credentials.Status.StatusList().Encode()}}"} }
                """
            )!
            .AsObject();
        byte[] Of(string key) => Sign(list.DeepClone().AsObject(), method: School + key);
        VerifierOptions With(byte[] status) => new() { Loader = new Library().With(Address, document).With(List, status) };

        await PassesAsync(CheckNames.Status, "status.clear", Sign(badge, method: School + "#2"), With(Of("#2")));
        await IsUndecidedAsync(
            CheckNames.Status,
            "status.list-unproven",
            Sign(badge, method: School + "#2"),
            With(Changed(Of("#1"), document => document.Proof()["proofValue"] = Constant))
        );
    }

    static byte[] Forged(string issuer, string method, string? suite = null) =>
        Changed(
            DataIntegrity.Sign(Encoding.UTF8.GetBytes(Badge(issuer).ToJsonString()), Key, new(method, Signed) { Cryptosuite = suite }),
            badge => badge.Proof()["proofValue"] = Constant
        );

    static byte[] Jwt(string header, string issuer)
    {
        var good = JwtCredential.Sign(Encoding.UTF8.GetBytes(Badge(issuer).ToJsonString()), Key, new() { KeyId = Method });
        return Constantly(JwtCredential.Sign(header, CompactJws.Parse(good)!.Payload.Span, Key));
    }

    static byte[] Constantly(byte[] jwt)
    {
        var text = Encoding.ASCII.GetString(jwt);
        return Encoding.ASCII.GetBytes(text[..(text.LastIndexOf('.') + 1)] + Base64Url.EncodeToString(UnsafeEd25519Tests.FitsAll));
    }

    static JsonObject Published(string type, string member, JsonNode key) =>
        new()
        {
            ["id"] = School,
            ["verificationMethod"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = School + "#1",
                    ["type"] = type,
                    ["controller"] = School,
                    [member] = key,
                }
            ),
            ["assertionMethod"] = new JsonArray(School + "#1"),
        };

    static JsonObject Keys()
    {
        var key = JsonNode.Parse(Jwk)!;
        key["kid"] = "1";
        return new() { ["keys"] = new JsonArray(key) };
    }
}
