using System.Diagnostics;
using System.Globalization;

namespace Cairn.Benchmarks.Signing;

/// <summary>Measures how often something can be done in a second, one after the other, and prints <c>name value unit</c>.</summary>
sealed class Rates(double seconds)
{
    readonly Dictionary<string, double> rates = [];

    public void Measure(string name, Action once)
    {
        // The compiler of .NET works in steps; a third of the time goes into letting it finish.
        Run(once, seconds / 3);
        GC.Collect();
        Record(name, Run(once, seconds));
    }

    public void Record(string name, double perSecond)
    {
        rates[name] = perSecond;
        Print(name, perSecond.ToString(perSecond < 1000 ? "F1" : "F0", CultureInfo.InvariantCulture), "per_second");
    }

    public void Ratio(string name, string to)
    {
        if (rates.TryGetValue(to, out var other)) Print($"{name}/{to}", (rates[name] / other).ToString("F3", CultureInfo.InvariantCulture), "ratio");
    }

    static double Run(Action once, double seconds)
    {
        var start = Stopwatch.GetTimestamp();
        for (long count = 0; ;)
        {
            for (var i = 0; i < 16; i++, count++) once();
            if (Stopwatch.GetElapsedTime(start).TotalSeconds is var elapsed && elapsed >= seconds) return count / elapsed;
        }
    }

    static void Print(string name, string value, string unit) => Console.WriteLine($"{name} {value} {unit}");
}
