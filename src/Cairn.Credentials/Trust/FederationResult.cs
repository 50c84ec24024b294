using Cairn.Credentials.Keys;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Trust;

/// <summary>
/// What a federation said about an issuer (OpenID Federation 1.0), fetched and supplied by the caller: an entity statement or a resolve
/// response. Thread safe.
/// </summary>
public static class FederationResult
{
    /// <summary>
    /// Reads the result: a JWT, which must be signed by one of the keys; or its claims as JSON, which are accepted on the caller's word.
    /// Both must be in force. Also taken on trust: that the keys are those of the anchor or resolver whom the caller trusts and, for a
    /// resolve response, that the resolver followed the chain and its policies; the chain in it is not followed again.
    /// </summary>
    /// <param name="result">The JWT (<c>entity-statement+jwt</c>, <c>resolve-response+jwt</c>) in ASCII, or JSON in UTF-8, at most 1
    /// MB.</param>
    /// <param name="keys">The keys of whoever the caller trusts to say it; without one, no JWT counts.</param> <param name="instant">When
    /// it must be in force.</param>
    /// <param name="store">
    /// A store of one: the subject (<c>sub</c>), its name (<c>metadata.federation_entity.organization_name</c>), and as its source who said
    /// it (<c>iss</c>); null on failure.
    /// </param>
    /// <param name="failure">Why not; null on success.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> result,
        IReadOnlyCollection<PublicKey> keys,
        DateTimeOffset instant,
        [NotNullWhen(true)] out TrustStore? store,
        [NotNullWhen(false)] out TrustFailure? failure
    )
    {
        ArgumentNullException.ThrowIfNull(keys);
        store = null;
        var statement = FederationStatement.Parse(result);
        failure =
            statement is not { Issuer.Length: > 0 } ? TrustFailure.Malformed("iss")
            : statement.Subject is not { Length: > 0 } ? TrustFailure.Malformed("sub")
            : statement.Jws is null ? statement.InForce(instant)
            : statement.Verify(keys, instant);
        if (failure is not null)
            return false;

        store = new([new TrustedIssuer(statement!.Subject!, statement.Name, statement.Issuer)]) { Digests = [ContentDigest.Of(result)] };
        return true;
    }

    /// <summary>
    /// The keys of a JSON Web Key Set (RFC 7517, section 5), or of an entity statement's claims with one, that Cairn can use; empty when it
    /// is none.
    /// </summary>
    /// <param name="json">JSON in UTF-8, at most 1 MB.</param>
    public static IReadOnlyList<PublicKey> Keys(ReadOnlyMemory<byte> json) =>
        FederationStatement.Parse(json) is { Jws: null } set ? FederationStatement.Keys(set.Claims) : [];
}
