using Cairn.Vcalm;

namespace Cairn;

/// <summary>The tables of Vcalm.</summary>
internal abstract partial class CairnDb
{
    public DbSet<IssuedCredential> IssuedCredentials => Set<IssuedCredential>();
}
