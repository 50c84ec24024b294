using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Proofs.SelectiveDisclosure;

namespace Cairn.Credentials.Tests.Proofs;

/// <summary>
/// The vectors of ecdsa-sd-2023, step by step: the base proof, what is disclosed, the derived proof byte for byte, its verification.
/// </summary>
public sealed class EcdsaSd2023VectorTests
{
    const string Root = "vc-di-ecdsa/TestVectors/";

    public static TheoryData<string, string> All { get; } =
        new() { { Root + "ecdsa-sd-2023/employ/", "employ" }, { Root + "ecdsa-sd-2023/prc/", "prCred" } };

    [StandardsTheory]
    [MemberData(nameof(All))]
    public void Statements_are_as_published(string folder, string name)
    {
        var statements = Statements(folder);

        Assert.Equal(Json(folder + "addBaseDocHMACCanon.json").EnumerateArray().Select(line => line.GetString()), statements.Statements);
        var transform = Json(folder + "addBaseTransform.json");
        Assert.Equal(Indexes(transform.GetProperty("mandatory")), statements.Select(Mandatory(name)).Matching);
    }

    [StandardsTheory]
    [MemberData(nameof(All))]
    public void Hashes_and_base_signature_are_as_published(string folder, string name)
    {
        var statements = Statements(folder);
        var mandatory = statements.Select(Mandatory(name)).Matching;
        var hashes = Json(folder + "addHashData.json");
        Assert.Equal(
            hashes.Text("mandatoryHash"),
            Convert.ToHexStringLower(SignedStatements.Hash(mandatory.Select(index => statements.Statements[index])))
        );

        var raw = Json(folder + "addRawBaseSignatureInfo.json");
        Assert.True(PublicKey.TryParse(raw.Text("publicKey"), out var proofKey));
        var signatures = raw.GetProperty("signatures")
            .EnumerateArray()
            .Select(signature => Convert.FromHexString(signature.GetString()!))
            .ToList();
        var others = statements.Statements.Where((_, index) => !mandatory.Contains(index)).ToList();
        Assert.Equal(others.Count, signatures.Count);
        Assert.All(others.Zip(signatures), pair => Assert.True(proofKey.Verify(Encoding.UTF8.GetBytes(pair.First), pair.Second)));
        Span<byte> multikey = stackalloc byte[35];
        Assert.True(Multibase.TryDecode(raw.Text("publicKey"), multikey, out _));
        byte[] toSign =
        [
            .. Convert.FromHexString(hashes.Text("proofHash")!),
            .. multikey,
            .. Convert.FromHexString(hashes.Text("mandatoryHash")!),
        ];
        Assert.True(Key.Verify(toSign, Convert.FromHexString(raw.Text("baseSignature")!)));
    }

    [StandardsTheory]
    [MemberData(nameof(All))]
    public void The_published_base_proof_is_read_and_verifies(string folder, string name)
    {
        var signed = Json(folder + "addSignedSDBase.json");
        var value = BaseProofValue.Parse(signed.Items("proof")[0].Text("proofValue")!)!;
        var recovered = Json(folder + "derivedRecoveredBaseData.json");

        Assert.Equal(Mandatory(name), value.MandatoryPointers);
        Assert.Equal(recovered.Text("hmacKey"), Convert.ToHexStringLower(value.HmacKey));
        Assert.Equal(recovered.Text("baseSignature"), Convert.ToHexStringLower(value.BaseSignature));
        Assert.Equal(
            recovered.GetProperty("signatures").EnumerateArray().Select(s => s.GetString()),
            value.Signatures.Select(Convert.ToHexStringLower)
        );
        Assert.Equal(signed.Items("proof")[0].Text("proofValue"), value.Serialize());
        Assert.True(DataIntegrity.TryVerify(signed, signed.Items("proof")[0], Key, out _, Citizenship.Contexts));
    }

    [StandardsTheory]
    [MemberData(nameof(All))]
    public void Groups_are_as_published(string folder, string name)
    {
        var statements = Statements(folder);
        var groups = Json(folder + "derivedGroupIndexes.json");

        Assert.Equal(Numbers(groups, "mandatoryIndexes"), statements.Select(Mandatory(name)).Matching);
        Assert.Equal(Numbers(groups, "selectiveIndexes"), statements.Select(Selective(name)).Matching);
        Assert.Equal(Numbers(groups, "combinedIndexes"), statements.Select([.. Mandatory(name), .. Selective(name)]).Matching);
    }

    [StandardsTheory]
    [MemberData(nameof(All))]
    public void The_derived_proof_is_as_published_byte_for_byte(string folder, string name)
    {
        var derived = EcdsaSd2023.Derive(Standards.Bytes(folder + "addSignedSDBase.json"), Selective(name), Citizenship.Contexts);

        var ours = JsonNode.Parse(derived)!.AsObject();
        var theirs = JsonNode.Parse(Standards.Bytes(folder + "derivedRevealDocument.json"))!.AsObject();
        ours["proof"] = ours["proof"]![0]!.DeepClone();
        Assert.True(JsonNode.DeepEquals(theirs, ours), ours.ToJsonString());
    }

    [StandardsTheory]
    [MemberData(nameof(All))]
    public void The_published_derived_proof_is_read_and_verifies(string folder, string name)
    {
        _ = name;
        var revealed = Json(folder + "derivedRevealDocument.json");
        var value = DerivedProofValue.Parse(revealed.Items("proof")[0].Text("proofValue")!)!;
        var published = Json(folder + "verifyDerivedProofValue.json");

        Assert.Equal(Numbers(published, "mandatoryIndexes"), value.MandatoryIndexes);
        Assert.Equal(
            published.GetProperty("labelMap").EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetString()!)),
            value.LabelMap.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value))
        );
        Assert.True(DataIntegrity.TryVerify(revealed, revealed.Items("proof")[0], Key, out _, Citizenship.Contexts));
    }

    [StandardsTheory]
    [InlineData("Bahamas", "Atlantis", "proof.signature")]
    [InlineData("2029-12-03", "2039-12-03", "proof.signature")]
    [InlineData("\"EmployablePerson\"", "\"PermanentResident\"", "proof.signature")]
    [InlineData("23:36:38Z", "23:36:39Z", "proof.signature")]
    [InlineData("\"validUntil\": \"2029-12-03T00:00:00Z\",", "", "proof.value")]
    public void Fails_when_what_is_shown_was_changed(string old, string changed, string code)
    {
        var text = Standards.Text(Root + "ecdsa-sd-2023/employ/derivedRevealDocument.json");
        Assert.Contains(old, text, StringComparison.Ordinal);
        var document = JsonDocument.Parse(text.Replace(old, changed, StringComparison.Ordinal)).RootElement;

        Assert.False(DataIntegrity.TryVerify(document, document.Items("proof")[0], Key, out var failure, Citizenship.Contexts));
        Assert.Equal(code, failure.Code);
    }

    static PublicKey Key { get; } = ReadKey();

    static PublicKey ReadKey() =>
        Standards.IsPresent && PublicKey.TryParse(Json(Root + "p256KeyPair.json").Text("publicKeyMultibase"), out var key) ? key : null!;

    static SkolemizedDocument Statements(string folder)
    {
        var document = JsonNode.Parse(Standards.Bytes(folder + "addSignedSDBase.json"))!.AsObject();
        document.Remove("proof");
        var hmac = Convert.FromHexString(Json(Root + "ecdsa-sd-2023/SDKeyMaterial.json").Text("hmacKeyString")!);
        return new(document, hmac, Citizenship.Contexts);
    }

    static List<string> Mandatory(string name) => Texts($"{Root}{name}Mandatory.json");

    static List<string> Selective(string name) => Texts($"{Root}{name}Selective.json");

    static List<string> Texts(string file) => [.. Json(file).EnumerateArray().Select(text => text.GetString()!)];

    static IEnumerable<int> Indexes(JsonElement map) => map.GetProperty("value").EnumerateArray().Select(pair => pair[0].GetInt32());

    static IEnumerable<int> Numbers(JsonElement json, string name) =>
        json.GetProperty(name).EnumerateArray().Select(number => number.GetInt32());

    static JsonElement Json(string file) => JsonDocument.Parse(Standards.Bytes(file)).RootElement;
}
