using Cairn.Catalog.Picks;

namespace Cairn;

/// <summary>The tables of Catalog.</summary>
internal abstract partial class CairnDb
{
    public DbSet<ShortListing> ShortListings => Set<ShortListing>();
}
