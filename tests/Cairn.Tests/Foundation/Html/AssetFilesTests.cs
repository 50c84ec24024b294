using System.Net;

namespace Cairn.Tests.Foundation.Html;

public sealed class AssetFilesTests(PagesHost host) : IClassFixture<PagesHost>
{
    [Fact]
    public async Task A_first_visit_stays_under_150_kB()
    {
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        var page = await browser.GetStringAsync("/style-guide/public");
        long total = page.Length;
        foreach (var url in Addresses(page))
        {
            using var answer = await browser.GetAsync(new Uri(url, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl!.MaxAge > TimeSpan.FromDays(300), url);
            total += answer.Content.Headers.ContentLength!.Value;
        }
        // Both weights of the type, which the style sheet names.
        total += 2 * 18_000;
        Assert.InRange(total, 20_000, 150_000);
    }

    [Fact]
    public async Task Fails_when_the_name_is_not_of_a_built_file()
    {
        using var browser = host.Browser();
        using var answer = await browser.GetAsync("/assets/manifest.json");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    static IEnumerable<string> Addresses(string page) =>
        page.Split('"').Where(part => part.StartsWith("/assets/", StringComparison.Ordinal)).Select(part => part.Split('#')[0]).Distinct();
}
