using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Cairn.Design;
using Cairn.Tests.Awarding;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Portfolio;

/// <summary>Published credentials are answered from memory, and never with yesterday's answer.</summary>
public abstract class PublishedCachingTests(CairnHost host)
{
    [Theory]
    [InlineData("text/html")]
    [InlineData("application/vc")]
    public async Task The_second_request_is_answered_from_memory_and_the_third_with_not_modified(string accept)
    {
        var (_, address) = await PublishedAsync();
        using var stranger = host.Anonymous();

        using var first = await AskAsync(stranger, address, accept);
        using var second = await AskAsync(stranger, address, accept);
        using var third = await AskAsync(stranger, address, accept, first.Headers.ETag);

        Assert.Null(first.Headers.Age);
        Assert.NotNull(second.Headers.Age);
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await second.Content.ReadAsByteArrayAsync());
        Assert.Equal(accept, second.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotModified, third.StatusCode);
        Assert.All(
            [first, second],
            answer =>
            {
                Assert.Equal("public, max-age=0", answer.Headers.CacheControl!.ToString());
                Assert.NotNull(answer.Headers.ETag);
                Assert.False(answer.Headers.Contains("Set-Cookie"));
                Assert.True(answer.Headers.Contains("Content-Security-Policy"));
            }
        );
    }

    [Fact]
    public async Task A_revocation_is_told_at_the_next_request()
    {
        var (journey, address) = await PublishedAsync();
        using var stranger = host.Anonymous();
        using var before = await AskAsync(stranger, address);
        Assert.NotNull((await before.PageAsync()).QuerySelector(".verdict.pass"));

        using var grantor = await journey.Grantor.ApiAsync();
        var award = await host.InDbAsync(journey.District.Id, db => db.Awards.Select(a => a.Id).SingleAsync());
        (await grantor.PostAsJsonAsync($"/api/v1/awards/{award}/revocation", new { reason = "awardedInError" })).EnsureSuccessStatusCode();

        using var after = await AskAsync(stranger, address, tag: before.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.NotNull((await after.PageAsync()).QuerySelector(".verdict.fail"));
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
    }

    [Fact]
    public async Task A_withdrawal_is_felt_at_the_next_request_and_a_new_publication_too()
    {
        var (journey, address) = await PublishedAsync();
        using var holder = await journey.Learner.ApiAsync();
        using var stranger = host.Anonymous();
        using var before = await AskAsync(stranger, address);

        await holder.PostAsync(At($"/api/v1{address}/publication/withdrawal"), null);
        using var withdrawn = await AskAsync(stranger, address, tag: before.Headers.ETag);
        await holder.PostAsync(At($"/api/v1{address}/publication"), null);
        using var again = await AskAsync(stranger, address);

        Assert.Equal(HttpStatusCode.NotFound, withdrawn.StatusCode);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_page_that_expires_says_so_from_that_moment()
    {
        var (_, address) = await PublishedAsync(b => b with { ValidForMonths = 1 });
        using var stranger = host.Anonymous();
        using var before = await AskAsync(stranger, address);
        Assert.NotNull((await before.PageAsync()).QuerySelector(".verdict.pass"));

        host.Clock.Advance(TimeSpan.FromDays(40));
        try
        {
            using var after = await AskAsync(stranger, address);
            Assert.NotNull((await after.PageAsync()).QuerySelector(".verdict.fail"));
        }
        finally
        {
            host.Clock.Advance(-TimeSpan.FromDays(40));
        }
    }

    [Fact]
    public async Task Each_language_has_its_page_and_the_reader_s_cookie_and_browser_change_nothing()
    {
        var (_, address) = await PublishedAsync();
        using var stranger = host.Anonymous();
        stranger.DefaultRequestHeaders.Add("Cookie", "cairn-language=c%3Des%7Cuic%3Des");
        stranger.DefaultRequestHeaders.AcceptLanguage.ParseAdd("es");

        var languages = new List<string?>();
        foreach (var query in (string[])["", "?lang=es", "?lang=en", "", "?lang=es"])
        {
            using var answer = await AskAsync(stranger, address + query);
            languages.Add((await answer.PageAsync()).DocumentElement.GetAttribute("lang"));
        }

        Assert.Equal(["en", "es", "en", "en", "es"], languages);
    }

    [Fact]
    public async Task Fails_when_a_stranger_asks_for_what_its_holder_has_just_seen_unpublished()
    {
        var journey = await Journey.BeginAsync(host);
        await journey.EarnAsync();
        var id = await host.InDbAsync(journey.District.Id, db => db.Credentials.Select(c => c.PublicId).SingleAsync());
        var address = $"/credentials/{id:D}";
        using var holder = await journey.Learner.BrowserAsync();
        using var stranger = host.Anonymous();

        foreach (var accept in (string[])["text/html", "application/vc"])
        {
            using var mine = await AskAsync(holder, address, accept);
            using var mineAgain = await AskAsync(holder, address, accept);
            using var theirs = await AskAsync(stranger, address, accept);

            Assert.Equal((HttpStatusCode.OK, "no-store, private"), (mine.StatusCode, mine.Headers.CacheControl!.ToString()));
            Assert.Null(mineAgain.Headers.Age);
            Assert.Equal(HttpStatusCode.NotFound, theirs.StatusCode);
        }
    }

    private async Task<(Journey Journey, string Address)> PublishedAsync(Func<Blueprint, Blueprint>? change = null)
    {
        var journey = await Journey.BeginAsync(host, change: change);
        await journey.EarnAsync();
        var id = await host.InDbAsync(journey.District.Id, db => db.Credentials.Select(c => c.PublicId).SingleAsync());
        using var holder = await journey.Learner.ApiAsync();
        (await holder.PostAsync(At($"/api/v1/credentials/{id:D}/publication"), null)).EnsureSuccessStatusCode();
        return (journey, $"/credentials/{id:D}");
    }

    private static async Task<HttpResponseMessage> AskAsync(
        HttpClient client,
        string address,
        string accept = "text/html",
        EntityTagHeaderValue? tag = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(address));
        request.Headers.Accept.ParseAdd(accept);
        if (tag is not null)
            request.Headers.IfNoneMatch.Add(tag);
        return await client.SendAsync(request);
    }

    private static Uri At(string address) => new(address, UriKind.Relative);
}

[Collection("sqlite")]
public sealed class SqlitePublishedCachingTests(SqliteHost host) : PublishedCachingTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresPublishedCachingTests(PostgresHost host) : PublishedCachingTests(host);
