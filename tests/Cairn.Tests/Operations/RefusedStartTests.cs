using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cairn.Foundation.Storage;
using Npgsql;

namespace Cairn.Tests.Operations;

/// <summary>What keeps a server from starting, or a command from being done, is a sentence that names the setting and an exit code.</summary>
public sealed class RefusedStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cairn-refused-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, int, string> Faults =>
        new()
        {
            { "port in use", 69, "PORT: another program listens on port" },
            { "foreign address", 78, "CAIRN_BIND: 203.0.113.9 is no address of this machine" },
            { "data is a file", 78, "CAIRN_DATA is " },
            { "data cannot be made", 73, "CAIRN_DATA: " },
            { "database away", 69, "CAIRN_DATABASE: the database at 127.0.0.1:9 does not answer" },
            { "no such role", 78, "CAIRN_DATABASE: role \"nobody\" does not exist" },
            { "database damaged", 65, "is damaged" },
            { "database is something else", 65, "is damaged" },
            { "database is a folder", 73, "CAIRN_DATABASE: " },
            { "key is a folder", 78, "CAIRN_MASTER_KEY_FILE is " },
            { "forbidden backup", 73, "/proc/cairn-backup" },
            { "backup of nothing", 73, "CAIRN_DATABASE: " },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fails_with_a_sentence_and_an_exit_code(string fault, int exitCode, string words)
    {
        Directory.CreateDirectory(Data);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var database = Path.Combine(Data, "cairn.db");
        string[] arguments = [];
        List<(string, string)> settings = [("PORT", "0")];
        switch (fault)
        {
            case "port in use":
                await Templates.CopySqliteAsync(database);
                settings = [("PORT", $"{((IPEndPoint)taken.LocalEndpoint).Port}"), ("CAIRN_BIND", "127.0.0.1")];
                break;
            case "foreign address":
                await Templates.CopySqliteAsync(database);
                settings = [("PORT", "5999"), ("CAIRN_BIND", "203.0.113.9")];
                break;
            case "data is a file":
                await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "");
                settings.Add(("CAIRN_DATA", Path.Combine(_folder, "file")));
                break;
            case "data cannot be made":
                settings.Add(("CAIRN_DATA", "/proc/cairn"));
                break;
            case "database away":
                settings.Add(("CAIRN_DATABASE", "Host=127.0.0.1;Port=9;Database=cairn;Username=cairn;Password=hunter2"));
                break;
            case "no such role":
                settings.Add(("CAIRN_DATABASE", new NpgsqlConnectionStringBuilder(Templates.Server) { Username = "nobody" }.ToString()));
                break;
            case "database damaged":
                await Templates.CopySqliteAsync(database);
                Damage(database);
                break;
            case "database is something else":
                await File.WriteAllTextAsync(database, new string('x', 100_000));
                break;
            case "database is a folder":
                Directory.CreateDirectory(database);
                break;
            case "key is a folder":
                await Templates.CopySqliteAsync(database);
                settings.Add(("CAIRN_MASTER_KEY_FILE", Data));
                break;
            case "forbidden backup":
                await Templates.CopySqliteAsync(database);
                arguments = ["backup", "/proc/cairn-backup"];
                break;
            case "backup of nothing":
                arguments = ["backup", Path.Combine(_folder, "backup")];
                break;
        }

        var (code, said, printed) = await RunAsync(arguments, settings);

        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.True(code == exitCode, $"{code}: {said}");
        Assert.DoesNotContain("   at ", said + printed, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", said + printed, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    [Fact]
    public async Task Fails_when_a_backup_was_cut_short_and_leaves_room_for_the_next()
    {
        var backup = Path.Combine(_folder, "backup");
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "cairn.db"), new string('x', 100_000));

        var (code, said, _) = await RunAsync(["backup", backup], []);

        Assert.True(code == 65, said);
        Assert.Empty(Directory.EnumerateFileSystemEntries(backup));
    }

    [Fact]
    public async Task A_check_finds_a_page_that_the_disk_lost()
    {
        Directory.CreateDirectory(Data);
        var database = Path.Combine(Data, "cairn.db");
        await Templates.CopySqliteAsync(database);
        Assert.True(QuickCheck.IsSound($"Data Source={database}"));

        Damage(database);

        Assert.False(QuickCheck.IsSound($"Data Source={database}"));
    }

    /// <summary>A page in the middle is not what it was.</summary>
    private static void Damage(string database)
    {
        using var file = new FileStream(database, FileMode.Open, FileAccess.Write);
        file.Position = file.Length / 4096 / 2 * 4096;
        file.Write([.. Enumerable.Repeat((byte)0x5a, 4096)]);
    }

    private async Task<(int Code, string Said, string Printed)> RunAsync(
        IReadOnlyList<string> arguments,
        IReadOnlyList<(string Name, string Value)> settings
    )
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Cairn.Platform.dll"), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("CAIRN_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["CAIRN_DATA"] = Data;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            var printed = process.StandardOutput.ReadToEndAsync(patience.Token);
            var said = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, said, await printed);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
