using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Tests.Verification;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Oracle;

/// <summary>Each verifies what the other signs, and both refuse what was changed.</summary>
[Collection(nameof(NodeOracle))]
public sealed class AgreementTests(NodeOracle oracle)
{
    const string Created = "2026-01-01T00:00:00Z";
    static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public static TheoryData<string> Documents { get; } =
    ["bench-small.json", "bench-rich.json", "full.json", "our-badge", "obv3p0", "clrv2p0", "alumni"];

    [OracleTheory]
    [MemberData(nameof(Documents))]
    public async Task What_cairn_signs_the_oracle_verifies(string name) => Assert.True(await oracle.VerifiesAsync(Sign(Unsigned(name))));

    [OracleTheory]
    [MemberData(nameof(Documents))]
    public async Task What_the_oracle_signs_cairn_verifies(string name)
    {
        var signed = await oracle.SignAsync(Unsigned(name), SigningKey.SeedToMultikey(Seed), Created);

        var report = await Scenario.VerifyAsync(signed);

        Assert.Equal("proof.valid", report[CheckNames.Proof].Code);
        Assert.Equal("issuer.key-confirmed", report[CheckNames.Issuer].Code);
    }

    [OracleTheory]
    [MemberData(nameof(Documents))]
    public async Task Both_sign_alike(string name)
    {
        var theirs = JsonNode.Parse(await oracle.SignAsync(Unsigned(name), SigningKey.SeedToMultikey(Seed), Created))!["proof"]!;
        var ours = JsonNode.Parse(Sign(Unsigned(name)))!["proof"]![0]!;

        Assert.Equal((string)(theirs as JsonArray ?? [theirs.DeepClone()])[0]!["proofValue"]!, (string)ours["proofValue"]!);
    }

    [OracleFact]
    public async Task Both_accept_a_did_web()
    {
        const string school = "did:web:north.example";
        var badge = Unsigned("our-badge");
        badge["issuer"]!["id"] = school;
        var key = Scenario.Key.PublicKey.ToMultikey();
        var document = JsonNode.Parse(
            $$"""
            {"@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"], "id": "{{school}}",
             "verificationMethod": [{"id": "{{school}}#{{key}}", "type": "Multikey", "controller": "{{school}}", "publicKeyMultibase": "{{key}}"}],
             "assertionMethod": ["{{school}}#{{key}}"]}
            """
        )!;
        var signed = Scenario.Sign(badge, method: $"{school}#{key}");

        Assert.True(await oracle.VerifiesAsync(signed, new() { [school] = document.DeepClone() }));
        await Scenario.PassesAsync(
            CheckNames.Issuer,
            "issuer.key-confirmed",
            signed,
            new() { Loader = new Library().With("https://north.example/.well-known/did.json", document) }
        );
    }

    [OracleTheory]
    [InlineData("""{"@value":"Sertifikat","@language":"nb"}""")]
    [InlineData("""{"@value":"\u0634\u0647\u0627\u062f\u0629","@language":"ar","@direction":"rtl"}""")]
    [InlineData("""[{"@value":"x","@direction":"rtl"},{"@value":"y","@language":"en-GB","@direction":"ltr"}]""")]
    public async Task Language_and_direction_are_signed_alike(string name)
    {
        var credential = JsonNode
            .Parse(
                $$"""
                {"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"{{Scenario.Did}}","credentialSubject":{"id":"did:example:1" } }
                """
            )!
            .AsObject();
        credential["name"] = JsonNode.Parse(name);

        Assert.True(await oracle.VerifiesAsync(Scenario.Sign(credential), new()));
    }

    public static TheoryData<string> Tamperings { get; } = [.. Changes.Keys];

    static Dictionary<string, Action<JsonObject>> Changes =>
        new()
        {
            ["another name"] = badge => badge["name"] = "Another",
            ["another recipient"] = badge => badge["credentialSubject"]!["id"] = "did:example:thief",
            ["another issuer"] = badge => badge["issuer"]!["id"] = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
            ["a longer validity"] = badge => badge["validUntil"] = "2099-01-01T00:00:00Z",
            ["no end"] = badge => badge.Remove("validUntil"),
            ["another level"] = badge =>
                badge["credentialSubject"]!["result"]![0]!["achievedLevel"] = "urn:uuid:018f3c7e-0000-7000-8000-00000000000f",
            ["one more type"] = badge => badge["type"]!.AsArray().Add("EndorsementCredential"),
            ["one more result"] = badge =>
                badge["credentialSubject"]!["result"]!.AsArray().Add(JsonNode.Parse("""{"type":["Result"],"value":"A"}""")),
            ["a term that no context defines"] = badge => badge["nickname"] = "unsigned",
            ["a context that redefines a protected term"] = badge =>
                badge["@context"]!.AsArray().Add(JsonNode.Parse("""{"VerifiableCredential":"https://evil.example/"}""")),
            ["another language tag's text"] = badge => badge["description"] = "added",
            ["a proof dated anew"] = badge => badge.Proof()["created"] = "2026-03-02T12:00:00Z",
            ["a proof for another purpose"] = badge => badge.Proof()["proofPurpose"] = "authentication",
            ["a proof by another key"] = badge =>
                badge.Proof()["verificationMethod"] = DidKey.VerificationMethod(Scenario.OtherKey.PublicKey),
            ["a proof with one bit changed"] = badge => badge.Proof()["proofValue"] = Flipped((string)badge.Proof()["proofValue"]!),
            ["a proof of another document"] = badge =>
                badge.Proof()["proofValue"] = (string)
                    JsonNode.Parse(Scenario.Sign(Unsigned("bench-small.json")))!["proof"]![0]!["proofValue"]!,
            ["no proof"] = badge => badge.Remove("proof"),
        };

    [OracleTheory]
    [MemberData(nameof(Tamperings))]
    public async Task Both_refuse(string tampering)
    {
        var tampered = Scenario.Changed(Scenario.Sign(Unsigned("our-badge")), Changes[tampering]);

        Assert.False(await oracle.VerifiesAsync(tampered));
        Assert.Equal(Verdict.Fail, (await Scenario.VerifyAsync(tampered)).Verdict);
    }

    static byte[] Sign(JsonObject document) =>
        DataIntegrity.Sign(
            Encoding.UTF8.GetBytes(document.ToJsonString()),
            Scenario.Key,
            new(DidKey.VerificationMethod(Scenario.Key.PublicKey), new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
        );

    static JsonObject Unsigned(string name)
    {
        if (name == "our-badge")
            return Scenario.Badge();

        var document = JsonNode
            .Parse(
                name switch
                {
                    "obv3p0" or "clrv2p0" => Standards.Bytes($"openbadges/test-vectors/{name}/signed.json"),
                    "alumni" => Standards.Bytes("vc-di-eddsa/TestVectors/unsigned.json"),
                    _ => Standards.Bytes($"openbadges/examples/{name}"),
                }
            )!
            .AsObject();
        document.Remove("proof");
        if (document["issuer"] is JsonObject issuer)
            issuer["id"] = Scenario.Did;
        else
            document["issuer"] = Scenario.Did;
        return document;
    }

    static string Flipped(string proofValue)
    {
        Span<byte> signature = stackalloc byte[64];
        Assert.True(Multibase.TryDecode(proofValue, signature, out _));
        signature[17] ^= 1;
        return Multibase.EncodeBase58(signature);
    }
}
