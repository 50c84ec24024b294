using System.Net;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.SignIn.Accounts;

public abstract class AccountTests(CairnHost host)
{
    private const string NewPassword = "seven grey herons wade";

    [Fact]
    public async Task A_changed_password_is_the_one_that_counts()
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", [SchoolRole.Teacher]);
        using var browser = await ana.BrowserAsync();

        Assert.Equal(HttpStatusCode.SeeOther, (await ChangeAsync(browser, TestDistrict.Password, NewPassword)).StatusCode);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/account"));
        using var again = host.Anonymous();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await EnterAsync(again, ana, TestDistrict.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await EnterAsync(again, ana, NewPassword)).StatusCode);
        Assert.Contains(
            "account.password-changed",
            await host.InDbAsync(district.Id, db => db.AuditEvents.Select(one => one.Action).ToListAsync())
        );
    }

    [Theory]
    [InlineData("not my password", NewPassword, "Current")]
    [InlineData(TestDistrict.Password, "password1234", "New")]
    public async Task Fails_when_the_old_one_is_wrong_or_the_new_one_weak(string current, string password, string field)
    {
        var district = await host.NewDistrictAsync();
        using var browser = await (await district.PersonAsync("Ana", [])).BrowserAsync();

        var answer = await ChangeAsync(browser, current, password);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("true", (await answer.PageAsync()).QuerySelector($"input[name={field}]")!.GetAttribute("aria-invalid"));
        Assert.DoesNotContain(
            "account.password-changed",
            await host.InDbAsync(district.Id, db => db.AuditEvents.Select(one => one.Action).ToListAsync())
        );
    }

    [Fact]
    public async Task Fails_when_signed_out_everywhere_from_another_browser()
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", []);
        using var here = await ana.BrowserAsync();
        using var there = await ana.BrowserAsync();

        Assert.Equal(HttpStatusCode.SeeOther, (await here.PostFormAsync("/account/sessions/end", [], "/account")).StatusCode);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(here, "/account"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(there, "/account"));
    }

    [Fact]
    public async Task An_account_of_two_districts_chooses_and_the_choice_is_remembered()
    {
        var (first, second) = (await host.NewDistrictAsync("First"), await host.NewDistrictAsync("Second"));
        var ana = await first.PersonAsync("Ana", [SchoolRole.Teacher]);
        var other = await host.InDbAsync(
            second.Id,
            async db =>
            {
                var person = new Person(second.Id, "Ana", "Elsewhere", host.Clock.Now()) { AccountId = ana.AccountId };
                db.People.Add(person);
                await db.SaveChangesAsync();
                return person.Id;
            }
        );
        using var browser = await ana.BrowserAsync();
        Assert.Equal("Ana Tester", await NameAsync(browser));

        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await browser.PostFormAsync("/account/presence", [("Person", other.ToString())], "/account")).StatusCode
        );

        Assert.Equal("Ana Elsewhere", await NameAsync(browser));
        using var later = await ana.BrowserAsync();
        Assert.Equal("Ana Elsewhere", await NameAsync(later));
    }

    [Fact]
    public async Task Fails_when_the_presence_is_somebody_elses()
    {
        var district = await host.NewDistrictAsync();
        var bo = await district.PersonAsync("Bo", [SchoolRole.Leader]);
        using var browser = await (await district.PersonAsync("Ana", [])).BrowserAsync();

        var answer = await browser.PostFormAsync("/account/presence", [("Person", bo.Id.ToString())], "/account");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("Ana Tester", await NameAsync(browser));
    }

    [Fact]
    public async Task A_language_comes_along_to_the_next_browser()
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", []);
        using var browser = await ana.BrowserAsync();
        await browser.PostFormAsync("/account/language", [("Language", "es")], "/account");

        using var later = await ana.BrowserAsync();

        Assert.Equal("es", (await later.PageAsync("/account")).DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Fails_when_a_language_is_none_of_ours_also_on_the_page()
    {
        var district = await host.NewDistrictAsync();
        using var browser = await (await district.PersonAsync("Ana", [])).BrowserAsync();

        var answer = await browser.PostFormAsync("/account/language", [("Language", "tlh")], "/account");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector("#f-Language-error"));
    }

    [Fact]
    public async Task A_password_keeps_the_spaces_around_it()
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", []);
        using var browser = await ana.BrowserAsync();

        Assert.Equal(HttpStatusCode.SeeOther, (await ChangeAsync(browser, TestDistrict.Password, $" {NewPassword} ")).StatusCode);

        using var again = host.Anonymous();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await EnterAsync(again, ana, NewPassword)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await EnterAsync(again, ana, $" {NewPassword} ")).StatusCode);
    }

    [Fact]
    public async Task Fails_when_the_new_one_is_typed_twice_and_differs()
    {
        var district = await host.NewDistrictAsync();
        using var browser = await (await district.PersonAsync("Ana", [])).BrowserAsync();

        var answer = await browser.PostFormAsync(
            "/account/password",
            ("Current", TestDistrict.Password),
            ("New", NewPassword),
            ("NewAgain", NewPassword + "!")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("true", (await answer.PageAsync()).QuerySelector("input[name=NewAgain]")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Roles_are_listed_and_an_operator_is_asked_for_a_second_step()
    {
        var district = await host.NewDistrictAsync();
        using var browser = await (await district.PersonAsync("Ana", [SchoolRole.Operator], at: district.Top)).BrowserAsync();

        var page = await browser.PageAsync("/account");

        Assert.Single(page.QuerySelectorAll("[data-roles] li"));
        Assert.NotNull(page.QuerySelector(".note a[href='/account/authenticator']"));
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient browser, string current, string password) =>
        browser.PostFormAsync("/account/password", ("Current", current), ("New", password), ("NewAgain", password));

    private static Task<HttpResponseMessage> EnterAsync(HttpClient client, TestPerson person, string password) =>
        client.PostFormAsync("/sign-in", ("Username", person.Username), ("Password", password));

    private static async Task<string> NameAsync(HttpClient browser) =>
        (await browser.PageAsync("/account")).QuerySelector("main .lede")!.TextContent;

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address) =>
        (await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode;
}

[Collection("sqlite")]
public sealed class SqliteAccountTests(SqliteHost host) : AccountTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresAccountTests(PostgresHost host) : AccountTests(host);
