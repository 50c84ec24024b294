namespace Cairn.Tests.Foundation.Html;

public sealed class SecurityHeadersTests(PagesHost host) : IClassFixture<PagesHost>
{
    [Theory]
    [InlineData("/style-guide")]
    [InlineData("/nowhere")]
    [InlineData("/broken")]
    public async Task Every_answer_says_that_only_our_own_files_run(string url)
    {
        using var browser = host.Browser();
        using var answer = await browser.GetAsync(new Uri(url, UriKind.Relative));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'self'; ", policy, StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task No_page_needs_what_the_policy_stops()
    {
        using var browser = host.Browser();
        var page = await (await browser.GetAsync("/style-guide")).ReadAsync();
        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src])"));
        Assert.DoesNotContain(
            page.All.SelectMany(element => element.Attributes),
            attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_public_page_sets_no_cookie_holds_no_form_and_follows_the_address_alone()
    {
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("es");
        using var answer = await browser.GetAsync("/style-guide/public");
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var page = await answer.ReadAsync();
        Assert.Empty(page.QuerySelectorAll("form"));
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(
            "es",
            (await (await browser.GetAsync("/style-guide/public?lang=es")).ReadAsync()).DocumentElement.GetAttribute("lang")
        );
    }
}
