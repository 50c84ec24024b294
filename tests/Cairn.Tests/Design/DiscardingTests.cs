using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Design;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Design;

/// <summary>An author throws away what nobody else has read; what was in review or published stays.</summary>
public abstract class DiscardingTests(CairnHost host)
{
    private static readonly Blueprint Complete = Blueprints.Complete;

    [Fact]
    public async Task A_draft_goes_and_with_its_only_version_the_micro_credential()
    {
        var (district, author, _) = await PeopleAsync();
        var id = (await author.DraftAsync(district, Complete)).Text("id");

        Assert.Equal(HttpStatusCode.NoContent, await DiscardAsync(author, id));

        Assert.Equal(HttpStatusCode.NotFound, (await author.GetAsync(new Uri($"/api/v1/versions/{id}", UriKind.Relative))).StatusCode);
        Assert.Equal(0, await host.InDbAsync(district.Id, db => db.MicroCredentials.CountAsync()));
        Assert.True(await host.InDbAsync(district.Id, db => db.AuditEvents.AnyAsync(one => one.Action == "version.discarded")));
    }

    [Fact]
    public async Task A_draft_of_a_further_version_goes_and_the_published_one_stays()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var microCredential = await author.PublishedAsync(reviewer, district, Complete);
        var address = new Uri($"/api/v1/micro-credentials/{microCredential}/versions", UriKind.Relative);
        var second = await (await author.PostAsync(address, null)).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.NoContent, await DiscardAsync(author, second.Text("id")));

        Assert.Equal(1, await host.InDbAsync(district.Id, db => db.Versions.CountAsync()));
        var again = await (await author.PostAsync(address, null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(2, again.GetProperty("number").GetInt32());
    }

    [Theory]
    [InlineData(false, "design.was-in-review")]
    [InlineData(true, "design.version-is-frozen")]
    public async Task Fails_when_somebody_else_has_read_it(bool isPublished, string code)
    {
        var (district, author, reviewer) = await PeopleAsync();
        var id = (await author.DraftAsync(district, Complete)).Text("id");
        await author.AskForReviewAsync(id);
        if (isPublished)
            await reviewer.PublishAsync(id);
        else
            await author.DeleteAsync(new Uri($"/api/v1/versions/{id}/review-request", UriKind.Relative));

        using var refused = await author.DeleteAsync(new Uri($"/api/v1/versions/{id}", UriKind.Relative));

        Assert.Equal((HttpStatusCode.Conflict, code), (refused.StatusCode, await refused.CodeAsync()));
        Assert.Equal(1, await host.InDbAsync(district.Id, db => db.Versions.CountAsync()));
    }

    [Fact]
    public async Task Fails_when_it_is_somebody_elses()
    {
        var (district, author, _) = await PeopleAsync();
        using var another = await (await district.PersonAsync("Bo", [SchoolRole.Author])).ApiAsync();
        var id = (await author.DraftAsync(district, Complete)).Text("id");

        Assert.Equal(HttpStatusCode.NotFound, await DiscardAsync(another, id));
    }

    [Fact]
    public async Task The_editor_says_what_goes_before_it_goes()
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", [SchoolRole.Author]);
        using var api = await ana.ApiAsync();
        using var browser = await ana.BrowserAsync();
        var id = (await api.DraftAsync(district, Complete)).Text("id");
        var confirm = (await browser.PageAsync($"/design/{id}/edit")).QuerySelector("details.danger")!;
        Assert.Contains(Complete.Title, confirm.TextContent, StringComparison.Ordinal);

        using var answer = await browser.PostFormAsync(
            confirm.QuerySelector("form")!.GetAttribute("action")!,
            [],
            page: $"/design/{id}/edit"
        );

        Assert.Equal((HttpStatusCode.SeeOther, "/design"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Equal(0, await host.InDbAsync(district.Id, db => db.Versions.CountAsync()));
    }

    private static async Task<HttpStatusCode> DiscardAsync(HttpClient author, string id) =>
        (await author.DeleteAsync(new Uri($"/api/v1/versions/{id}", UriKind.Relative))).StatusCode;

    private async Task<(TestDistrict, HttpClient Author, HttpClient Reviewer)> PeopleAsync()
    {
        var district = await host.NewDistrictAsync();
        return (
            district,
            await (await district.PersonAsync("Ana", [SchoolRole.Author])).ApiAsync(),
            await (await district.PersonAsync("Rui", [SchoolRole.Reviewer])).ApiAsync()
        );
    }
}

[Collection("sqlite")]
public sealed class SqliteDiscardingTests(SqliteHost host) : DiscardingTests(host);

[Collection("postgres")]
public sealed class PostgresDiscardingTests(PostgresHost host) : DiscardingTests(host);
