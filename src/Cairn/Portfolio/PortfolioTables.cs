using Cairn.Awarding;

namespace Cairn.Portfolio;

internal sealed class ShareLinkTable : IEntityTypeConfiguration<ShareLink>
{
    public void Configure(EntityTypeBuilder<ShareLink> table)
    {
        table.BelongsTo<ShareLink, Credential>(nameof(ShareLink.CredentialId));
        table.BelongsTo<ShareLink, Person>(nameof(ShareLink.LearnerId));
        table.HasIndexInDistrict(nameof(ShareLink.SecretSha256)).IsUnique();
        table.HasIndexInDistrict(nameof(ShareLink.CredentialId));
    }
}

internal sealed class CredentialPublicationTable : IEntityTypeConfiguration<CredentialPublication>
{
    public void Configure(EntityTypeBuilder<CredentialPublication> table)
    {
        table.BelongsTo<CredentialPublication, Credential>(nameof(CredentialPublication.CredentialId));
        table.BelongsTo<CredentialPublication, Person>(nameof(CredentialPublication.LearnerId));
        table.Ignore(p => p.IsPublic);
        table.HasIndexInDistrict(nameof(CredentialPublication.CredentialId)).IsUnique();
    }
}

internal sealed class PublicPortfolioTable : IEntityTypeConfiguration<PublicPortfolio>
{
    public void Configure(EntityTypeBuilder<PublicPortfolio> table)
    {
        table.BelongsTo<PublicPortfolio, Person>(nameof(PublicPortfolio.PersonId));
        table.Property(p => p.Handle).HasMaxLength(60);
        table.HasIndexInDistrict(nameof(PublicPortfolio.PersonId)).IsUnique();
    }
}
