using System.Data.Common;
using Cairn.Foundation.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cairn.Tests.Foundation.Storage.Upgrades;

/// <summary>An empty database of one provider that can be brought to any schema there ever was; deleted with this object.</summary>
internal abstract class UpgradeDatabase : IAsyncDisposable
{
    // Identity asks the application which of its tables there are: those of passkeys too (SignIn/SignInSetup.cs).
    private static readonly ServiceProvider Application = new ServiceCollection()
        .Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    private readonly string _folder = Directory.CreateTempSubdirectory("cairn-upgrade-").FullName;

    public static async Task<UpgradeDatabase> NewAsync(bool sqlite)
    {
        UpgradeDatabase database = sqlite ? new OnSqlite() : new OnPostgres();
        await database.BeginAsync();
        return database;
    }

    /// <summary>A context that is only asked which migrations exist.</summary>
    public static CairnDb Nowhere(bool sqlite) => sqlite ? OnSqlite.Of("Data Source=:memory:") : OnPostgres.Of("Host=localhost");

    public abstract bool IsSqlite { get; }

    public abstract CairnDb Context();

    public abstract Task<DbConnection> OpenAsync();

    /// <summary>To the schema of the migration with this name.</summary>
    public async Task BringToAsync(string migration)
    {
        await using var db = Context();
        await db.GetService<IMigrator>().MigrateAsync(Recorded.IdOf(db, migration));
    }

    /// <summary>To the newest schema, as a start does it.</summary>
    public async Task SetUpAsync()
    {
        await using var db = Context();
        await DatabaseSetup.MigrateAsync(db, _folder, CancellationToken.None);
    }

    protected virtual Task BeginAsync() => Task.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private sealed class OnSqlite : UpgradeDatabase
    {
        private string ConnectionString => $"Data Source={Path.Combine(_folder, "cairn.db")};Foreign Keys=True;Pooling=False";

        public override bool IsSqlite => true;

        public static CairnDb Of(string connection) =>
            new SqliteCairnDb(
                new DbContextOptionsBuilder<SqliteCairnDb>()
                    .UseSqlite(connection)
                    .AddInterceptors(NoWaitForTheDisk.Instance)
                    .UseApplicationServiceProvider(Application)
                    .Options,
                new Tenant()
            );

        public override CairnDb Context() => Of(ConnectionString);

        public override async Task<DbConnection> OpenAsync()
        {
            var connection = new SqliteConnection(ConnectionString);
            await connection.OpenAsync();
            return connection;
        }
    }

    private sealed class OnPostgres : UpgradeDatabase
    {
        private readonly string _name = $"cairn_upgrade_{Guid.CreateVersion7():N}";

        private string ConnectionString =>
            new NpgsqlConnectionStringBuilder(Templates.Server) { Database = _name, Pooling = false }.ToString();

        public override bool IsSqlite => false;

        public static CairnDb Of(string connection) =>
            new PostgresCairnDb(
                new DbContextOptionsBuilder<PostgresCairnDb>().UseNpgsql(connection).UseApplicationServiceProvider(Application).Options,
                new Tenant()
            );

        public override CairnDb Context() => Of(ConnectionString);

        public override async Task<DbConnection> OpenAsync()
        {
            var connection = new NpgsqlConnection(ConnectionString);
            await connection.OpenAsync();
            return connection;
        }

        protected override Task BeginAsync() => Templates.ExecuteAsync($"create database {_name}");

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Templates.ExecuteAsync($"drop database {_name} with (force)");
        }
    }
}
