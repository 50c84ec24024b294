namespace Cairn.Awarding;

/// <summary>An organization's Bitstring Status List for revocation; its bits follow from the revocations of the awards on it.</summary>
internal sealed class StatusList : Owned<StatusList>
{
    private StatusList() { }

    public StatusList(IssuerKey key, int number, string origin, DateTimeOffset now)
        : base(key.DistrictId, now) =>
        (OrganizationId, IssuerKeyId, Number, PublicId, Origin, CreatedAt) = (key.OrganizationId, key.Id, number, Id.Value, origin, now);

    /// <summary>Bits in a list: the minimum of the standard, for herd privacy.</summary>
    public const int Length = Credentials.Status.StatusList.MinimumEntries;

    public Id<Organization> OrganizationId { get; private set; }
    public Id<IssuerKey> IssuerKeyId { get; private set; }

    /// <summary>1, 2, 3 … within the key.</summary>
    public int Number { get; private set; }

    /// <summary>Its address is <c>/status/{this}</c>.</summary>
    public Guid PublicId { get; private set; }

    /// <summary>The installation's origin when the list began. Credentials name the list by it, so a list never changes it.</summary>
    public string Origin { get; private set; } = "";

    public string Address => $"{Origin}/status/{PublicId:N}";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Rises with every revocation, in the revocation's transaction; the signed list of a lower revision is stale.</summary>
    public long Revision { get; private set; }

    public void Change() => Revision++;
}

/// <summary>A status list as signed at one revision: exact bytes, kept.</summary>
internal sealed class SignedStatusList : Owned<SignedStatusList>
{
    private SignedStatusList() { }

    public SignedStatusList(StatusList list, byte[] bytes, DateTimeOffset now)
        : base(list.DistrictId, now) => (StatusListId, Revision, Bytes, SignedAt) = (list.Id, list.Revision, bytes, now);

    public Id<StatusList> StatusListId { get; private set; }
    public long Revision { get; private set; }
    public byte[] Bytes { get; private set; } = [];
    public DateTimeOffset SignedAt { get; private set; }
}
