using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Awarding;

public abstract class AwardPagesTests(CairnHost host)
{
    [Fact]
    public async Task An_award_is_found_and_taken_back_with_a_reason()
    {
        var journey = await Journey.BeginAsync(host);
        await journey.EarnAsync();
        using var browser = await journey.Grantor.BrowserAsync();
        var address = (await browser.PageAsync("/granting/awards")).QuerySelector("tbody a")!.GetAttribute("href")!;

        var missing = await browser.PostFormAsync($"{address}/revocation", [("Note", "Seen by the office")], page: address);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.StatusCode);
        Assert.Equal("Seen by the office", (await missing.PageAsync()).QuerySelector("textarea[name=Note]")!.TextContent);
        var done = await browser.PostFormAsync($"{address}/revocation", [("Reason", "AwardedInError"), ("Note", "")], page: address);

        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Equal(1, await host.InDbAsync(journey.District.Id, db => db.Revocations.CountAsync()));
        Assert.Null((await browser.PageAsync(address)).QuerySelector("form[action$=revocation]"));
    }

    [Fact]
    public async Task Who_decides_otherwise_in_a_second_tab_hears_that_the_first_decision_stands()
    {
        var journey = await Journey.BeginAsync(host);
        var review = await journey.JudgeAsync(await journey.SubmitAsync());
        using var browser = await journey.Grantor.BrowserAsync();
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await browser.PostFormAsync($"/granting/{review}", [("Outcome", "Granted")], page: "/account")).StatusCode
        );

        var second = await browser.PostFormAsync(
            $"/granting/{review}",
            [("Outcome", "NewAttempt"), ("Note", "Count again.")],
            page: "/account"
        );

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var page = await second.PageAsync();
        Assert.Contains("The first decision stands.", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Count again.", page.QuerySelector("textarea[readonly]")!.TextContent);
    }

    [Fact]
    public async Task Who_judges_otherwise_in_a_second_tab_hears_that_the_first_recommendation_stands()
    {
        var journey = await Journey.BeginAsync(host);
        var review = await journey.JudgeAsync(await journey.SubmitAsync());
        using var browser = await journey.Assessor.BrowserAsync();

        var same = await browser.PostFormAsync(
            $"/assessing/{review}",
            [("Recommendation", "Award"), ("Note", "Thank you.")],
            page: "/account"
        );
        var other = await browser.PostFormAsync(
            $"/assessing/{review}",
            [("Recommendation", "NewAttempt"), ("Note", "Count again.")],
            page: "/account"
        );

        Assert.Equal(HttpStatusCode.SeeOther, same.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        var page = await other.PageAsync();
        Assert.Contains("It cannot change any more.", page.QuerySelector(".note.yours")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Count again.", page.QuerySelector("textarea[readonly]")!.TextContent);
    }

    [Fact]
    public async Task Programs_see_what_waits_and_what_was_awarded()
    {
        var journey = await Journey.BeginAsync(host);
        var review = await journey.JudgeAsync(await journey.SubmitAsync());
        using var api = await journey.Grantor.ApiAsync();
        var waiting = (await api.GetFromJsonAsync<JsonElement>("/api/v1/decisions/waiting")).GetProperty("items");
        Assert.Equal(review.ToString(), Assert.Single(waiting.EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(new Uri($"/api/v1/decisions/waiting/{review}", UriKind.Relative))).StatusCode);

        await journey.DecideAsync(review);

        Assert.Single((await api.GetFromJsonAsync<JsonElement>("/api/v1/awards")).GetProperty("items").EnumerateArray());
        Assert.Empty((await api.GetFromJsonAsync<JsonElement>("/api/v1/decisions/waiting")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Fails_when_an_award_of_another_district_or_school_is_asked_for()
    {
        var (mine, other) = (await Journey.BeginAsync(host), await Journey.BeginAsync(host));
        var award = await mine.EarnAsync();
        var elsewhere = await mine.District.PersonAsync("Una", [SchoolRole.Grantor], at: mine.District.School);
        foreach (
            var (person, status) in new[]
            {
                (other.Grantor, HttpStatusCode.NotFound),
                (elsewhere, HttpStatusCode.OK),
                (mine.Assessor, HttpStatusCode.Forbidden),
            }
        )
        {
            using var api = await person.ApiAsync();
            Assert.Equal(status, (await api.GetAsync(new Uri($"/api/v1/awards/{award}", UriKind.Relative))).StatusCode);
        }
    }
}

[Collection("sqlite")]
public sealed class SqliteAwardPagesTests(SqliteHost host) : AwardPagesTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresAwardPagesTests(PostgresHost host) : AwardPagesTests(host);
