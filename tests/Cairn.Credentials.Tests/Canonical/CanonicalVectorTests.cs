using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Tests.Contexts;

namespace Cairn.Credentials.Tests.Canonical;

/// <summary>The canonical forms that Open Badges, CLR and Data Integrity publish, byte for byte.</summary>
public sealed class CanonicalVectorTests
{
    public static TheoryData<string, string> Documents =>
        new()
        {
            { "openbadges/test-vectors/obv3p0/signed.json", "openbadges/test-vectors/obv3p0/document-canon.txt" },
            { "openbadges/test-vectors/clrv2p0/signed.json", "openbadges/test-vectors/clrv2p0/document-canon.txt" },
            { "vc-di-eddsa/TestVectors/eddsa-rdfc-2022/signedDataInt.json", "vc-di-eddsa/TestVectors/eddsa-rdfc-2022/canonDocDataInt.txt" },
            {
                "vc-di-eddsa/TestVectors/Ed25519Signature2020/signedEdSig.json",
                "vc-di-eddsa/TestVectors/Ed25519Signature2020/canonDocEdSig.txt"
            },
        };

    public static TheoryData<string, string> Proofs =>
        new()
        {
            { "openbadges/test-vectors/obv3p0/signed.json", "openbadges/test-vectors/obv3p0/proof-canon.txt" },
            { "openbadges/test-vectors/clrv2p0/signed.json", "openbadges/test-vectors/clrv2p0/proof-canon.txt" },
            {
                "vc-di-eddsa/TestVectors/eddsa-rdfc-2022/signedDataInt.json",
                "vc-di-eddsa/TestVectors/eddsa-rdfc-2022/proofCanonDataInt.txt"
            },
        };

    [StandardsTheory]
    [MemberData(nameof(Documents))]
    public void A_document_has_the_published_canonical_form(string document, string expected) =>
        AssertCanonical(expected, new(JsonElement.Parse(Standards.Bytes(document)), "proof"));

    [StandardsTheory]
    [MemberData(nameof(Proofs))]
    public void Proof_options_have_the_published_canonical_form(string document, string expected)
    {
        var root = JsonElement.Parse(Standards.Bytes(document));
        var proof = root.GetProperty("proof");
        if (proof.ValueKind == JsonValueKind.Array)
            proof = proof[0];

        AssertCanonical(expected, new(proof, "proofValue", root.GetProperty("@context")));
    }

    static void AssertCanonical(string expected, JsonLdDocument document)
    {
        var contexts = new FetchedContexts(PinnedContexts.Instance).WithPublished();
        var text = Standards.Text(expected).Trim() + "\n";

        var canonical = CanonicalForm.NQuads(document, contexts);

        Assert.Equal(text, Encoding.UTF8.GetString(canonical));
        var hash = new byte[32];
        CanonicalForm.Hash(document, contexts, HashAlgorithmName.SHA256, hash);
        Assert.Equal(SHA256.HashData(canonical), hash);
    }
}
