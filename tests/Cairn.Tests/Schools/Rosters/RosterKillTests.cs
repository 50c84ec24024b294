using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Cairn.Demo;
using Cairn.Foundation.Jobs;
using Cairn.Foundation.Storage;
using Cairn.Schools.Rosters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Schools.Rosters;

/// <summary>
/// A roster's import is killed again and again: until it has ended nothing of it shows, and then every row once.
/// </summary>
public abstract class RosterKillTests(CairnHost host) : IAsyncLifetime
{
    private static readonly string[] Points = ["roster-read", "roster-people", "roster-saved", "roster-committed", "roster-settling"];

    private TestDistrict _district = null!;
    private TestPerson _operator = null!;
    private AuthenticationHeaderValue? _token;

    public async ValueTask InitializeAsync()
    {
        await host.InitializeAsync();
        (_district, _operator) = await OperatorAsync("Killed");
        using var api = await _operator.ApiAsync();
        _token = api.DefaultRequestHeaders.Authorization;
        // Its worker must not do the processes' work.
        await host.App.StopAsync();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Killed_in_the_middle_of_an_import_it_ends_with_every_row_once()
    {
        using (var doomed = await StartAsync(Points[0]))
        {
            await SendAsync(doomed.Client);
            await doomed.DieAsync(Points[0]);
        }
        foreach (var point in Points[1..])
        {
            // All of it is seen from the commit on, though its rows still bear their mark.
            Assert.Equal(
                point is "roster-settling",
                await host.InDbAsync(_district.Id, db => db.People.AnyAsync(p => p.SourcedId != null))
            );
            await LetLeaseRunOutAsync();
            using var doomed = await StartAsync(point);
            await doomed.DieAsync(point);
            Assert.True(await MarkedAsync() > 0, $"nothing was on its way at {point}");
        }
        Assert.Equal(await CountsAsync(_district, hidden: true), await CountsAsync(_district));
        await LetLeaseRunOutAsync();
        var (clean, other) = await OperatorAsync("Clean");
        using var api = await other.ApiAsync();

        using (var last = await StartAsync(null))
        {
            await DoneAsync(_district);
            last.Client.DefaultRequestHeaders.Authorization = api.DefaultRequestHeaders.Authorization;
            await SendAsync(last.Client);
            await DoneAsync(clean);
            if (host is SqliteHost)
                await LogIsSmallAsync();
        }

        Assert.Equal(await CountsAsync(clean), await CountsAsync(_district));
        Assert.Equal(await CountsAsync(clean, hidden: true), await CountsAsync(_district, hidden: true));
        Assert.Equal(0, await MarkedAsync());
        Assert.Equal(1, await host.InDbAsync(_district.Id, db => db.AuditEvents.CountAsync(e => e.Action == "roster.imported")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(host.Data, "rosters")));
    }

    [Fact]
    public async Task Killed_in_the_middle_and_then_refused_it_leaves_nothing()
    {
        using (var doomed = await StartAsync("roster-saved"))
        {
            await SendAsync(doomed.Client);
            await doomed.DieAsync("roster-saved");
        }
        Assert.True(await MarkedAsync() > 3000);
        await host.InDbAsync(_district.Id, db => db.RoleAssignments.Where(role => role.PersonId == _operator.Id).ExecuteDeleteAsync());

        var before = await CountsAsync(_district);
        await LetLeaseRunOutAsync();
        await host.App.Services.GetRequiredService<JobWorker>().RunDueAsync(JobLane.Long, CancellationToken.None);

        Assert.Equal(
            RosterImportState.Refused,
            await host.InDbAsync(_district.Id, db => db.RosterImports.Select(import => import.State).SingleAsync())
        );
        Assert.Equal(before, await CountsAsync(_district, hidden: true));
    }

    [Fact]
    public async Task Fails_when_the_uploaded_file_is_lost_and_says_so_after_a_few_tries()
    {
        using (var doomed = await StartAsync("roster-read"))
        {
            await SendAsync(doomed.Client);
            await doomed.DieAsync("roster-read");
        }
        foreach (var file in Directory.EnumerateFiles(Path.Combine(host.Data, "rosters")))
            File.Delete(file);

        var worker = host.App.Services.GetRequiredService<JobWorker>();
        for (var i = 0; i < 10; i++)
        {
            await LetLeaseRunOutAsync();
            await worker.RunDueAsync(JobLane.Long, CancellationToken.None);
        }

        await host.InDbAsync(
            _district.Id,
            async db =>
            {
                var import = await db.RosterImports.SingleAsync();
                Assert.Equal(RosterImportState.Refused, import.State);
                Assert.Equal("file.lost", RosterImportReport.Parse(import.Report)!.Problems.Single().Code);
                var job = await db.Jobs.SingleAsync();
                Assert.NotNull(job.DoneAt);
                Assert.InRange(job.Attempts, 3, 6);
            }
        );
    }

    private Task<RunningCairn> StartAsync(string? faultPoint) =>
        RunningCairn.StartAsync(host.Data, host.App.Services.GetRequiredService<CairnOptions>().Database, faultPoint, _token);

    private async Task<(TestDistrict, TestPerson)> OperatorAsync(string name)
    {
        var district = await host.NewDistrictAsync(name);
        return (district, await district.PersonAsync("Olga", [SchoolRole.Operator], at: district.Top));
    }

    /// <summary>
    /// The demo's roster: some nine hundred people and three thousand places in classes. The process may die before it answers.
    /// </summary>
    private static async Task SendAsync(HttpClient client)
    {
        using var zip = new MemoryStream();
        await DemoRoster.WriteZipAsync(zip);
        using var content = new ByteArrayContent(zip.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        try
        {
            using var answer = await client.PostAsync(new Uri("/api/v1/rosters", UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            // It died on the way to the answer; the job is there.
        }
    }

    /// <summary>Several transactions of megabytes have gone through it. The job ends a moment after the log is empty.</summary>
    private async Task LogIsSmallAsync()
    {
        var log = new FileInfo(Path.Combine(host.Data, "cairn.db-wal"));
        for (var i = 0; i < 50 && log.Length > 100_000; i++)
        {
            await Task.Delay(100);
            log.Refresh();
        }
        Assert.True(log.Length <= 100_000, $"the write-ahead log stands at {log.Length} bytes");
    }

    private Task LetLeaseRunOutAsync() =>
        host.InDbAsync(
            _district.Id,
            db =>
                db.Jobs.ExecuteUpdateAsync(set =>
                    set.SetProperty(j => j.LeasedUntil, (DateTimeOffset?)null).SetProperty(j => j.DueAt, j => j.AskedAt)
                )
        );

    private async Task DoneAsync(TestDistrict district)
    {
        for (var i = 0; i < 600; i++)
        {
            if (!await host.InDbAsync(district.Id, db => db.Jobs.AnyAsync(j => j.DoneAt == null)))
                return;
            await Task.Delay(200);
        }
        Assert.Fail("The import does not end.");
    }

    /// <summary>People, roles and places in classes that still bear the mark of their import.</summary>
    private Task<int> MarkedAsync() =>
        host.InDbAsync(
            _district.Id,
            async db =>
                await db.WithHidden<Person>().CountAsync(one => EF.Property<Guid?>(one, Stages.Column) != null)
                + await db.WithHidden<RoleAssignment>().CountAsync(one => EF.Property<Guid?>(one, Stages.Column) != null)
                + await db.WithHidden<ClassMembership>().CountAsync(one => EF.Property<Guid?>(one, Stages.Column) != null)
        );

    private Task<string> CountsAsync(TestDistrict district, bool hidden = false)
    {
        return host.InDbAsync(
            district.Id,
            async db =>
                JsonSerializer.Serialize(
                    new
                    {
                        organizations = await Of<Organization>(db).CountAsync(),
                        people = await Of<Person>(db).CountAsync(),
                        roles = await Of<RoleAssignment>(db).CountAsync(),
                        guardianships = await Of<Guardianship>(db).CountAsync(),
                        classes = await Of<SchoolClass>(db).CountAsync(),
                        memberships = await Of<ClassMembership>(db).CountAsync(),
                    }
                )
        );

        IQueryable<T> Of<T>(CairnDb db)
            where T : class, IStaged => hidden ? db.WithHidden<T>() : db.Set<T>();
    }
}

public sealed class SqliteRosterKillTests() : RosterKillTests(new SqliteHost());

public sealed class PostgresRosterKillTests() : RosterKillTests(new PostgresHost());
