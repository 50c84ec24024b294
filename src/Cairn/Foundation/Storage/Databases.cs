using System.Data.Common;
using Cairn.Foundation.Jobs;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Cairn.Foundation.Storage;

/// <summary>Chooses the database by its connection string: <c>Data Source=…</c> is SQLite, <c>Host=…</c> is PostgreSQL.</summary>
internal static class Databases
{
    public static bool IsPostgres(string connectionString) =>
        connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase)
        || connectionString.Contains("Server=", StringComparison.OrdinalIgnoreCase);

    public static IServiceCollection AddCairnDb(this IServiceCollection services, string connectionString)
    {
        services.AddScoped<Tenant>();
        // The model depends on it: a command on the machine, which signs nobody in, has the same.
        services.Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        if (IsPostgres(connectionString))
        {
            var source = NpgsqlDataSource.Create(connectionString);
            services.AddSingleton(source);
            services.AddSingleton<DbDataSource>(source);
            // Not pooled: a context belongs to one district.
            services.AddDbContext<CairnDb, PostgresCairnDb>(
                options => options.UseNpgsql(source).AddInterceptors(Faults).ConfigureWarnings(Quiet),
                optionsLifetime: ServiceLifetime.Singleton
            );
        }
        else
        {
            services.AddSingleton(_ => new SqlitePool(Tuned(connectionString)));
            services.AddSingleton<DbDataSource>(_ => SqliteFactory.Instance.CreateDataSource(Tuned(connectionString)));
            services.AddDbContext<CairnDb, SqliteCairnDb>(
                options =>
                    options
                        // A list of values is one parameter: with a parameter per value, EF would write the statement again each time.
                        .UseSqlite(
                            Tuned(connectionString),
                            sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)
                        )
                        .AddInterceptors(Faults)
                        .ConfigureWarnings(Quiet),
                optionsLifetime: ServiceLifetime.Singleton
            );
        }
        return services;
    }

    // How SQLite rebuilds a table, logged at each first start as if something were wrong. If a start is killed in the middle, the next one
    // goes on (a test kills it), and the triggers are made after all migrations. Then what comes as an exception as well: whoever catches it
    // says what is wrong, once.
    private static void Quiet(WarningsConfigurationBuilder warnings) =>
        warnings.Ignore(
            RelationalEventId.NonTransactionalMigrationOperationWarning,
            SqliteEventId.TableRebuildPendingWarning,
            RelationalEventId.CommandError,
            RelationalEventId.ConnectionError,
            RelationalEventId.TransactionError,
            CoreEventId.QueryIterationFailed,
            CoreEventId.SaveChangesFailed
        );

    private static IInterceptor[] Faults => FaultPoint.Statements is { } fault ? [fault] : [];

    /// <summary>A write waits for another one instead of failing; foreign keys hold.</summary>
    private static string Tuned(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 15 }.ToString();
}
