using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Proofs;

/// <summary>
/// Signs many documents that differ in a few values, with the same result as <see cref="DataIntegrity.Sign"/>: the same bytes (the same
/// statements, for keys whose signatures are not deterministic). A document with the exemplar's members, types, contexts and layout but
/// other texts or addresses takes about half the time, not counting the curve; any other document takes as long as ever. Thread safe.
/// </summary>
/// <example>
/// <code>
/// var plan = SigningPlan.For(firstBadge, key, new ProofOptions(method, now));
/// foreach (var badge in badges)
///     Save(plan.Sign(badge));
/// </code>
/// </example>
public sealed class SigningPlan
{
    readonly SigningKey key;
    readonly ProofOptions options;
    readonly IContextSource contexts;
    readonly byte[] proof;
    readonly byte[] proofHash;
    readonly DocumentShape? shape;

    SigningPlan(SigningKey key, ProofOptions options, IContextSource contexts, byte[] proof, byte[] proofHash, DocumentShape? shape) =>
        (this.key, this.options, this.contexts, this.proof, this.proofHash, this.shape) = (key, options, contexts, proof, proofHash, shape);

    /// <summary>Makes a plan from one of the documents; sign that one like the others.</summary>
    /// <param name="exemplar">An unsigned document, JSON in UTF-8, written by the serializer that writes the others.</param>
    /// <param name="key">An Ed25519, P-256 or P-384 key. The plan needs it until the last document is signed.</param>
    /// <param name="options">What each proof says, its date included.</param>
    /// <param name="contexts">Where JSON-LD contexts come from; without it, the pinned contexts of the standards.</param>
    /// <inheritdoc cref="DataIntegrity.Sign" path="/exception"/>
    public static SigningPlan For(ReadOnlyMemory<byte> exemplar, SigningKey key, ProofOptions options, IContextSource? contexts = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        contexts ??= PinnedContexts.Instance;

        // The caller's bytes may change later.
        var copy = exemplar.ToArray();
        using var unsecured = UnsecuredDocument.Parse(copy);
        var document = unsecured.RootElement;
        var suite = DataIntegrity.SuiteFor(key.Algorithm, options.Cryptosuite);
        var proof = ProofText.Of(options, suite.Name, suite.IsJcs ? document.Member("@context") : null);
        using var proofOptions = JsonDocument.Parse(proof);

        // A document that cannot be signed fails here already. The proof's hash is the same for all documents with the same contexts.
        Span<byte> hashData = stackalloc byte[Cryptosuite.MostHashData];
        var length = suite.Hash(document, isChained: false, proofOptions.RootElement, key.Algorithm, contexts, hashData);
        var shape =
            suite.IsJcs || !CanonicalForm.ServesPinned(contexts)
                ? null
                : DocumentShape.Of(copy, document, Cryptosuite.HashOf(key.Algorithm).Algorithm, CanonicalLimits.Default);
        return new(key, options, contexts, proof, hashData[..(length / 2)].ToArray(), shape);
    }

    /// <summary>Signs a document: the same bytes with a <c>proof</c> array appended.</summary>
    /// <inheritdoc cref="DataIntegrity.Sign" path="/param[@name='document']"/>
    /// <inheritdoc cref="DataIntegrity.Sign" path="/exception"/>
    public byte[] Sign(ReadOnlyMemory<byte> document)
    {
        Span<byte> hashData = stackalloc byte[Cryptosuite.MostHashData];
        if (!TryHash(document.Span, hashData[proofHash.Length..]))
            return DataIntegrity.Sign(document, key, options, contexts);

        proofHash.CopyTo(hashData);
        return UnsecuredDocument.WithProof(document.Span, proof, DataIntegrity.ProofValue(key, hashData[..(2 * proofHash.Length)]));
    }

    /// <summary>Whether a document has the exemplar's shape; then its hash.</summary>
    internal bool TryHash(ReadOnlySpan<byte> document, Span<byte> documentHash) =>
        shape is not null && document.Length <= UnsecuredDocument.MostBytes && shape.TryHash(document, documentHash);
}
