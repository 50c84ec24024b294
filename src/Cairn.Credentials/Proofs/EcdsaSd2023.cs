using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs.SelectiveDisclosure;

namespace Cairn.Credentials.Proofs;

/// <summary>
/// Selective disclosure, <c>ecdsa-sd-2023</c> (Data Integrity ECDSA 1.0, section 3.6): an issuer signs every statement separately; the
/// holder shows those that they choose, plus those that the issuer made mandatory. Verified by <see cref="DataIntegrity.TryVerify"/> and
/// the verifier. Thread safe.
/// </summary>
public static class EcdsaSd2023
{
    /// <summary>The suite's name in <c>proof.cryptosuite</c>.</summary>
    public const string Cryptosuite = "ecdsa-sd-2023";

    const string Clause = "Data Integrity ECDSA 1.0, 3.6 ecdsa-sd-2023";
    const int HmacKeyLength = 32;

    // Leaving one of these out makes a credential look better than it is.
    static readonly string[] AlwaysMandatory =
    [
        "/issuer",
        "/validFrom",
        "/validUntil",
        "/credentialStatus",
        "/issuanceDate",
        "/expirationDate",
        "/credentialSchema",
        "/termsOfUse",
    ];

    /// <summary>
    /// Signs for the holder: the same bytes with a <c>proof</c> array appended. The base proof is for the holder only; what they show is
    /// <see cref="Derive">derived</see> from it.
    /// </summary>
    /// <param name="document">The unsigned document, JSON in UTF-8, at most 4 MB.</param>
    /// <param name="key">A P-256 key.</param>
    /// <param name="options">The name of the key and the date of the proof.</param>
    /// <param name="mandatoryPointers">
    /// JSON Pointers (RFC 6901) to what the holder must always show, such as <c>/credentialSubject/achievement</c>. Issuer, validity,
    /// status, schema and terms of use are mandatory in any case.
    /// </param>
    /// <param name="contexts">Where JSON-LD contexts come from; without it, the pinned contexts of the standards.</param>
    /// <exception cref="SigningException">
    /// No JSON object, one that has a proof, a pointer to nothing (<c>sd.pointer</c>), or into an ordered list (<c>sd.selection</c>).
    /// </exception>
    /// <exception cref="JsonLdException">A term that no context defines, an unknown context.</exception>
    /// <exception cref="ArgumentException">The key is of another kind.</exception>
    public static byte[] Sign(
        ReadOnlyMemory<byte> document,
        SigningKey key,
        ProofOptions options,
        IReadOnlyList<string> mandatoryPointers,
        IContextSource? contexts = null
    )
    {
        Require(key, options, mandatoryPointers);
        using var unsecured = UnsecuredDocument.Parse(document);
        var proof = CreateBase(unsecured.RootElement, isChained: false, key, options, mandatoryPointers, contexts, out var value);
        return UnsecuredDocument.WithProof(document.Span, proof, value);
    }

    /// <summary>
    /// Adds a base proof to those that a document has (Data Integrity 1.0, section 4.3, Add Proof Set/Chain): beside them, or, with <see
    /// cref="ProofOptions.PreviousProof"/>, over them. One over others can only be verified by the holder: nothing can be derived from it.
    /// </summary>
    /// <inheritdoc cref="Sign" path="/param"/>
    /// <exception cref="SigningException">As when signing; or a proof that is to be covered is not there
    /// (<c>proof.previous-missing</c>).</exception>
    /// <exception cref="JsonLdException">A term that no context defines, an unknown context.</exception>
    /// <exception cref="ArgumentException">The key is of another kind.</exception>
    public static byte[] AddProof(
        ReadOnlyMemory<byte> document,
        SigningKey key,
        ProofOptions options,
        IReadOnlyList<string> mandatoryPointers,
        IContextSource? contexts = null
    )
    {
        Require(key, options, mandatoryPointers);
        using var secured = UnsecuredDocument.ParseAny(document);
        using var input = ProofChain.InputFor(secured.RootElement, options);
        var proof = CreateBase((input ?? secured).RootElement, input is not null, key, options, mandatoryPointers, contexts, out var value);
        return UnsecuredDocument.WithAnotherProof(document.Span, proof, value);
    }

    static void Require(SigningKey key, ProofOptions options, IReadOnlyList<string> mandatoryPointers)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(mandatoryPointers);
        if (key.Algorithm != KeyAlgorithm.P256)
            throw new ArgumentException("ecdsa-sd-2023 signs with a P-256 key.", nameof(key));
    }

    static byte[] CreateBase(
        JsonElement document,
        bool isChained,
        SigningKey key,
        ProofOptions options,
        IReadOnlyList<string> mandatoryPointers,
        IContextSource? contexts,
        out string proofValue
    )
    {
        // The proofs before are shown whenever anything is.
        IReadOnlyList<string> mandatory =
        [
            .. AlwaysMandatory
                .Where(pointer => document.TryGetProperty(pointer[1..], out _))
                .Union(isChained ? ["/proof"] : [])
                .Union(mandatoryPointers),
        ];
        var proof = ProofText.Of(options, Cryptosuite);
        using var proofOptions = JsonDocument.Parse(proof);
        var hmacKey = RandomNumberGenerator.GetBytes(HmacKeyLength);
        proofValue = CreateBase(document, proofOptions.RootElement, key, mandatory, hmacKey, contexts ?? PinnedContexts.Instance, isChained)
            .Serialize();
        return proof;
    }

    /// <summary>
    /// What the holder shows: the mandatory statements and those that the pointers select, with a derived proof. Deterministic.
    /// </summary>
    /// <param name="signed">The document with its base proof.</param>
    /// <param name="selectivePointers">JSON Pointers to what is shown besides what is mandatory.</param>
    /// <param name="contexts">Where JSON-LD contexts come from; without it, the pinned contexts of the standards.</param>
    /// <exception cref="SigningException">
    /// No base proof (<c>sd.no-base-proof</c>), one over other proofs (<c>sd.chained</c>), a pointer to nothing (<c>sd.pointer</c>), or
    /// into an ordered list (<c>sd.selection</c>).
    /// </exception>
    /// <exception cref="JsonLdException">A term that no context defines, an unknown context.</exception>
    public static byte[] Derive(ReadOnlyMemory<byte> signed, IReadOnlyList<string> selectivePointers, IContextSource? contexts = null)
    {
        ArgumentNullException.ThrowIfNull(selectivePointers);
        using var secured = UnsecuredDocument.ParseAny(signed);
        var document = JsonNode.Parse(secured.RootElement.GetRawText())!.AsObject();
        var proofs = secured
            .RootElement.Items("proof")
            .Where(proof => Is(proof) && BaseProofValue.Parse(proof.Text("proofValue") ?? "") is not null);
        if (proofs.ToList() is not [var proof])
            throw new SigningException(new("sd.no-base-proof", Clause));
        // Add Derived Proof, step 4, leaves only the derived proof in the document; a proof that names others never verifies there (Data
        // Integrity 1.0, 4.5).
        if (proof.Member("previousProof") is not null)
            throw new SigningException(new("sd.chained", "Data Integrity ECDSA 1.0, 3.6.6 Add Derived Proof", ""));

        document.Remove("proof");
        var (value, reveal) = CreateDisclosure(document, proof, selectivePointers, contexts ?? PinnedContexts.Instance);
        // Add Derived Proof, steps 2 to 5.
        var derived = JsonNode.Parse(proof.GetRawText())!.AsObject();
        derived["proofValue"] = value.Serialize();
        reveal["proof"] = new JsonArray(derived);
        return Encoding.UTF8.GetBytes(reveal.ToJsonString(Readable));
    }

    static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static bool Is(JsonElement proof) =>
        proof.Member("type") is { } type
        && type.IsText(Proofs.Cryptosuite.ProofType)
        && proof.Member("cryptosuite") is { } suite
        && suite.IsText(Cryptosuite);

    /// <summary>3.6.1 Create Base Proof, with the HMAC key given.</summary>
    internal static BaseProofValue CreateBase(
        JsonElement document,
        JsonElement proof,
        SigningKey key,
        IReadOnlyList<string> mandatoryPointers,
        byte[] hmacKey,
        IContextSource contexts,
        bool isChained = false
    )
    {
        // 3.6.2 Base Proof Transformation: the statements, split into mandatory ones and others.
        SkolemizedDocument statements = new(Unsecured(document, isChained), hmacKey, contexts);
        var mandatory = statements.Select(mandatoryPointers).Matching;
        if (statements.Statements.Count - mandatory.Count > SdProofBytes.MostSignatures)
            throw new SigningException(new("sd.too-many", "Cairn limits", $"{SdProofBytes.MostSignatures}"));

        // 3.6.5 Base Proof Serialization, steps 2 to 4: a key made for this proof signs each of the others.
        using var proofKey = SigningKey.NewP256();
        List<byte[]> signatures =
        [
            .. Others(statements.Statements, mandatory).Select(statement => Signature(proofKey, Encoding.UTF8.GetBytes(statement))),
        ];
        Span<byte> multikey = stackalloc byte[2 + 33];
        Multikey(proofKey.PublicKey, multikey);

        // Steps 5 and 6, 3.5.1 serializeSignData: the issuer's key signs the proof, that key, and what is mandatory.
        var mandatoryHash = SignedStatements.Hash(mandatory.Select(index => statements.Statements[index]));
        byte[] toSign = [.. ProofHash(document, proof, contexts), .. multikey, .. mandatoryHash];
        return new(Signature(key, toSign), multikey.ToArray(), hmacKey, signatures, mandatoryPointers);
    }

    /// <summary>3.5.4 createDisclosureData.</summary>
    internal static (DerivedProofValue Value, JsonObject Reveal) CreateDisclosure(
        JsonObject document,
        JsonElement proof,
        IReadOnlyList<string> selectivePointers,
        IContextSource contexts
    )
    {
        // 1. to 6. The groups.
        var parsed = BaseProofValue.Parse(proof.Text("proofValue")!)!;
        IReadOnlyList<string> combinedPointers = [.. parsed.MandatoryPointers, .. selectivePointers];
        SkolemizedDocument statements = new(document, parsed.HmacKey, contexts);
        var mandatory = statements.Select(parsed.MandatoryPointers).Matching;
        var selective = statements.Select(selectivePointers).Matching;
        var combined = statements.Select(combinedPointers);

        // 7. to 9. The mandatory statements' places among those shown.
        List<int> mandatoryIndexes =
        [
            .. combined
                .Matching.Select((absolute, relative) => (absolute, relative))
                .Where(at => mandatory.Contains(at.absolute))
                .Select(at => at.relative),
        ];

        // 10. to 12. The signatures of the other statements shown.
        List<byte[]> signatures = [];
        var index = 0;
        foreach (var signature in parsed.Signatures)
        {
            while (mandatory.Contains(index))
                index++;
            if (selective.Contains(index))
                signatures.Add(signature);
            index++;
        }

        // 13. to 17. The document shown, and what the labels in it stand for.
        var reveal = JsonSelection.Of(document, combinedPointers) ?? throw new SigningException(new("sd.selection", Clause, ""));
        return (new(parsed.BaseSignature, parsed.PublicKey, signatures, combined.VerifierLabels, mandatoryIndexes), reveal);
    }

    /// <summary>
    /// 3.6.7 Verify Derived Proof. A base proof is verified too, as its holder may do: by the same steps over all statements.
    /// </summary>
    internal static ProofFailure? Verify(
        JsonElement secured,
        JsonElement proof,
        PublicKey key,
        IContextSource contexts,
        CanonicalLimits limits
    )
    {
        var suite = Proofs.Cryptosuite.EcdsaSd2023;
        if (key.Algorithm != KeyAlgorithm.P256)
            return ProofFailure.KeyKind(suite, key.Algorithm);
        if (!proof.TryGetDate("created", out _))
            return ProofFailure.Created(suite);

        // Data Integrity 1.0, 4.5 Verify Proof Sets and Chains, steps 3.1 to 3.3: in a chain the document includes the earlier proofs.
        using var chained = ProofChain.Before(secured, proof, out var broken);
        if (broken is not null)
            return broken;

        SecuredStatements document = new(chained?.RootElement ?? secured, chained is not null);
        var text = proof.Text("proofValue") ?? "";
        // The value is decoded and the document copied for inserting names, both before anything is canonicalized.
        limits.Work?.Spend(50 + ((JsonMarshal.GetRawUtf8Value(document.Document).Length + text.Length) / 16));
        return DerivedProofValue.Parse(text) is { } derived ? VerifyDerived(document, proof, derived, key, contexts, limits)
            : BaseProofValue.Parse(text) is { } given ? VerifyBase(document, proof, given, key, contexts, limits)
            : ProofFailure.Value(suite);
    }

    /// <summary>What a proof secures: a document without its proofs or, in a chain, with the earlier ones.</summary>
    readonly record struct SecuredStatements(JsonElement Document, bool IsChained);

    static ProofFailure? VerifyDerived(
        SecuredStatements secured,
        JsonElement proof,
        DerivedProofValue value,
        PublicKey key,
        IContextSource contexts,
        CanonicalLimits limits
    )
    {
        // 3.5.9 createVerifyData, steps 3 and 4: the statements with the labels that were signed.
        var dataset = SignedStatements.Dataset(secured.Document, contexts, omit: secured.IsChained ? null : "proof", limits: limits);
        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach (var (label, canonical) in SignedStatements.CanonicalLabels(dataset, limits))
        {
            if (!value.LabelMap.TryGetValue(canonical, out var signed))
                return ProofFailure.Value(Proofs.Cryptosuite.EcdsaSd2023);
            labels[label] = signed;
        }

        var statements = SignedStatements.Lines(dataset, labels);
        if (labels.Count != value.LabelMap.Count || value.MandatoryIndexes.Any(index => index >= statements.Count))
            return ProofFailure.Value(Proofs.Cryptosuite.EcdsaSd2023);
        return VerifyStatements(
            secured.Document,
            proof,
            statements,
            [.. value.MandatoryIndexes],
            value.BaseSignature,
            value.PublicKey,
            value.Signatures,
            key,
            contexts,
            limits
        );
    }

    static ProofFailure? VerifyBase(
        SecuredStatements secured,
        JsonElement proof,
        BaseProofValue value,
        PublicKey key,
        IContextSource contexts,
        CanonicalLimits limits
    )
    {
        try
        {
            SkolemizedDocument statements = new(Unsecured(secured.Document, secured.IsChained), value.HmacKey, contexts, limits);
            var mandatory = statements.Select(value.MandatoryPointers).Matching;
            return VerifyStatements(
                secured.Document,
                proof,
                statements.Statements,
                mandatory,
                value.BaseSignature,
                value.PublicKey,
                value.Signatures,
                key,
                contexts,
                limits
            );
        }
        catch (SigningException)
        {
            // The pointers are not this document's.
            return ProofFailure.Value(Proofs.Cryptosuite.EcdsaSd2023);
        }
    }

    static ProofFailure? VerifyStatements(
        JsonElement secured,
        JsonElement proof,
        IReadOnlyList<string> statements,
        SortedSet<int> mandatory,
        byte[] baseSignature,
        byte[] publicKey,
        IReadOnlyList<byte[]> signatures,
        PublicKey key,
        IContextSource contexts,
        CanonicalLimits limits
    )
    {
        // Steps 3 to 5: as many signatures as non-mandatory statements; the proof's key.
        var others = Others(statements, mandatory).ToList();
        if (
            others.Count != signatures.Count
            || Keys.Multikey.ReadPublic(publicKey, out var proofKey) != KeyReading.Read
            || proofKey!.Algorithm != KeyAlgorithm.P256
        )
            return ProofFailure.Value(Proofs.Cryptosuite.EcdsaSd2023);

        // Steps 6 to 8: the issuer's signature.
        var mandatoryHash = SignedStatements.Hash(mandatory.Select(index => statements[index]));
        byte[] toVerify = [.. ProofHash(secured, proof, contexts, limits), .. publicKey, .. mandatoryHash];
        limits.Work?.Signature(KeyAlgorithm.P256);
        if (!key.Verify(toVerify, baseSignature))
            return ProofFailure.Signature(Proofs.Cryptosuite.EcdsaSd2023);

        // Step 9: each statement's signature.
        for (var i = 0; i < others.Count; i++)
        {
            limits.Work?.Signature(KeyAlgorithm.P256);
            if (!proofKey.Verify(Encoding.UTF8.GetBytes(others[i]), signatures[i]))
                return ProofFailure.Signature(Proofs.Cryptosuite.EcdsaSd2023);
        }

        return null;
    }

    static byte[] ProofHash(JsonElement document, JsonElement proof, IContextSource contexts, CanonicalLimits? limits = null)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        CanonicalForm.Hash(Proofs.Cryptosuite.Configuration(document, proof), contexts, HashAlgorithmName.SHA256, hash, limits);
        return hash;
    }

    static IEnumerable<string> Others(IReadOnlyList<string> statements, SortedSet<int> mandatory) =>
        statements.Where((_, index) => !mandatory.Contains(index));

    static JsonObject Unsecured(JsonElement document, bool isChained)
    {
        var json = JsonNode.Parse(document.GetRawText())!.AsObject();
        if (!isChained)
            json.Remove("proof");
        return json;
    }

    static byte[] Signature(SigningKey key, ReadOnlySpan<byte> message)
    {
        var signature = new byte[key.SignatureLength];
        key.Sign(message, signature);
        return signature;
    }

    static void Multikey(PublicKey key, Span<byte> destination) => Multibase.TryDecode(key.ToMultikey(), destination, out _);
}
