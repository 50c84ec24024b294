using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Cairn.Assessing;
using Cairn.Awarding;
using Cairn.Foundation.Signing;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Awarding;

/// <summary>
/// The real process is killed between each two steps of issuing, one death after the other, and started again: one award, one credential each,
/// the bytes that it would have had.
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
            reviews.Add(await site.Journey.JudgeAsync(await site.Journey.SubmitAsync(await site.Journey.District.PersonAsync("Kim", [SchoolRole.Learner]))));
            using var doomed = await site.StartAsync(point);
            await site.GrantAsync(doomed, reviews[^1]);
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            await doomed.Process.WaitForExitAsync(patience.Token);
            Assert.Equal((point, 137), (point, doomed.Process.ExitCode));
            // Two minutes later, when the leases of the dead have run out.
            await site.Host.InDbAsync(site.Journey.District.Id, db => db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.LeasedUntil, (DateTimeOffset?)null)));
        }

        using (var last = await site.StartAsync(null))
        {
            foreach (var review in reviews) Assert.True(await site.GrantAsync(last, review));
            await site.Journey.SignAsync();
        }

        await site.Host.InDbAsync(site.Journey.District.Id, async db =>
        {
            Assert.Equal(Points.Length, await db.Awards.CountAsync());
            Assert.Equal(Points.Length, await db.Credentials.CountAsync());
            Assert.Equal(Points.Length, await db.AuditEvents.CountAsync(e => e.Action == "award.granted"));
            foreach (var issue in await db.CredentialIssues.ToListAsync())
            {
                var credential = await db.Credentials.SingleAsync(c => c.AwardId == issue.AwardId);
                var again = SignCredential.Sign(
                    issue, await db.Versions.SingleAsync(v => v.Id == site.Journey.Version), await db.IssuerKeys.SingleAsync(),
                    await db.StatusLists.SingleAsync(l => l.Id == issue.StatusListId), site.Host.App.Services.GetRequiredService<MasterKey>());
                Assert.Equal(again, credential.Bytes);
                Assert.Equal(1, await db.Locators.CountAsync(l => l.Kind == LocatorKind.Credential && l.TargetId == credential.Id.Value));
            }
        });
    }
}

/// <summary>A database with people in it, whose server has stopped; processes are started on it and killed.</summary>
public abstract class CrashSite(CairnHost host) : IAsyncLifetime
{
    private AuthenticationHeaderValue? _token;

    internal CairnHost Host { get; } = host;
    internal Journey Journey { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Host.InitializeAsync();
        Journey = await Journey.BeginAsync(Host);
        using var api = await Journey.Grantor.ApiAsync();
        _token = api.DefaultRequestHeaders.Authorization;
        // Its worker must not do what the processes are there for.
        await Host.App.StopAsync();
    }

    public Task DisposeAsync() => Host.DisposeAsync();

    internal async Task<RunningCairn> StartAsync(string? faultPoint)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Cairn.Platform.dll")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("CAIRN_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["PORT"] = $"{port}";
        start.Environment["CAIRN_DATA"] = Host.Data;
        start.Environment["CAIRN_DATABASE"] = Host.App.Services.GetRequiredService<CairnOptions>().Database;
        if (faultPoint is not null) start.Environment["CAIRN_FAULT_POINT"] = faultPoint;

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var running = new RunningCairn(process, new HttpClient { BaseAddress = new Uri($"http://localhost:{port}"), DefaultRequestHeaders = { Authorization = _token } });
        // It may die before it serves: on what the one before it left behind.
        for (var attempt = 0; attempt < 1200 && !process.HasExited; attempt++)
        {
            try
            {
                if ((await running.Client.GetAsync(new Uri("/health/live", UriKind.Relative))).IsSuccessStatusCode) break;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100);
        }
        return running;
    }

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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

internal sealed record RunningCairn(Process Process, HttpClient Client) : IDisposable
{
    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
            Process.WaitForExit();
        }
        Process.Dispose();
        Client.Dispose();
    }
}

public sealed class SqliteCrashSite() : CrashSite(new SqliteHost());

public sealed class PostgresCrashSite() : CrashSite(new PostgresHost());

public sealed class SqliteCrashTests(SqliteCrashSite site) : CrashTests(site), IClassFixture<SqliteCrashSite>;

public sealed class PostgresCrashTests(PostgresCrashSite site) : CrashTests(site), IClassFixture<PostgresCrashSite>;
