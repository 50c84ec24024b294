using Cairn.Credentials.Contexts;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification;

/// <summary>What a verifier may use besides the credential itself.</summary>
public sealed record VerifierOptions
{
    /// <summary>
    /// How documents are fetched; without it nothing is, and whatever needs one is <see cref="Outcome.NotDeterminable"/>.
    /// </summary>
    public IDocumentLoader? Loader { get; init; }

    /// <summary>Whom the caller trusts; without it trust is not checked.</summary>
    public TrustStore? Trust { get; init; }

    /// <summary>Which keys belong to the caller's own issuers; without it no issuer is <see cref="IssuerStanding.Own"/>.</summary>
    public OwnIssuers? OwnIssuers { get; init; }

    /// <summary>The person the caller is dealing with; without it nobody checks whether the credential is about them.</summary>
    public KnownRecipient? Recipient { get; init; }

    /// <summary>
    /// Since when the credential has certainly existed, by the caller's own word: it was already in a dated store or log. If the issuer's
    /// key was compromised later, only this shows that the thief did not sign and backdate it.
    /// </summary>
    public DateTimeOffset? ExistedAt { get; init; }

    /// <summary>
    /// Looks this up in the caller's own records, for each credential whose key was compromised; without it only <see cref="ExistedAt"/>
    /// counts.
    /// </summary>
    public ExistenceEvidence? Existence { get; init; }

    /// <summary>
    /// Status list credentials that the caller has, JSON in UTF-8. A list is found by its <c>id</c>; it is verified like a fetched one.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> StatusLists { get; init; } = [];

    /// <summary>Where JSON-LD contexts come from first: by default the pinned contexts of the standards.</summary>
    public IContextSource Contexts { get; init; } = PinnedContexts.Instance;

    /// <summary>How much work is done for one credential.</summary>
    public Limits Limits { get; init; } = new();
}

/// <summary>Asks whether an issuer is the caller's own, one whose key the caller itself keeps.</summary>
/// <param name="issuer">The issuer's identifier, as in the credential. By itself it proves nothing.</param>
/// <param name="key">The key whose signature holds. Only the two together are an answer: an identifier alone may have changed
/// hands.</param>
/// <param name="cancellationToken">Ends the question.</param>
/// <returns>What the caller knows about the issuer and the key; null if it is not theirs.</returns>
public delegate ValueTask<OwnIssuer?> OwnIssuers(string issuer, PublicKey key, CancellationToken cancellationToken);

/// <summary>An issuer of the caller's own.</summary>
/// <param name="Name">The caller's own name for it.</param>
/// <param name="KeyRevoked">
/// Since when the key has been in the wrong hands; null: it is not, as far as the caller knows. Counts besides what the key's document
/// says, because a <c>did:key</c> has none.
/// </param>
public sealed record OwnIssuer(string Name, DateTimeOffset? KeyRevoked = null);

/// <summary>Asks since when a credential has certainly existed.</summary>
/// <param name="credential">The credential with its proofs. It is known that a key made one of them; the question is who had that
/// key.</param>
/// <param name="cancellationToken">Ends the question.</param>
/// <returns>An instant at which the caller had this exact credential; null if they know of none.</returns>
public delegate ValueTask<DateTimeOffset?> ExistenceEvidence(JsonElement credential, CancellationToken cancellationToken);
