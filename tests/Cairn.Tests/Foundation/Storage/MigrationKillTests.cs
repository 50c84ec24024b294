using System.Net;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cairn.Tests.Foundation.Storage;

/// <summary>
/// The first start is killed in the middle of making the database, again and again; the next one makes it whole. All that these processes
/// wrote is for their owner alone.
/// </summary>
public abstract class MigrationKillTests : IAsyncLifetime
{
    // Where EF takes its lock; early and late among the tables; between tables and triggers.
    private static readonly string[] Points = ["statement:3", "statement:9", "statement:150", "before-triggers"];

    private readonly string _folder = Directory.CreateTempSubdirectory("cairn-kill-").FullName;

    /// <summary>The first process makes it.</summary>
    private protected string Data => Path.Combine(_folder, "data");

    private protected abstract string Database { get; }

    [Fact]
    public async Task Killed_during_the_migration_the_next_start_works()
    {
        foreach (var point in Points)
        {
            using var doomed = await RunningCairn.StartAsync(Data, Database, point);
            await doomed.DieAsync(point);
        }

        using (var last = await RunningCairn.StartAsync(Data, Database))
        {
            Assert.Equal(HttpStatusCode.OK, (await last.Client.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
            IsForItsOwnerAlone();
        }
        var names = await TriggersAsync();
        Assert.All(
            Cairn.Foundation.Storage.Triggers.NamesOn(Database.StartsWith("Data Source", StringComparison.Ordinal)),
            name => Assert.Contains(name, names)
        );
    }

    /// <summary>Whatever the mask of whoever started the process.</summary>
    private void IsForItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode others =
            UnixFileMode.GroupRead
            | UnixFileMode.GroupWrite
            | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead
            | UnixFileMode.OtherWrite
            | UnixFileMode.OtherExecute;
        foreach (var entry in Directory.EnumerateFileSystemEntries(Data, "*", SearchOption.AllDirectories).Append(Data))
            Assert.Equal((entry, UnixFileMode.None), (entry, File.GetUnixFileMode(entry) & others));
    }

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private protected abstract Task<IReadOnlyList<string>> TriggersAsync();
}

public sealed class SqliteMigrationKillTests : MigrationKillTests
{
    private protected override string Database => $"Data Source={Path.Combine(Data, "cairn.db")}";

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    private protected override async Task<IReadOnlyList<string>> TriggersAsync()
    {
        await using var connection = new SqliteConnection(Database + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select name from sqlite_master where type = 'trigger'";
        await using var reader = await command.ExecuteReaderAsync();
        List<string> names = [];
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }
}

public sealed class PostgresMigrationKillTests : MigrationKillTests
{
    private readonly string _database = $"cairn_{Guid.CreateVersion7():N}";

    private static string Server =>
        Environment.GetEnvironmentVariable("CAIRN_TEST_POSTGRES")
        ?? throw new InvalidOperationException("CAIRN_TEST_POSTGRES is not set: ./test starts a PostgreSQL and sets it.");

    private protected override string Database =>
        new NpgsqlConnectionStringBuilder(Server) { Database = _database, Pooling = false }.ToString();

    public override async ValueTask InitializeAsync() => await ExecuteAsync($"create database {_database}");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await ExecuteAsync($"drop database {_database} with (force)");
    }

    private protected override async Task<IReadOnlyList<string>> TriggersAsync()
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select tgname from pg_trigger where not tgisinternal", connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> names = [];
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
