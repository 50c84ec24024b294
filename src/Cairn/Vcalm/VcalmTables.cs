using Cairn.Issuing;
using Cairn.Schools;

namespace Cairn.Vcalm;

internal sealed class IssuedCredentialTable : IEntityTypeConfiguration<IssuedCredential>, IFrozenTable
{
    public Frozen Frozen => new("issued_credentials");

    public void Configure(EntityTypeBuilder<IssuedCredential> table)
    {
        table.BelongsTo<IssuedCredential, Organization>(nameof(IssuedCredential.OrganizationId));
        table.BelongsTo<IssuedCredential, IssuerKey>(nameof(IssuedCredential.IssuerKeyId));
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
