using System.Net;
using System.Net.Http.Json;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Foundation.Api;

/// <summary>
/// A program that heard no answer sends the same again, and somebody clicks twice: it is done once, and both are told the same.
/// </summary>
public abstract class OnceByKeyTests(CairnHost host)
{
    [Fact]
    public async Task The_same_request_again_is_answered_the_same_and_makes_nothing()
    {
        var (district, author) = await AuthorAsync();

        using var first = await BeginAsync(author, district, "k-1", "Creek reader");
        using var again = await BeginAsync(author, district, "k-1", "Creek reader");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
        Assert.Equal(1, await DraftsAsync(district));
    }

    [Fact]
    public async Task Several_at_once_are_one()
    {
        var (district, author) = await AuthorAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => BeginAsync(author, district, "k-2", "Creek reader")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single((await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()))).Distinct());
        Assert.Equal(1, await DraftsAsync(district));
    }

    [Fact]
    public async Task Fails_when_the_key_comes_with_another_body()
    {
        var (district, author) = await AuthorAsync();
        using var first = await BeginAsync(author, district, "k-3", "Creek reader");

        using var other = await BeginAsync(author, district, "k-3", "Pond reader");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "api.key-of-another"), (other.StatusCode, await other.CodeAsync()));
        Assert.Equal(1, await DraftsAsync(district));
    }

    [Fact]
    public async Task Fails_when_the_key_is_too_long()
    {
        var (district, author) = await AuthorAsync();

        using var refused = await BeginAsync(author, district, new string('k', 256), "Creek reader");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "api.key"), (refused.StatusCode, await refused.CodeAsync()));
    }

    [Fact]
    public async Task What_was_refused_may_be_put_right_and_sent_with_the_same_key()
    {
        var (district, author) = await AuthorAsync();
        using var refused = await BeginAsync(author, district, "k-4", new string('a', 300));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        using var right = await BeginAsync(author, district, "k-4", "Creek reader");

        Assert.Equal(HttpStatusCode.Created, right.StatusCode);
    }

    [Fact]
    public async Task Somebody_elses_key_is_another()
    {
        var (district, author) = await AuthorAsync();
        using var another = await (await district.PersonAsync("Bo", [SchoolRole.Author])).ApiAsync();

        using var first = await BeginAsync(author, district, "k-5", "Creek reader");
        using var second = await BeginAsync(another, district, "k-5", "Creek reader");

        Assert.NotEqual(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task After_a_day_it_is_forgotten()
    {
        var (district, author) = await AuthorAsync();
        using var first = await BeginAsync(author, district, "k-6", "Creek reader");
        var tomorrow = host.Clock.Now().AddHours(25);
        await host.InDbAsync(district.Id, db => db.ForgetAnswersAsync(tomorrow, CancellationToken.None));

        using var second = await BeginAsync(author, district, "k-6", "Creek reader");

        Assert.NotEqual(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task A_file_sent_again_is_one_piece_of_evidence()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        scene.Api.DefaultRequestHeaders.Add("Idempotency-Key", "k-7");

        // Each time with a boundary of its own between the parts.
        using var first = await scene.UploadAsync(id, "creek.png", EarningScene.Png);
        using var again = await scene.UploadAsync(id, "creek.png", EarningScene.Png);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_form_sent_by_two_clicks_makes_one_draft()
    {
        var district = await host.NewDistrictAsync();
        using var browser = await (await district.PersonAsync("Ana", [SchoolRole.Author])).BrowserAsync();
        var fields = (await browser.PageAsync("/design/new"))
            .QuerySelectorAll("form[action='/design/new'] input[type=hidden]")
            .Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value")!))
            .Append(new("Title", "Creek reader"))
            .ToList();

        async Task<HttpResponseMessage> ClickAsync()
        {
            using var form = new FormUrlEncodedContent(fields);
            return await browser.PostAsync(new Uri("/design/new", UriKind.Relative), form);
        }
        var answers = await Task.WhenAll(ClickAsync(), ClickAsync());

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Equal(answers[0].Headers.Location, answers[1].Headers.Location);
        Assert.Equal(1, await DraftsAsync(district));
    }

    private async Task<(TestDistrict District, HttpClient Author)> AuthorAsync()
    {
        var district = await host.NewDistrictAsync();
        return (district, await (await district.PersonAsync("Ana", [SchoolRole.Author])).ApiAsync());
    }

    private static async Task<HttpResponseMessage> BeginAsync(HttpClient author, TestDistrict district, string key, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/micro-credentials", UriKind.Relative))
        {
            Content = JsonContent.Create(new { organizationId = district.School.ToString(), blueprint = new { title } }),
            Headers = { { "Idempotency-Key", key } },
        };
        return await author.SendAsync(request);
    }

    private Task<int> DraftsAsync(TestDistrict district) => host.InDbAsync(district.Id, db => db.Versions.CountAsync());
}

[Collection("sqlite")]
public sealed class SqliteOnceByKeyTests(SqliteHost host) : OnceByKeyTests(host);

[Collection("postgres")]
public sealed class PostgresOnceByKeyTests(PostgresHost host) : OnceByKeyTests(host);
