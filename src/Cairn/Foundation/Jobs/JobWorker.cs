using Cairn.Foundation.Outages;

namespace Cairn.Foundation.Jobs;

/// <summary>Wakes this process's workers as soon as a job is committed; other nodes find it within a second.</summary>
internal sealed class JobBell
{
    private volatile TaskCompletionSource _ring = New();

    public void Ring() => Interlocked.Exchange(ref _ring, New()).TrySetResult();

    /// <summary>The next ring; taken before looking for work, so that no ring is missed.</summary>
    public Task Next => _ring.Task;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>
/// One per process, with a loop for each lane: takes due jobs by lease and runs each in its own scope, in its district. While one runs its
/// lease is renewed; a worker that lost a lease (the machine slept, the database was away) stops and leaves the job to its new holder. A
/// third loop does periodic work.
/// </summary>
internal sealed partial class JobWorker(
    IServiceScopeFactory scopes,
    JobBell bell,
    TimeProvider clock,
    OutageLog outages,
    ILogger<JobWorker> logger
) : BackgroundService
{
    private const int Batch = 20;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1),
        BetweenPeriods = TimeSpan.FromMinutes(1);

    /// <summary>When each lane last asked for work or was at it, in ticks.</summary>
    private readonly long[] _turns = [.. Enum.GetValues<JobLane>().Select(_ => clock.Now().UtcTicks)];

    /// <summary>When the lane that is furthest behind last asked for work or was at it; a stale one is stuck.</summary>
    public DateTimeOffset LastTurn => new(Enum.GetValues<JobLane>().Min(lane => Volatile.Read(ref _turns[(int)lane])), TimeSpan.Zero);

    public TimeSpan RenewEvery { get; init; } = JobLeases.Length / 4;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            Task.Run(() => LoopAsync(token => RunDueAsync(JobLane.Quick, token), Rest, stoppingToken), stoppingToken),
            Task.Run(() => LoopAsync(token => RunDueAsync(JobLane.Long, token), Rest, stoppingToken), stoppingToken),
            Task.Run(() => BeginPeriodicAsync(stoppingToken), stoppingToken)
        );

    private async Task BeginPeriodicAsync(CancellationToken stop)
    {
        var isFirst = true;
        await LoopAsync(
            async token =>
            {
                if (isFirst)
                    await HastenAsync(token);
                isFirst = false;
                return await RunPeriodicAsync(token);
            },
            BetweenPeriods,
            stop
        );
    }

    private async Task HastenAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        foreach (var job in scope.ServiceProvider.GetServices<IPeriodicJob>().Where(job => job.AlsoAtStart))
            await db.HastenAsync(job, clock.Now(), stop);
    }

    private async Task LoopAsync(Func<CancellationToken, Task<int>> turn, TimeSpan rest, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var next = bell.Next;
                if (await turn(stop) == 0)
                    await Task.WhenAny(next, Task.Delay(rest, stop));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (IsPassing(exception))
            {
                // The jobs are in the database and wait there.
                Tell(exception, Log.LeaseFailed);
                await Task.Delay(Rest, stop);
            }
        }
    }

    /// <summary>Does the periodic work that is due; returns how much that was.</summary>
    public async Task<int> RunPeriodicAsync(CancellationToken stop)
    {
        var ran = 0;
        await using var scope = scopes.CreateAsyncScope();
        foreach (var job in scope.ServiceProvider.GetServices<IPeriodicJob>())
        {
            await using var own = scopes.CreateAsyncScope();
            var db = own.ServiceProvider.GetRequiredService<CairnDb>();
            if (!await db.TakeAsync(job, clock.Now(), stop))
                continue;
            string? failure = null;
            try
            {
                await job.RunAsync(stop);
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                Tell(exception, (logger, exception) => Log.PeriodicFailed(logger, job.Name, exception));
                failure = exception.GetType().Name;
            }
            await db.EndAsync(job, failure, clock.Now(), stop);
            ran++;
        }
        return ran;
    }

    /// <summary>Runs what is due now in every lane; returns the number of jobs taken.</summary>
    public async Task<int> RunAllDueAsync(CancellationToken stop) =>
        await RunDueAsync(JobLane.Quick, stop) + await RunDueAsync(JobLane.Long, stop);

    /// <summary>Runs what is due now in a lane; returns the number of jobs taken.</summary>
    public async Task<int> RunDueAsync(JobLane lane, CancellationToken stop)
    {
        Turn(lane);
        List<JobLease> taken;
        await using (var scope = scopes.CreateAsyncScope())
            taken = await JobLeases.TakeAsync(scope.ServiceProvider.GetRequiredService<CairnDb>(), lane, Batch, clock.Now(), stop);

        foreach (var (lease, isFirst) in taken.Select((lease, index) => (lease, index == 0)))
        {
            // The others waited while the ones before them ran, perhaps for longer than their lease.
            if (isFirst || await RenewAsync(lease, stop))
                await RunAsync(lane, lease, stop);
        }
        return taken.Count;
    }

    private void Turn(JobLane lane) => Volatile.Write(ref _turns[(int)lane], clock.Now().UtcTicks);

    private async Task RunAsync(JobLane lane, JobLease lease, CancellationToken stop)
    {
        string? failure = null;
        using var running = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var keeping = KeepAsync(lane, lease, running, ended.Token);
        try
        {
            await using var scope = Enter(lease.District);
            var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
            var job = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == lease.Job, running.Token);
            var handler = scope.ServiceProvider.GetServices<IJobHandler>().Single(h => h.Kind == job.Kind);
            await handler.RunAsync(job, running.Token);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            // A failed job is not a verdict: it is kept, counted, logged and tried again.
            Tell(exception, (logger, exception) => Log.JobFailed(logger, lease.Job.Value, exception));
            failure = exception.GetType().Name;
        }
        finally
        {
            await ended.CancelAsync();
            await keeping;
        }

        await using var after = Enter(lease.District);
        var saved = after.ServiceProvider.GetRequiredService<CairnDb>();
        // Only its holder says how it ended.
        var done = await saved.Jobs.SingleOrDefaultAsync(j => j.Id == lease.Job && j.Attempts == lease.Attempt, stop);
        if (done is null)
            return;
        if (failure is null)
            done.Finish(clock.Now());
        else
            done.Fail(failure, clock.Now());
        await saved.SaveChangesAsync(stop);
    }

    /// <summary>Renews the lease until the job has ended; stops the job when the lease was lost.</summary>
    private async Task KeepAsync(JobLane lane, JobLease lease, CancellationTokenSource running, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                await Task.Delay(RenewEvery, clock, ended);
                Turn(lane);
                try
                {
                    if (await RenewAsync(lease, ended))
                        continue;
                    Log.LeaseLost(logger, lease.Job.Value);
                    await running.CancelAsync();
                    return;
                }
                catch (Exception exception) when (IsPassing(exception))
                {
                    // On SQLite a job's own long transaction keeps everybody from writing, including those who would take the job.
                    Tell(exception, Log.LeaseFailed);
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // It has ended.
        }
    }

    private async Task<bool> RenewAsync(JobLease lease, CancellationToken stop)
    {
        await using var scope = Enter(lease.District);
        return await scope.ServiceProvider.GetRequiredService<CairnDb>().RenewAsync(lease, clock.Now(), stop);
    }

    /// <summary>An outage in one sentence; anything else with all that is known of it.</summary>
    private void Tell(Exception exception, Action<ILogger, Exception> otherwise)
    {
        if (OutageOf.Of(exception) is { } outage)
            outages.Tell(outage);
        else
            otherwise(logger, exception);
    }

    private static bool IsPassing(Exception exception) =>
        exception is System.Data.Common.DbException or DbUpdateException or InvalidOperationException or IOException or TimeoutException;

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

        [LoggerMessage(4, LogLevel.Warning, "What is done again and again, {Name}, failed; trying again in half an hour")]
        public static partial void PeriodicFailed(ILogger logger, string name, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "Job {JobId} was taken by another worker")]
        public static partial void LeaseLost(ILogger logger, Guid jobId);
    }
}
