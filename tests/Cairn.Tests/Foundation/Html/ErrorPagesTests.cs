using System.Net;
using Cairn.Tests.Earning;

namespace Cairn.Tests.Foundation.Html;

public sealed class ErrorPagesTests(PagesHost host) : IClassFixture<PagesHost>
{
    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/forbidden", HttpStatusCode.Forbidden)]
    [InlineData("/busy", HttpStatusCode.TooManyRequests)]
    [InlineData("/broken", HttpStatusCode.InternalServerError)]
    public async Task A_person_gets_a_page_in_their_language(string url, HttpStatusCode status)
    {
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("es-MX,en;q=0.5");
        using var answer = await browser.GetAsync(new Uri(url, UriKind.Relative));
        Assert.Equal(status, answer.StatusCode);

        var page = await answer.ReadAsync();
        Assert.Equal("es-MX", page.DocumentElement.GetAttribute("lang"));
        Assert.NotNull(page.QuerySelector("main h1"));
        Assert.DoesNotContain("broken on purpose", page.Source.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/nowhere", "text/html", HttpStatusCode.NotFound)]
    [InlineData("/api/broken", "text/html", HttpStatusCode.InternalServerError)]
    [InlineData("/nowhere", "application/json", HttpStatusCode.NotFound)]
    [InlineData("/nowhere", "application/json, text/html;q=0", HttpStatusCode.NotFound)]
    public async Task A_program_gets_problem_details(string url, string accept, HttpStatusCode status)
    {
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.Accept.Clear();
        browser.DefaultRequestHeaders.Accept.ParseAdd(accept);
        using var answer = await browser.GetAsync(new Uri(url, UriKind.Relative));
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"http.{(int)status}", (await answer.JsonAsync()).GetProperty("code").GetString());
    }
}
