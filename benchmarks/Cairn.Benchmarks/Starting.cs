using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Cairn.Benchmarks;

/// <summary>
/// How long the process takes from its start to its first "ready" and how much memory it then holds, on a demo district made by an earlier
/// start. Wall time includes what else the machine does; the seconds that its cores worked for the process hardly do.
/// </summary>
static class Starting
{
    const int Starts = 5;
    static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("cairn-bench-").FullName;
        try
        {
            var first = await StartAsync(data);
            Print("first_start", first.Wall, "seconds");
            List<Start> starts = [];
            for (var i = 0; i < Starts; i++)
                starts.Add(await StartAsync(data));
            Print("start", Median(starts, start => start.Wall), "seconds");
            Print("start_fastest", starts.Min(start => start.Wall), "seconds");
            Print("start_work", Median(starts, start => start.Work), "core_seconds");
            Print("idle_memory", Median(starts, start => start.Memory), "megabytes");
            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    static async Task<Start> StartAsync(string data)
    {
        var port = FreePort();
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Cairn.Platform.dll")])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("PORT", $"{port}"), ("CAIRN_DATA", data), ("CAIRN_DEMO", "1")])
            start.Environment[name] = value;

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        try
        {
            using HttpClient http = new() { BaseAddress = new Uri($"http://localhost:{port}") };
            while (!await IsReadyAsync(http))
            {
                if (process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(5))
                    throw new InvalidOperationException("Cairn did not start.");
                await Task.Delay(20);
            }
            var (wall, work) = (watch.Elapsed.TotalSeconds, process.TotalProcessorTime.TotalSeconds);
            await Task.Delay(Idle);
            process.Refresh();
            return new Start(wall, work, process.WorkingSet64 / 1e6);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    internal static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    static double Median(List<Start> starts, Func<Start, double> of) => starts.Select(of).Order().ElementAt(starts.Count / 2);

    static void Print(string name, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F2} {unit}"));

    internal static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    sealed record Start(double Wall, double Work, double Memory);
}
