using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Verification;

namespace Cairn.Benchmarks.Signing;

/// <summary>
/// A batch of different credentials on all cores, in wall time, alternating with the same batch on one core. Anything else the machine does
/// counts, so the cores that worked for it are printed too, and the efficiency of working in parallel: with all cores free, the batch is
/// faster by the number of cores times that efficiency.
/// </summary>
static class BatchBenchmark
{
    const int Credentials = 512;
    const int Rounds = 6;
    const double WarmUp = 1.5;

    static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var seconds =
            arguments is [var given] && double.TryParse(given, CultureInfo.InvariantCulture, out var parsed) && parsed > 0 ? parsed : 3;
        using var key = SigningKey.FromSeed([.. Enumerable.Range(1, SigningKey.SeedLength).Select(i => (byte)i)]);
        foreach (var (size, document) in BenchmarkDocuments.All(DidKey.Create(key.PublicKey)))
        {
            var inputs = Signed(document, key);
            var (one, all) = (new Total(), new Total());
            for (var round = -2; round < Rounds; round++)
                foreach (var (parallelism, total) in ((int, Total)[])[(1, one), (Environment.ProcessorCount, all)])
                    await MeasureAsync(inputs, parallelism, round < 0 ? WarmUp : seconds / Rounds, round < 0 ? new() : total);

            Print($"cairn_verify_batch_{size}_one_at_a_time", one.Rate, "per_second_of_the_wall");
            Print($"cairn_verify_batch_{size}", all.Rate, "per_second_of_the_wall");
            Print($"cairn_verify_batch_{size}_cores", all.Work / all.Seconds, $"of_{Environment.ProcessorCount}");
            Print($"cairn_verify_batch_{size}/one_at_a_time", all.Rate / one.Rate, "ratio");
            Print($"cairn_verify_batch_{size}_efficiency", all.PerCoreSecond / one.PerCoreSecond, "ratio");
        }

        return 0;
    }

    sealed class Total
    {
        public long Count { get; set; }
        public double Seconds { get; set; }
        public double Work { get; set; }
        public double Rate => Count / Seconds;
        public double PerCoreSecond => Count / Work;
    }

    static ReadOnlyMemory<byte>[] Signed(JsonObject document, SigningKey key)
    {
        ProofOptions options = new(DidKey.VerificationMethod(key.PublicKey), new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return
        [
            .. Enumerable
                .Range(0, Credentials)
                .Select(number =>
                {
                    var copy = document.DeepClone().AsObject();
                    copy["id"] = $"urn:uuid:018f3c7e-0000-7000-8000-{number:D12}";
                    return (ReadOnlyMemory<byte>)DataIntegrity.Sign(Encoding.UTF8.GetBytes(copy.ToJsonString()), key, options);
                }),
        ];
    }

    static async Task MeasureAsync(ReadOnlyMemory<byte>[] inputs, int parallelism, double seconds, Total total)
    {
        Verifier verifier = new();
        var (start, work) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        double elapsed;
        do
        {
            await foreach (var report in verifier.VerifyManyAsync(inputs.ToAsyncEnumerable(), Now, parallelism))
                if (report.Verdict != Verdict.Pass)
                    throw new InvalidOperationException("What is measured does not work.");
            total.Count += inputs.Length;
            elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        } while (elapsed < seconds);

        total.Seconds += elapsed;
        total.Work += (Environment.CpuUsage.TotalTime - work).TotalSeconds;
    }

    static void Print(string name, double value, string unit) =>
        Console.WriteLine($"{name} {value.ToString(value < 1000 ? "F2" : "F0", CultureInfo.InvariantCulture)} {unit}");
}
