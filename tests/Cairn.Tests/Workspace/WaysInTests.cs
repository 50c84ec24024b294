using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Cairn.Credentials.Tests;
using Cairn.Tests.Earning;

namespace Cairn.Tests.Workspace;

/// <summary>
/// Files and texts that went wrong elsewhere, brought as people bring them, through the page and through the API where there are both: what
/// is refused is named, and what is taken is shown.
/// </summary>
[Collection("sqlite")]
public sealed class WaysInTests(SqliteHost host)
{
    public enum Outcome
    {
        /// <summary>Not kept; the page says why.</summary>
        Refused,

        /// <summary>Kept and shown; the page says this of it.</summary>
        Taken,
    }

    public static TheoryData<string, string, Outcome, string> Cases { get; } =
        new()
        {
            { "40-locked.pdf", "evidence", Outcome.Refused, "locked with a password" },
            { "42-notes.gdoc", "evidence", Outcome.Refused, "only a link into Google Drive" },
            { "44-photo.heic", "evidence", Outcome.Taken, "Most people cannot open this kind of picture (HEIC)." },
            { "45-creek-table-ansi.csv", "evidence", Outcome.Taken, "45-creek-table-ansi.csv" },
            { "47-empty.jpg", "evidence", Outcome.Refused, "This file is empty." },
            { "48-essay-25000.txt", "answer", Outcome.Refused, "20000" },
            { "50-arabic-answer.txt", "answer", Outcome.Taken, "auto" },
            { "50-arabic-answer.txt", "evidence", Outcome.Taken, "50-arabic-answer.txt" },
            { "60-framework-no-uri-column.csv", "framework", Outcome.Taken, "urn:uuid:3f1c2c66-0d4e-4b43-9b8a-2b1a6f0f7a01" },
            { "61-framework-http-uris.csv", "framework", Outcome.Taken, "http://standards.marrow.example/resources/S1" },
        };

    [CasesTheory]
    [MemberData(nameof(Cases))]
    public Task Gives_its_outcome(string file, string way, Outcome outcome, string words) =>
        way switch
        {
            "evidence" => BringAsync(file, outcome, words),
            "answer" => WriteAsync(Encoding.UTF8.GetString(SharedCases.Bytes(file)), outcome, words),
            _ => ImportAsync(file, words),
        };

    private async Task BringAsync(string file, Outcome outcome, string words)
    {
        // Of a document, a photo and whatever else: what is asked for is not in question.
        var scene = await EarningScene.NewAsync(host, EarningScene.AnyFile);
        var (page, requirement) = ($"/earning/{await scene.StartAsync()}/evidence", EarningScene.AnyFile.Evidence[0].Key);
        using var browser = await scene.Learner.BrowserAsync();

        var answer = await UploadAsync(browser, page, $"{page}/{requirement}/files", file, ("title", ""));
        var program = await scene.UploadAsync(await scene.StartAsync(), file, SharedCases.Bytes(file), requirement);

        if (outcome is Outcome.Refused)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains(words, (await answer.PageAsync()).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, program.StatusCode);
            Assert.Contains(words, (await program.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Empty((await browser.PageAsync(page)).QuerySelectorAll("article.card"));
            return;
        }
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Created, program.StatusCode);
        var card = (await browser.PageAsync(page)).QuerySelector("article.card")!;
        Assert.Contains(words, card.TextContent, StringComparison.Ordinal);
        var link = card.QuerySelector("a[href$='?download=true']")!.GetAttribute("href")!;
        Assert.Equal(SharedCases.Bytes(file), await browser.GetByteArrayAsync(new Uri(link, UriKind.Relative)));
    }

    private async Task WriteAsync(string text, Outcome outcome, string words)
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        using var browser = await scene.Learner.BrowserAsync();
        var page = $"/earning/{id}/overview";
        Assert.DoesNotContain((await browser.PageAsync(page)).QuerySelectorAll("main textarea"), one => one.HasAttribute("maxlength"));

        var answer = await browser.PostFormAsync($"/earning/{id}/answers", [("part", "Overview"), ("answer.why", text)], page);

        Assert.Equal(outcome is Outcome.Refused ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.SeeOther, answer.StatusCode);
        var shown = outcome is Outcome.Refused ? await answer.PageAsync() : await browser.PageAsync(page);
        var field = (IHtmlTextAreaElement)shown.QuerySelector("[name='answer.why']")!;
        Assert.Equal((Lines(text), "auto"), (Lines(field.Value), field.GetAttribute("dir")));
        if (outcome is Outcome.Refused)
        {
            Assert.Contains(words, shown.QuerySelector(".field.invalid .error")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await scene.WriteAsync(id, "why", text)).StatusCode);
            return;
        }

        // And where it is read: after it was handed in, by the learner.
        await scene.WriteAsync(id, "next", text);
        await scene.UploadAsync(id, "creek.png", EarningScene.Png);
        var attempt = (await (await scene.SubmitAsync(id)).JsonAsync()).GetProperty("id").GetString();
        var read = (await browser.PageAsync($"/earning/submissions/{attempt}"))
            .QuerySelectorAll("main *")
            .Where(one => Lines(one.TextContent) == Lines(text));
        Assert.Equal([words, words], read.Select(one => one.GetAttribute("dir")));
    }

    private async Task ImportAsync(string file, string words)
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", [SchoolRole.Author]);
        using var browser = await ana.BrowserAsync();
        using var api = await ana.ApiAsync();

        var answer = await UploadAsync(browser, "/design/frameworks", "/design/frameworks", file, ("title", "Marrow Bay"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var imported = await api.GetAsync(
            new Uri($"/api/v1{answer.Headers.Location!.OriginalString["/design".Length..]}/items", UriKind.Relative)
        );
        Assert.Equal(words, (await imported.JsonAsync()).GetProperty("items")[0].GetProperty("uri").GetString());
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n").Trim();

    private static async Task<HttpResponseMessage> UploadAsync(
        HttpClient browser,
        string page,
        string to,
        string file,
        params (string Name, string Value)[] fields
    )
    {
        var token = (await browser.PageAsync(page)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new ByteArrayContent(SharedCases.Bytes(file)), "file", file },
        };
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        return await browser.PostAsync(new Uri(to, UriKind.Relative), form);
    }
}
