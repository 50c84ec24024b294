using System.Net;
using System.Net.Http.Json;
using Cairn.Earning;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Earning;

/// <summary>Grantors and leaders see what was submitted, at every address, and no draft at any.</summary>
public abstract class DraftTests(CairnHost host)
{
    private const string Draft = "Not for your eyes yet";

    [Theory]
    [InlineData(nameof(SchoolRole.Grantor))]
    [InlineData(nameof(SchoolRole.Leader))]
    public async Task Who_oversees_sees_what_was_submitted_and_no_drafts(string role)
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        await scene.Api.PutAsJsonAsync($"/api/v1/enrollments/{id}/plan", new { goal = Draft });
        var overseer = await scene.District.PersonAsync("Ove", [Enum.Parse<SchoolRole>(role)]);
        using var api = await overseer.ApiAsync();
        using var browser = await overseer.BrowserAsync();
        var submitted = await ArtifactAsync(scene, 0);

        // They read outside their duty, and have said why. Nothing has been submitted yet.
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await api.PostAsJsonAsync($"/api/v1/enrollments/{id}/reading", new { reason = "safety" })).StatusCode
        );
        await SeesNoDraftAsync(api, browser, id, submitted, "why");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, $"/earning/{id}"));

        var submission = (await (await scene.SubmitAsync(id)).JsonAsync()).GetProperty("id").GetString();
        await host.InDbAsync(
            scene.District.Id,
            async db =>
            {
                (await db.Enrollments.SingleAsync()).Reopen();
                await db.SaveChangesAsync();
            }
        );
        await scene.WriteAsync(id, "why", Draft, seen: 1);
        await scene.UploadAsync(id, "later.png", EarningScene.PngOf([9]));
        var later = await ArtifactAsync(scene, 1);

        for (var withdrawn = false; ; withdrawn = true)
        {
            foreach (var part in new[] { "", "/overview", "/evidence", "/reflection", "/check" })
            {
                var page = await browser.GetAsync(new Uri($"/earning/{id}{part}", UriKind.Relative));
                Assert.Equal(
                    (HttpStatusCode.SeeOther, $"/earning/submissions/{submission}"),
                    (page.StatusCode, page.Headers.Location?.OriginalString)
                );
            }
            await SeesNoDraftAsync(api, browser, id, later, "why");
            foreach (
                var address in new[]
                {
                    $"/earning/submissions/{submission}",
                    $"/earning/submissions/{submission}/snapshot.json",
                    $"/earning/artifacts/{submitted}",
                }
            )
                Assert.DoesNotContain(Draft, await OkAsync(browser, address), StringComparison.Ordinal);
            foreach (
                var address in new[]
                {
                    $"/api/v1/submissions/{submission}",
                    $"/api/v1/submissions/{submission}/snapshot",
                    $"/api/v1/enrollments/{id}/submissions",
                    $"/api/v1/artifacts/{submitted}/content",
                }
            )
                Assert.DoesNotContain(Draft, await OkAsync(api, address), StringComparison.Ordinal);
            if (withdrawn)
                break;
            Assert.Equal(
                HttpStatusCode.NoContent,
                (await scene.Api.PostAsync(new Uri($"/api/v1/enrollments/{id}/withdrawal", UriKind.Relative), null)).StatusCode
            );
        }

        Assert.Equal(HttpStatusCode.NotFound, (await scene.WriteAsync(id, "why", "x", seen: 2, api: api)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.UploadAsync(id, "x.png", EarningScene.Png, api: api)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.SubmitAsync(id, api)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await api.DeleteAsync(new Uri($"/api/v1/artifacts/{submitted}", UriKind.Relative))).StatusCode
        );
    }

    [Fact]
    public async Task An_assessor_reads_a_submission_while_they_may_judge_it()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        var submission = (await (await scene.SubmitAsync(id)).JsonAsync()).GetProperty("id").GetString();
        var assessor = await scene.District.PersonAsync("Ash", [SchoolRole.Assessor]);
        using var api = await assessor.ApiAsync();
        Assert.Equal(HttpStatusCode.Created, (await api.PostAsJsonAsync("/api/v1/reviews", new { submissionId = submission })).StatusCode);
        string[] addresses =
        [
            $"/api/v1/submissions/{submission}",
            $"/api/v1/enrollments/{id}",
            $"/api/v1/artifacts/{await ArtifactAsync(scene, 0)}/content",
        ];
        foreach (var address in addresses)
            await OkAsync(api, address);

        await host.InDbAsync(
            scene.District.Id,
            async db =>
            {
                db.Add(new Guardianship(scene.District.Id, assessor.Id, scene.Learner.Id, host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );
        foreach (var address in addresses)
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(api, address));
        await host.InDbAsync(
            scene.District.Id,
            async db =>
            {
                await db.Guardianships.ExecuteDeleteAsync();
                await db.RoleAssignments.Where(r => r.PersonId == assessor.Id).ExecuteDeleteAsync();
            }
        );
        foreach (var address in addresses)
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(api, address));
    }

    private static async Task SeesNoDraftAsync(HttpClient api, HttpClient browser, Id<Enrollment> id, Id<Artifact> artifact, string key)
    {
        var view = await (await api.GetAsync(new Uri($"/api/v1/enrollments/{id}", UriKind.Relative))).JsonAsync();
        Assert.Equal(
            (0, 0, ""),
            (
                view.GetProperty("answers").GetArrayLength(),
                view.GetProperty("artifacts").GetArrayLength(),
                view.GetProperty("goal").GetString()
            )
        );
        foreach (
            var address in new[]
            {
                $"/api/v1/enrollments/{id}/answers/{key}",
                $"/api/v1/enrollments/{id}/answers/{key}/history",
                $"/api/v1/artifacts/{artifact}/content",
            }
        )
            Assert.Equal((address, HttpStatusCode.NotFound), (address, await StatusAsync(api, address)));
        foreach (var address in new[] { $"/earning/{id}/answers/{key}/history", $"/earning/artifacts/{artifact}" })
            Assert.Equal((address, HttpStatusCode.NotFound), (address, await StatusAsync(browser, address)));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address) =>
        (await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode;

    private static async Task<string> OkAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal((address, HttpStatusCode.OK), (address, answer.StatusCode));
        return await answer.Content.ReadAsStringAsync();
    }

    private static Task<Id<Artifact>> ArtifactAsync(EarningScene scene, int index) =>
        scene.Host.InDbAsync(scene.District.Id, db => db.Artifacts.OrderBy(a => a.Id).Select(a => a.Id).Skip(index).FirstAsync());
}

[Collection("sqlite")]
public sealed class SqliteDraftTests(SqliteHost host) : DraftTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresDraftTests(PostgresHost host) : DraftTests(host);
