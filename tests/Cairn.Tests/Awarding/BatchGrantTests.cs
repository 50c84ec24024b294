using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Assessing;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Awarding;

public abstract class BatchGrantTests(CairnHost host)
{
    [Fact]
    public async Task What_cannot_be_granted_is_named_and_the_others_are_granted()
    {
        var journey = await Journey.BeginAsync(host);
        var good = await journey.JudgeAsync(await journey.SubmitAsync());
        var bad = await journey.JudgeAsync(
            await journey.SubmitAsync(await journey.District.PersonAsync("Ole", [SchoolRole.Learner])),
            Recommendation.NewAttempt
        );
        using var api = await journey.Grantor.ApiAsync();

        var answer = await (await GrantAsync(api, [good.ToString(), bad.ToString(), Guid.CreateVersion7().ToString("N")])).JsonAsync();
        var again = await (await GrantAsync(api, [good.ToString()])).JsonAsync();

        Assert.Equal(1, answer.GetProperty("granted").GetInt32());
        Assert.Equal(
            [null, "assessing.not-recommended", "assessing.unknown-review"],
            answer
                .GetProperty("items")
                .EnumerateArray()
                .Select(item =>
                    item.GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem
                        ? problem.GetProperty("code").GetString()
                        : null
                )
        );
        Assert.Equal(AwardOf(answer), AwardOf(again));
        Assert.Equal(1, await host.InDbAsync(journey.District.Id, db => db.Awards.CountAsync()));
    }

    [Fact]
    public async Task Fails_when_nothing_is_chosen()
    {
        var journey = await Journey.BeginAsync(host);
        using var api = await journey.Grantor.ApiAsync();

        Assert.Equal("input.too-few", await Answers.CodeAsync(await GrantAsync(api, [])));
    }

    [Fact]
    public async Task Fails_when_more_are_chosen_than_a_page_shows_and_grants_none()
    {
        var journey = await Journey.BeginAsync(host);
        var good = await journey.JudgeAsync(await journey.SubmitAsync());
        string[] chosen = [good.ToString(), .. Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7().ToString("N"))];
        using var api = await journey.Grantor.ApiAsync();
        using var browser = await journey.Grantor.BrowserAsync();

        Assert.Equal("input.too-many", await Answers.CodeAsync(await GrantAsync(api, chosen)));
        var page = await browser.PostFormAsync("/granting", [.. chosen.Select(id => ("ReviewIds", id))]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.StatusCode);
        Assert.Equal(0, await host.InDbAsync(journey.District.Id, db => db.Decisions.CountAsync()));
    }

    private static Task<HttpResponseMessage> GrantAsync(HttpClient api, string[] reviewIds) =>
        api.PostAsJsonAsync("/api/v1/decisions/batch", new { reviewIds });

    private static string? AwardOf(JsonElement answer) =>
        answer.GetProperty("items")[0].GetProperty("decision").GetProperty("awardId").GetString();
}

[Collection("sqlite")]
public sealed class SqliteBatchGrantTests(SqliteHost host) : BatchGrantTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresBatchGrantTests(PostgresHost host) : BatchGrantTests(host);
