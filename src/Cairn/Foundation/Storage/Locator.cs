namespace Cairn.Foundation.Storage;

/// <summary>
/// Where a public address lives: the one global table that routes an id in a URL, a handle or the hash of a secret to its district.
/// It says nothing about the thing itself.
/// </summary>
internal sealed class Locator
{
    private Locator() { }

    public Locator(LocatorKind kind, string key, Id<District> districtId, Guid targetId) =>
        (Kind, Key, DistrictId, TargetId) = (kind, key, districtId, targetId);

    public LocatorKind Kind { get; private set; }

    /// <summary>A UUID in "D" form, a handle, or the lowercase hex SHA-256 of a secret; at most 100 characters.</summary>
    public string Key { get; private set; } = "";

    public Id<District> DistrictId { get; private set; }
    public Guid TargetId { get; private set; }
}

/// <summary>What stands at an address; it is declared by what stands there.</summary>
internal readonly record struct LocatorKind(string Name);

internal sealed class LocatorTable : IEntityTypeConfiguration<Locator>
{
    public void Configure(EntityTypeBuilder<Locator> table)
    {
        table.HasKey(l => new { l.Kind, l.Key });
        table.Property(l => l.Key).HasMaxLength(100);
        table.Property(l => l.Kind).HasConversion(kind => kind.Name, name => new LocatorKind(name)).HasMaxLength(20);
        table.HasOne<District>().WithMany().HasForeignKey(l => l.DistrictId);
    }
}

internal static class Locators
{
    /// <summary>
    /// Finds a public address and enters its district; null if there is no such address or the scope is in another district.
    /// </summary>
    public static async Task<Locator?> LocateAsync(this CairnDb db, LocatorKind kind, string key, CancellationToken stop)
    {
        var locator = await db.Locators.AsNoTracking().FirstOrDefaultAsync(l => l.Kind == kind && l.Key == key, stop);
        if (locator is null)
            return null;
        if (db.Tenant.IsEntered && db.Tenant.DistrictId != locator.DistrictId)
            return null;
        db.Tenant.Enter(locator.DistrictId);
        return locator;
    }
}
