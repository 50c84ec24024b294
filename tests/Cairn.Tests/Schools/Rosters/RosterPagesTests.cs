using System.Net;
using Cairn.Tests.Schools.Rosters.Reading;
using Cairn.Tests.SignIn.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Schools.Rosters;

public abstract class RosterPagesTests(CairnHost host)
{
    [Fact]
    public async Task An_operator_uploads_follows_and_reads_the_report()
    {
        var browser = await OperatorAsync();

        var answer = await UploadAsync(browser, new Bundle().With("users.csv", "thea@example.org", "nowhere").Zip(), "roster.zip");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var address = answer.Headers.Location!.ToString();
        var page = await EndedAsync(browser, address);

        Assert.NotNull(page.QuerySelector(".note.good"));
        Assert.Equal("email.malformed", page.QuerySelector("tr[data-code]")!.GetAttribute("data-code"));
        var csv = await browser.GetStringAsync(new Uri(address + "/problems.csv", UriKind.Relative));
        Assert.Contains("warning,email.malformed,users.csv,2,email,nowhere,", csv, StringComparison.Ordinal);
        Assert.Contains(address, (await browser.PageAsync("/rosters")).QuerySelector("tbody")!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_when_no_file_is_chosen_and_says_so_at_the_field()
    {
        var browser = await OperatorAsync();

        var answer = await UploadAsync(browser, [], "roster.zip");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector("#f-Roster-error"));
    }

    [Fact]
    public async Task Fails_when_the_roster_is_damaged_and_the_page_says_what_where()
    {
        var browser = await OperatorAsync();

        var answer = await UploadAsync(browser, new Bundle().Zip()[..200], "roster.zip");
        var page = await EndedAsync(browser, answer.Headers.Location!.ToString());

        Assert.NotNull(page.QuerySelector(".note.danger"));
        Assert.Equal("zip.damaged", page.QuerySelector("tr[data-code]")!.GetAttribute("data-code"));
    }

    [Fact]
    public async Task Fails_when_somebody_else_than_an_operator_comes()
    {
        var district = await host.NewDistrictAsync();
        var teacher = await (await district.PersonAsync("Tea", [SchoolRole.Teacher])).BrowserAsync();

        var answer = await teacher.GetAsync(new Uri("/rosters", UriKind.Relative));

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>A file cannot wait in the page that asks: the form is opened again once somebody has proved who they are.</summary>
    [Fact]
    public async Task Fails_when_a_roster_is_uploaded_in_an_open_session()
    {
        var district = await host.NewDistrictAsync();
        var olu = await district.PersonAsync("Olu", [SchoolRole.Operator], age: 40, at: district.Top);
        using var browser = await olu.BrowserAsync();
        var token = (await browser.PageAsync("/rosters")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await olu.GetStaleAsync();

        var stale = await browser.PageAsync("/rosters");
        Assert.Null(stale.QuerySelector("input[type=file]"));
        Assert.NotNull(stale.QuerySelector("a[href='/account/confirm?return=%2Frosters']"));
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new ByteArrayContent(new Bundle().Zip()), "Roster", "roster.zip" },
        };
        var answer = await browser.PostAsync(new Uri("/rosters", UriKind.Relative), form);

        Assert.Equal(
            (HttpStatusCode.SeeOther, "/account/confirm?return=%2Frosters"),
            (answer.StatusCode, answer.Headers.Location!.ToString())
        );
        Assert.Equal(0, await host.InDbAsync(district.Id, db => db.RosterImports.CountAsync()));
        await browser.PostFormAsync(
            "/account/confirm",
            [("Proof.Password", TestDistrict.Password), ("Return", "/rosters")],
            "/account/confirm"
        );
        Assert.Equal(HttpStatusCode.SeeOther, (await UploadAsync(browser, new Bundle().Zip(), "roster.zip")).StatusCode);
        Assert.Equal(1, await host.InDbAsync(district.Id, db => db.RosterImports.CountAsync()));
    }

    async Task<HttpClient> OperatorAsync()
    {
        var district = await host.NewDistrictAsync();
        return await (await district.PersonAsync("Olu", [SchoolRole.Operator], at: district.Top)).BrowserAsync();
    }

    static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, byte[] file, string name)
    {
        var token = (await browser.PageAsync("/rosters")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new ByteArrayContent(file), "Roster", name },
        };
        return await browser.PostAsync(new Uri("/rosters", UriKind.Relative), form);
    }

    static async Task<AngleSharp.Html.Dom.IHtmlDocument> EndedAsync(HttpClient browser, string address)
    {
        for (var tries = 0; tries < 1_200; tries++, await Task.Delay(100))
        {
            var page = await browser.PageAsync(address);
            if (page.QuerySelector("[data-progress]") is null)
                return page;
            Assert.NotNull(page.QuerySelector("noscript"));
        }

        throw new TimeoutException("The import did not end.");
    }
}

[Collection("sqlite")]
public sealed class RosterPagesOnSqlite(SqliteHost host) : RosterPagesTests(host);

[Collection("postgres")]
public sealed class RosterPagesOnPostgres(PostgresHost host) : RosterPagesTests(host);
