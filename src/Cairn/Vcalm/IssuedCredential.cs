using Cairn.Issuing;

namespace Cairn.Vcalm;

/// <summary>
/// What was issued through VCALM: its exact bytes, who asked, and the name by which its status is found again. Never changed.
/// </summary>
internal sealed class IssuedCredential : Owned<IssuedCredential>
{
    public const int LongestCredentialId = 2000;

    private IssuedCredential() { }

    public IssuedCredential(
        IssuerKey key,
        VcalmSuite suite,
        string? credentialId,
        string requestSha256,
        byte[] bytes,
        Id<Person>? by,
        DateTimeOffset now
    )
        : base(key.DistrictId, now) =>
        (OrganizationId, IssuerKeyId, Suite, CredentialId, CredentialIdSha256, RequestSha256, Bytes, IssuedById, IssuedAt) = (
            key.OrganizationId,
            key.Id,
            suite.Name,
            credentialId,
            credentialId is null ? null : Sha256(credentialId),
            requestSha256,
            bytes,
            by,
            now
        );

    public Id<Organization> OrganizationId { get; private set; }
    public Id<IssuerKey> IssuerKeyId { get; private set; }

    /// <summary>The instance, <see cref="VcalmSuite.Name"/>.</summary>
    public string Suite { get; private set; } = "";

    /// <summary>The caller's name for it: <c>options.credentialId</c>, else the credential's <c>id</c>, else none.</summary>
    public string? CredentialId { get; private set; }

    /// <summary>Unique within the instance; the name itself may be long.</summary>
    public string? CredentialIdSha256 { get; private set; }

    /// <summary>Of the request: the same one again gets the same credential, another one under its name is refused.</summary>
    public string RequestSha256 { get; private set; } = "";

    /// <summary>The credential as it was answered, JSON in UTF-8.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Whose token it was; null on an open local instance.</summary>
    public Id<Person>? IssuedById { get; private set; }

    public DateTimeOffset IssuedAt { get; private set; }

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
