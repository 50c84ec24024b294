using Cairn.Issuing;

namespace Cairn;

/// <summary>The tables of Issuing.</summary>
internal abstract partial class CairnDb
{
    public DbSet<IssuerKey> IssuerKeys => Set<IssuerKey>();
    public DbSet<StatusList> StatusLists => Set<StatusList>();
    public DbSet<SignedStatusList> SignedStatusLists => Set<SignedStatusList>();
    public DbSet<StatusPlace> StatusPlaces => Set<StatusPlace>();
    public DbSet<StatusChange> StatusChanges => Set<StatusChange>();
}
