using System.Runtime.InteropServices;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Proofs;

/// <summary>
/// The suites that sign two hashes, of the proof's own members and of the document: Data Integrity EdDSA 1.0, sections 3.2 to 3.4, and
/// ECDSA 1.0, sections 3.2 and 3.3. They differ in the canonical form and in the keys; this is their registry.
/// </summary>
sealed class Cryptosuite
{
    public const string ProofType = "DataIntegrityProof";

    /// <summary>The longest hash data: two of SHA-384.</summary>
    public const int MostHashData = 2 * SHA384.HashSizeInBytes;

    const string Eddsa = "Data Integrity EdDSA 1.0";
    const string Ecdsa = "Data Integrity ECDSA 1.0";

    Cryptosuite(string name, string clause, bool isJcs, params KeyAlgorithm[] algorithms) =>
        (Name, Clause, IsJcs, Algorithms) = (name, clause, isJcs, algorithms);

    public static Cryptosuite EddsaRdfc2022 { get; } = new("eddsa-rdfc-2022", $"{Eddsa}, 3.2 eddsa-rdfc-2022", false, KeyAlgorithm.Ed25519);

    public static Cryptosuite EddsaJcs2022 { get; } = new("eddsa-jcs-2022", $"{Eddsa}, 3.3 eddsa-jcs-2022", true, KeyAlgorithm.Ed25519);

    public static Cryptosuite EcdsaRdfc2019 { get; } =
        new("ecdsa-rdfc-2019", $"{Ecdsa}, 3.2 ecdsa-rdfc-2019", false, KeyAlgorithm.P256, KeyAlgorithm.P384);

    public static Cryptosuite EcdsaJcs2019 { get; } =
        new("ecdsa-jcs-2019", $"{Ecdsa}, 3.3 ecdsa-jcs-2019", true, KeyAlgorithm.P256, KeyAlgorithm.P384);

    /// <summary>The older form of eddsa-rdfc-2022, whose type is the suite; verified, never made.</summary>
    public static Cryptosuite Ed25519Signature2020 { get; } =
        new("Ed25519Signature2020", $"{Eddsa}, 3.4 Ed25519Signature2020", false, KeyAlgorithm.Ed25519);

    /// <summary>Selective disclosure, which <see cref="Proofs.EcdsaSd2023"/> signs, derives and verifies.</summary>
    public static Cryptosuite EcdsaSd2023 { get; } =
        new(Proofs.EcdsaSd2023.Cryptosuite, $"{Ecdsa}, 3.6 ecdsa-sd-2023", false, KeyAlgorithm.P256);

    /// <summary>The suites that sign, each key's preferred one first.</summary>
    public static IReadOnlyList<Cryptosuite> Signing { get; } = [EddsaRdfc2022, EcdsaRdfc2019, EddsaJcs2022, EcdsaJcs2019];

    public string Name { get; }

    public string Clause { get; }

    public bool IsJcs { get; }

    public IReadOnlyList<KeyAlgorithm> Algorithms { get; }

    /// <summary>The suite of a proof; null if it is none of these.</summary>
    public static Cryptosuite? Of(JsonElement proof)
    {
        if (proof.Member("type") is not { } type)
            return null;
        if (type.IsText(Ed25519Signature2020.Name))
            return Ed25519Signature2020;
        if (!type.IsText(ProofType) || proof.Member("cryptosuite") is not { } name)
            return null;

        foreach (var suite in Signing)
            if (name.IsText(suite.Name))
                return suite;
        return null;
    }

    /// <summary>What a proof calls itself, for people.</summary>
    public static string KindOf(JsonElement proof) =>
        proof.Member("type") is { } type && type.IsText(ProofType)
            ? proof.Text("cryptosuite") ?? "without cryptosuite"
            : proof.Text("type") ?? "without type";

    /// <summary>
    /// Transformation, proof configuration and hashing: the hash of the canonical proof configuration, then that of the canonical document.
    /// The hash is the key's: SHA-256, or SHA-384 for P-384, also inside RDFC-1.0.
    /// </summary>
    /// <param name="document">The document.</param>
    /// <param name="isChained">Whether the document's <c>proof</c> is what a chain secures; otherwise it is left out.</param>
    /// <param name="proof">The proof; its value is left out.</param>
    /// <param name="key">The key's algorithm.</param>
    /// <param name="contexts">Where contexts come from.</param>
    /// <param name="hashData">At least <see cref="MostHashData"/> long.</param>
    /// <param name="limits">What the document may cost.</param>
    /// <param name="known">The document's hashes that other proofs of it needed.</param>
    /// <returns>How long the hash data are.</returns>
    public int Hash(
        JsonElement document,
        bool isChained,
        JsonElement proof,
        KeyAlgorithm key,
        IContextSource contexts,
        Span<byte> hashData,
        CanonicalLimits? limits = null,
        DocumentHashes? known = null
    )
    {
        var (algorithm, length) = HashOf(key);
        var (configuration, unsecured) = IsJcs ? JcsInputs(document, isChained, proof) : RdfcInputs(document, isChained, proof);
        Hash(configuration, algorithm, contexts, hashData[..length], limits);
        var documentHash = hashData[length..(2 * length)];
        // What a chain secures is another document for each proof.
        var context = IsJcs ? unsecured.Context?.GetRawText() : null;
        if (isChained || known?.TryCopy(IsJcs, algorithm, context, documentHash) != true)
        {
            Hash(unsecured, algorithm, contexts, documentHash, limits);
            if (!isChained)
                known?.Add(IsJcs, algorithm, context, documentHash);
        }

        return 2 * length;
    }

    public static (HashAlgorithmName Algorithm, int Length) HashOf(KeyAlgorithm key) =>
        key == KeyAlgorithm.P384 ? (HashAlgorithmName.SHA384, SHA384.HashSizeInBytes) : (HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);

    // eddsa-rdfc-2022, 3.2.5 Proof Configuration, step 4: "Set proofConfig.@context to unsecuredDocument.@context."
    public static JsonLdDocument Configuration(JsonElement document, JsonElement proof) =>
        document.TryGetProperty("@context", out var context)
            ? new(proof, Omit: "proofValue", Context: context)
            : throw new JsonLdException("proof.no-context", $"{Eddsa}, 3.2.5");

    static (JsonLdDocument Configuration, JsonLdDocument Document) RdfcInputs(JsonElement document, bool isChained, JsonElement proof) =>
        (Configuration(document, proof), new(document, Omit: isChained ? null : "proof"));

    // ecdsa-jcs-2019, Verify Proof, step 4.2: "Set unsecuredDocument.@context equal to proofOptions.@context."
    static (JsonLdDocument Configuration, JsonLdDocument Document) JcsInputs(JsonElement document, bool isChained, JsonElement proof) =>
        (new(proof, Omit: "proofValue"), new(document, Omit: isChained ? null : "proof", Context: proof.Member("@context")));

    void Hash(
        in JsonLdDocument document,
        HashAlgorithmName algorithm,
        IContextSource contexts,
        Span<byte> destination,
        CanonicalLimits? limits
    )
    {
        if (!IsJcs)
        {
            CanonicalForm.Hash(document, contexts, algorithm, destination, limits);
            return;
        }

        limits?.Work?.Spend(1 + (JsonMarshal.GetRawUtf8Value(document.Root).Length / 16));
        var canonical = JsonCanonicalization.Canonicalize(document, (limits ?? CanonicalLimits.Default).MaxDepth);
        CryptographicOperations.HashData(algorithm, Encoding.UTF8.GetBytes(canonical), destination);
    }
}
