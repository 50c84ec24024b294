using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Tests.Verification;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Oracle;

/// <summary>Issuer, holder and verifier of ecdsa-sd-2023, each by Cairn or by the oracle, in every combination.</summary>
[Collection(nameof(NodeOracle))]
public sealed class SelectiveDisclosureAgreementTests(NodeOracle oracle)
{
    static readonly (SigningKey Key, string Secret) Pair = (SigningKey.Generate(KeyAlgorithm.P256, out var secret), secret);
    static readonly string[] Mandatory = ["/issuer", "/validFrom", "/validUntil", "/id", "/name", "/credentialSubject/achievement"];
    static readonly string[] Chosen = ["/credentialSubject/id", "/credentialSubject/result"];

    [OracleTheory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Both_accept_what_either_signs_and_derives(bool weSign, bool weDerive)
    {
        var signed = weSign ? Sign() : await OracleSignsAsync();
        var derived = weDerive ? EcdsaSd2023.Derive(signed, Chosen) : await OracleDerivesAsync(signed);

        Assert.True(await oracle.VerifiesAsync(derived));
        Assert.Equal("proof.valid", (await Scenario.VerifyAsync(derived))[CheckNames.Proof].Code);

        var changed = Scenario.Changed(derived, badge => badge["name"] = "Another");
        Assert.False(await oracle.VerifiesAsync(changed));
        await Scenario.FailsAsync(CheckNames.Proof, "proof.signature", changed);
    }

    static byte[] Sign() =>
        EcdsaSd2023.Sign(
            Bytes(Scenario.Badge(DidKey.Create(Pair.Key.PublicKey))),
            Pair.Key,
            new(DidKey.VerificationMethod(Pair.Key.PublicKey), Scenario.Signed),
            Mandatory
        );

    async Task<byte[]> OracleSignsAsync()
    {
        var answer = await oracle.AskAsync(
            new()
            {
                ["op"] = "sign",
                ["suite"] = "ecdsa-sd-2023",
                ["created"] = "2026-03-01T12:00:00Z",
                ["document"] = Scenario.Badge(DidKey.Create(Pair.Key.PublicKey)),
                ["secretKeyMultibase"] = $"{Pair.Secret} {Pair.Key.PublicKey.ToMultikey()}",
                ["mandatoryPointers"] = new JsonArray([.. Mandatory.Select(pointer => JsonValue.Create(pointer))]),
            }
        );
        return Bytes(answer["document"]!.AsObject());
    }

    async Task<byte[]> OracleDerivesAsync(byte[] signed)
    {
        var answer = await oracle.AskAsync(
            new()
            {
                ["op"] = "derive",
                ["document"] = JsonNode.Parse(signed),
                ["selectivePointers"] = new JsonArray([.. Chosen.Select(pointer => JsonValue.Create(pointer))]),
            }
        );
        return Bytes(answer["document"]!.AsObject());
    }

    static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
