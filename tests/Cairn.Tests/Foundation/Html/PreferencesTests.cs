using System.Net;

namespace Cairn.Tests.Foundation.Html;

public sealed class PreferencesTests(PagesHost host) : IClassFixture<PagesHost>
{
    [Theory]
    [InlineData("language", "es", "lang", "es")]
    [InlineData("theme", "dark", "data-bs-theme", "dark")]
    [InlineData("language", "xx", "lang", "en")]
    [InlineData("theme", "neon", "data-bs-theme", "auto")]
    public async Task A_choice_is_remembered_and_leads_back(string choice, string value, string attribute, string expected)
    {
        using var browser = host.Browser();
        using var content = new FormUrlEncodedContent(
            new Dictionary<string, string> { [choice] = value, ["back"] = "/style-guide?page=2" }
        );
        using var answer = await browser.PostAsync(new Uri($"/preferences/{choice}", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/style-guide?page=2", answer.Headers.Location!.ToString());
        var page = await (await browser.GetAsync("/style-guide")).ReadAsync();
        Assert.Equal(expected, page.DocumentElement.GetAttribute(attribute));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("")]
    public async Task Fails_when_the_way_back_is_not_ours(string back)
    {
        using var browser = host.Browser();
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["theme"] = "dark", ["back"] = back });
        using var answer = await browser.PostAsync(new Uri("/preferences/theme", UriKind.Relative), content);
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Dates_and_numbers_follow_the_reader()
    {
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("es-ES");
        var page = await (await browser.GetAsync("/style-guide")).ReadAsync();
        var time = page.QuerySelector("td time")!;
        Assert.Equal("2027-03-04T17:30:00Z", time.GetAttribute("datetime"));
        Assert.Contains("11:30", time.TextContent, StringComparison.Ordinal);
        Assert.Contains("mar", time.TextContent, StringComparison.Ordinal);
    }
}
