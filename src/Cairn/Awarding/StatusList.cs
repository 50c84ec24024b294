using Cairn.Foundation.Storage;
using Cairn.Schools;

namespace Cairn.Awarding;

/// <summary>An organization's Bitstring Status List for revocation; its bits follow from the revocations of the awards on it.</summary>
internal sealed class StatusList : Owned<StatusList>
{
    private StatusList() { }

    public StatusList(IssuerKey key, DateTimeOffset now) : base(key.DistrictId, now) =>
        (OrganizationId, IssuerKeyId, PublicId, CreatedAt) = (key.OrganizationId, key.Id, Id.Value, now);

    /// <summary>Bits in a list: the minimum of the standard, for herd privacy.</summary>
    public const int Length = 131_072;

    public Id<Organization> OrganizationId { get; private set; }
    public Id<IssuerKey> IssuerKeyId { get; private set; }

    /// <summary>Its address is <c>/status/{this}</c>.</summary>
    public Guid PublicId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Indices handed out.</summary>
    public int Used { get; private set; }

    /// <summary>Rises with every revocation; the signed list of a lower revision is stale.</summary>
    public long Revision { get; private set; }

    public bool IsFull => Used >= Length / 2;

    public void Take() => Used++;

    public void Change() => Revision++;
}

/// <summary>A status list as signed at one revision: exact bytes, kept.</summary>
internal sealed class SignedStatusList : Owned<SignedStatusList>
{
    private SignedStatusList() { }

    public SignedStatusList(StatusList list, byte[] bytes, DateTimeOffset now) : base(list.DistrictId, now) =>
        (StatusListId, Revision, Bytes, SignedAt) = (list.Id, list.Revision, bytes, now);

    public Id<StatusList> StatusListId { get; private set; }
    public long Revision { get; private set; }
    public byte[] Bytes { get; private set; } = [];
    public DateTimeOffset SignedAt { get; private set; }
}
