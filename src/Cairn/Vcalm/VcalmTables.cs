namespace Cairn.Vcalm;

internal sealed class VcalmKeyTable : IEntityTypeConfiguration<VcalmKey>
{
    public void Configure(EntityTypeBuilder<VcalmKey> table)
    {
        table.BelongsTo<VcalmKey, Organization>(nameof(VcalmKey.OrganizationId));
        table.Ignore(k => k.KeyDid).Ignore(k => k.Issuer);
        table
            .HasIndex(k => new
            {
                k.DistrictId,
                k.OrganizationId,
                k.Algorithm,
            })
            .IsUnique();
    }
}

internal sealed class IssuedCredentialTable : IEntityTypeConfiguration<IssuedCredential>
{
    public void Configure(EntityTypeBuilder<IssuedCredential> table)
    {
        table.BelongsTo<IssuedCredential, Organization>(nameof(IssuedCredential.OrganizationId));
        table.BelongsTo<IssuedCredential, VcalmKey>(nameof(IssuedCredential.VcalmKeyId));
        table
            .HasOne<Person>()
            .WithMany()
            .HasForeignKey(nameof(IOwned.DistrictId), nameof(IssuedCredential.IssuedById))
            .OnDelete(DeleteBehavior.Restrict);
        table.Property(c => c.Suite).HasMaxLength(40);
        table.Property(c => c.CredentialId).HasMaxLength(IssuedCredential.LongestCredentialId);
        // Without a name there is nothing to be unique by: null differs from null on both databases.
        table
            .HasIndex(c => new
            {
                c.DistrictId,
                c.OrganizationId,
                c.Suite,
                c.CredentialIdSha256,
            })
            .IsUnique();
    }
}

internal sealed class StatusPlaceTable : IEntityTypeConfiguration<StatusPlace>
{
    public void Configure(EntityTypeBuilder<StatusPlace> table)
    {
        table.BelongsTo<StatusPlace, IssuedCredential>(nameof(StatusPlace.IssuedCredentialId));
        table.BelongsTo<StatusPlace, VcalmList>(nameof(StatusPlace.VcalmListId));
        table.Property(p => p.Purpose).HasMaxLength(20);
        table
            .HasIndex(p => new
            {
                p.DistrictId,
                p.VcalmListId,
                p.ListIndex,
            })
            .IsUnique();
        table
            .HasIndex(p => new
            {
                p.DistrictId,
                p.IssuedCredentialId,
                p.Purpose,
            })
            .IsUnique();
    }
}

internal sealed class StatusChangeTable : IEntityTypeConfiguration<StatusChange>
{
    public void Configure(EntityTypeBuilder<StatusChange> table)
    {
        table.BelongsTo<StatusChange, StatusPlace>(nameof(StatusChange.StatusPlaceId));
        table
            .HasOne<Person>()
            .WithMany()
            .HasForeignKey(nameof(IOwned.DistrictId), nameof(StatusChange.ChangedById))
            .OnDelete(DeleteBehavior.Restrict);
        table
            .HasIndex(c => new
            {
                c.DistrictId,
                c.StatusPlaceId,
                c.Number,
            })
            .IsUnique();
    }
}

internal sealed class VcalmListTable : IEntityTypeConfiguration<VcalmList>
{
    public void Configure(EntityTypeBuilder<VcalmList> table)
    {
        table.BelongsTo<VcalmList, Organization>(nameof(VcalmList.OrganizationId));
        table.BelongsTo<VcalmList, VcalmKey>(nameof(VcalmList.VcalmKeyId));
        table.Property(l => l.Revision).IsConcurrencyToken();
        table.Ignore(l => l.Address);
        table.Property(l => l.Origin).HasMaxLength(300);
        table.Property(l => l.Issuer).HasMaxLength(500);
        table.Property(l => l.Purpose).HasMaxLength(20);
        table
            .HasIndex(l => new
            {
                l.DistrictId,
                l.VcalmKeyId,
                l.Issuer,
                l.Purpose,
                l.Number,
            })
            .IsUnique();
    }
}

internal sealed class SignedVcalmListTable : IEntityTypeConfiguration<SignedVcalmList>
{
    public void Configure(EntityTypeBuilder<SignedVcalmList> table)
    {
        table.BelongsTo<SignedVcalmList, VcalmList>(nameof(SignedVcalmList.VcalmListId));
        table
            .HasIndex(l => new
            {
                l.DistrictId,
                l.VcalmListId,
                l.Revision,
            })
            .IsUnique();
    }
}
