using Cairn.Assessing;

namespace Cairn;

/// <summary>The tables of Assessing.</summary>
internal abstract partial class CairnDb
{
    public DbSet<Review> Reviews => Set<Review>();
}
