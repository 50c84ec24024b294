using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Tests.Proofs;

/// <summary>
/// The vectors of Data Integrity EdDSA 1.0 and ECDSA 1.0 for every suite that signs two hashes: every value on the way, and the end.
/// </summary>
public sealed class CryptosuiteVectorTests
{
    const string Eddsa = "vc-di-eddsa/TestVectors/";
    const string Ecdsa = "vc-di-ecdsa/TestVectors/";

    /// <summary>Folder and the ending that the files of the vector have.</summary>
    public static TheoryData<string, string> All { get; } =
        new()
        {
            { Eddsa + "eddsa-rdfc-2022/", "DataInt" },
            { Eddsa + "eddsa-rdfc-2022/employ/", "DataInt" },
            { Eddsa + "eddsa-jcs-2022/", "JCS" },
            { Eddsa + "Ed25519Signature2020/", "EdSig" },
            { Ecdsa + "ecdsa-rdfc-2019-p256/", "ECDSAP256" },
            { Ecdsa + "ecdsa-rdfc-2019-p256/employ/", "ECDSAP256" },
            { Ecdsa + "ecdsa-rdfc-2019-p384/", "ECDSAP384" },
            { Ecdsa + "ecdsa-rdfc-2019-p384/employ/", "ECDSAP384" },
            { Ecdsa + "ecdsa-jcs-2019-p256/", "JCSECDSAP256" },
            { Ecdsa + "ecdsa-jcs-2019-p384/", "JCSECDSAP384" },
        };

    [StandardsTheory]
    [MemberData(nameof(All))]
    public void Canonical_forms_are_as_published(string folder, string ending)
    {
        var (document, proof, key) = Read(folder, ending);
        var isJcs = Cryptosuite.Of(proof)!.IsJcs;
        var configuration = isJcs ? new JsonLdDocument(proof, Omit: "proofValue") : Cryptosuite.Configuration(document, proof);

        Assert.Equal(Standards.Text($"{folder}canonDoc{ending}.txt"), Canonical(new(document, Omit: "proof"), isJcs, key));
        Assert.Equal(Standards.Text($"{folder}proofCanon{ending}.txt"), Canonical(configuration, isJcs, key));
    }

    [StandardsTheory]
    [MemberData(nameof(All))]
    public void Hashes_are_as_published(string folder, string ending)
    {
        var (document, proof, key) = Read(folder, ending);
        var hashData = new byte[Cryptosuite.MostHashData];

        var length = Cryptosuite.Of(proof)!.Hash(document, isChained: false, proof, key.Algorithm, Citizenship.Contexts, hashData);

        Assert.Equal(Standards.Text($"{folder}combinedHash{ending}.txt").Trim(), Convert.ToHexStringLower(hashData[..length]));
        Assert.Equal(Standards.Text($"{folder}proofHash{ending}.txt").Trim(), Convert.ToHexStringLower(hashData[..(length / 2)]));
        Assert.Equal(Standards.Text($"{folder}docHash{ending}.txt").Trim(), Convert.ToHexStringLower(hashData[(length / 2)..length]));
    }

    [StandardsTheory]
    [MemberData(nameof(All))]
    public void Published_documents_verify(string folder, string ending)
    {
        var (document, proof, key) = Read(folder, ending);

        Assert.True(DataIntegrity.TryVerify(document, proof, key, out _, Citizenship.Contexts));
    }

    [StandardsTheory]
    [MemberData(nameof(All))]
    public void Fails_when_a_published_document_is_changed(string folder, string ending)
    {
        var text = Standards.Text($"{folder}signed{ending}.json");
        foreach (
            var (old, changed) in ((string, string)[])
                [("SMITH", "SMYTH"), ("Alumni Credential\"", "alumni credential\""), ("23:36:38Z", "23:36:39Z")]
        )
        {
            if (!text.Contains(old, StringComparison.Ordinal))
                continue;
            var (document, proof, key) = Read(text.Replace(old, changed, StringComparison.Ordinal));
            Assert.False(DataIntegrity.TryVerify(document, proof, key, out var failure, Citizenship.Contexts));
            Assert.Equal("proof.signature", failure.Code);
        }
    }

    [StandardsTheory]
    [InlineData("eddsa-jcs-2022", Eddsa + "eddsa-jcs-2022/", "JCS")]
    public void Signing_gives_the_published_value(string suite, string folder, string ending)
    {
        ProofOptions options = new(DidKey.VerificationMethod(Vectors.Key.PublicKey), new(2023, 2, 24, 23, 36, 38, TimeSpan.Zero))
        {
            Cryptosuite = suite,
        };

        var signed = DataIntegrity.Sign(Standards.Bytes(Eddsa + "unsigned.json"), Vectors.Key, options);

        using var document = JsonDocument.Parse(signed);
        Assert.Equal(
            Standards.Text($"{folder}sigBTC58{ending}.txt").Trim(),
            document.RootElement.GetProperty("proof")[0].Text("proofValue")
        );
    }

    [StandardsTheory]
    [InlineData("signedProofSet1.json", 1)]
    [InlineData("signedProofSet2.json", 2)]
    [InlineData("signedProofChain1.json", 3)]
    [InlineData("signedProofChain2.json", 4)]
    public void Every_proof_of_a_published_set_or_chain_verifies(string file, int count)
    {
        using var document = JsonDocument.Parse(Standards.Bytes(Eddsa + "proof-set-chain/" + file));
        var proofs = document.RootElement.Items("proof");

        Assert.Equal(count, proofs.Count);
        Assert.All(proofs, proof => Assert.True(DataIntegrity.TryVerify(document.RootElement, proof, KeyOf(proof), out _)));
    }

    static (JsonElement Document, JsonElement Proof, PublicKey Key) Read(string folder, string ending) =>
        Read(Standards.Text($"{folder}signed{ending}.json"));

    static (JsonElement Document, JsonElement Proof, PublicKey Key) Read(string text)
    {
        var document = JsonDocument.Parse(text).RootElement;
        var proof = document.Items("proof")[0];
        return (document, proof, KeyOf(proof));
    }

    static PublicKey KeyOf(JsonElement proof)
    {
        var method = proof.Text("verificationMethod")!;
        Assert.True(PublicKey.TryParse(method.AsSpan(method.IndexOf('#') + 1), out var key));
        return key;
    }

    static string Canonical(in JsonLdDocument document, bool isJcs, PublicKey key) =>
        isJcs
            ? JsonCanonicalization.Canonicalize(document, 64)
            : Encoding.UTF8.GetString(
                CanonicalForm.NQuads(
                    document,
                    Citizenship.Contexts,
                    key.Algorithm == KeyAlgorithm.P384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256
                )
            );
}
