using Cairn.Foundation.Jobs;
using Cairn.Foundation.Storage;
using Cairn.Tests.Awarding;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Foundation.Jobs;

#pragma warning disable CA1001 // xunit disposes it, asynchronously
public abstract class JobLaneTests(Func<Action<IServiceCollection>, CairnHost> make) : IAsyncLifetime
{
    private readonly Stone _stone = new();
    private readonly Tides _tides = new();
    private CairnHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = make(services => services.AddSingleton<IJobHandler>(_stone).AddSingleton<IPeriodicJob>(_tides));
        await _host.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _stone.Open.TrySetResult();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_signature_does_not_wait_behind_what_takes_long()
    {
        var journey = await Journey.BeginAsync(_host);
        await AskAsync(journey.District, new Boulder(Guid.CreateVersion7(_host.Clock.Now())));
        await _stone.Begun.Task.WaitAsync(TimeSpan.FromSeconds(60));

        (await journey.DecideAsync(await journey.JudgeAsync(await journey.SubmitAsync()))).EnsureSuccessStatusCode();

        for (var i = 0; i < 600 && !await _host.InDbAsync(journey.District.Id, db => db.Credentials.AnyAsync()); i++)
            await Task.Delay(50);
        Assert.True(await _host.InDbAsync(journey.District.Id, db => db.Credentials.AnyAsync()));
        Assert.False(_stone.Open.Task.IsCompleted);
    }

    [Fact]
    public async Task What_failed_too_often_waits_for_an_operator_who_runs_it_again()
    {
        var district = await _host.NewDistrictAsync();
        var otto = await district.PersonAsync("Otto", [SchoolRole.Operator], at: district.Top);
        _stone.Fails = true;
        var id = await AskAsync(district, new Boulder(Guid.CreateVersion7(_host.Clock.Now())));
        await _host.InDbAsync(
            district.Id,
            db => db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(job => job.Attempts, Job.MostAttempts - 1))
        );
        await UntilAsync(district, job => job.GaveUpAt is not null);
        _host.Clock.Advance(TimeSpan.FromDays(2));
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        Assert.Equal(Job.MostAttempts, (await JobAsync(district)).Attempts);
        using var browser = await otto.BrowserAsync();

        var page = await browser.PageAsync("/operations/jobs");
        Assert.Contains("NotSupportedException", page.Body!.TextContent, StringComparison.Ordinal);
        _stone.Fails = false;
        _stone.Open.TrySetResult();
        await browser.PostFormAsync($"/operations/jobs/{id}/again", [], "/operations/jobs");

        await UntilAsync(district, job => job.DoneAt is not null);
        Assert.DoesNotContain("test.boulder", (await browser.PageAsync("/operations/jobs")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_again_pressed_twice_by_page_and_program_is_done_and_told_once()
    {
        await _host.App.Services.GetRequiredService<JobWorker>().StopAsync(CancellationToken.None);
        var district = await _host.NewDistrictAsync();
        var otto = await district.PersonAsync("Otto", [SchoolRole.Operator], at: district.Top);
        List<Id<Job>> ids = [];
        for (var i = 0; i < 2; i++)
            ids.Add(await AskAsync(district, new Boulder(Guid.CreateVersion7(_host.Clock.Now()))));
        var gaveUp = _host.Clock.Now();
        await _host.InDbAsync(
            district.Id,
            db =>
                db.Jobs.ExecuteUpdateAsync(set =>
                    set.SetProperty(job => job.GaveUpAt, gaveUp)
                        .SetProperty(job => job.DueAt, gaveUp.AddHours(1))
                        .SetProperty(job => job.Attempts, Job.MostAttempts)
                )
        );
        using var browser = await otto.BrowserAsync();
        using var api = await otto.ApiAsync();

        for (var i = 0; i < 2; i++)
            await browser.PostFormAsync($"/operations/jobs/{ids[0]}/again", [], "/operations/jobs");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => api.PostAsync(At($"/api/v1/jobs/{ids[1]}/again"), null)));

        foreach (var answer in answers)
            Assert.Equal("waits", (await answer.EnsureSuccessStatusCode().JsonAsync()).GetProperty("state").GetString());
        await _host.InDbAsync(
            district.Id,
            async db =>
            {
                Assert.All(await db.Jobs.ToListAsync(), job => Assert.Equal((0, null), (job.Attempts, job.GaveUpAt)));
                var told = await db.AuditEvents.Where(e => e.Action == "job.run-again").Select(e => e.SubjectId).ToListAsync();
                Assert.Equal(ids.Select(id => id.Value), told.Order());
            }
        );
    }

    [Fact]
    public async Task Only_who_operates_the_district_sees_jobs_and_only_of_theirs()
    {
        var (mine, theirs) = (await _host.NewDistrictAsync(), await _host.NewDistrictAsync());
        _stone.Fails = true;
        var id = await AskAsync(theirs, new Boulder(Guid.CreateVersion7(_host.Clock.Now())));
        await UntilAsync(theirs, job => job.LastFailure is not null);
        var otto = await mine.PersonAsync("Otto", [SchoolRole.Operator], at: mine.Top);
        var ona = await mine.PersonAsync("Ona", [SchoolRole.Operator]);
        using var ofDistrict = await otto.ApiAsync();
        using var ofSchool = await ona.ApiAsync();

        Assert.Equal(0, (await (await ofDistrict.GetAsync(At("/api/v1/jobs"))).JsonAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await ofDistrict.PostAsync(At($"/api/v1/jobs/{id}/again"), null)).StatusCode);
        Assert.Equal("operations.not-of-the-district", await (await ofSchool.GetAsync(At("/api/v1/jobs"))).CodeAsync());
    }

    [Fact]
    public async Task What_is_periodic_is_done_once_in_its_period_however_many_ask()
    {
        var worker = _host.App.Services.GetRequiredService<JobWorker>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => worker.RunPeriodicAsync(CancellationToken.None)));
        var first = _tides.Times;
        _host.Clock.Advance(_tides.Every + TimeSpan.FromMinutes(1));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => worker.RunPeriodicAsync(CancellationToken.None)));

        Assert.Equal((1, 2), (first, _tides.Times));
    }

    private static Uri At(string address) => new(address, UriKind.Relative);

    private Task<Id<Job>> AskAsync(TestDistrict district, Boulder order) =>
        _host.InDbAsync(
            district.Id,
            async db =>
            {
                var job = Job.Of(district.Id, order, _host.Clock.Now());
                db.Jobs.Add(job);
                await db.SaveChangesAsync();
                return job.Id;
            }
        );

    private Task<Job> JobAsync(TestDistrict district) =>
        _host.InDbAsync(district.Id, db => db.Jobs.AsNoTracking().SingleAsync(job => job.Kind == Boulder.Kind));

    private async Task UntilAsync(TestDistrict district, Func<Job, bool> holds)
    {
        for (var i = 0; i < 1200 && !holds(await JobAsync(district)); i++)
            await Task.Delay(50);
        Assert.True(holds(await JobAsync(district)));
    }

    internal sealed record Boulder(Guid Subject) : IJobOrder
    {
        public static string Kind => "test.boulder";
        public static JobLane Lane => JobLane.Long;
    }

    /// <summary>Stays there until the test says so.</summary>
    private sealed class Stone : JobHandler<Boulder>
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public bool Fails { get; set; }

        protected override Task RunAsync(Boulder order, int attempt, CancellationToken stop)
        {
            Begun.TrySetResult();
            return Fails ? throw new NotSupportedException("It is too heavy.") : Open.Task.WaitAsync(stop);
        }
    }

    private sealed class Tides : IPeriodicJob
    {
        private int _times;

        public int Times => _times;
        public string Name => "test.tides";
        public TimeSpan Every => TimeSpan.FromHours(6);

        public Task RunAsync(CancellationToken stop)
        {
            Interlocked.Increment(ref _times);
            return Task.CompletedTask;
        }
    }
}

public sealed class SqliteJobLaneTests() : JobLaneTests(more => new SqliteHost { MoreServices = more });

public sealed class PostgresJobLaneTests() : JobLaneTests(more => new PostgresHost { MoreServices = more });
