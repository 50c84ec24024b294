using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Cairn.Tests.Operations;

/// <summary>The process as an operator sees it: how it stops, what it refuses to start with, what it sends out.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("cairn-process-").FullName;

    private string Database => $"Data Source={Path.Combine(_data, "cairn.db")}";
    private string MasterKey => Path.Combine(_data, "master.key");

    [Fact]
    public async Task Fails_to_start_when_the_master_key_is_gone_or_another()
    {
        await Templates.CopySqliteAsync(Path.Combine(_data, "cairn.db"));
        using (var first = await RunningCairn.StartAsync(_data, Database))
        {
            // A page with a form makes the first key of the ring.
            Assert.Equal(HttpStatusCode.OK, (await first.Client.GetAsync(new Uri("/sign-in", UriKind.Relative))).StatusCode);
            Assert.Equal(0, await first.StopAsync());
        }
        var right = await File.ReadAllBytesAsync(MasterKey);

        File.Delete(MasterKey);
        await RefusedAsync();
        Assert.False(File.Exists(MasterKey), "a new key was made in silence");
        await File.WriteAllBytesAsync(MasterKey, RandomNumberGenerator.GetBytes(32));
        await RefusedAsync();

        await File.WriteAllBytesAsync(MasterKey, right);
        using var again = await RunningCairn.StartAsync(_data, Database);
        Assert.Equal(HttpStatusCode.OK, (await again.Client.GetAsync(new Uri("/sign-in", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_first_start_warns_of_nothing()
    {
        using var first = await RunningCairn.StartAsync(_data, Database);
        Assert.Equal(0, await first.StopAsync());

        Assert.NotEmpty(first.Printed);
        Assert.DoesNotContain(first.Printed, line => line.Contains("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Traces_leave_by_otlp_without_the_addresses_that_were_asked_for()
    {
        const string secret = "a-secret-that-nobody-may-read";
        await Templates.CopySqliteAsync(Path.Combine(_data, "cairn.db"));
        using var collector = new HttpListener();
        var port = Random.Shared.Next(20_000, 30_000);
        collector.Prefixes.Add($"http://localhost:{port}/");
        collector.Start();
        var sent = new MemoryStream();
        var collecting = Task.Run(async () =>
        {
            while (collector.IsListening)
            {
                var call = await collector.GetContextAsync();
                if (call.Request.RawUrl == "/v1/traces")
                    await call.Request.InputStream.CopyToAsync(sent);
                call.Response.Close();
            }
        });

        using (
            var cairn = await RunningCairn.StartAsync(
                _data,
                Database,
                settings: [("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://localhost:{port}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]
            )
        )
        {
            await cairn.Client.GetAsync(new Uri($"/s/{secret}?q={secret}", UriKind.Relative));
            Assert.Equal(0, await cairn.StopAsync());
        }
        collector.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => collecting);

        var words = Encoding.UTF8.GetString(sent.ToArray());
        Assert.Contains("GET /s/{secret}", words, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("restor", "folder")]
    [InlineData("help")]
    public async Task Fails_when_a_command_is_not_known_and_starts_no_server(params string[] arguments)
    {
        var (code, _, said) = await CommandAsync(arguments);

        Assert.Equal(64, code);
        Assert.Contains("cairn-admin", said, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_data, "cairn.db")));
    }

    [Fact]
    public async Task Another_shell_that_knows_no_port_prints_the_way_in_of_the_server_that_runs()
    {
        using var cairn = await RunningCairn.StartAsync(
            _data,
            Database,
            settings: [("CAIRN_DEMO", "1"), ("CAIRN_ORIGN", "https://cairn.example.org")]
        );
        var (code, printed, said) = await CommandAsync("way-in", Cairn.Demo.DemoContent.People().People[0].Username);

        Assert.True(code == 0, said);
        Assert.StartsWith($"{cairn.Client.BaseAddress}join/", printed, StringComparison.Ordinal);
        Assert.Contains(cairn.Said, line => line.StartsWith("CAIRN_ORIGN is no setting", StringComparison.Ordinal));
    }

    /// <summary>In another shell, which has only the folder's setting.</summary>
    private async Task<(int Code, string Printed, string Said)> CommandAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Cairn.Platform.dll"), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["CAIRN_DATA"] = _data;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var printed = process.StandardOutput.ReadToEndAsync(patience.Token);
        var said = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await printed, said);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private async Task RefusedAsync()
    {
        using var refused = await RunningCairn.StartAsync(_data, Database);
        await refused.Process.WaitForExitAsync();
        Assert.Equal(78, refused.Process.ExitCode);
        Assert.Contains("CAIRN_MASTER_KEY_FILE", string.Join('\n', refused.Said), StringComparison.Ordinal);
    }
}
