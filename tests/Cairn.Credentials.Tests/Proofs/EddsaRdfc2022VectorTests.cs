using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Tests.Proofs;

/// <summary>The vectors of Data Integrity EdDSA Cryptosuites 1.0, with every value on the way.</summary>
public sealed class EddsaRdfc2022VectorTests
{
    const string Alumni = "vc-di-eddsa/TestVectors/eddsa-rdfc-2022/";
    const string Employment = Alumni + "employ/";

    [StandardsFact]
    public void The_document_canonicalizes_and_hashes_as_published()
    {
        using var document = JsonDocument.Parse(Standards.Bytes(Alumni + "signedDataInt.json"));
        JsonLdDocument unsecured = new(document.RootElement, Omit: "proof");
        var hash = new byte[32];

        CanonicalForm.Hash(unsecured, PinnedContexts.Instance, HashAlgorithmName.SHA256, hash);

        Assert.Equal(
            Standards.Text(Alumni + "canonDocDataInt.txt"),
            Encoding.UTF8.GetString(CanonicalForm.NQuads(unsecured, PinnedContexts.Instance))
        );
        Assert.Equal(Standards.Text(Alumni + "docHashDataInt.txt"), Convert.ToHexStringLower(hash));
    }

    [StandardsFact]
    public void The_proof_configuration_canonicalizes_and_hashes_as_published()
    {
        using var document = JsonDocument.Parse(Standards.Bytes(Alumni + "signedDataInt.json"));
        var configuration = Cryptosuite.Configuration(document.RootElement, document.RootElement.GetProperty("proof"));
        var hash = new byte[32];

        CanonicalForm.Hash(configuration, PinnedContexts.Instance, HashAlgorithmName.SHA256, hash);

        Assert.Equal(
            Standards.Text(Alumni + "proofCanonDataInt.txt"),
            Encoding.UTF8.GetString(CanonicalForm.NQuads(configuration, PinnedContexts.Instance))
        );
        Assert.Equal(Standards.Text(Alumni + "proofHashDataInt.txt"), Convert.ToHexStringLower(hash));
    }

    [StandardsFact]
    public void The_published_configuration_is_the_same_document()
    {
        using var published = JsonDocument.Parse(Standards.Bytes(Alumni + "proofConfigDataInt.json"));

        Assert.Equal(
            Standards.Text(Alumni + "proofCanonDataInt.txt"),
            Encoding.UTF8.GetString(CanonicalForm.NQuads(new(published.RootElement), PinnedContexts.Instance))
        );
    }

    // The employment document's own context is not among the standards' files; from its canonical form on every value is reproduced.
    [StandardsTheory]
    [InlineData(Alumni)]
    [InlineData(Employment)]
    public void From_the_canonical_forms_to_the_signature_every_value_is_as_published(string folder)
    {
        var proofHash = SHA256.HashData(Standards.Bytes(folder + "proofCanonDataInt.txt"));
        var documentHash = SHA256.HashData(Standards.Bytes(folder + "canonDocDataInt.txt"));
        byte[] combined = [.. proofHash, .. documentHash];
        var signature = new byte[64];

        Vectors.Key.Sign(combined, signature);

        Assert.Equal(Standards.Text(folder + "proofHashDataInt.txt"), Convert.ToHexStringLower(proofHash));
        Assert.Equal(Standards.Text(folder + "docHashDataInt.txt"), Convert.ToHexStringLower(documentHash));
        Assert.Equal(Standards.Text(folder + "combinedHashDataInt.txt"), Convert.ToHexStringLower(combined));
        Assert.Equal(Standards.Text(folder + "sigHexDataInt.txt"), Convert.ToHexStringLower(signature));
        Assert.Equal(Standards.Text(folder + "sigBTC58DataInt.txt"), Multibase.EncodeBase58(signature));
        Assert.True(Vectors.Key.PublicKey.Verify(combined, signature));
    }

    [StandardsFact]
    public void Signing_gives_the_published_proof_value()
    {
        ProofOptions options = new(DidKey.VerificationMethod(Vectors.Key.PublicKey), new(2023, 2, 24, 23, 36, 38, TimeSpan.Zero));

        var signed = DataIntegrity.Sign(Standards.Bytes("vc-di-eddsa/TestVectors/unsigned.json"), Vectors.Key, options);

        using var document = JsonDocument.Parse(signed);
        Assert.Equal(
            Standards.Text(Alumni + "sigBTC58DataInt.txt"),
            document.RootElement.GetProperty("proof")[0].GetProperty("proofValue").GetString()
        );
    }

    [StandardsFact]
    public void The_published_document_verifies()
    {
        using var document = JsonDocument.Parse(Standards.Bytes(Alumni + "signedDataInt.json"));

        Assert.True(DataIntegrity.TryVerify(document.RootElement, document.RootElement.GetProperty("proof"), Vectors.Key.PublicKey, out _));
    }
}
