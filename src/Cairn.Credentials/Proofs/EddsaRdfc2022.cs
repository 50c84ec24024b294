using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.JsonLd;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Proofs;

/// <summary>
/// The cryptosuite <c>eddsa-rdfc-2022</c> (Data Integrity EdDSA Cryptosuites 1.0, section 3.2): the document and the proof's own members
/// are canonicalized as RDF, hashed with SHA-256 and signed with Ed25519. Thread safe.
/// </summary>
public static class EddsaRdfc2022
{
    /// <summary>The suite's name in <c>proof.cryptosuite</c>.</summary>
    public const string Cryptosuite = "eddsa-rdfc-2022";

    const int HashLength = SHA256.HashSizeInBytes;
    const string Clause = "Data Integrity EdDSA 1.0, 3.2";

    /// <summary>
    /// Signs: the same bytes come back with a <c>proof</c> array appended, nothing else is rewritten. Deterministic: the same document,
    /// key and options give the same bytes.
    /// </summary>
    /// <param name="credential">The unsigned document, JSON in UTF-8, at most 4 MB.</param>
    /// <param name="key">An Ed25519 key.</param>
    /// <param name="options">The name of the key and the date of the proof.</param>
    /// <param name="contexts">Where JSON-LD contexts come from; without it, the pinned contexts of the standards.</param>
    /// <exception cref="SigningException">The bytes are no JSON object, or one that has a proof already.</exception>
    /// <exception cref="JsonLdException">
    /// The document is no JSON-LD that can be signed: a term that no context defines, an unknown context.
    /// </exception>
    public static byte[] Sign(ReadOnlyMemory<byte> credential, SigningKey key, ProofOptions options, IContextSource? contexts = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);

        using var unsecured = UnsecuredDocument.Parse(credential);

        // 3.2.1 Create Proof, step 1: proof is a copy of the options.
        var proof = ProofText.Of(options);
        using var proofOptions = JsonDocument.Parse(proof);

        // Steps 2 to 4: configuration, transformation, hashing.
        Span<byte> hashData = stackalloc byte[2 * HashLength];
        Hash(unsecured.RootElement, proofOptions.RootElement, contexts ?? PinnedContexts.Instance, hashData);

        // Step 5, 3.2.6 Proof Serialization: the Ed25519 signature over the hash data, 64 bytes.
        Span<byte> proofBytes = stackalloc byte[PublicKey.Ed25519SignatureLength];
        key.Sign(hashData, proofBytes);

        // Steps 6 and 7: proofValue is the signature in base58btc.
        return UnsecuredDocument.WithProof(credential.Span, proof, Multibase.EncodeBase58(proofBytes));
    }

    /// <summary>Whether a proof of a document is that of a key. What the key may do, and when, is not asked here.</summary>
    /// <param name="secured">The document with its <c>proof</c>.</param>
    /// <param name="proof">The one proof to verify.</param>
    /// <param name="key">The key that <c>proof.verificationMethod</c> names.</param>
    /// <param name="failure">Why not; null on success.</param>
    /// <param name="contexts">Where JSON-LD contexts come from; without it, the pinned contexts of the standards.</param>
    /// <exception cref="JsonLdException">
    /// The document is no JSON-LD that can be judged: a term that no context defines, an unknown context.
    /// </exception>
    public static bool TryVerify(
        JsonElement secured,
        JsonElement proof,
        PublicKey key,
        [NotNullWhen(false)] out ProofFailure? failure,
        IContextSource? contexts = null
    )
    {
        ArgumentNullException.ThrowIfNull(key);
        return (failure = Verify(secured, proof, key, contexts ?? PinnedContexts.Instance)) is null;
    }

    static ProofFailure? Verify(JsonElement secured, JsonElement proof, PublicKey key, IContextSource contexts)
    {
        // 3.2.3 Transformation, step 1, and 3.2.5 Proof Configuration, step 2: type and cryptosuite are these two.
        if (DataIntegrityProof.UnsupportedKind(proof) is { } kind)
            return ProofFailure.Unsupported(kind);
        // 3.2.5, step 3: created, if there, is a date.
        if (!proof.TryGetDate("created", out _))
            return ProofFailure.Created;

        // 3.2.2 Verify Proof, step 3: the signature, base58btc decoded.
        Span<byte> proofBytes = stackalloc byte[PublicKey.Ed25519SignatureLength];
        if (
            proof.Text("proofValue") is not ['z', ..] value
            || !Multibase.TryDecode(value, proofBytes, out var length)
            || length != proofBytes.Length
        )
            return ProofFailure.Value;

        // Steps 1, 2 and 4 to 6: the document without proof, the proof without proofValue, both canonicalized and hashed.
        Span<byte> hashData = stackalloc byte[2 * HashLength];
        Hash(secured, proof, contexts, hashData);

        // Steps 7 and 8, 3.2.7 Proof Verification.
        return key.Verify(hashData, proofBytes) ? null : ProofFailure.Signature;
    }

    /// <summary>
    /// 3.2.3 Transformation: RDFC-1.0 of the document. 3.2.5 Proof Configuration: RDFC-1.0 of the proof under the document's context.
    /// 3.2.4 Hashing: the SHA-256 of the configuration, then that of the document.
    /// </summary>
    static void Hash(JsonElement document, JsonElement proof, IContextSource contexts, Span<byte> hashData)
    {
        CanonicalForm.Hash(Configuration(document, proof), contexts, HashAlgorithmName.SHA256, hashData[..HashLength]);
        CanonicalForm.Hash(new(document, Omit: "proof"), contexts, HashAlgorithmName.SHA256, hashData[HashLength..]);
    }

    // 3.2.5, step 4: "Set proofConfig.@context to unsecuredDocument.@context."
    internal static JsonLdDocument Configuration(JsonElement document, JsonElement proof) =>
        document.TryGetProperty("@context", out var context)
            ? new(proof, Omit: "proofValue", Context: context)
            : throw new JsonLdException("proof.no-context", Clause);
}
