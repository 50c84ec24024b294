using Cairn.Foundation.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cairn.Tests;

/// <summary>
/// A database for each provider, migrated once for all hosts of the process: each starts from a copy. <c>MigrationKillTests</c> start and
/// kill the migrations themselves.
/// </summary>
internal static class Templates
{
    private static readonly Lazy<Task<string>> Sqlite = new(MakeSqliteAsync);
    private static readonly Lazy<Task<string>> Postgres = new(MakePostgresAsync);

    public static string Server =>
        Environment.GetEnvironmentVariable("CAIRN_TEST_POSTGRES")
        ?? throw new InvalidOperationException("CAIRN_TEST_POSTGRES is not set: ./test starts a PostgreSQL and sets it.");

    public static async Task CopySqliteAsync(string path) => File.Copy(await Sqlite.Value, path);

    public static async Task CopyPostgresAsync(string database) =>
        await ExecuteAsync($"create database {database} template {await Postgres.Value}");

    public static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> MakeSqliteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cairn-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var whole = Path.Combine(folder, "whole.db");
        await MigrateAsync($"Data Source={Path.Combine(folder, "cairn.db")};Pooling=False", folder, $"vacuum into '{whole}'");
        return whole;
    }

    private static async Task<string> MakePostgresAsync()
    {
        var (name, folder) = ($"cairn_template_{Guid.CreateVersion7():N}", Directory.CreateTempSubdirectory("cairn-template-").FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ExecuteAsync($"drop database {name}").GetAwaiter().GetResult();
        await ExecuteAsync($"create database {name}");
        await MigrateAsync(new NpgsqlConnectionStringBuilder(Server) { Database = name, Pooling = false }.ToString(), folder);
        Directory.Delete(folder, recursive: true);
        return name;
    }

    private static async Task MigrateAsync(string database, string folder, string? after = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddCairn(
            CairnOptions.Read(name =>
                name switch
                {
                    "CAIRN_DATA" => folder,
                    "CAIRN_DATABASE" => database,
                    _ => null,
                }
            )
        );
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        await DatabaseSetup.MigrateAsync(db, folder, CancellationToken.None);
#pragma warning disable EF1002 // the name of the file is ours
        if (after is not null)
            await db.Database.ExecuteSqlRawAsync(after);
#pragma warning restore EF1002
    }
}
