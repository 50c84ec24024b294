using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Cairn.Tests;

/// <summary>The real process, to be killed.</summary>
internal sealed record RunningCairn(Process Process, HttpClient Client) : IDisposable
{
    /// <summary>Starts it and waits until it serves or has died, on what the one before it left behind.</summary>
    /// <param name="faultPoint">Where it dies by itself, as from a power cut; null: it lives.</param>
    /// <param name="settings">Further environment variables.</param>
    public static Task<RunningCairn> StartAsync(
        string data,
        string database,
        string? faultPoint = null,
        AuthenticationHeaderValue? token = null,
        params (string Name, string Value)[] settings
    ) =>
        StartAsync(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Cairn.Platform.dll")]),
            data,
            database,
            faultPoint,
            token,
            settings
        );

    /// <summary>
    /// Starts it with its data on a disk of its own of <paramref name="room"/> bytes, in memory, which nobody else sees: what is in the folder
    /// <paramref name="seed"/> lies there. <see cref="OnDisk"/> reaches it from outside.
    /// </summary>
    public static Task<RunningCairn> StartOnDiskAsync(string data, string seed, long room)
    {
        const string mount = "mount -t tmpfs -o size=$0 cairn \"$1\" && cp -a \"$2/.\" \"$1\" && exec dotnet \"$3\"";
        string[] shell = ["sh", "-c", mount, $"{room}", data, seed, Path.Combine(AppContext.BaseDirectory, "Cairn.Platform.dll")];
        return StartAsync(
            new ProcessStartInfo("unshare", ["--map-root-user", "--mount", .. shell]),
            data,
            $"Data Source={Path.Combine(data, "cairn.db")}",
            null,
            null,
            []
        );
    }

    /// <summary>A file of the process as others may reach it.</summary>
    public string OnDisk(string path) => $"/proc/{Process.Id}/root{path}";

    private static async Task<RunningCairn> StartAsync(
        ProcessStartInfo start,
        string data,
        string database,
        string? faultPoint,
        AuthenticationHeaderValue? token,
        (string Name, string Value)[] settings
    )
    {
        var port = FreePort();
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("CAIRN_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["PORT"] = $"{port}";
        start.Environment["CAIRN_DATA"] = data;
        start.Environment["CAIRN_DATABASE"] = database;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        if (faultPoint is not null)
            start.Environment["CAIRN_FAULT_POINT"] = faultPoint;

        var process = Process.Start(start)!;
        var printed = new System.Collections.Concurrent.ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } words)
                printed.Enqueue(words);
        };
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } words)
                said.Enqueue(words);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var client = new HttpClient
        {
            BaseAddress = new Uri($"http://localhost:{port}"),
            DefaultRequestHeaders = { Authorization = token },
        };
        for (var attempt = 0; attempt < 1200 && !process.HasExited; attempt++)
        {
            try
            {
                if ((await client.GetAsync(new Uri("/health/live", UriKind.Relative))).IsSuccessStatusCode)
                    break;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100);
        }
        return new RunningCairn(process, client) { Said = said, Printed = printed };
    }

    /// <summary>Waits for the death that its fault point brings.</summary>
    public async Task DieAsync(string point)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await Process.WaitForExitAsync(patience.Token);
        Assert.True(Process.ExitCode == 137, $"{point}: it ended with {Process.ExitCode}. {string.Join(' ', Said.TakeLast(20))}");
    }

    /// <summary>What it wrote to standard error.</summary>
    public IReadOnlyCollection<string> Said { get; private init; } = [];

    /// <summary>What it wrote to standard output: the log, and in the demo a greeting.</summary>
    public IReadOnlyCollection<string> Printed { get; private init; } = [];

    /// <summary>Waits until it has ended by itself; its exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await Process.WaitForExitAsync(patience.Token);
        return Process.ExitCode;
    }

    /// <summary>SIGTERM, as an operator or a machine that shuts down stops it; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Process.Id}"]);
        return await EndAsync();
    }

    /// <summary>SIGKILL, now.</summary>
    public async Task KillAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
            Process.WaitForExit();
        }
        Process.Dispose();
        Client.Dispose();
    }

    /// <summary>Below the ports that the system assigns: one of those is soon somebody else's.</summary>
    private static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(10_000, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // It is somebody's.
            }
        }
    }
}
