using System.Text.RegularExpressions;
using Cairn.SignIn;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Cairn;

/// <summary>
/// The one database context; each feature's tables stand in a part of it in the feature's folder. Tenancy is structural: every
/// <see cref="IOwned"/> entity is filtered by the scope's district, keyed by (district, id), and refused if it is saved for another
/// district.
/// </summary>
internal abstract partial class CairnDb(DbContextOptions options, Tenant tenant) : IdentityUserContext<Account, Guid>(options)
{
    public Tenant Tenant { get; } = tenant;

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

internal sealed class SqliteCairnDb : CairnDb
{
    private readonly SqlitePool? _pool;
    private OpenSqlite? _lent;

    /// <param name="options">Which database.</param>
    /// <param name="tenant">Whose rows.</param>
    /// <param name="pool">Lends a connection; without one (tools) EF opens its own.</param>
    public SqliteCairnDb(DbContextOptions<SqliteCairnDb> options, Tenant tenant, SqlitePool? pool = null)
        : base(options, tenant)
    {
        _pool = pool;
        if (pool is null)
            return;
        _lent = pool.Take();
        try
        {
            Database.SetDbConnection(_lent);
        }
        catch
        {
            GiveBack();
            throw;
        }
    }

    public override void Dispose()
    {
        try
        {
            base.Dispose();
        }
        finally
        {
            GiveBack();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            GiveBack();
        }
    }

    private void GiveBack()
    {
        if (Interlocked.Exchange(ref _lent, null) is { } connection)
            _pool!.Return(connection);
    }

    protected override void ConfigureInstants(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<InstantAsMicroseconds>();
}

internal sealed class PostgresCairnDb(DbContextOptions<PostgresCairnDb> options, Tenant tenant) : CairnDb(options, tenant)
{
    protected override void ConfigureInstants(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<InstantAsUtc>();
}
