using Cairn.Foundation.Files;
using Cairn.Foundation.Jobs;

namespace Cairn;

/// <summary>The tables of Foundation.</summary>
internal abstract partial class CairnDb
{
    public DbSet<District> Districts => Set<District>();
    public DbSet<Locator> Locators => Set<Locator>();
    public DbSet<KeyRingEntry> KeyRing => Set<KeyRingEntry>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<PeriodicRun> PeriodicRuns => Set<PeriodicRun>();
    public DbSet<FileEntry> FileEntries => Set<FileEntry>();
    public DbSet<KeptAnswer> KeptAnswers => Set<KeptAnswer>();
    public DbSet<Erasure> Erasures => Set<Erasure>();
}
