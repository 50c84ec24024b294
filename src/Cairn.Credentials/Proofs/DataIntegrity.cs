using Cairn.Credentials.Contexts;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Proofs;

/// <summary>
/// Data Integrity proofs (Verifiable Credential Data Integrity 1.0): <c>eddsa-rdfc-2022</c>, <c>eddsa-jcs-2022</c>, <c>ecdsa-rdfc-2019</c>
/// and
/// <c>ecdsa-jcs-2019</c> are made and verified, <c>Ed25519Signature2020</c> and what <see cref="EcdsaSd2023"/> signs are
/// verified. Thread safe.
/// </summary>
public static class DataIntegrity
{
    /// <summary>The names of the suites that sign, in <see cref="ProofOptions.Cryptosuite"/>.</summary>
    public static IReadOnlyList<string> Cryptosuites { get; } = [.. Cryptosuite.Signing.Select(suite => suite.Name)];

    /// <summary>
    /// Signs (section 4.2, Add Proof): returns the same bytes with a <c>proof</c> array appended and nothing else rewritten. Deterministic
    /// with an Ed25519 key: the same document, key and options give the same bytes.
    /// </summary>
    /// <param name="document">The unsigned document, JSON in UTF-8, at most 4 MB.</param>
    /// <param name="key">An Ed25519, P-256 or P-384 key.</param>
    /// <param name="options">The name of the key, the date of the proof, and what else it says.</param>
    /// <param name="contexts">Where JSON-LD contexts come from; without it, the pinned contexts of the standards.</param>
    /// <exception cref="SigningException">The bytes are no JSON object, or one that has a proof already.</exception>
    /// <exception cref="JsonLdException">
    /// The document is no JSON-LD that can be signed: a term that no context defines, an unknown context.
    /// </exception>
    /// <exception cref="ArgumentException">The options name a suite that there is not, or one for other keys.</exception>
    public static byte[] Sign(ReadOnlyMemory<byte> document, SigningKey key, ProofOptions options, IContextSource? contexts = null)
    {
        using var unsecured = UnsecuredDocument.Parse(document);
        var proof = Create(unsecured.RootElement, isChained: false, key, options, contexts, out var value);
        return UnsecuredDocument.WithProof(document.Span, proof, value);
    }

    /// <summary>
    /// Adds a proof to those that a document has (section 4.3, Add Proof Set/Chain): beside them, or, with
    /// <see cref="ProofOptions.PreviousProof"/>, over them. The document's other bytes stay as they are.
    /// </summary>
    /// <inheritdoc cref="Sign" path="/param"/>
    /// <inheritdoc cref="Sign" path="/exception"/>
    public static byte[] AddProof(ReadOnlyMemory<byte> document, SigningKey key, ProofOptions options, IContextSource? contexts = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var secured = UnsecuredDocument.ParseAny(document);

        // Steps 1 to 6: the proofs that this one covers become the signed document's proofs. Steps 7 and 8.
        using var input = ProofChain.InputFor(secured.RootElement, options);
        var proof = Create((input ?? secured).RootElement, input is not null, key, options, contexts, out var value);
        return UnsecuredDocument.WithAnotherProof(document.Span, proof, value);
    }

    /// <summary>Whether a key made a document's proof. What the key may do, and when, is not checked here.</summary>
    /// <param name="secured">The document with its <c>proof</c>.</param>
    /// <param name="proof">The one proof to verify. In a chain, verify each proof before it separately.</param>
    /// <param name="key">The key that <c>proof.verificationMethod</c> names.</param>
    /// <param name="failure">Why not; null on success.</param>
    /// <param name="contexts">Where JSON-LD contexts come from; without it, the pinned contexts of the standards.</param>
    /// <param name="limits">What canonicalizing the document may cost.</param>
    /// <exception cref="JsonLdException">
    /// The document is no JSON-LD that can be judged: a term that no context defines, an unknown context; or it exceeds a limit.
    /// </exception>
    public static bool TryVerify(
        JsonElement secured,
        JsonElement proof,
        PublicKey key,
        [NotNullWhen(false)] out ProofFailure? failure,
        IContextSource? contexts = null,
        CanonicalLimits? limits = null
    )
    {
        ArgumentNullException.ThrowIfNull(key);
        return (failure = Verify(secured, proof, key, contexts ?? PinnedContexts.Instance, limits, null)) is null;
    }

    /// <summary>Whether a proof's suite is verified here.</summary>
    internal static bool Knows(JsonElement proof) => Cryptosuite.Of(proof) is not null || EcdsaSd2023.Is(proof);

    static byte[] Create(
        JsonElement document,
        bool isChained,
        SigningKey key,
        ProofOptions options,
        IContextSource? contexts,
        out string proofValue
    )
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        var suite = SuiteFor(key.Algorithm, options.Cryptosuite);

        // Create Proof, step 1: proof is a copy of the options; in the JCS suites, step 2: with the document's context.
        var proof = ProofText.Of(options, suite.Name, suite.IsJcs ? document.Member("@context") : null);
        using var proofOptions = JsonDocument.Parse(proof);

        // Configuration, transformation, hashing.
        Span<byte> hashData = stackalloc byte[Cryptosuite.MostHashData];
        var length = suite.Hash(
            document,
            isChained,
            proofOptions.RootElement,
            key.Algorithm,
            contexts ?? PinnedContexts.Instance,
            hashData
        );

        proofValue = ProofValue(key, hashData[..length]);
        return proof;
    }

    /// <summary>Proof Serialization: the signature over the hash data, in base58btc, is the proof's value.</summary>
    internal static string ProofValue(SigningKey key, ReadOnlySpan<byte> hashData)
    {
        Span<byte> proofBytes = stackalloc byte[key.SignatureLength];
        key.Sign(hashData, proofBytes);
        return Multibase.EncodeBase58(proofBytes);
    }

    internal static Cryptosuite SuiteFor(KeyAlgorithm algorithm, string? name)
    {
        foreach (var suite in Cryptosuite.Signing)
            if (suite.Algorithms.Contains(algorithm) && (name is null || name == suite.Name))
                return suite;
        throw new ArgumentException($"There is no suite {name} that a key of {algorithm} signs with.", nameof(name));
    }

    /// <summary>Why a proof does not hold; null if it does. What is computed from the document is kept for its other proofs.</summary>
    internal static ProofFailure? Verify(
        JsonElement secured,
        JsonElement proof,
        PublicKey key,
        IContextSource contexts,
        CanonicalLimits? limits,
        DocumentHashes? known
    )
    {
        if (EcdsaSd2023.Is(proof))
            return EcdsaSd2023.Verify(secured, proof, key, contexts, limits ?? CanonicalLimits.Default);

        // Transformation, step 1, and Proof Configuration, step 2: type and cryptosuite are of one of the suites.
        if (Cryptosuite.Of(proof) is not { } suite)
            return ProofFailure.Unsupported(Cryptosuite.KindOf(proof));
        // The key decides the algorithm: a proof may not choose another.
        if (!suite.Algorithms.Contains(key.Algorithm))
            return ProofFailure.KeyKind(suite, key.Algorithm);
        // Proof Configuration, step 3: created, if there, is a date.
        if (!proof.TryGetDate("created", out _))
            return ProofFailure.Created(suite);
        // JCS suites, Verify Proof, step 4: the document's context starts with the proof's.
        if (suite.IsJcs && proof.Member("@context") is { } context && !StartsWith(secured.Member("@context"), context))
            return ProofFailure.Context(suite);

        // Verify Proof, step 3: the signature, base58btc decoded.
        Span<byte> proofBytes = stackalloc byte[Cryptosuite.MostHashData];
        if (proof.Text("proofValue") is not ['z', ..] value || !Multibase.TryDecode(value, proofBytes, out var signatureLength))
            return ProofFailure.Value(suite);
        if (signatureLength != (key.Algorithm == KeyAlgorithm.P384 ? 96 : 64))
            return ProofFailure.Value(suite);

        // Data Integrity 1.0, 4.5 Verify Proof Sets and Chains, steps 3.1 to 3.3: in a chain the document includes the earlier proofs.
        using var chained = ProofChain.Before(secured, proof, out var broken);
        if (broken is not null)
            return broken;

        // The document without proof, the proof without proofValue, both canonicalized and hashed.
        Span<byte> hashData = stackalloc byte[Cryptosuite.MostHashData];
        var length = suite.Hash(
            chained?.RootElement ?? secured,
            chained is not null,
            proof,
            key.Algorithm,
            contexts,
            hashData,
            limits,
            known
        );

        // Proof Verification.
        limits?.Work?.Signature(key.Algorithm);
        return key.Verify(hashData[..length], proofBytes[..signatureLength]) ? null : ProofFailure.Signature(suite);
    }

    static bool StartsWith(JsonElement? document, JsonElement proof)
    {
        if (document is not { } whole)
            return false;
        if (proof.ValueKind != JsonValueKind.Array)
            return JsonElement.DeepEquals(whole.ValueKind == JsonValueKind.Array && whole.GetArrayLength() > 0 ? whole[0] : whole, proof);
        if (whole.ValueKind != JsonValueKind.Array || whole.GetArrayLength() < proof.GetArrayLength())
            return false;

        for (var i = 0; i < proof.GetArrayLength(); i++)
            if (!JsonElement.DeepEquals(whole[i], proof[i]))
                return false;
        return true;
    }
}
