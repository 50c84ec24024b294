namespace Cairn.Design;

internal sealed class MicroCredentialTable : IEntityTypeConfiguration<MicroCredential>
{
    public void Configure(EntityTypeBuilder<MicroCredential> table)
    {
        table.BelongsTo<MicroCredential, Organization>(nameof(MicroCredential.OrganizationId));
        table.BelongsTo<MicroCredential, Person>(nameof(MicroCredential.CreatedById));
        table.Property(m => m.Revision).IsConcurrencyToken();
        table.HasIndexInDistrict(nameof(MicroCredential.OrganizationId));
        table.HasIndexInDistrict(nameof(MicroCredential.CurrentVersionId));
    }
}

internal sealed class MicroCredentialVersionTable : IEntityTypeConfiguration<MicroCredentialVersion>, IFrozenTable
{
    public Frozen Frozen =>
        new("versions", When: "exists (select 1 from publications p where p.district_id = old.district_id and p.version_id = old.id)");

    public void Configure(EntityTypeBuilder<MicroCredentialVersion> table)
    {
        table.BelongsTo<MicroCredentialVersion, MicroCredential>(nameof(MicroCredentialVersion.MicroCredentialId));
        table.BelongsTo<MicroCredentialVersion, Organization>(nameof(MicroCredentialVersion.OrganizationId));
        table.BelongsTo<MicroCredentialVersion, Person>(nameof(MicroCredentialVersion.AuthorId));
        table.Property(v => v.Blueprint).HasJson(Blueprint.Json);
        table.Property(v => v.Title).HasMaxLength(200);
        table.Property(v => v.SortTitle).HasMaxLength(200);
        table.Property<string?>("LastEditor").HasMaxLength(40); // nothing writes it any more; the next migration of this table may drop it
        table.Property(v => v.Revision).IsConcurrencyToken();
        table.Ignore(v => v.State);
        table.HasIndexInDistrict(nameof(MicroCredentialVersion.MicroCredentialId), nameof(MicroCredentialVersion.Number)).IsUnique();
        table.HasIndexInDistrict(nameof(MicroCredentialVersion.AuthorId));

        // The request and the publication travel with the version.
        table
            .HasOne(v => v.ReviewRequest)
            .WithOne()
            .HasForeignKey<ReviewRequest>(r => new { r.DistrictId, r.VersionId })
            .HasPrincipalKey<MicroCredentialVersion>(v => new { v.DistrictId, v.Id })
            .OnDelete(DeleteBehavior.Restrict);
        table
            .HasOne(v => v.Publication)
            .WithOne()
            .HasForeignKey<Publication>(p => new { p.DistrictId, p.VersionId })
            .HasPrincipalKey<MicroCredentialVersion>(v => new { v.DistrictId, v.Id })
            .OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PublicationTable : IEntityTypeConfiguration<Publication>, IFrozenTable
{
    public Frozen Frozen => new("publications");

    public void Configure(EntityTypeBuilder<Publication> table)
    {
        table.Property(p => p.Checklist).HasJson(Blueprint.Json);
        table.BelongsTo<Publication, Person>(nameof(Publication.PublishedById));
        table.BelongsTo<Publication, MicroCredential>(nameof(Publication.MicroCredentialId));
    }
}

internal sealed class ReviewRequestTable : IEntityTypeConfiguration<ReviewRequest>
{
    public void Configure(EntityTypeBuilder<ReviewRequest> table)
    {
        table.Ignore(r => r.IsOpen);
        // An answer is to the request that was read: not to one that was taken back, or made again, in the meantime.
        table.Property(r => r.RequestedAt).IsConcurrencyToken();
        table.Property(r => r.ClosedAt).IsConcurrencyToken();
        table.BelongsTo<ReviewRequest, Person>(nameof(ReviewRequest.RequestedById));
        table.HasIndexInDistrict(nameof(ReviewRequest.ClosedAt), nameof(ReviewRequest.RequestedAt));
    }
}

internal sealed class DesignFeedbackTable : IEntityTypeConfiguration<DesignFeedback>, IFrozenTable
{
    public Frozen Frozen => new("design_feedback");

    public void Configure(EntityTypeBuilder<DesignFeedback> table)
    {
        table.Property(f => f.Checklist).HasJson(Blueprint.Json);
        table.BelongsTo<DesignFeedback, MicroCredentialVersion>(nameof(DesignFeedback.VersionId));
        table.BelongsTo<DesignFeedback, Person>(nameof(DesignFeedback.ReviewerId));
        table.HasIndexInDistrict(nameof(DesignFeedback.VersionId));
    }
}
