namespace Cairn.Issuing;

internal sealed class IssuerKeyTable : IEntityTypeConfiguration<IssuerKey>
{
    public void Configure(EntityTypeBuilder<IssuerKey> table)
    {
        table.BelongsTo<IssuerKey, Organization>(nameof(IssuerKey.OrganizationId));
        table.Ignore(k => k.KeyDid);
        table.HasIndexInDistrict(nameof(IssuerKey.OrganizationId), nameof(IssuerKey.Kind), nameof(IssuerKey.Number)).IsUnique();
        table.Property(k => k.CompromisedSince).IsConcurrencyToken(); // two who declare at once: the earlier date stands
        table.HasIndex(k => k.PublicKeyMultibase); // whose key is it: asked by visitors who name no district
    }
}

internal sealed class StatusListTable : IEntityTypeConfiguration<StatusList>
{
    public void Configure(EntityTypeBuilder<StatusList> table)
    {
        table.BelongsTo<StatusList, Organization>(nameof(StatusList.OrganizationId));
        table.BelongsTo<StatusList, IssuerKey>(nameof(StatusList.IssuerKeyId));
        table.Property(l => l.Revision).IsConcurrencyToken();
        table.Property(l => l.Address).HasMaxLength(400);
        table.Property(l => l.Issuer).HasMaxLength(500);
        table.Property(l => l.Purpose).HasMaxLength(20);
        table
            .HasIndexInDistrict(
                nameof(StatusList.IssuerKeyId),
                nameof(StatusList.Issuer),
                nameof(StatusList.Purpose),
                nameof(StatusList.Number)
            )
            .IsUnique();
        table.HasIndexInDistrict(nameof(StatusList.PublicId)).IsUnique();
    }
}

internal sealed class SignedStatusListTable : IEntityTypeConfiguration<SignedStatusList>, IFrozenTable
{
    public Frozen Frozen => new("signed_status_lists");

    public void Configure(EntityTypeBuilder<SignedStatusList> table)
    {
        table.BelongsTo<SignedStatusList, StatusList>(nameof(SignedStatusList.StatusListId));
        table.HasIndexInDistrict(nameof(SignedStatusList.StatusListId), nameof(SignedStatusList.Revision)).IsUnique();
    }
}

internal sealed class StatusPlaceTable : IEntityTypeConfiguration<StatusPlace>, IFrozenTable
{
    public Frozen Frozen => new("status_places");

    public void Configure(EntityTypeBuilder<StatusPlace> table)
    {
        table.BelongsTo<StatusPlace, StatusList>(nameof(StatusPlace.StatusListId));
        table.Ignore(p => p.IsForGood);
        table.Property(p => p.Purpose).HasMaxLength(20);
        table.HasIndexInDistrict(nameof(StatusPlace.StatusListId), nameof(StatusPlace.ListIndex)).IsUnique();
        table.HasIndexInDistrict(nameof(StatusPlace.CredentialId), nameof(StatusPlace.Purpose)).IsUnique();
    }
}

internal sealed class StatusChangeTable : IEntityTypeConfiguration<StatusChange>, IFrozenTable
{
    public Frozen Frozen => new("status_changes");

    public void Configure(EntityTypeBuilder<StatusChange> table)
    {
        table.BelongsTo<StatusChange, StatusPlace>(nameof(StatusChange.StatusPlaceId));
        table.BelongsTo<StatusChange, Person>(nameof(StatusChange.ChangedById));
        table.HasIndexInDistrict(nameof(StatusChange.StatusPlaceId), nameof(StatusChange.Number)).IsUnique();
    }
}
