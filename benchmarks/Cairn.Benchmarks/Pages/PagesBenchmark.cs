using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Cairn.Benchmarks.Pages;

/// <summary>
/// Requests per second for what the world requests, each against a static file of the same size on the same Kestrel, alternately. As in
/// signing, the seconds are those that a core worked for the server's process; wall time is shown beside it.
/// </summary>
static class PagesBenchmark
{
    const int Rounds = 6;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var seconds =
            arguments is [var given, ..] && double.TryParse(given, CultureInfo.InvariantCulture, out var parsed) && parsed > 0 ? parsed : 3;
        using var server = StartServer();
        try
        {
            var announced = await AnnouncementAsync(server);
            foreach (var target in announced.Targets.Where(t => !t.Name.StartsWith("static_", StringComparison.Ordinal)))
                Print($"{target.Name}_size", target.Size, "bytes");
            var only = arguments.Skip(1).ToList();
            var works = announced
                .Targets.Where(target => only.Count == 0 || only.Exists(name => target.Name.EndsWith(name, StringComparison.Ordinal)))
                .Select(target => new Work(target, announced.Port))
                .ToList();
            // The .NET compiler works in stages and observes; it gets time to finish.
            for (var round = 0; round < 2 * Rounds; round++)
                foreach (var work in works)
                    await work.RunAsync(server, seconds / Rounds);
            works.ForEach(work => work.Forget());
            for (var round = 0; round < Rounds; round++)
                foreach (var work in works)
                    await work.RunAsync(server, seconds / Rounds);

            foreach (var work in works)
                Print(work.Name, work.PerSecond, "per_second");
            foreach (var work in works)
                Print($"{work.Name}_wall", work.PerSecondOnTheWall, "per_second");
            Console.WriteLine("what                 per second    wanted   core ms  reads  writes  of a static file  wanted");
            foreach (var work in works.Where(work => !work.Name.StartsWith("static_", StringComparison.Ordinal)))
                Console.WriteLine(work.LineBeside(works.Find(other => other.Name == $"static_{work.Name}")));
            works.ForEach(work => work.Dispose());
            return 0;
        }
        finally
        {
            server.StandardInput.Close();
            if (!server.WaitForExit(10_000))
                server.Kill();
        }
    }

    // One core for the server if the system allows it; this process uses the others.
    static Process StartServer()
    {
        string[] self = ["dotnet", typeof(PagesBenchmark).Assembly.Location, "pages-server"];
        string[] command = File.Exists("/usr/bin/taskset") ? ["taskset", "-c", $"{Environment.ProcessorCount - 1}", .. self] : self;
        ProcessStartInfo start = new(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // As ./run and Cairn's own project have it; this process has the settings of the benchmarks.
        foreach (
            var (name, value) in (ReadOnlySpan<(string, string)>)
                [("DOTNET_gcServer", "0"), ("DOTNET_gcConcurrent", "0"), ("DOTNET_GCgen0size", "0x2000000"), ("DOTNET_TieredPGO", "0")]
        )
            start.Environment.TryAdd(name, value);
        return Process.Start(start)!;
    }

    static async Task<Announcement> AnnouncementAsync(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith('{'))
                return JsonSerializer.Deserialize<Announcement>(line)!;
        throw new InvalidOperationException("The server did not start.");
    }

    static void Print(string name, double value, string unit) =>
        Console.WriteLine(FormattableString.Invariant($"{name} {value:F0} {unit}"));

    sealed class Work(Target target, int port) : IDisposable
    {
        readonly Knocker[] knockers = [.. Enumerable.Range(0, target.Connections).Select(_ => new Knocker(port, target))];
        long count;
        double worked,
            wall;

        public string Name => target.Name;
        public double PerSecond => count / worked;
        public double PerSecondOnTheWall => count / wall;

        public async Task RunAsync(Process server, double seconds)
        {
            var before = WorkedBy(server);
            var watch = Stopwatch.StartNew();
            var counts = await Task.WhenAll(knockers.Select(knocker => knocker.RunAsync(() => watch.Elapsed.TotalSeconds >= seconds)));
            wall += watch.Elapsed.TotalSeconds;
            worked += (WorkedBy(server) - before).TotalSeconds;
            count += counts.Sum();
        }

        /// <param name="file">A static file of the same size.</param>
        public string LineBeside(Work? file)
        {
            var share = file is null ? "" : $"{PerSecond / file.PerSecond, 16:F2}  {target.Share, 6:F2}";
            return FormattableString.Invariant(
                    $"{Name, -20} {PerSecond, 10:F0} {target.PerSecond, 9:F0} {1000 / PerSecond, 9:F2} {target.Reads, 6} {target.Writes, 7} "
                ) + share;
        }

        public void Forget() => (count, worked, wall) = (0, 0, 0);

        public void Dispose() => Array.ForEach(knockers, knocker => knocker.Dispose());

        static TimeSpan WorkedBy(Process server)
        {
            server.Refresh();
            return server.TotalProcessorTime;
        }
    }
}
