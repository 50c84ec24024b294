using Cairn.Credentials.Status;

namespace Cairn.Vcalm;

/// <summary>
/// A Bitstring Status List of what was issued through VCALM, for one issuer and one purpose; its bits follow from the changes.
/// </summary>
internal sealed class VcalmList : Owned<VcalmList>
{
    /// <summary>Bits in a list: the minimum of the standard, for herd privacy.</summary>
    public const int Length = StatusList.MinimumEntries;

    private VcalmList() { }

    public VcalmList(VcalmKey key, string issuer, string purpose, int number, string origin, DateTimeOffset now)
        : base(key.DistrictId, now) =>
        (OrganizationId, VcalmKeyId, Issuer, Purpose, Number, Origin, CreatedAt) = (
            key.OrganizationId,
            key.Id,
            issuer,
            purpose,
            number,
            origin,
            now
        );

    public Id<Organization> OrganizationId { get; private set; }
    public Id<VcalmKey> VcalmKeyId { get; private set; }

    /// <summary>The credentials' issuer, and so the list's.</summary>
    public string Issuer { get; private set; } = "";

    public string Purpose { get; private set; } = "";

    /// <summary>1, 2, 3 … of the issuer and purpose.</summary>
    public int Number { get; private set; }

    /// <summary>The installation's origin when the list began. Credentials name the list by it, so a list never changes it.</summary>
    public string Origin { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Rises with every change, in the change's transaction; the signed list of a lower revision is stale.</summary>
    public long Revision { get; private set; }

    public string Address => $"{Origin}/vcalm/{OrganizationId}/status-lists/{Id}";

    public void Change() => Revision++;
}

/// <summary>A list as signed at one revision: exact bytes, kept.</summary>
internal sealed class SignedVcalmList : Owned<SignedVcalmList>
{
    private SignedVcalmList() { }

    public SignedVcalmList(VcalmList list, byte[] bytes, DateTimeOffset now)
        : base(list.DistrictId, now) => (VcalmListId, Revision, Bytes, SignedAt) = (list.Id, list.Revision, bytes, now);

    public Id<VcalmList> VcalmListId { get; private set; }
    public long Revision { get; private set; }
    public byte[] Bytes { get; private set; } = [];
    public DateTimeOffset SignedAt { get; private set; }
}
