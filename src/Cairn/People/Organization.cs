namespace Cairn.People;

/// <summary>
/// A district, a school or a partner: where roles are held, and what issues or endorses (Open Badges 3.0 <c>Profile</c>).
/// </summary>
internal sealed class Organization : Owned<Organization>, IStaged
{
    private Organization() { }

    public Organization(Id<District> district, OrganizationKind kind, string name, Id<Organization>? parent, DateTimeOffset now)
        : base(district, now) => (Kind, Name, ParentId) = (kind, name, parent);

    public OrganizationKind Kind { get; private set; }
    public string Name { get; set; } = "";
    public Id<Organization>? ParentId { get; set; }

    /// <summary>The organization's own site, shown in its issuer profile.</summary>
    public string? Url { get; set; }

    /// <summary>The roster's key (OneRoster <c>sourcedId</c>), if a roster brought it.</summary>
    public string? SourcedId { get; set; }
}

internal enum OrganizationKind
{
    District,
    School,
    Partner,
}
