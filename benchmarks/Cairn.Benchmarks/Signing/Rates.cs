using System.Globalization;

namespace Cairn.Benchmarks.Signing;

/// <summary>
/// Measures how often things can be done in a second of one core and prints <c>name value unit</c>. The seconds are those that the core
/// worked for the process (garbage collection and compiling included), not wall time, and all take turns: what else the machine does hardly
/// counts.
/// </summary>
sealed class Rates(double seconds)
{
    const int Rounds = 10;
    readonly List<(string Name, Action Once)> works = [];
    readonly Dictionary<string, double> rates = [];

    public void Add(string name, Action once) => works.Add((name, once));

    public void Measure()
    {
        // The .NET compiler works in stages and observes; it gets time to finish, two seconds each, however short the measuring
        // is.
        for (var round = 0; round < Rounds; round++)
            foreach (var (_, once) in works)
                Run(once, Math.Max(seconds, 4) / 20);

        var (counts, times, allocated) = (new long[works.Count], new double[works.Count], new long[works.Count]);
        for (var round = 0; round < Rounds; round++)
        for (var i = 0; i < works.Count; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var (count, time) = Run(works[i].Once, seconds / Rounds);
            allocated[i] += GC.GetAllocatedBytesForCurrentThread() - before;
            counts[i] += count;
            times[i] += time;
        }

        for (var i = 0; i < works.Count; i++)
        {
            Record(works[i].Name, counts[i] / times[i]);
            Print(works[i].Name, $"{allocated[i] / counts[i]}", "bytes_allocated");
        }
    }

    public void Record(string name, double perSecond)
    {
        rates[name] = perSecond;
        Print(name, perSecond.ToString(perSecond < 1000 ? "F1" : "F0", CultureInfo.InvariantCulture), "per_second");
    }

    public void Ratio(string name, string to)
    {
        if (rates.TryGetValue(to, out var other))
            Print($"{name}/{to}", (rates[name] / other).ToString("F3", CultureInfo.InvariantCulture), "ratio");
    }

    static (long Count, double Seconds) Run(Action once, double seconds)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (long count = 0; ; )
        {
            for (var i = 0; i < 64; i++, count++)
                once();
            if ((Environment.CpuUsage.TotalTime - start).TotalSeconds is var elapsed && elapsed >= seconds)
                return (count, elapsed);
        }
    }

    static void Print(string name, string value, string unit) => Console.WriteLine($"{name} {value} {unit}");
}
