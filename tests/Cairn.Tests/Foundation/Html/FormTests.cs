using System.Net;

namespace Cairn.Tests.Foundation.Html;

public sealed class FormTests(PagesHost host) : IClassFixture<PagesHost>
{
    static readonly (string, string)[] Valid =
    [
        ("Title", "Water watchers"),
        ("Story", "We went to the river."),
        ("Due", "2027-05-31"),
        ("Minutes", "60"),
        ("Level", "Growing"),
        ("Photo", "picture"),
        ("Promise", "true"),
        ("level.source", "met"),
        ("level.notes", "met"),
    ];

    [Fact]
    public async Task Leads_on_and_says_so_once()
    {
        using var browser = host.Browser();
        using var answer = await browser.PostFormAsync("/style-guide", Valid);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/style-guide", answer.Headers.Location!.ToString());

        var next = await (await browser.GetAsync("/style-guide")).ReadAsync();
        Assert.Contains("Water watchers", next.QuerySelector(".flash")!.TextContent, StringComparison.Ordinal);
        var later = await (await browser.GetAsync("/style-guide")).ReadAsync();
        Assert.Null(later.QuerySelector(".flash"));
    }

    [Theory]
    [InlineData("Title", "")]
    [InlineData("Title", "A title that is a good deal longer than forty characters")]
    [InlineData("Due", "soon")]
    [InlineData("Minutes", "abc")]
    [InlineData("Minutes", "4")]
    [InlineData("Level", "Galactic")]
    [InlineData("Level", "1")]
    [InlineData("Promise", "")]
    [InlineData("Photo", "")]
    [InlineData("level.notes", "")]
    public async Task Fails_when_one_field_is_wrong_and_keeps_the_rest(string field, string value)
    {
        using var browser = host.Browser();
        using var answer = await browser.PostFormAsync("/style-guide", [.. Valid.Select(one => one.Item1 == field ? (field, value) : one)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);

        var page = await answer.ReadAsync();
        var link = Assert.Single(page.QuerySelectorAll(".error-summary a"));
        Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..]));
        Assert.Contains(": ", link.TextContent, StringComparison.Ordinal);
        Assert.Equal("We went to the river.", page.QuerySelector("textarea[name=Story]")!.TextContent);
        if (field is "Title" or "Due" or "Minutes")
            Assert.Equal(value, page.QuerySelector($"input[name={field}]")!.GetAttribute("value"));
        if (field is not ("Level" or "Promise" or "level.notes"))
        {
            var control = page.QuerySelector($"[name={field}]")!;
            Assert.Equal("true", control.GetAttribute("aria-invalid"));
            Assert.All(control.GetAttribute("aria-describedby")!.Split(' '), id => Assert.NotNull(page.GetElementById(id)));
        }
    }

    [Fact]
    public async Task Fails_when_the_token_is_missing_and_gives_the_text_back()
    {
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.Referrer = new Uri(host.Origin + "/style-guide?from=here");
        using var answer = await browser.SendFormAsync(
            "/style-guide",
            ("Story", "An hour of typing that must not be lost"),
            ("Password", "a secret of more than twenty letters")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);

        var page = await answer.ReadAsync();
        Assert.Equal("An hour of typing that must not be lost", Assert.Single(page.QuerySelectorAll("textarea")).TextContent);
        Assert.Equal("/style-guide?from=here", page.QuerySelector("a.btn-primary")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Fails_when_the_upload_is_too_large()
    {
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.ExpectContinue = true; // what a stranger sends in vain is not read
        using var answer = await browser.PostFormAsync("/style-guide", ("Photo", new string('x', 31_000_000)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.NotNull((await answer.ReadAsync()).QuerySelector("h1"));
    }

    [Fact]
    public async Task Every_field_has_a_label()
    {
        using var browser = host.Browser();
        var page = await (await browser.GetAsync("/style-guide")).ReadAsync();
        var fields = page.QuerySelectorAll("main input:not([type=hidden]), main textarea, main select");
        Assert.True(fields.Length > 10);
        Assert.All(
            fields,
            field =>
                Assert.True(
                    field.Closest("label") is not null || page.QuerySelector($"label[for='{field.Id}']") is not null,
                    field.OuterHtml
                )
        );
    }
}
