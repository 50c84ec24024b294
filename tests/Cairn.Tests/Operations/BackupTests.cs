using Cairn.Foundation.Storage;
using Cairn.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cairn.Tests.Operations;

public abstract class BackupTests(CairnHost host)
{
    private protected abstract Task<string> EmptyDatabaseAsync(string folder);

    [Fact]
    public async Task A_backup_taken_while_the_server_writes_restores_whole()
    {
        var district = await host.NewDistrictAsync();
        await district.PersonAsync("Before", []);
        var options = host.App.Services.GetRequiredService<CairnOptions>();
        var folder = Directory.CreateTempSubdirectory("cairn-backup-").FullName;
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested && i < 500; i++)
                await AddFileAndPersonAsync(district, i);
        });

        await Task.Delay(200);
        await Backup.TakeAsync(options, Path.Combine(folder, "backup"), host.Clock.Now(), CancellationToken.None);
        await enough.CancelAsync();
        await writing;

        var restored = options with { Data = Path.Combine(folder, "data"), Database = await EmptyDatabaseAsync(folder) };
        await Backup.RestoreAsync(restored, Path.Combine(folder, "backup"), CancellationToken.None);
        await using var services = new ServiceCollection().AddCairnDb(restored.Database).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(district.Id);
        var people = await scope.ServiceProvider.GetRequiredService<CairnDb>().People.AsNoTracking().ToListAsync();
        Assert.Contains(people, p => p.GivenName == "Before");
        Assert.True(people.Count > 1, "nothing was written before the backup");
        foreach (var written in people.Where(p => p.GivenName == "Writer"))
            Assert.True(
                File.Exists(Path.Combine(restored.Data, "files", written.FamilyName)),
                "a row names a file that is not in the backup"
            );
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Fails_when_a_file_of_the_backup_was_changed()
    {
        var options = host.App.Services.GetRequiredService<CairnOptions>();
        var folder = Directory.CreateTempSubdirectory("cairn-backup-").FullName;
        var backup = Path.Combine(folder, "backup");
        var manifest = await Backup.TakeAsync(options, backup, host.Clock.Now(), CancellationToken.None);
        await File.AppendAllTextAsync(
            Path.Combine(backup, manifest.Files.Keys.First(name => name.StartsWith("cairn.", StringComparison.Ordinal))),
            "x"
        );

        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Backup.RestoreAsync(options with { Data = Path.Combine(folder, "data") }, backup, CancellationToken.None)
        );
        Directory.Delete(folder, recursive: true);
    }

    // As an upload does: the file first, then the row that names it.
    private async Task AddFileAndPersonAsync(TestDistrict district, int number)
    {
        var name = number.ToString("x64", System.Globalization.CultureInfo.InvariantCulture);
        Directory.CreateDirectory(Path.Combine(host.Data, "files"));
        await File.WriteAllTextAsync(Path.Combine(host.Data, "files", name), "file " + number);
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                db.People.Add(new Person(district.Id, "Writer", name, host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );
    }
}

[Collection("sqlite")]
public sealed class SqliteBackupTests(SqliteHost host) : BackupTests(host)
{
    private protected override Task<string> EmptyDatabaseAsync(string folder) =>
        Task.FromResult($"Data Source={Path.Combine(folder, "data", "cairn.db")};Pooling=false");
}

[Collection("postgres")]
public sealed class PostgresBackupTests(PostgresHost host) : BackupTests(host), IAsyncLifetime
{
    private readonly string _database = $"cairn_{Guid.CreateVersion7():N}";

    private static string Server => Environment.GetEnvironmentVariable("CAIRN_TEST_POSTGRES")!;

    private protected override async Task<string> EmptyDatabaseAsync(string folder)
    {
        await ExecuteAsync($"create database {_database}");
        return new NpgsqlConnectionStringBuilder(Server) { Database = _database, Pooling = false }.ToString();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await ExecuteAsync($"drop database if exists {_database} with (force)");

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
