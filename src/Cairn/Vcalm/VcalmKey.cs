using Cairn.Credentials.Keys;
using Cairn.Foundation.Signing;

namespace Cairn.Vcalm;

/// <summary>
/// A key that signs what programs hand in at an organization's VCALM address, one for each algorithm. It is never a key of the
/// organization's awards, and its identifiers are never theirs, so that nothing signed here can pass for an award.
/// </summary>
internal sealed class VcalmKey : Owned<VcalmKey>
{
    private VcalmKey() { }

    private VcalmKey(Organization organization, PublicKey key, string? webDid, byte[] wrapped, DateTimeOffset now)
        : base(organization.DistrictId, now) =>
        (OrganizationId, Algorithm, PublicKeyMultibase, WebDid, WrappedSecret, CreatedAt) = (
            organization.Id,
            key.Algorithm,
            key.ToMultikey(),
            webDid,
            wrapped,
            Instants.WholeSecond(now)
        );

    public Id<Organization> OrganizationId { get; private set; }
    public KeyAlgorithm Algorithm { get; private set; }
    public string PublicKeyMultibase { get; private set; } = "";

    /// <summary>The organization's <c>did:web</c> for this interface; null when there was no public origin at the key's making.</summary>
    public string? WebDid { get; private set; }

    public byte[] WrappedSecret { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private set; }

    public string KeyDid => $"did:key:{PublicKeyMultibase}";

    /// <summary>Who it says that issues, unless the caller names the other.</summary>
    public string Issuer => WebDid ?? KeyDid;

    public static VcalmKey Make(Organization organization, KeyAlgorithm algorithm, string? webDid, MasterKey master, DateTimeOffset now)
    {
        using var key = SigningKey.Generate(algorithm, out var secret);
        return new(organization, key.PublicKey, webDid, master.Wrap(Encoding.ASCII.GetBytes(secret), PurposeFor(organization.Id)), now);
    }

    /// <summary>The DID URL of the key for one of its two issuers.</summary>
    public string VerificationMethod(string issuer) =>
        issuer == WebDid ? $"{issuer}#{Algorithm.ToString().ToLowerInvariant()}" : $"{issuer}#{PublicKeyMultibase}";

    /// <summary>The key, ready to sign; dispose it soon.</summary>
    public SigningKey Open(MasterKey master) =>
        SigningKey.TryParse(Encoding.ASCII.GetString(master.Unwrap(WrappedSecret, PurposeFor(OrganizationId))), out var key)
            ? key
            : throw new InvalidDataException("A wrapped key is no key.");

    // Bound to its organization and to this use: a wrapped key copied into another row does not open.
    private static string PurposeFor(Id<Organization> organization) => $"vcalm-key/{organization}";
}
