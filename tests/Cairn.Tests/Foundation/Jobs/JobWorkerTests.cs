using Cairn.Foundation.Jobs;
using Cairn.Foundation.Outages;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cairn.Tests.Foundation.Jobs;

#pragma warning disable CA1001 // xunit disposes it, asynchronously
public abstract class JobWorkerTests(Func<Action<IServiceCollection>, CairnHost> make) : IAsyncLifetime
{
    private readonly LongJob _work = new();
    private CairnHost _host = null!;
    private TestDistrict _district = null!;
    private JobWorker _worker = null!;

    public async ValueTask InitializeAsync()
    {
        _host = make(services => services.AddSingleton<IJobHandler>(_work));
        await _host.InitializeAsync();
        _district = await _host.NewDistrictAsync();
        await _host.App.StopAsync(); // its own worker
        var services = _host.App.Services;
        _worker = new JobWorker(
            services.GetRequiredService<IServiceScopeFactory>(),
            services.GetRequiredService<JobBell>(),
            _host.Clock,
            new OutageLog(NullLogger<OutageLog>.Instance),
            NullLogger<JobWorker>.Instance
        )
        {
            RenewEvery = TimeSpan.FromMilliseconds(50),
        };
        await _host.InDbAsync(
            _district.Id,
            async db =>
            {
                db.Jobs.Add(Job.Of(_district.Id, new LongOrder(Guid.CreateVersion7(_host.Clock.Now())), _host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );
    }

    public ValueTask DisposeAsync()
    {
        _worker.Dispose();
        return _host.DisposeAsync();
    }

    [Fact]
    public async Task A_lease_is_renewed_as_long_as_the_job_runs_so_nobody_else_takes_it()
    {
        var running = _worker.RunAllDueAsync(CancellationToken.None);
        await _work.Begun.Task;
        var first = (await JobAsync()).LeasedUntil;

        _host.Clock.Advance(TimeSpan.FromMinutes(5)); // far beyond the first lease
        await UntilAsync(async () => (await JobAsync()).LeasedUntil > first + TimeSpan.FromMinutes(4));
        var others = await _host.InDbAsync(
            _district.Id,
            db => JobLeases.TakeAsync(db, JobLane.Long, 10, _host.Clock.Now(), CancellationToken.None)
        );
        _work.End.SetResult();
        await running;

        Assert.Empty(others);
        Assert.NotNull((await JobAsync()).DoneAt);
    }

    [Fact]
    public async Task Fails_when_the_lease_was_lost_and_leaves_the_job_to_its_new_holder()
    {
        var running = _worker.RunAllDueAsync(CancellationToken.None);
        await _work.Begun.Task;

        await _host.InDbAsync(_district.Id, db => db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.Attempts, j => j.Attempts + 1)));
        await running;

        Assert.True(_work.WasStopped);
        var job = await JobAsync();
        Assert.Null(job.DoneAt);
        Assert.Null(job.LastFailure);
    }

    private Task<Job> JobAsync() => _host.InDbAsync(_district.Id, db => db.Jobs.AsNoTracking().SingleAsync());

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 600 && !await holds(); i++)
            await Task.Delay(50);
        Assert.True(await holds());
    }

    private sealed record LongOrder(Guid Subject) : IJobOrder
    {
        public static string Kind => "test.long";
        public static JobLane Lane => JobLane.Long;
    }

    /// <summary>Runs until the test says so.</summary>
    private sealed class LongJob : JobHandler<LongOrder>
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public bool WasStopped { get; private set; }

        protected override async Task RunAsync(LongOrder order, int attempt, CancellationToken stop)
        {
            Begun.SetResult();
            try
            {
                await End.Task.WaitAsync(stop);
            }
            catch (OperationCanceledException)
            {
                WasStopped = true;
                throw;
            }
        }
    }
}

public sealed class SqliteJobWorkerTests() : JobWorkerTests(more => new SqliteHost { MoreServices = more });

public sealed class PostgresJobWorkerTests() : JobWorkerTests(more => new PostgresHost { MoreServices = more });
