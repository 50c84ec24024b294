using System.Net;
using Cairn.Credentials.Tests;
using Cairn.Design.Frameworks;
using Cairn.Foundation.Files;

namespace Cairn.Tests.Earning;

/// <summary>Files that went wrong elsewhere: what a learner is told of them, and what is taken.</summary>
[Collection("sqlite")]
public sealed class EvidenceCasesTests(SqliteHost host)
{
    [CasesTheory]
    [InlineData("40-locked.pdf", "locked with a password")]
    [InlineData("42-notes.gdoc", "only a link into Google Drive")]
    [InlineData("47-empty.jpg", "This file is empty.")]
    public async Task What_an_assessor_could_not_open_is_refused_and_named(string file, string sentence)
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();

        var answer = await scene.UploadAsync(id, file, SharedCases.Bytes(file));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(sentence, (await answer.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [CasesTheory]
    [InlineData("44-photo.heic", "image/heic")]
    [InlineData("45-creek-table-ansi.csv", "text/plain")]
    [InlineData("50-arabic-answer.txt", "text/plain")]
    public async Task What_can_be_opened_is_taken(string file, string mediaType)
    {
        using var content = new MemoryStream(SharedCases.Bytes(file));

        Assert.Equal(mediaType, (await FileInspection.InspectAsync(content, CancellationToken.None)).Value.MediaType);
    }

    [CasesTheory]
    [InlineData("60-framework-no-uri-column.csv", "urn:uuid:3f1c2c66-0d4e-4b43-9b8a-2b1a6f0f7a01")]
    [InlineData("61-framework-http-uris.csv", "http://standards.marrow.example/resources/S1")]
    public void A_framework_is_imported_as_it_is_published(string file, string first)
    {
        var read = FrameworkFile.Read(file, SharedCases.Bytes(file));

        Assert.Empty(read.Problems);
        Assert.Equal(first, read.Items[0].Url);
    }

    /// <summary>A long text comes back whole, with the sentence; without script as well, for no field cuts it.</summary>
    [CasesFact]
    public async Task A_text_that_is_too_long_stays_whole_in_its_field()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        var essay = System.Text.Encoding.UTF8.GetString(SharedCases.Bytes("48-essay-25000.txt"));
        using var browser = await scene.Learner.BrowserAsync();
        var before = await browser.PageAsync($"/earning/{id}/overview");
        Assert.DoesNotContain(before.QuerySelectorAll("main textarea, main input"), one => one.HasAttribute("maxlength"));

        var answer = await browser.PostFormAsync(
            $"/earning/{id}/answers",
            [("part", "Overview"), ("answer.why", essay)],
            page: $"/earning/{id}/overview"
        );

        var page = await answer.PageAsync();
        var field = page.QuerySelector("[name='answer.why']")!;
        Assert.Equal(
            (essay.ReplaceLineEndings("\n").Trim(), "auto"),
            (field.TextContent.ReplaceLineEndings("\n").Trim(), field.GetAttribute("dir"))
        );
        Assert.Contains("20000", page.QuerySelector(".field.invalid .error")!.TextContent, StringComparison.Ordinal);
    }
}
