using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Design.Achievements;

public abstract class AchievementPagesTests(CairnHost host)
{
    [Fact]
    public async Task A_stranger_reads_the_whole_rubric()
    {
        var (address, _) = await PublishedAsync();

        var answer = await GetAsync(address, "text/html");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.Public);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains("Accept", answer.Headers.Vary);
        Assert.Equal(Blueprints.Complete.Rubric.Count, (await answer.PageAsync()).QuerySelectorAll(".rubric tbody").Length);
    }

    [Fact]
    public async Task A_program_reads_the_achievement()
    {
        var (address, _) = await PublishedAsync();

        var answer = await GetAsync(address, "application/json");

        var achievement = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.EndsWith(address, achievement.Text("id"), StringComparison.Ordinal);
        Assert.Equal(("MicroCredential", Blueprints.Complete.Title), (achievement.Text("achievementType"), achievement.Text("name")));
        // Outcome, tier and record, then the criteria: what a credential of it says.
        Assert.Equal(4 + Blueprints.Complete.Rubric.Count, achievement.GetProperty("resultDescription").GetArrayLength());
        Assert.NotNull(answer.Headers.ETag);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, (await host.Anonymous().SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task Its_badge_is_a_picture_for_everybody()
    {
        var (address, _) = await PublishedAsync();
        var stranger = await (await (await host.NewDistrictAsync("Other")).PersonAsync("Bo", [SchoolRole.Teacher])).BrowserAsync();

        var answer = await stranger.GetAsync(new Uri($"{address}/badge", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Fails_when_it_is_not_published()
    {
        var district = await host.NewDistrictAsync();
        var author = await (await district.PersonAsync("Ana", [SchoolRole.Author])).ApiAsync();
        var id = (await author.DraftAsync(district, Blueprints.Complete)).Text("id");

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"/achievements/{Guid.Parse(id):D}", "text/html")).StatusCode);
    }

    private async Task<HttpResponseMessage> GetAsync(string address, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        return await host.Anonymous().SendAsync(request);
    }

    private async Task<(string Address, TestDistrict)> PublishedAsync()
    {
        var district = await host.NewDistrictAsync();
        var author = await (await district.PersonAsync("Ana", [SchoolRole.Author])).ApiAsync();
        await author.PublishedAsync(
            await (await district.PersonAsync("Rui", [SchoolRole.Reviewer])).ApiAsync(),
            district,
            Blueprints.Complete
        );
        var version = await host.InDbAsync(district.Id, db => db.Versions.Select(v => v.Id).SingleAsync());
        return ($"/achievements/{version.Value:D}", district);
    }
}

[Collection("sqlite")]
public sealed class SqliteAchievementPagesTests(SqliteHost host) : AchievementPagesTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresAchievementPagesTests(PostgresHost host) : AchievementPagesTests(host);
