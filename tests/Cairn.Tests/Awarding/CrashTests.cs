using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Cairn.Assessing;
using Cairn.Awarding;
using Cairn.Foundation.Signing;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Awarding;

/// <summary>
/// The real process is killed between every two steps of issuing, again and again, and restarted: each award gets one credential, with the
/// bytes that it would have had.
/// </summary>
public abstract class CrashTests(CrashSite site)
{
    private static readonly string[] Points = ["before-grant", "after-grant", "before-sign", "after-sign", "before-store", "after-store"];

    [Fact]
    public async Task Killed_between_any_two_steps_nothing_is_lost_or_doubled()
    {
        var reviews = new List<Id<Review>>();
        foreach (var point in Points)
        {
            reviews.Add(
                await site.Journey.JudgeAsync(
                    await site.Journey.SubmitAsync(await site.Journey.District.PersonAsync("Kim", [SchoolRole.Learner]))
                )
            );
            using var doomed = await site.StartAsync(point);
            await site.GrantAsync(doomed, reviews[^1]);
            await doomed.DieAsync(point);
            // Two minutes later, when the dead processes' leases have run out.
            await site.Host.InDbAsync(
                site.Journey.District.Id,
                db => db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.LeasedUntil, (DateTimeOffset?)null))
            );
        }

        using (var last = await site.StartAsync(null))
        {
            foreach (var review in reviews)
                Assert.True(await site.GrantAsync(last, review));
            await site.Journey.SignAsync();
        }

        await site.Host.InDbAsync(
            site.Journey.District.Id,
            async db =>
            {
                Assert.Equal(Points.Length, await db.Awards.CountAsync());
                Assert.Equal(Points.Length, await db.Credentials.CountAsync());
                Assert.Equal(Points.Length, await db.AuditEvents.CountAsync(e => e.Action == "award.granted"));
                foreach (var issue in await db.CredentialIssues.ToListAsync())
                {
                    var credential = await db.Credentials.SingleAsync(c => c.AwardId == issue.AwardId);
                    var again = SignCredential.Sign(
                        issue,
                        await db.Versions.SingleAsync(v => v.Id == site.Journey.Version),
                        await db.IssuerKeys.SingleAsync(),
                        await db.StatusLists.SingleAsync(l => l.Id == issue.StatusListId),
                        site.Host.App.Services.GetRequiredService<MasterKey>()
                    );
                    Assert.Equal(again, credential.Bytes);
                    Assert.Equal(1, await db.Locators.CountAsync(l => l.Kind == Credential.Located && l.TargetId == credential.Id.Value));
                }
            }
        );
    }
}

/// <summary>A database with people in it, whose server has stopped; processes are started on it and killed.</summary>
public abstract class CrashSite(CairnHost host) : IAsyncLifetime
{
    private AuthenticationHeaderValue? _token;

    internal CairnHost Host { get; } = host;
    internal Journey Journey { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        Journey = await Journey.BeginAsync(Host);
        using var api = await Journey.Grantor.ApiAsync();
        _token = api.DefaultRequestHeaders.Authorization;
        // Its worker must not do the processes' work.
        await Host.App.StopAsync();
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    internal Task<RunningCairn> StartAsync(string? faultPoint) =>
        RunningCairn.StartAsync(Host.Data, Host.App.Services.GetRequiredService<CairnOptions>().Database, faultPoint, _token);

    /// <summary>Whether an answer came; a process that dies gives none.</summary>
    internal async Task<bool> GrantAsync(RunningCairn cairn, Id<Review> review)
    {
        try
        {
            var answer = await cairn.Client.PostAsJsonAsync("/api/v1/decisions", new { reviewId = review.ToString(), outcome = "granted" });
            return answer.StatusCode == HttpStatusCode.Created;
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}

public sealed class SqliteCrashSite() : CrashSite(new SqliteHost());

public sealed class PostgresCrashSite() : CrashSite(new PostgresHost());

public sealed class SqliteCrashTests(SqliteCrashSite site) : CrashTests(site), IClassFixture<SqliteCrashSite>;

public sealed class PostgresCrashTests(PostgresCrashSite site) : CrashTests(site), IClassFixture<PostgresCrashSite>;
