namespace Cairn.Credentials.Keys;

/// <summary>
/// One key that a controller publishes (Controlled Identifiers 1.0, section 2.2), with the period in which it may sign.
/// </summary>
/// <param name="Id">The absolute URL of the key, which proofs name.</param>
/// <param name="Controller">Who controls the key: for an issuer's key the issuer's <c>id</c>.</param>
/// <param name="PublicKey">The key, or null if it cannot be read; <paramref name="KeyProblem"/> then says why.</param>
/// <param name="KeyProblem">Null, <c>key.malformed</c>, <c>key.unsupported</c> or <c>key.unsafe</c>.</param>
/// <param name="ValidFrom">
/// From when the key signs. The standards have no such property: Cairn reads and writes
/// <c>https://www.w3.org/2018/credentials#validFrom</c>, an absolute IRI that needs no context.
/// </param>
/// <param name="Expires">
/// The standard's <c>expires</c>: from this instant on the key signs no more; what it signed before stays valid.
/// </param>
/// <param name="Revoked">The standard's <c>revoked</c>: from this instant on the key signs no more.</param>
public sealed record VerificationMethod(
    string Id,
    string Controller,
    PublicKey? PublicKey,
    string? KeyProblem = null,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? Expires = null,
    DateTimeOffset? Revoked = null
)
{
    /// <summary>The name of the property that says when a key starts to sign.</summary>
    public const string ValidFromProperty = "https://www.w3.org/2018/credentials#validFrom";

    /// <summary>Whether the key's period of validity covers an instant: its start belongs to it, its end does not.</summary>
    public bool Covers(DateTimeOffset instant) => !(instant < ValidFrom) && !(instant >= Expires) && !(instant >= Revoked);
}
