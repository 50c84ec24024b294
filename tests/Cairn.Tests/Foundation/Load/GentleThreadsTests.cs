using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Foundation.Load;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Foundation.Load;

/// <summary>Work that keeps a processor busy gives way to everybody else, according to the operating system.</summary>
public sealed class GentleThreadsTests
{
    [LinuxFact]
    public async Task Work_goes_on_at_a_lower_priority_also_after_it_waited()
    {
        using var gentle = new GentleThreads();
        var (usual, seen) = (Niceness.OfThisThread(), new List<int>());

        await gentle.RunAsync(async () =>
        {
            seen.Add(Niceness.OfThisThread());
            await Task.Delay(1);
            seen.Add(Niceness.OfThisThread());
        });

        Assert.Equal([usual + 10, usual + 10], seen);
    }

    [LinuxFact]
    public async Task A_check_asks_the_database_from_there_and_a_sign_in_does_not()
    {
        var (usual, threads) = (Niceness.OfThisThread(), new ThreadsOfStatements());
        var host = new SqliteHost
        {
            MoreServices = services => services.ConfigureDbContext<SqliteCairnDb>(context => context.AddInterceptors(threads)),
        };
        await host.InitializeAsync();
        try
        {
            using var client = host.Anonymous();
            using var body = new ByteArrayContent(Credential());
            (await client.PostAsync(new Uri("/api/v1/verify", UriKind.Relative), body)).EnsureSuccessStatusCode();
            Assert.Equal([usual + 10], threads.Asking("issuer_keys"));

            threads.Forget();
            using var page = await client.GetAsync(new Uri("/credentials/0198c0de-0000-7000-8000-00000000abcd", UriKind.Relative));
            Assert.Equal([usual], threads.Asking("locators"));
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    /// <summary>Signed by an unknown key: the database is asked whether it belongs to an issuer here.</summary>
    private static byte[] Credential()
    {
        using var key = SigningKey.Generate(new byte[SigningKey.SeedLength]);
        var json =
            $$"""{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:0198c0de-0000-7000-8000-00000000abcd","type":["VerifiableCredential"],"issuer":"{{DidKey.Create(key.PublicKey)}}","validFrom":"2026-01-01T00:00:00Z","credentialSubject":{"id":"urn:uuid:0198c0de-0000-7000-8000-00000000abce"} }""";
        return DataIntegrity.Sign(
            Encoding.UTF8.GetBytes(json),
            key,
            new ProofOptions(DidKey.VerificationMethod(key.PublicKey), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
        );
    }

    private sealed class ThreadsOfStatements : DbCommandInterceptor
    {
        private readonly ConcurrentBag<(string Sql, int Niceness)> _seen = [];

        public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
        {
            _seen.Add((result.CommandText, Niceness.OfThisThread()));
            return result;
        }

        public void Forget() => _seen.Clear();

        /// <summary>The priorities of the threads that asked a table.</summary>
        public IEnumerable<int> Asking(string table) =>
            _seen.Where(one => one.Sql.Contains($"FROM \"{table}\"", StringComparison.Ordinal)).Select(one => one.Niceness).Distinct();
    }
}

/// <summary>Of a thread, as Linux keeps it (proc(5), <c>/proc/pid/stat</c>, field 19).</summary>
internal static class Niceness
{
    public static int OfThisThread()
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19 - 3], CultureInfo.InvariantCulture);
    }
}

/// <summary>Where threads have priorities that can be read.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = OperatingSystem.IsLinux() ? null : "Priorities of threads are read from Linux.";
}
