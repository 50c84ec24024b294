using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.SignIn.Tokens;

public abstract class TokenTests(CairnHost host)
{
    [Fact]
    public async Task A_token_is_shown_once_and_acts_as_its_person()
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", [SchoolRole.Teacher]);
        using var browser = await ana.BrowserAsync();

        var secret = await MakeAsync(browser);

        using var api = Api(secret);
        var me = await api.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/me", UriKind.Relative));
        Assert.Equal(ana.Id.ToString(), me.GetProperty("id").GetString());
        Assert.Equal("teacher", me.GetProperty("roles")[0].GetProperty("role").GetString());
        Assert.Null((await browser.PageAsync("/account/tokens")).QuerySelector("[data-secret]"));
        Assert.Contains("token.made", await host.InDbAsync(district.Id, db => db.AuditEvents.Select(one => one.Action).ToListAsync()));
        Assert.DoesNotContain(host.Log.All, line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fails_when_the_token_was_revoked()
    {
        var district = await host.NewDistrictAsync();
        using var browser = await (await district.PersonAsync("Ana", [])).BrowserAsync();
        using var api = Api(await MakeAsync(browser));
        var revoke = (await browser.PageAsync("/account/tokens")).QuerySelector("form[action$=revocation]")!.GetAttribute("action")!;

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostFormAsync(revoke, [], "/account/tokens")).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(api, "/api/v1/me"));
    }

    [Fact]
    public async Task A_program_ends_its_own_token()
    {
        var district = await host.NewDistrictAsync();
        using var browser = await (await district.PersonAsync("Ana", [])).BrowserAsync();
        using var api = Api(await MakeAsync(browser));
        var id = (await api.GetFromJsonAsync<JsonElement>("/api/v1/me/tokens")).GetProperty("items")[0].GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(new Uri($"/api/v1/me/tokens/{id}", UriKind.Relative))).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(api, "/api/v1/me"));
        Assert.Contains("token.revoked", await host.InDbAsync(district.Id, db => db.AuditEvents.Select(one => one.Action).ToListAsync()));
    }

    [Fact]
    public async Task Fails_when_the_token_has_ended()
    {
        var district = await host.NewDistrictAsync();
        using var browser = await (await district.PersonAsync("Ana", [])).BrowserAsync();
        using var api = Api(await MakeAsync(browser, days: "1"));

        host.Clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(api, "/api/v1/me"));
    }

    [Theory]
    [InlineData("", "30", "Name")]
    [InlineData("A script", "366", "Days")]
    [InlineData("A script", "0", "Days")]
    [InlineData("A script", "soon", "Days")]
    public async Task Fails_when_it_has_no_name_or_lives_too_long(string name, string days, string field)
    {
        var district = await host.NewDistrictAsync();
        using var browser = await (await district.PersonAsync("Ana", [])).BrowserAsync();

        var answer = await browser.PostFormAsync("/account/tokens", ("Name", name), ("Days", days));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var input = (await answer.PageAsync()).QuerySelector($"input[name={field}]")!;
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Fails_when_the_token_is_somebody_elses()
    {
        var here = await host.NewDistrictAsync();
        var there = await host.NewDistrictAsync();
        using var ana = await (await here.PersonAsync("Ana", [])).BrowserAsync();
        using var bo = await (await here.PersonAsync("Bo", [])).BrowserAsync();
        using var cy = await (await there.PersonAsync("Cy", [])).BrowserAsync();
        using var api = Api(await MakeAsync(ana));
        var revoke = (await ana.PageAsync("/account/tokens")).QuerySelector("form[action$=revocation]")!.GetAttribute("action")!;

        Assert.Equal(HttpStatusCode.NotFound, (await bo.PostFormAsync(revoke, [], "/account/tokens")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await cy.PostFormAsync(revoke, [], "/account/tokens")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, "/api/v1/me"));
    }

    private static async Task<string> MakeAsync(HttpClient browser, string days = "30")
    {
        var answer = await browser.PostFormAsync("/account/tokens", ("Name", "A script"), ("Days", days));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.PageAsync()).QuerySelector("[data-secret]")!.TextContent;
    }

    private HttpClient Api(string secret)
    {
        var client = host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address) =>
        (await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode;
}

[Collection("sqlite")]
public sealed class SqliteTokenTests(SqliteHost host) : TokenTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresTokenTests(PostgresHost host) : TokenTests(host);
