using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cairn.Design;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.Tests.Awarding;
using Cairn.Tests.Earning;
using Cairn.Verifying;

namespace Cairn.Tests.Portfolio;

/// <summary>An award made in the evening was made on that day, wherever it is shown and whoever reads it.</summary>
public abstract class DaysShownTests(CairnHost host)
{
    [Theory]
    [InlineData("America/Los_Angeles", 12, 31, 22.0)] // in UTC it is January
    [InlineData("Pacific/Auckland", 6, 30, 22.0)]
    [InlineData("Pacific/Auckland", 1, 1, 0.5)] // in UTC it is December
    public async Task Every_page_and_answer_says_the_districts_day(string zoneName, int month, int day, double hour)
    {
        var zone = Days.ZoneOf(zoneName);
        var now = host.Clock.Now();
        var at = new[] { 0, 1 }
            .Select(years => new DateOnly(now.DayIn(zone).Year + years, month, day).StartIn(zone).AddHours(hour))
            .First(moment => moment > now);
        var ahead = at - now;
        host.Clock.Advance(ahead);
        try
        {
            await SaysAsync(zone, at.DayIn(zone), at.AddMonths(2, zone).DayIn(zone));
        }
        finally
        {
            host.Clock.Advance(-ahead);
        }
    }

    private async Task SaysAsync(TimeZoneInfo zone, DateOnly awarded, DateOnly until)
    {
        var journey = await Journey.BeginAsync(host, change: b => b with { ValidForMonths = 2 }, zone: zone.Id);
        var award = await journey.EarnAsync();
        var credential = await journey.CredentialAsync(award);
        var id = credential.PublicId;
        using var holder = await journey.Learner.ApiAsync();
        using var browser = await journey.Learner.BrowserAsync();
        using var grantor = await journey.Grantor.BrowserAsync();
        using var stranger = host.Anonymous();
        var handle = $"lena-{Guid.CreateVersion7():N}";
        (await holder.PutAsJsonAsync("/api/v1/portfolio/public-page", new { handle })).EnsureSuccessStatusCode();
        (await holder.PostAsync(At($"/api/v1/credentials/{id:D}/publication"), null)).EnsureSuccessStatusCode();
        var link = (await (await holder.PostAsJsonAsync($"/api/v1/credentials/{id:D}/links", new { days = 7 })).JsonAsync())
            .GetProperty("url")
            .GetString()!;
        await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                db.Locators.Add(
                    new Locator(
                        MicroCredentialVersion.Located,
                        journey.Version.Value.ToString("D"),
                        journey.District.Id,
                        journey.Version.Value
                    )
                );
                await db.SaveChangesAsync();
            }
        );

        // The document itself: the district's day and offset.
        using var signed = JsonDocument.Parse(credential.Bytes);
        foreach (var (member, on) in new[] { ("awardedDate", awarded), ("validFrom", awarded), ("validUntil", until) })
        {
            var written = signed.RootElement.GetProperty(member).GetString()!;
            Assert.StartsWith($"{on:yyyy-MM-dd}T", written, StringComparison.Ordinal);
            var instant = DateTimeOffset.Parse(written, CultureInfo.InvariantCulture);
            Assert.Equal(zone.GetUtcOffset(instant), instant.Offset);
        }

        DateOnly[] both = [awarded, until];
        await HasAsync(stranger, $"/credentials/{id:D}", both);
        await HasAsync(stranger, new Uri(link).AbsolutePath, both);
        await HasAsync(browser, $"/portfolio/{id:N}", both, part: "dl.facts");
        await HasAsync(browser, "/portfolio", [awarded]);
        await HasAsync(stranger, $"/p/{handle}", [awarded]);
        await HasAsync(stranger, $"/achievements/{journey.Version.Value:D}", [awarded]);
        Assert.Contains(
            awarded.ToString("MMM d", CultureInfo.GetCultureInfo("en")),
            (await grantor.PageAsync("/granting/awards")).QuerySelector("tbody")!.TextContent,
            StringComparison.Ordinal
        );
        using var pasted = new MultipartFormDataContent { { new StringContent(Encoding.UTF8.GetString(credential.Bytes)), "Text" } };
        Assert.Equal(both, DaysIn(await (await stranger.PostAsync(At("/verify"), pasted)).PageAsync(), "main").Distinct().Order());

        var portfolio = await holder.GetFromJsonAsync<JsonElement>("/api/v1/portfolio");
        var linkedIn = portfolio.GetProperty("items")[0].GetProperty("linkedInUrl").GetString()!;
        Assert.Equal(linkedIn, (await browser.PageAsync($"/portfolio/{id:N}")).QuerySelector("a[href*=linkedin]")!.GetAttribute("href"));
        Assert.Contains(
            $"&issueYear={awarded.Year}&issueMonth={awarded.Month}&expirationYear={until.Year}&expirationMonth={until.Month}&",
            linkedIn,
            StringComparison.Ordinal
        );
        var said = awarded.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(said, portfolio.GetProperty("items")[0].GetProperty("awardedOn").GetString());
        Assert.Equal(
            said,
            (await holder.GetFromJsonAsync<JsonElement>("/api/v1/credentials")).GetProperty("items")[0].GetProperty("awardedOn").GetString()
        );
        Assert.Equal(
            said,
            (await stranger.GetFromJsonAsync<JsonElement>($"/api/v1/portfolios/{handle}"))
                .GetProperty("items")[0]
                .GetProperty("awardedOn")
                .GetString()
        );

        using var program = await journey.Grantor.ApiAsync();
        (await program.PostAsJsonAsync($"/api/v1/awards/{award}/revocation", new { reason = "awardedInError" })).EnsureSuccessStatusCode();
        Assert.Equal(
            said,
            (await stranger.GetFromJsonAsync<JsonElement>($"/credentials/{id:D}/state"))
                .GetProperty("takenBack")
                .GetProperty("on")
                .GetString()
        );
        foreach (
            var (client, address) in new[] { (stranger, $"/credentials/{id:D}"), (browser, $"/portfolio/{id:N}"), (browser, "/portfolio") }
        )
            Assert.Contains(
                awarded,
                DaysIn(await PageAsync(client, address), address is "/portfolio" ? "section[aria-labelledby=taken-back]" : ".note.danger")
            );
    }

    /// <summary>Dates written in UTC, as before: the district's pages show its day all the same.</summary>
    [Fact]
    public void What_was_written_in_utc_is_shown_in_the_districts_day()
    {
        var story = new CredentialStory(
            "A",
            "B",
            null,
            "C",
            null,
            null,
            null,
            DateTimeOffset.Parse("2026-05-02T05:30:00Z", CultureInfo.InvariantCulture),
            null,
            [],
            [],
            [],
            []
        );

        Assert.Equal(new DateOnly(2026, 5, 1), story.In(Days.ZoneOf("America/Los_Angeles")).From!.Value.DayAsWritten());
    }

    private static async Task HasAsync(HttpClient client, string address, DateOnly[] days, string part = "main") =>
        Assert.Equal(days, DaysIn(await PageAsync(client, address), part).Distinct().Order());

    /// <summary>The days on the page; an instant has an hour and is not a day.</summary>
    private static IEnumerable<DateOnly> DaysIn(AngleSharp.Html.Dom.IHtmlDocument page, string part) =>
        page.QuerySelectorAll($"{part} time")
            .Select(time => time.GetAttribute("datetime")!)
            .Where(text => text.Length == 10)
            .Select(text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(HttpClient client, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(address));
        request.Headers.Accept.ParseAdd("text/html");
        return await (await client.SendAsync(request)).PageAsync();
    }

    private static Uri At(string address) => new(address, UriKind.Relative);
}

[Collection("sqlite")]
public sealed class SqliteDaysShownTests(SqliteHost host) : DaysShownTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresDaysShownTests(PostgresHost host) : DaysShownTests(host);
