using System.Net;
using Cairn.Foundation.Jobs;
using Cairn.Foundation.Load;
using Cairn.Foundation.Outages;
using Cairn.Foundation.Storage;
using Cairn.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Operations;

public abstract class HealthTests(CairnHost host)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_running_installation_is_healthy(string address)
    {
        using var client = host.Anonymous();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Says_that_the_database_is_damaged_once_a_check_has_found_it()
    {
        var services = host.App.Services;
        var file = Path.Combine(Directory.CreateTempSubdirectory("cairn-health-").FullName, "cairn.db");
        await File.WriteAllTextAsync(file, new string('x', 100_000));
        var options = services.GetRequiredService<CairnOptions>();
        var log = services.GetRequiredService<OutageLog>();
        var check = new QuickCheck(options with { Database = $"Data Source={file}" }, services.GetRequiredService<GentleThreads>(), log);
        using var health = new Health(
            services.GetRequiredService<IServiceScopeFactory>(),
            options,
            check,
            services.GetRequiredService<JobWorker>(),
            log,
            host.Clock
        );

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        check.Again();
        while (!check.FoundDamage)
            await Task.Delay(20, patience.Token);

        var found = await health.AskAsync(patience.Token);
        Assert.Equal((false, "damaged"), (found.IsReady, found.Database));
    }
}

[Collection("sqlite")]
public sealed class SqliteHealthTests(SqliteHost host) : HealthTests(host);

[Collection("postgres")]
public sealed class PostgresHealthTests(PostgresHost host) : HealthTests(host);
