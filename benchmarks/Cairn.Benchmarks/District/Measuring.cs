using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Cairn.Benchmarks.District;

sealed record Measured(string Role, string What, int Status, double Small, double Large, int SmallQueries, int LargeQueries)
{
    /// <summary>Half a millisecond is due to the clock, the socket and other processes.</summary>
    public double Ratio => (Large + 0.5) / (Small + 0.5);
}

static class Measuring
{
    const int Rounds = 9,
        Before = 2;

    public const int Attempts = 3,
        AllRounds = Rounds + Before;

    /// <summary>Medians, small and large alternately. What seems slow is measured again: a busy machine affects one of the two.</summary>
    public static async Task<Measured> MeasureAsync(string role, Asked asked, Asking asker, double bound)
    {
        Measured? best = null;
        for (var attempt = 0; attempt < Attempts && (best is null || best.Ratio > bound); attempt++)
        {
            List<(double Time, int Queries, int Status)> small = [],
                large = [];
            for (var round = -Before; round < Rounds; round++)
            {
                var one = await AskAsync(asked, asker.Small);
                var other = await AskAsync(asked, asker.Large);
                if (round < 0)
                    continue; // the compiler of .NET and the caches of both
                small.Add(one);
                large.Add(other);
            }
            var measured = new Measured(
                role,
                asked.What,
                Math.Max(small[0].Status, large[0].Status),
                Median(small.Select(one => one.Time)),
                Median(large.Select(one => one.Time)),
                small.Min(one => one.Queries),
                large.Min(one => one.Queries)
            );
            if (best is null || measured.Ratio < best.Ratio)
                best = measured;
        }
        return best!;
    }

    static async Task<(double Time, int Queries, int Status)> AskAsync(Asked asked, (HttpClient Browser, HttpClient Program) by)
    {
        var client = asked.Program ? by.Program : by.Browser;
        using var request = await asked.Request(client);
        var before = StatementsSent();
        var watch = Stopwatch.StartNew();
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        var time = watch.Elapsed.TotalMilliseconds;
        var queries = StatementsSent() - before;
        if (asked.Undo is { } undo && answer.IsSuccessStatusCode)
            await undo(client, JsonNode.Parse(body)!);
        return (time, queries, (int)answer.StatusCode);
    }

    static int StatementsSent() => Statements.Count.Reads + Statements.Count.Writes;

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
