using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cairn.Benchmarks.Abuse;

/// <summary>The real process as ./run starts it, with its limits as they are and the demo district.</summary>
sealed partial class Platform(Process process, int port) : IAsyncDisposable
{
    public int Port => port;

    public double Megabytes => Status("VmRSS");
    public double PeakMegabytes => Status("VmHWM");

    public static async Task<Platform> StartAsync(string data)
    {
        var port = Starting.FreePort();
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Cairn.Platform.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var (name, value) in (ReadOnlySpan<(string, string)>)
                [
                    ("PORT", $"{port}"),
                    ("CAIRN_DATA", data),
                    ("CAIRN_DEMO", "1"),
                    ("DOTNET_gcServer", "0"),
                    ("DOTNET_GCgen0size", "0x2000000"),
                ]
        )
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using HttpClient http = new() { BaseAddress = new Uri($"http://localhost:{port}") };
        for (var watch = Stopwatch.StartNew(); !await Starting.IsReadyAsync(http); await Task.Delay(100))
            if (process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(5))
                throw new InvalidOperationException("Cairn did not start.");
        return new Platform(process, port);
    }

    /// <summary>The path of a published credential of the demo.</summary>
    public async Task<string> PublishedCredentialAsync()
    {
        using HttpClient http = new()
        {
            BaseAddress = new Uri($"http://localhost:{port}"),
            DefaultRequestHeaders = { { "Accept", "text/html" } },
        };
        return Credential().Match(await http.GetStringAsync("/p/demo-teacher")).Value;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    double Status(string name) =>
        File.ReadLines($"/proc/{process.Id}/status")
            .First(line => line.StartsWith(name, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            is [.., var kilobytes, _]
            ? double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1000
            : 0;

    [GeneratedRegex("/credentials/[0-9a-f-]{36}")]
    private static partial Regex Credential();
}
