using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cairn.Tests.Awarding;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Foundation.Api;

/// <summary>What a body leaves out decides nothing: it is not the first value of an enumeration, nor an empty list.</summary>
public abstract class StrictBodyTests(CairnHost host)
{
    [Fact]
    public async Task Fails_when_a_decision_names_no_outcome()
    {
        var journey = await Journey.BeginAsync(host);
        var review = await journey.JudgeAsync(await journey.SubmitAsync());
        using var api = await journey.Grantor.ApiAsync();

        await RefusedAsync(await api.PostAsJsonAsync("/api/v1/decisions", new { reviewId = review.ToString() }));

        Assert.Equal(0, await host.InDbAsync(journey.District.Id, db => db.Decisions.CountAsync()));
    }

    [Fact]
    public async Task Fails_when_a_revocation_gives_no_reason()
    {
        var journey = await Journey.BeginAsync(host);
        var award = await journey.EarnAsync();
        using var api = await journey.Grantor.ApiAsync();

        await RefusedAsync(await api.PostAsJsonAsync($"/api/v1/awards/{award}/revocation", new { }));

        Assert.Equal(0, await host.InDbAsync(journey.District.Id, db => db.Revocations.CountAsync()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"scores\":null}")]
    [InlineData("{\"scores\":[null]}")]
    [InlineData("{\"scores\":[{\"level\":\"met\"}]}")]
    [InlineData("{\"scores\":[],\"scores\":[]}")]
    [InlineData("[]")]
    [InlineData("{\"scores\":[],\"note\":\"a\\u0000b\"}")]
    [InlineData("{\"scores\":[{\"criterion\":\"FIRST\"},{\"criterion\":\"FIRST\"}]}")]
    public async Task Fails_when_a_review_is_not_whole(string body)
    {
        var journey = await Journey.BeginAsync(host);
        var submission = await journey.SubmitAsync();
        using var api = await journey.Assessor.ApiAsync();
        var review = (
            await (
                await api.PostAsJsonAsync("/api/v1/reviews", new { submissionId = submission.ToString() })
            ).Content.ReadFromJsonAsync<JsonElement>()
        )
            .GetProperty("id")
            .GetString();

        using var content = new StringContent(
            body.Replace("FIRST", journey.Blueprint.Rubric[0].Key, StringComparison.Ordinal),
            Encoding.UTF8,
            "application/json"
        );
        await RefusedAsync(await api.PutAsync(new Uri($"/api/v1/reviews/{review}", UriKind.Relative), content));
    }

    [Fact]
    public async Task Fails_when_a_recommendation_recommends_nothing()
    {
        var journey = await Journey.BeginAsync(host);
        var submission = await journey.SubmitAsync();
        using var api = await journey.Assessor.ApiAsync();
        var review = (
            await (
                await api.PostAsJsonAsync("/api/v1/reviews", new { submissionId = submission.ToString() })
            ).Content.ReadFromJsonAsync<JsonElement>()
        )
            .GetProperty("id")
            .GetString();
        var scores = journey.Blueprint.Rubric.Select(c => new { criterion = c.Key, level = c.RequiredLevel });
        Assert.Equal(HttpStatusCode.OK, (await api.PutAsJsonAsync($"/api/v1/reviews/{review}", new { scores })).StatusCode);

        await RefusedAsync(await api.PostAsJsonAsync($"/api/v1/reviews/{review}/recommendation", new { }));

        Assert.Null(await host.InDbAsync(journey.District.Id, db => db.Reviews.Select(r => r.CompletedAt).SingleAsync()));
    }

    private static async Task RefusedAsync(HttpResponseMessage answer)
    {
        Assert.InRange((int)answer.StatusCode, 400, 422);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.NotEmpty(problem.GetProperty("code").GetString()!);
    }
}

[Collection("sqlite")]
public sealed class SqliteStrictBodyTests(SqliteHost host) : StrictBodyTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresStrictBodyTests(PostgresHost host) : StrictBodyTests(host);
