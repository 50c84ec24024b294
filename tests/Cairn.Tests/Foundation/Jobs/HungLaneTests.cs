using System.Data.Common;
using System.Net;
using Cairn.Foundation.Jobs;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Foundation.Jobs;

/// <summary>A lane's loop that hangs makes the installation unready, however lively the other one is.</summary>
public sealed class HungLaneTests
{
    [Theory]
    [InlineData(nameof(JobLane.Quick))]
    [InlineData(nameof(JobLane.Long))]
    public async Task Fails_when_one_lane_hangs_though_the_other_runs_on(string lane)
    {
        var holding = new Holding(lane);
        await using var host = new SqliteHost
        {
            MoreServices = services =>
                services.ConfigureDbContext<SqliteCairnDb>(options => options.AddInterceptors(holding), ServiceLifetime.Singleton),
        };
        await host.InitializeAsync();
        using var client = host.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(client)).StatusCode);

        holding.Holds = true;
        await holding.Held.Task.WaitAsync(TimeSpan.FromSeconds(60));
        host.Clock.Advance(TimeSpan.FromMinutes(6));
        var turns = holding.Passed;
        for (var i = 0; i < 1200 && holding.Passed < turns + 2; i++)
            await Task.Delay(50);
        Assert.True(holding.Passed >= turns + 2, "the other lane stands too");

        var answer = await ReadyAsync(client);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("stalled", (await answer.JsonAsync()).GetProperty("jobs").GetString());

        holding.Holds = false;
        holding.Go.SetResult();
        for (var i = 0; i < 1200 && (await ReadyAsync(client)).StatusCode is not HttpStatusCode.OK; i++)
            await Task.Delay(50);
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(client)).StatusCode);
    }

    private static Task<HttpResponseMessage> ReadyAsync(HttpClient client) => client.GetAsync(new Uri("/health/ready", UriKind.Relative));

    /// <summary>Holds the statement that takes jobs of a lane; counts those of the other.</summary>
    private sealed class Holding(string lane) : DbCommandInterceptor
    {
        private int _passed;

        public bool Holds { get; set; }
        public int Passed => _passed;
        public TaskCompletionSource Held { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            if (!command.CommandText.Contains("where lane = '", StringComparison.Ordinal))
                return result;
            if (!command.CommandText.Contains($"where lane = '{lane}'", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _passed);
            }
            else if (Holds)
            {
                Held.TrySetResult();
                await Go.Task.WaitAsync(cancellationToken);
            }
            return result;
        }
    }
}
