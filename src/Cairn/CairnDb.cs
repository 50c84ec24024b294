using Cairn.Schools.Rosters;
using System.Text.RegularExpressions;
using Cairn.Assessing;
using Cairn.Audit;
using Cairn.Awarding;
using Cairn.Catalog.Picks;
using Cairn.Design;
using Cairn.Design.Frameworks;
using Cairn.Earning;
using Cairn.Foundation.Jobs;
using Cairn.Issuing;
using Cairn.Portfolio;
using Cairn.Schools;
using Cairn.SignIn;
using Cairn.SignIn.Cards;
using Cairn.SignIn.Devices;
using Cairn.SignIn.Guessing;
using Cairn.SignIn.Invitations;
using Cairn.SignIn.Sessions;
using Cairn.Vcalm;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cairn;

/// <summary>
/// The one database context. Tenancy is structural: every <see cref="IOwned"/> entity is filtered by the scope's district, keyed by
/// (district, id), and refused if it is saved for another district.
/// </summary>
internal abstract partial class CairnDb(DbContextOptions options, Tenant tenant) : IdentityUserContext<Account, Guid>(options)
{
    public Tenant Tenant { get; } = tenant;

    // Global
    public DbSet<District> Districts => Set<District>();
    public DbSet<Locator> Locators => Set<Locator>();
    public DbSet<KeyRingEntry> KeyRing => Set<KeyRingEntry>();
    public DbSet<SetupLink> SetupLinks => Set<SetupLink>();
    public DbSet<GuessCount> GuessCounts => Set<GuessCount>();
    public DbSet<KnownDevice> KnownDevices => Set<KnownDevice>();
    public DbSet<SignInSession> SignInSessions => Set<SignInSession>();

    // Schools and people
    public DbSet<Organization> Organizations => Set<Organization>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<RoleAssignment> RoleAssignments => Set<RoleAssignment>();
    public DbSet<SchoolClass> Classes => Set<SchoolClass>();
    public DbSet<ClassMembership> ClassMemberships => Set<ClassMembership>();
    public DbSet<Guardianship> Guardianships => Set<Guardianship>();
    public DbSet<ShortListing> ShortListings => Set<ShortListing>();
    public DbSet<RosterImport> RosterImports => Set<RosterImport>();
    public DbSet<SignInCard> SignInCards => Set<SignInCard>();
    public DbSet<CardUse> CardUses => Set<CardUse>();
    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();
    public DbSet<Invitation> Invitations => Set<Invitation>();

    // The journey
    public DbSet<MicroCredential> MicroCredentials => Set<MicroCredential>();
    public DbSet<MicroCredentialVersion> Versions => Set<MicroCredentialVersion>();
    public DbSet<ReviewRequest> ReviewRequests => Set<ReviewRequest>();
    public DbSet<DesignFeedback> DesignFeedback => Set<DesignFeedback>();
    public DbSet<FinishedExample> FinishedExamples => Set<FinishedExample>();
    public DbSet<Publication> Publications => Set<Publication>();
    public DbSet<Framework> Frameworks => Set<Framework>();
    public DbSet<FrameworkItem> FrameworkItems => Set<FrameworkItem>();
    public DbSet<Enrollment> Enrollments => Set<Enrollment>();
    public DbSet<Answer> Answers => Set<Answer>();
    public DbSet<AnswerHistory> AnswerHistory => Set<AnswerHistory>();
    public DbSet<Artifact> Artifacts => Set<Artifact>();
    public DbSet<Hand> Hands => Set<Hand>();
    public DbSet<Submission> Submissions => Set<Submission>();
    public DbSet<Review> Reviews => Set<Review>();
    public DbSet<Decision> Decisions => Set<Decision>();
    public DbSet<Award> Awards => Set<Award>();
    public DbSet<Revocation> Revocations => Set<Revocation>();
    public DbSet<CredentialIssue> CredentialIssues => Set<CredentialIssue>();
    public DbSet<Credential> Credentials => Set<Credential>();
    public DbSet<ShareLink> ShareLinks => Set<ShareLink>();
    public DbSet<CredentialPublication> CredentialPublications => Set<CredentialPublication>();
    public DbSet<PublicPortfolio> PublicPortfolios => Set<PublicPortfolio>();

    // Issuers, and the status of what they issued
    public DbSet<IssuerKey> IssuerKeys => Set<IssuerKey>();
    public DbSet<StatusList> StatusLists => Set<StatusList>();
    public DbSet<SignedStatusList> SignedStatusLists => Set<SignedStatusList>();
    public DbSet<StatusPlace> StatusPlaces => Set<StatusPlace>();
    public DbSet<StatusChange> StatusChanges => Set<StatusChange>();

    // What programs hand in to be issued
    public DbSet<IssuedCredential> IssuedCredentials => Set<IssuedCredential>();

    // What carries them
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<PeriodicRun> PeriodicRuns => Set<PeriodicRun>();
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
    public DbSet<Erasure> Erasures => Set<Erasure>();

    /// <summary>What every query filter compares with; read on each query.</summary>
    private Id<District> CurrentDistrict => Tenant.DistrictId;

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        foreach (
            var type in typeof(CairnDb)
                .Assembly.GetTypes()
                .Where(t => t is { IsClass: true, IsAbstract: false, IsGenericType: false } && HasId(t))
        )
            conventions.Properties(typeof(Id<>).MakeGenericType(type)).HaveConversion(typeof(IdConverter<>).MakeGenericType(type));
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        ConfigureInstants(conventions);
    }

    protected abstract void ConfigureInstants(ModelConfigurationBuilder conventions);

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.ApplyConfigurationsFromAssembly(typeof(CairnDb).Assembly);

        foreach (var entity in model.Model.GetEntityTypes().ToList())
            if (typeof(IOwned).IsAssignableFrom(entity.ClrType))
                ((IOwnedTable)Activator.CreateInstance(typeof(OwnedTable<>).MakeGenericType(entity.ClrType))!).Configure(this, model);
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.IsMappedToJson())
                continue;
            entity.SetTableName(SnakeCase(entity.GetTableName()!));
            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase(property.GetColumnName()));
            foreach (var key in entity.GetKeys())
                key.SetName(SnakeCase(key.GetName()!));
            foreach (var foreignKey in entity.GetForeignKeys())
                foreignKey.SetConstraintName(SnakeCase(foreignKey.GetConstraintName()!));
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(SnakeCase(index.GetDatabaseName()!));
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Save asynchronously.");

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        foreach (var entry in ChangeTracker.Entries<IOwned>())
            if (
                entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                && entry.Entity.DistrictId != Tenant.DistrictId
            )
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another district cannot be saved here.");
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private static bool HasId(Type type) =>
        type == typeof(District)
        || type == typeof(SignInSession)
        || type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(Owned<>);

    private static string SnakeCase(string name) => WordStart().Replace(name, "_$1").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex WordStart();

    private interface IOwnedTable
    {
        void Configure(CairnDb db, ModelBuilder model);
    }

    private sealed class OwnedTable<T> : IOwnedTable
        where T : class, IOwned
    {
        public void Configure(CairnDb db, ModelBuilder model)
        {
            var table = model.Entity<T>();
            table.HasKey(nameof(IOwned.DistrictId), "Id");
            table.HasOne<District>().WithMany().HasForeignKey(e => e.DistrictId).OnDelete(DeleteBehavior.Restrict);
            table.HasQueryFilter(Stages.DistrictFilter, e => e.DistrictId == db.CurrentDistrict);
            if (!typeof(IStaged).IsAssignableFrom(typeof(T)))
                return;
            table.Property<Guid?>(Stages.Column);
            table
                .HasIndex(nameof(IOwned.DistrictId), Stages.Column)
                .HasFilter("stage is not null")
                .HasDatabaseName($"ix_{SnakeCase(table.Metadata.GetTableName()!)}_stage");
            table.HasQueryFilter(
                Stages.Filter,
                e =>
                    EF.Property<Guid?>(e, Stages.Column) == null
                    || db.Districts.Any(d => d.Id == db.CurrentDistrict && d.ShownStage == EF.Property<Guid?>(e, Stages.Column))
            );
        }
    }
}

internal sealed class SqliteCairnDb(DbContextOptions<SqliteCairnDb> options, Tenant tenant) : CairnDb(options, tenant)
{
    protected override void ConfigureInstants(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<InstantAsMicroseconds>();
}

internal sealed class PostgresCairnDb(DbContextOptions<PostgresCairnDb> options, Tenant tenant) : CairnDb(options, tenant)
{
    protected override void ConfigureInstants(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<InstantAsUtc>();
}
