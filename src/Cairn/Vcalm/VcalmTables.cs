using Cairn.Issuing;

namespace Cairn.Vcalm;

internal sealed class IssuedCredentialTable : IEntityTypeConfiguration<IssuedCredential>, IFrozenTable
{
    public Frozen Frozen => new("issued_credentials");

    public void Configure(EntityTypeBuilder<IssuedCredential> table)
    {
        table.BelongsTo<IssuedCredential, Organization>(nameof(IssuedCredential.OrganizationId));
        table.BelongsTo<IssuedCredential, IssuerKey>(nameof(IssuedCredential.IssuerKeyId));
        table.BelongsTo<IssuedCredential, Person>(nameof(IssuedCredential.IssuedById));
        table.Property(c => c.Suite).HasMaxLength(40);
        table.Property(c => c.CredentialId).HasMaxLength(IssuedCredential.LongestCredentialId);
        // Without a name there is nothing to be unique by: null differs from null on both databases.
        table
            .HasIndexInDistrict(
                nameof(IssuedCredential.OrganizationId),
                nameof(IssuedCredential.Suite),
                nameof(IssuedCredential.CredentialIdSha256)
            )
            .IsUnique();
    }
}
