using System.Globalization;
using System.Text.Json;

namespace Cairn.Benchmarks.Abuse;

/// <summary>
/// What one abusive visitor does to everybody else. The real process with its demo district; eight people who read a page now and then,
/// each from an address of their own; and, alternating with quiet times, one who floods it from another address in each way that once
/// stopped it, from a separate process on the same cores. All on loopback, bounded in connections and time. Exit code 1 when the others'
/// p95 is more than three times that of the quiet times, or the process grows over 600 MB.
/// </summary>
static class AbuseBenchmark
{
    const double MostRatio = 3;
    const double MostMegabytes = 600;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var seconds =
            arguments is [var given, ..] && double.TryParse(given, CultureInfo.InvariantCulture, out var parsed) && parsed > 0
                ? parsed
                : 10;
        var data = Directory.CreateTempSubdirectory("cairn-bench-").FullName;
        try
        {
            await using var server = await Platform.StartAsync(data);
            await using var others = await Others.ComeAsync(server.Port);
            var credential = await server.PublishedCredentialAsync();
            await others.WatchAsync(TimeSpan.FromSeconds(seconds)); // .NET compiles what is used

            List<double> ratios = [];
            foreach (
                var abuse in Abuses(server.Port, credential)
                    .Select(abuse => abuse.Name)
                    .Where(name => arguments is not [_, .. { Length: > 0 } only] || only.Contains(name))
            )
            {
                var quiet = await others.WatchAsync(TimeSpan.FromSeconds(seconds));
                await using var flood = await Flood.BeginAsync(abuse, server.Port, credential, data);
                var loud = await others.WatchAsync(TimeSpan.FromSeconds(seconds));
                await flood.StopAsync();
                Print($"{abuse}_p95_quiet", quiet.P95, "milliseconds");
                Print($"{abuse}_p95", loud.P95, "milliseconds");
                Print($"{abuse}_failed_for_others", loud.Failed, "answers");
                Print($"{abuse}_ratio", loud.P95 / quiet.P95, "ratio");
                Print($"{abuse}_memory", server.Megabytes, "megabytes");
                ratios.Add(loud.Failed > 0 ? double.PositiveInfinity : loud.P95 / quiet.P95);
            }
            await Task.Delay(TimeSpan.FromSeconds(15));
            Print("worst_ratio", ratios.Max(), "ratio");
            Print("memory_peak", server.PeakMegabytes, "megabytes");
            Print("memory_afterwards", server.Megabytes, "megabytes");
            return ratios.Max() <= MostRatio && server.PeakMegabytes <= MostMegabytes ? 0 : 1;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>In a process of its own, until its standard input ends.</summary>
    public static async Task<int> FloodAsync(string name, int port, string credential, string data)
    {
        using CancellationTokenSource stop = new();
        var flood = Abuses(port, credential).Single(abuse => abuse.Name == name).RunAsync(data, stop.Token);
        await Console.In.ReadToEndAsync();
        await stop.CancelAsync();
        var sent = await flood;
        Print($"{name}_answers", sent.Answered, "answers");
        Print($"{name}_refused", sent.Refused, "answers");
        return 0;
    }

    static IEnumerable<Abuse> Abuses(int port, string credential)
    {
        yield return new("large_json", port, () => Post("/api/v1/verify", LargeJson()));
        yield return new("many_values", port, () => Post("/api/v1/verify", ManyValues()));
        yield return new("hard_work", port, () => Post("/api/v1/verify", Tangle()));
        yield return new(
            "pictures",
            port,
            () =>
                new(
                    HttpMethod.Get,
                    $"{credential.ToUpperInvariant().Replace("/CREDENTIALS/", "/credentials/", StringComparison.Ordinal)}/credential.png"
                )
        );
        yield return new("description", port, () => new(HttpMethod.Get, "/openapi/v1.json"));
        yield return new("front_door", port, () => new(HttpMethod.Get, "/sign-in"));
        yield return new(
            "guesses",
            port,
            () =>
                Form(
                    "/sign-in",
                    System.Text.Encoding.ASCII.GetBytes($"Username=maya.chen&Password={Interlocked.Increment(ref guesses):D12}")
                )
        );
        yield return new("large_forms", port, () => Form("/sign-in", Long));
        yield return new SlowForms(port);
    }

    static HttpRequestMessage Post(string path, byte[] body) => new(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };

    static HttpRequestMessage Form(string path, byte[] body) =>
        new(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/x-www-form-urlencoded") } },
        };

    static readonly byte[] Long = System.Text.Encoding.ASCII.GetBytes("Username=" + new string('x', 900_000));
    static int guesses;

    /// <summary>Four megabytes of grammatical JSON that begins like a credential.</summary>
    static byte[] LargeJson() => large ??= Subjects(90_000);

    /// <summary>The most values that are parsed.</summary>
    static byte[] ManyValues() => many ??= Subjects(39_000);

    static byte[] Subjects(int count) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object>
            {
                ["@context"] = new[] { "https://www.w3.org/ns/credentials/v2" },
                ["type"] = new[] { "VerifiableCredential" },
                ["credentialSubject"] = Enumerable
                    .Range(0, count)
                    .Select(i => new Dictionary<string, object>
                    {
                        ["id"] = $"urn:x:{i}",
                        ["a"] = new[] { 1, 2 },
                        ["name"] = "Four megabytes",
                    })
                    .ToArray(),
            }
        );

    /// <summary>Blank nodes that look alike: what takes longest to canonicalize.</summary>
    static byte[] Tangle() =>
        tangle ??= JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object>
            {
                ["@context"] = new object[]
                {
                    "https://www.w3.org/ns/credentials/v2",
                    new Dictionary<string, object>
                    {
                        ["p"] = new Dictionary<string, object>
                        {
                            ["@id"] = "https://a.example/p",
                            ["@type"] = "@id",
                            ["@container"] = "@set",
                        },
                    },
                },
                ["type"] = new[] { "VerifiableCredential" },
                ["issuer"] = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
                ["credentialSubject"] = Enumerable
                    .Range(0, 200)
                    .Select(i => new Dictionary<string, object>
                    {
                        ["id"] = $"_:b{i}",
                        ["p"] = new[] { $"_:b{(i + 1) % 200}", $"_:b{(i + 7) % 200}" },
                    })
                    .ToArray(),
                ["proof"] = new Dictionary<string, object>
                {
                    ["type"] = "DataIntegrityProof",
                    ["cryptosuite"] = "eddsa-rdfc-2022",
                    ["proofPurpose"] = "assertionMethod",
                    ["created"] = "2026-05-01T00:00:00Z",
                    ["verificationMethod"] =
                        "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
                    ["proofValue"] = "z" + new string('1', 64),
                },
            }
        );

    static byte[]? large,
        many,
        tangle;

    static void Print(string name, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F2} {unit}"));
}
