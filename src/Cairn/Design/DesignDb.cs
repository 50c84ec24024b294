using Cairn.Design;
using Cairn.Design.Frameworks;

namespace Cairn;

/// <summary>The tables of Design.</summary>
internal abstract partial class CairnDb
{
    public DbSet<MicroCredential> MicroCredentials => Set<MicroCredential>();
    public DbSet<MicroCredentialVersion> Versions => Set<MicroCredentialVersion>();
    public DbSet<ReviewRequest> ReviewRequests => Set<ReviewRequest>();
    public DbSet<DesignFeedback> DesignFeedback => Set<DesignFeedback>();
    public DbSet<FinishedExample> FinishedExamples => Set<FinishedExample>();
    public DbSet<Publication> Publications => Set<Publication>();
    public DbSet<Framework> Frameworks => Set<Framework>();
    public DbSet<FrameworkItem> FrameworkItems => Set<FrameworkItem>();
}
