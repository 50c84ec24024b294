using System.Net;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.SignIn;

public abstract class SignInTests(CairnHost host)
{
    [Fact]
    public async Task A_person_signs_in_and_is_greeted()
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", [SchoolRole.Teacher]);
        using var browser = await ana.BrowserAsync();

        var page = await browser.PageAsync("/");

        Assert.Contains("Ana", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_when_the_password_is_wrong_and_keeps_the_name()
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", []);
        using var client = host.Anonymous();

        var answer = await client.PostFormAsync("/sign-in", ("Username", ana.Username), ("Password", "wrong wrong wrong"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Equal(ana.Username, page.QuerySelector("input[name=Username]")!.GetAttribute("value"));
        Assert.NotEqual("wrong wrong wrong", page.QuerySelector("input[name=Password]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Fails_when_the_person_has_left_and_says_so()
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", []);
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                (await db.People.SingleAsync(one => one.Id == ana.Id)).EndedAt = host.Clock.Now();
                await db.SaveChangesAsync();
            }
        );
        using var client = host.Anonymous();

        var answer = await client.PostFormAsync("/sign-in", ("Username", ana.Username), ("Password", TestDistrict.Password));

        Assert.Equal("/sign-in", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(new Uri("/account", UriKind.Relative))).StatusCode);
    }
}

[Collection("sqlite")]
public sealed class SqliteSignInTests(SqliteHost host) : SignInTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresSignInTests(PostgresHost host) : SignInTests(host);
