using Cairn.Audit;

namespace Cairn;

/// <summary>The tables of Audit.</summary>
internal abstract partial class CairnDb
{
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
}
