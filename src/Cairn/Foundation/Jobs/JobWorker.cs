using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Foundation.Jobs;

/// <summary>Wakes the worker of this process as soon as a job was committed; other nodes find it within a second.</summary>
internal sealed class JobBell : IDisposable
{
    private readonly SemaphoreSlim _rings = new(0, 1);

    public void Ring()
    {
        try { _rings.Release(); }
        catch (SemaphoreFullException) { /* it is ringing already */ }
    }

    public void Dispose() => _rings.Dispose();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _rings.WaitAsync(atMost, cancellation);
}

/// <summary>One per process: takes due jobs by lease and runs each in a scope of its own, in its district.</summary>
internal sealed partial class JobWorker(IServiceScopeFactory scopes, JobBell bell, TimeProvider clock, ILogger<JobWorker> logger) : BackgroundService
{
    private const int Batch = 20;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>When the worker last asked for work; a stale one is stuck.</summary>
    public DateTimeOffset LastTurn { get; private set; } = clock.Now();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RunDueAsync(stoppingToken) == 0) await bell.WaitAsync(Rest, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is System.Data.Common.DbException or InvalidOperationException or IOException or TimeoutException)
            {
                // The database is away; the jobs are in it and wait there.
                Log.LeaseFailed(logger, exception);
                await Task.Delay(Rest, stoppingToken);
            }
        }
    }

    /// <summary>Runs what is due now; the number of jobs taken.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancellation)
    {
        LastTurn = clock.Now();
        List<(Id<District> District, Id<Job> Job)> taken;
        await using (var scope = scopes.CreateAsyncScope())
            taken = await JobLeases.TakeAsync(scope.ServiceProvider.GetRequiredService<CairnDb>(), Batch, clock.Now(), cancellation);

        foreach (var (district, job) in taken) await RunAsync(district, job, cancellation);
        return taken.Count;
    }

    private async Task RunAsync(Id<District> district, Id<Job> id, CancellationToken cancellation)
    {
        string? failure = null;
        try
        {
            await using var scope = Enter(district);
            var job = await scope.ServiceProvider.GetRequiredService<CairnDb>().Jobs.AsNoTracking().SingleAsync(j => j.Id == id, cancellation);
            var handler = scope.ServiceProvider.GetServices<IJobHandler>().Single(h => h.Kind == job.Kind);
            await handler.RunAsync(job, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // A failed job is not a verdict: it is kept, counted, logged and tried again.
            Log.JobFailed(logger, id.Value, exception);
            failure = exception.GetType().Name;
        }

        await using var after = Enter(district);
        var db = after.ServiceProvider.GetRequiredService<CairnDb>();
        var done = await db.Jobs.SingleAsync(j => j.Id == id, cancellation);
        if (failure is null) done.Finish(clock.Now());
        else done.Fail(failure, clock.Now());
        await db.SaveChangesAsync(cancellation);
    }

    private AsyncServiceScope Enter(Id<District> district)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(district);
        return scope;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Job {JobId} failed")]
        public static partial void JobFailed(ILogger logger, Guid jobId, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Jobs could not be taken; trying again")]
        public static partial void LeaseFailed(ILogger logger, Exception exception);
    }
}
