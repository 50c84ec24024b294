namespace Cairn.Issuing;

/// <summary>
/// A Bitstring Status List of one issuer, for one purpose; its bits follow from the changes of its places (<see cref="StatusChange"/>).
/// </summary>
internal sealed class StatusList : Owned<StatusList>
{
    public static readonly LocatorKind Located = new("StatusList");

    /// <summary>Bits in a list: the minimum of the standard, for herd privacy.</summary>
    public const int Length = Credentials.Status.StatusList.MinimumEntries;

    private StatusList() { }

    public StatusList(IssuerKey key, string issuer, string purpose, int number, string origin, DateTimeOffset now)
        : base(key.DistrictId, now)
    {
        (OrganizationId, IssuerKeyId, Issuer, Purpose, Number) = (key.OrganizationId, key.Id, issuer, purpose, number);
        (PublicId, CreatedAt) = (Id.Value, now);
        Address = origin + key.Kind.ListPathOf(key.OrganizationId, PublicId);
    }

    public Id<Organization> OrganizationId { get; private set; }

    /// <summary>The key that began it.</summary>
    public Id<IssuerKey> IssuerKeyId { get; private set; }

    /// <summary>The credentials' issuer, and so the list's.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>What a bit that is set means: <c>revocation</c>, <c>suspension</c>.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>1, 2, 3 … of the key, issuer and purpose.</summary>
    public int Number { get; private set; }

    public Guid PublicId { get; private set; }

    /// <summary>By this credentials name it, so it stays when the installation's origin changes.</summary>
    public string Address { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Rises with every change of a place, in the change's transaction; the signed list of a lower revision is stale.</summary>
    public long Revision { get; private set; }

    public bool BeganAt(string origin) => Address.StartsWith($"{origin}/", StringComparison.Ordinal);

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
