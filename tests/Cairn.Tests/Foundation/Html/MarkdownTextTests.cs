using Cairn.Foundation.Html.Parts;

namespace Cairn.Tests.Foundation.Html;

public sealed class MarkdownTextTests
{
    [Fact]
    public void Shows_what_was_typed_as_text_with_structure()
    {
        var html = MarkdownText.ToHtml("# Plan\n\n**Look** at [the river](https://example.org/river).");
        Assert.Contains("<h3>Plan</h3>", html, StringComparison.Ordinal);
        Assert.Contains("<strong>Look</strong>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.org/river\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a <img src=x onerror=alert(1)> b")]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](data:text/html,x)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![pixel](https://tracker.example/p.gif)")]
    [InlineData("[a](//elsewhere.example)")]
    public void Fails_when_it_would_run_load_or_lead_astray(string markdown)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(MarkdownText.ToHtml(markdown));
        Assert.Empty(page.QuerySelectorAll("script, img, iframe"));
        Assert.All(
            page.QuerySelectorAll("a"),
            link =>
                Assert.True(
                    link.GetAttribute("href") is "#" || link.GetAttribute("href")!.StartsWith("https://", StringComparison.Ordinal),
                    link.OuterHtml
                )
        );
    }
}
