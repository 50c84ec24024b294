using Cairn.Schools.Rosters;

namespace Cairn;

/// <summary>The tables of Schools.</summary>
internal abstract partial class CairnDb
{
    public DbSet<RosterImport> RosterImports => Set<RosterImport>();
}
