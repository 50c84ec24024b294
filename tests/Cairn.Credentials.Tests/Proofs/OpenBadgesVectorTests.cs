using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Tests.Proofs;

/// <summary>The signed documents that 1EdTech publishes for Open Badges 3.0 and CLR 2.0.</summary>
public sealed class OpenBadgesVectorTests
{
    const string Folder = "openbadges/test-vectors/";
    const string Badge = Folder + "obv3p0/";
    const string Record = Folder + "clrv2p0/";

    [StandardsTheory]
    [InlineData(Badge)]
    [InlineData(Record)]
    public void Document_and_proof_canonicalize_byte_for_byte(string folder)
    {
        using var document = JsonDocument.Parse(Standards.Bytes(folder + "signed.json"));
        var configuration = Cryptosuite.Configuration(document.RootElement, ProofOf(document.RootElement));

        Assert.Equal(
            Standards.Text(folder + "document-canon.txt"),
            Encoding.UTF8.GetString(CanonicalForm.NQuads(new(document.RootElement, Omit: "proof"), PinnedContexts.Instance))
        );
        Assert.Equal(
            Standards.Text(folder + "proof-canon.txt"),
            Encoding.UTF8.GetString(CanonicalForm.NQuads(configuration, PinnedContexts.Instance))
        );
    }

    [StandardsFact]
    public void The_badge_hashes_as_published()
    {
        using var published = JsonDocument.Parse(Standards.Bytes(Folder + "key.json"));
        var hashes = published.RootElement.GetProperty("obv3p0");
        using var document = JsonDocument.Parse(Standards.Bytes(Badge + "signed.json"));
        var hash = new byte[32];

        CanonicalForm.Hash(new(document.RootElement, Omit: "proof"), PinnedContexts.Instance, HashAlgorithmName.SHA256, hash);
        Assert.Equal(hashes.GetProperty("documentHash").GetString(), Convert.ToHexStringLower(hash));
        CanonicalForm.Hash(
            Cryptosuite.Configuration(document.RootElement, ProofOf(document.RootElement)),
            PinnedContexts.Instance,
            HashAlgorithmName.SHA256,
            hash
        );
        Assert.Equal(hashes.GetProperty("proofHash").GetString(), Convert.ToHexStringLower(hash));
    }

    [StandardsFact]
    public void The_badge_is_signed_as_published()
    {
        var published = JsonNode.Parse(Standards.Bytes(Badge + "signed.json"))!.AsObject();
        var proof = published["proof"]!;
        published.Remove("proof");
        ProofOptions options = new((string)proof["verificationMethod"]!, new(2010, 1, 1, 19, 23, 24, TimeSpan.Zero));

        var signed = DataIntegrity.Sign(Encoding.UTF8.GetBytes(published.ToJsonString()), Vectors.BadgeKey, options);

        Assert.Equal((string)proof["proofValue"]!, (string)JsonNode.Parse(signed)!["proof"]![0]!["proofValue"]!);
    }

    [StandardsTheory]
    [InlineData(Badge)]
    [InlineData(Record)]
    public void The_published_documents_verify(string folder)
    {
        using var document = JsonDocument.Parse(Standards.Bytes(folder + "signed.json"));

        Assert.True(DataIntegrity.TryVerify(document.RootElement, ProofOf(document.RootElement), Vectors.BadgeKey.PublicKey, out _));
    }

    static JsonElement ProofOf(JsonElement document) =>
        document.GetProperty("proof") is { ValueKind: JsonValueKind.Array } proofs ? proofs[0] : document.GetProperty("proof");
}
