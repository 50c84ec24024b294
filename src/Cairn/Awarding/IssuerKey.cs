using Cairn.Foundation.Storage;
using Cairn.Schools;

namespace Cairn.Awarding;

/// <summary>An organization's Ed25519 key: the public half in the open, the private seed wrapped by the installation's master key.</summary>
internal sealed class IssuerKey : Owned<IssuerKey>
{
    private IssuerKey() { }

    public IssuerKey(Organization organization, string did, string verificationMethod, string publicKeyMultibase, byte[] wrappedSeed, DateTimeOffset now)
        : base(organization.DistrictId, now) =>
        (OrganizationId, Did, VerificationMethod, PublicKeyMultibase, WrappedSeed, CreatedAt) =
        (organization.Id, did, verificationMethod, publicKeyMultibase, wrappedSeed, now);

    public Id<Organization> OrganizationId { get; private set; }

    /// <summary>The issuer's DID: <c>did:web</c> with a public HTTPS origin, else <c>did:key</c>.</summary>
    public string Did { get; private set; } = "";

    /// <summary>The DID URL of this key, as proofs name it.</summary>
    public string VerificationMethod { get; private set; } = "";

    public string PublicKeyMultibase { get; private set; } = "";
    public byte[] WrappedSeed { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? RetiredAt { get; private set; }

    public void Retire(DateTimeOffset now) => RetiredAt ??= now;
}
