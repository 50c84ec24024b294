using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Tests.Keys;
using Cairn.Credentials.Tests.Proofs;
using Cairn.Credentials.Tests.Verification;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Oracle;

/// <summary>
/// Every suite and every algorithm that the oracle has: each verifies what the other signs, and both refuse what was changed.
/// </summary>
[Collection(nameof(NodeOracle))]
public sealed class SuiteAgreementTests(NodeOracle oracle)
{
    public static TheoryData<string, KeyAlgorithm> Suites => CryptosuiteContractTests.All;

    public static TheoryData<KeyAlgorithm> Algorithms => KeyKindsTests.All;

    [OracleTheory]
    [MemberData(nameof(Suites))]
    public async Task What_cairn_signs_the_oracle_verifies(string suite, KeyAlgorithm algorithm)
    {
        using var key = SigningKey.Generate(algorithm, out _);
        ProofOptions options = new(DidKey.VerificationMethod(key.PublicKey), Scenario.Signed) { Cryptosuite = suite };
        var signed = DataIntegrity.Sign(Bytes(Scenario.Badge(DidKey.Create(key.PublicKey))), key, options);

        Assert.True(await oracle.VerifiesAsync(signed));
        Assert.False(await oracle.VerifiesAsync(Scenario.Changed(signed, badge => badge["name"] = "Another")));
    }

    [OracleTheory]
    [MemberData(nameof(Suites))]
    public async Task What_the_oracle_signs_cairn_verifies(string suite, KeyAlgorithm algorithm)
    {
        using var key = SigningKey.Generate(algorithm, out var secret);
        var answer = await oracle.AskAsync(
            new()
            {
                ["op"] = "sign",
                ["suite"] = suite,
                ["created"] = "2026-03-01T12:00:00Z",
                ["document"] = Scenario.Badge(DidKey.Create(key.PublicKey)),
                ["secretKeyMultibase"] = algorithm == KeyAlgorithm.Ed25519 ? secret : $"{secret} {key.PublicKey.ToMultikey()}",
            }
        );
        var signed = Bytes(answer["document"]!.AsObject());

        await Scenario.PassesAsync(CheckNames.Proof, "proof.valid", signed);
        await Scenario.FailsAsync(CheckNames.Proof, "proof.signature", Scenario.Changed(signed, badge => badge["name"] = "Another"));
    }

    [OracleTheory]
    [MemberData(nameof(Algorithms))]
    public async Task Node_verifies_the_jwts_that_cairn_signs(KeyAlgorithm algorithm)
    {
        using var key = KeyKindsTests.New(algorithm);
        var jwt = JwtCredential.Sign(Bytes(Scenario.Badge(DidJwk.Create(key.PublicKey))), key, new());
        var answer = await oracle.AskAsync(
            new()
            {
                ["op"] = "jwsVerify",
                ["jws"] = Encoding.ASCII.GetString(jwt),
                ["jwk"] = JsonNode.Parse(key.PublicKey.ToJwk()),
            }
        );

        Assert.True((bool)answer["verified"]!);
    }

    [OracleTheory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("RS256")]
    public async Task Cairn_verifies_the_jwts_that_node_signs(string algorithm)
    {
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(algorithm == "ES384" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);
        var pkcs8 = algorithm == "RS256" ? rsa.ExportPkcs8PrivateKey() : ecdsa.ExportPkcs8PrivateKey();
        using var key = SigningKey.FromPkcs8(pkcs8);
        var answer = await oracle.AskAsync(
            new()
            {
                ["op"] = "jwsSign",
                ["payload"] = Scenario.Badge(DidJwk.Create(key.PublicKey)).ToJsonString(),
                ["pkcs8"] = Convert.ToBase64String(pkcs8),
                ["header"] = new JsonObject
                {
                    ["alg"] = algorithm,
                    ["typ"] = "vc+jwt",
                    ["kid"] = DidJwk.VerificationMethod(key.PublicKey),
                },
            }
        );

        await Scenario.PassesAsync(CheckNames.Proof, "proof.valid", Encoding.ASCII.GetBytes((string)answer["jws"]!));
    }

    [OracleFact]
    public async Task Presentations_as_jwts_go_both_ways()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pkcs8 = ecdsa.ExportPkcs8PrivateKey();
        using var key = SigningKey.FromPkcs8(pkcs8);
        var holder = DidJwk.Create(key.PublicKey);
        var method = DidJwk.VerificationMethod(key.PublicKey);
        var unsigned = new Credentials.Presentations.VerifiablePresentation
        {
            Holder = holder,
            Credentials = [Scenario.Sign(Scenario.Badge())],
        }.ToJsonUtf8Bytes();

        var ours = JwtPresentation.Sign(
            unsigned,
            key,
            new(method, Scenario.Signed) { Challenge = "abc", Domain = "https://verifier.example" }
        );
        var answer = await oracle.AskAsync(
            new()
            {
                ["op"] = "jwsVerify",
                ["jws"] = Encoding.ASCII.GetString(ours),
                ["jwk"] = JsonNode.Parse(key.PublicKey.ToJwk()),
            }
        );
        Assert.True((bool)answer["verified"]!);

        var payload = JsonNode.Parse(unsigned)!.AsObject();
        (payload["nonce"], payload["aud"], payload["iss"]) = ("abc", "https://verifier.example", holder);
        answer = await oracle.AskAsync(
            new()
            {
                ["op"] = "jwsSign",
                ["payload"] = payload.ToJsonString(),
                ["pkcs8"] = Convert.ToBase64String(pkcs8),
                ["header"] = new JsonObject
                {
                    ["alg"] = "ES256",
                    ["typ"] = "vp+jwt",
                    ["kid"] = method,
                },
            }
        );
        var report = await new Verifier().VerifyPresentationAsync(
            Encoding.ASCII.GetBytes((string)answer["jws"]!),
            new("abc", "https://verifier.example"),
            Scenario.Now
        );
        Assert.Equal(Verdict.Pass, report.Verdict);
    }

    static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
