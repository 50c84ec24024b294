using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Credentials.Tests;

namespace Cairn.Tests.Verifying;

/// <summary>Inputs that went wrong (<c>cases</c> beside the standards): what the page and the API say first about each.</summary>
[Collection("sqlite")]
public sealed class SharedCasesTests(SqliteHost host)
{
    [CasesTheory]
    [InlineData("20-bare-did-key.json", "pass", "headline.unknown", "Marrow Bay School")]
    [InlineData("21-clock-20s-ahead.json", "pass", "headline.unknown", "Marrow Bay School")]
    [InlineData("23-ob2-hosted.svg", "not-determinable", null, "Who signed this could not be found out")]
    [InlineData("24-doctype-baked.svg", "pass", "headline.unknown", "Marrow Bay School")]
    [InlineData("25-doctype-picture.svg", "not-determinable", "headline.nothing", "SVG")]
    [InlineData(
        "27-screenshot.jpg",
        "not-determinable",
        "headline.nothing",
        "It is a JPEG picture. A badge's data is only in the PNG or SVG"
    )]
    [InlineData("29-saved-page.html", "not-determinable", "headline.nothing", "It is a web page.")]
    [InlineData("30-unsigned-presentation.json", "not-determinable", "headline.unknown", "Nobody proved who shows it")]
    [InlineData("31-recipient-mixed-case.json", "pass", "headline.unknown", "Marrow Bay School")]
    [InlineData("33-awarded-in-the-evening.json", "pass", "headline.unknown", "Marrow Bay School")]
    [InlineData("40-locked.pdf", "not-determinable", "headline.nothing", "It is a PDF.")]
    [InlineData("42-notes.gdoc", "not-determinable", "headline.nothing", "only a link")]
    [InlineData("44-photo.heic", "not-determinable", "headline.nothing", "HEIC")]
    [InlineData("48-essay-25000.txt", "not-determinable", "headline.nothing", "plain text")]
    [InlineData("credentials/small-order-1.json", "fail", null, "Do not rely on this")]
    public async Task The_page_and_the_API_say_what_is_right(string file, string outcome, string? headline, string words)
    {
        var bytes = SharedCases.Bytes(file);
        using var client = host.Anonymous();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "File", Path.GetFileName(file) } };
        using var body = new ByteArrayContent(bytes);

        var page = await (await client.PostAsync(new Uri("/verify", UriKind.Relative), form)).PageAsync();
        var report = await (
            await client.PostAsync(new Uri("/api/v1/verify", UriKind.Relative), body)
        ).Content.ReadFromJsonAsync<JsonElement>();

        var verdict = page.QuerySelector(".verdict")!;
        Assert.Equal(
            (outcome, headline ?? verdict.GetAttribute("data-headline")),
            (verdict.GetAttribute("data-outcome"), verdict.GetAttribute("data-headline"))
        );
        Assert.Equal(
            (outcome, headline ?? verdict.GetAttribute("data-headline")),
            (report.GetProperty("verdict").GetString(), report.GetProperty("headline").GetProperty("code").GetString())
        );
        Assert.Contains(words, verdict.TextContent, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\b(?:baking|parse|proof|jsonld)\.[a-z]|NotJson", page.QuerySelector("main")!.TextContent);
        if (outcome != "fail")
            Assert.DoesNotContain("Do not rely", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("not been taken back", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [CasesTheory]
    [InlineData("33-awarded-in-the-evening.json", "May 1, 2026")]
    public async Task A_day_is_the_day_that_the_issuer_wrote(string file, string day)
    {
        var bytes = SharedCases.Bytes(file);
        using var client = host.Anonymous();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "File", file } };

        var claims = (await (await client.PostAsync(new Uri("/verify", UriKind.Relative), form)).PageAsync()).QuerySelector(".claims")!;

        Assert.Contains(claims.QuerySelectorAll("time"), time => time.TextContent == day);
    }
}
