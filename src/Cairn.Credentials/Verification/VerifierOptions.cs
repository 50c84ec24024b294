using System.Text.Json;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification;

/// <summary>What a verifier may use beside the credential itself.</summary>
public sealed record VerifierOptions
{
    /// <summary>
    /// How documents are fetched; without it nothing is, and what would be needed is <see cref="Outcome.NotDeterminable"/>.
    /// </summary>
    public IDocumentLoader? Loader { get; init; }

    /// <summary>Whom the caller trusts; without it trust is not asked.</summary>
    public TrustStore? Trust { get; init; }

    /// <summary>Which keys are the caller's own issuers'; without it no issuer is <see cref="IssuerStanding.Own"/>.</summary>
    public OwnIssuers? OwnIssuers { get; init; }

    /// <summary>Whom the caller has before them; without it nobody asks whether the credential is about them.</summary>
    public KnownRecipient? Recipient { get; init; }

    /// <summary>
    /// Since when the credential has existed for certain, by the caller's own word: it was already in a dated store or log. Where the
    /// issuer's key was compromised later, only this says that the thief did not sign it and date it back.
    /// </summary>
    public DateTimeOffset? ExistedAt { get; init; }

    /// <summary>
    /// Looks the same up in the caller's own books, for each credential whose key was compromised; without it only <see cref="ExistedAt"/>
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

/// <summary>Asks whether an issuer is the caller's own: one whose key the caller itself keeps.</summary>
/// <param name="issuer">The issuer's identifier, as the credential has it. By itself it proves nothing.</param>
/// <param name="key">The key whose signature holds. Only the two together are an answer: an identifier alone may have come into other
/// hands.</param>
/// <param name="cancellationToken">Ends the question.</param>
/// <returns>What the caller knows of the issuer and the key; null when it is not one of theirs.</returns>
public delegate ValueTask<OwnIssuer?> OwnIssuers(string issuer, PublicKey key, CancellationToken cancellationToken);

/// <summary>An issuer of the caller's own.</summary>
/// <param name="Name">The caller's own name for it.</param>
/// <param name="KeyRevoked">
/// Since when the key is in wrong hands; null: it is not, as far as the caller knows. Counts beside what the key's document says: a
/// <c>did:key</c> has none.
/// </param>
public sealed record OwnIssuer(string Name, DateTimeOffset? KeyRevoked = null);

/// <summary>Asks since when a credential has existed for certain.</summary>
/// <param name="credential">The credential with its proofs. That a key made one of them is known; who had that key is the question.</param>
/// <param name="cancellationToken">Ends the question.</param>
/// <returns>An instant at which the caller had this very credential; null when they know of none.</returns>
public delegate ValueTask<DateTimeOffset?> ExistenceEvidence(JsonElement credential, CancellationToken cancellationToken);
