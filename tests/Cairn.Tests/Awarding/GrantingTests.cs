using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Assessing;
using Cairn.Awarding;
using Cairn.Credentials.Verification;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Signing;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Awarding;

public abstract class GrantingTests(CairnHost host)
{
    [Fact]
    public async Task A_grant_becomes_a_credential_that_verifies()
    {
        var journey = await Journey.BeginAsync(host);

        var award = await journey.EarnAsync();

        var credential = await journey.CredentialAsync(award);
        var list = await StatusListAsync(journey, credential.Bytes);
        var report = await new Verifier(new() { StatusLists = [list] }).VerifyAsync(credential.Bytes, host.Clock.GetUtcNow());
        Assert.True(report.Verdict is Verdict.Pass, System.Text.Encoding.UTF8.GetString(report.ToJson(indented: true)));
        var facts = await host.InDbAsync(
            journey.District.Id,
            async db => new
            {
                State = await db.Enrollments.Select(e => e.State).SingleAsync(),
                Audited = await db.AuditEvents.Select(e => e.Action).ToListAsync(),
                Located = await db.Locators.AnyAsync(l => l.Kind == Credential.Located && l.TargetId == credential.Id.Value),
            }
        );
        Assert.Equal(EnrollmentState.Earned, facts.State);
        Assert.Equal(["award.granted", "credential.signed"], facts.Audited.Order());
        Assert.True(facts.Located);
    }

    [Fact]
    public async Task Granting_at_the_same_instant_awards_once()
    {
        var journey = await Journey.BeginAsync(host);
        var review = await journey.JudgeAsync(await journey.SubmitAsync());
        using var api = await journey.Grantor.ApiAsync();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ => api.PostAsJsonAsync("/api/v1/decisions", new { reviewId = review.ToString(), outcome = "granted" }))
        );

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.StatusCode));
        var ids = await Task.WhenAll(
            answers.Select(async a => (await a.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("awardId").GetString())
        );
        Assert.Single(ids.Distinct());
        await journey.SignAsync();
        var counts = await host.InDbAsync(
            journey.District.Id,
            async db =>
                (
                    await db.Awards.CountAsync(),
                    await db.CredentialIssues.CountAsync(),
                    await db.Credentials.CountAsync(),
                    await db.IssuerKeys.CountAsync(),
                    await db.StatusLists.CountAsync()
                )
        );
        Assert.Equal((1, 1, 1, 1, 1), counts);
    }

    [Fact]
    public async Task Two_first_grants_at_the_same_instant_share_one_key()
    {
        var journey = await Journey.BeginAsync(host);
        var other = await journey.District.PersonAsync("Ole", [SchoolRole.Learner]);
        var (first, second) = (
            await journey.JudgeAsync(await journey.SubmitAsync()),
            await journey.JudgeAsync(await journey.SubmitAsync(other))
        );

        var answers = await Task.WhenAll(journey.DecideAsync(first), journey.DecideAsync(second));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.StatusCode));
        Assert.Equal(1, await host.InDbAsync(journey.District.Id, db => db.IssuerKeys.CountAsync()));
    }

    [Fact]
    public async Task Signing_again_gives_the_same_bytes()
    {
        var journey = await Journey.BeginAsync(host);
        var award = await journey.EarnAsync();
        var stored = await journey.CredentialAsync(award);

        var again = await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                var issue = await db.CredentialIssues.SingleAsync(i => i.AwardId == award);
                return SignCredential.Sign(
                    issue,
                    await db.Versions.SingleAsync(v => v.Id == journey.Version),
                    await db.IssuerKeys.SingleAsync(),
                    await db.StatusLists.SingleAsync(),
                    host.App.Services.GetRequiredService<MasterKey>()
                );
            }
        );

        Assert.Equal(stored.Bytes, again);
    }

    [Fact]
    public async Task A_childs_credential_says_little()
    {
        var journey = await Journey.BeginAsync(host, age: 13);

        var credential = await journey.CredentialAsync(await journey.EarnAsync());

        var text = System.Text.Encoding.UTF8.GetString(credential.Bytes);
        Assert.DoesNotContain("Lena", text, StringComparison.Ordinal);
        Assert.DoesNotContain("achievedLevel", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(credential.Bytes);
        Assert.False(json.RootElement.TryGetProperty("evidence", out _));
        var subject = json.RootElement.GetProperty("credentialSubject");
        Assert.False(subject.TryGetProperty("source", out _));
        Assert.Equal(4, subject.GetProperty("result").GetArrayLength());
        Assert.Equal("systemId", subject.GetProperty("identifier")[0].GetProperty("identityType").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData(null)]
    public async Task An_adults_credential_states_levels_unless_they_chose_otherwise(bool? chosen)
    {
        var journey = await Journey.BeginAsync(host);
        var granted = await journey.DecideAsync(await journey.JudgeAsync(await journey.SubmitAsync(levels: chosen)));
        await journey.SignAsync();
        var award = Id<Award>.Parse((await granted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("awardId").GetString()!, null);

        using var json = JsonDocument.Parse((await journey.CredentialAsync(award)).Bytes);

        var results = json.RootElement.GetProperty("credentialSubject").GetProperty("result").EnumerateArray().ToList();
        Assert.Equal(chosen is false ? 0 : journey.Blueprint.Rubric.Count, results.Count(r => r.TryGetProperty("achievedLevel", out _)));
        // The name, and that it was met, are stated either way.
        Assert.Contains("Lena", json.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(results, r => r.TryGetProperty("status", out var status) && status.GetString() == "Completed");
    }

    [Fact]
    public async Task Fails_when_the_grantor_is_the_learner()
    {
        var journey = await Journey.BeginAsync(host);
        var both = await journey.District.PersonAsync("Bea", [SchoolRole.Learner, SchoolRole.Grantor]);
        var review = await journey.JudgeAsync(await journey.SubmitAsync(both));

        await AssertRefusedAsync(HttpStatusCode.Forbidden, "assessing.own-work", await journey.DecideAsync(review, grantor: both));
    }

    [Fact]
    public async Task Fails_when_the_grantor_is_a_guardian()
    {
        var journey = await Journey.BeginAsync(host, age: 10);
        await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                db.Add(new Guardianship(journey.District.Id, journey.Grantor.Id, journey.Learner.Id, host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );

        var answer = await journey.DecideAsync(await journey.JudgeAsync(await journey.SubmitAsync()));

        await AssertRefusedAsync(HttpStatusCode.Forbidden, "assessing.own-child", answer);
    }

    [Fact]
    public async Task Fails_when_the_grantor_judged_it()
    {
        var journey = await Journey.BeginAsync(host, change: b => b with { Tier = AssessmentTier.Classroom });
        var both = await journey.District.PersonAsync("Bea", [SchoolRole.Assessor, SchoolRole.Grantor]);
        var review = await journey.JudgeAsync(await journey.SubmitAsync(), assessor: both);

        await AssertRefusedAsync(
            HttpStatusCode.Forbidden,
            "assessing.own-recommendation",
            await journey.DecideAsync(review, grantor: both)
        );
    }

    [Fact]
    public async Task Fails_when_it_was_not_recommended()
    {
        var journey = await Journey.BeginAsync(host);
        var review = await journey.JudgeAsync(await journey.SubmitAsync(), Recommendation.NewAttempt);

        await AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "assessing.not-recommended", await journey.DecideAsync(review));
    }

    [Fact]
    public async Task A_new_attempt_opens_the_work_again_and_its_award_is_the_only_one()
    {
        var journey = await Journey.BeginAsync(host);
        var review = await journey.JudgeAsync(await journey.SubmitAsync(), Recommendation.NewAttempt);
        Assert.Equal(HttpStatusCode.Created, (await journey.DecideAsync(review, "newAttempt", "Try day three again.")).StatusCode);
        Assert.Equal(
            EnrollmentState.Working,
            await host.InDbAsync(journey.District.Id, db => db.Enrollments.Select(e => e.State).SingleAsync())
        );

        var second = await journey.JudgeAsync(await journey.SubmitAsync());
        Assert.Equal(HttpStatusCode.Created, (await journey.DecideAsync(second)).StatusCode);

        Assert.Equal(1, await host.InDbAsync(journey.District.Id, db => db.Awards.CountAsync()));
        await AssertRefusedAsync(
            HttpStatusCode.Conflict,
            "assessing.already-decided",
            await journey.DecideAsync(second, "newAttempt", "No, again.")
        );
    }

    [Fact]
    public async Task Fails_when_an_award_or_a_credential_is_changed_in_the_database()
    {
        var journey = await Journey.BeginAsync(host);
        await journey.EarnAsync();

        foreach (
            var change in new Func<CairnDb, Task>[]
            {
                db => db.Awards.ExecuteUpdateAsync(set => set.SetProperty(a => a.AwardedAt, host.Clock.Now())),
                db => db.Awards.ExecuteDeleteAsync(),
                db => db.Credentials.ExecuteUpdateAsync(set => set.SetProperty(c => c.Bytes, new byte[] { 1 })),
                db => db.CredentialIssues.ExecuteUpdateAsync(set => set.SetProperty(i => i.StatusIndex, 0)),
                db => db.Decisions.ExecuteUpdateAsync(set => set.SetProperty(d => d.Note, "")),
            }
        )
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => host.InDbAsync(journey.District.Id, change));
    }

    /// <summary>The list that a credential names, as a stranger gets it.</summary>
    internal static async Task<byte[]> StatusListAsync(Journey journey, byte[] credential)
    {
        using var json = JsonDocument.Parse(credential);
        var address = new Uri(json.RootElement.GetProperty("credentialStatus").GetProperty("statusListCredential").GetString()!);
        using var stranger = journey.Host.Anonymous();
        var answer = await stranger.GetAsync(new Uri(address.AbsolutePath, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task AssertRefusedAsync(HttpStatusCode status, string code, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }
}

[Collection("sqlite")]
public sealed class SqliteGrantingTests(SqliteHost host) : GrantingTests(host);

[Collection("postgres")]
public sealed class PostgresGrantingTests(PostgresHost host) : GrantingTests(host);
