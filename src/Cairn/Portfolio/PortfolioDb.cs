using Cairn.Portfolio;

namespace Cairn;

/// <summary>The tables of Portfolio.</summary>
internal abstract partial class CairnDb
{
    public DbSet<ShareLink> ShareLinks => Set<ShareLink>();
    public DbSet<CredentialPublication> CredentialPublications => Set<CredentialPublication>();
    public DbSet<EarnedLook> EarnedLooks => Set<EarnedLook>();
    public DbSet<PublicPortfolio> PublicPortfolios => Set<PublicPortfolio>();
}
