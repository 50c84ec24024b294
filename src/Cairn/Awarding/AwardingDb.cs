using Cairn.Awarding;

namespace Cairn;

/// <summary>The tables of Awarding.</summary>
internal abstract partial class CairnDb
{
    public DbSet<Decision> Decisions => Set<Decision>();
    public DbSet<Award> Awards => Set<Award>();
    public DbSet<Revocation> Revocations => Set<Revocation>();
    public DbSet<CredentialIssue> CredentialIssues => Set<CredentialIssue>();
    public DbSet<Credential> Credentials => Set<Credential>();
}
