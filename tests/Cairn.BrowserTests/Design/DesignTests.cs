using Cairn.Tests;
using Cairn.Tests.Design;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Cairn.BrowserTests.Design;

/// <summary>
/// Authoring, review and catalogue in a real browser: accessible on desk and phone, saved as typed, the badge redrawn as it is chosen.
/// </summary>
public sealed class DesignTests(Chromium chromium, SqliteHost host) : IClassFixture<SqliteHost>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_page_is_accessible(int width)
    {
        var district = await host.NewDistrictAsync();
        var author = await district.PersonAsync("Ana", [SchoolRole.Author]);
        var reviewer = await district.PersonAsync("Rui", [SchoolRole.Reviewer]);
        var (writing, reviewing) = (await author.ApiAsync(), await reviewer.ApiAsync());
        var published = await writing.PublishedAsync(reviewing, district, Blueprints.Complete);
        var asked = (await writing.DraftAsync(district, Blueprints.Complete)).Text("id");
        await writing.AskForReviewAsync(asked);
        var draft = (await writing.DraftAsync(district, Blueprints.Complete with { Title = "A draft", Method = "" })).Text("id");
        var version = await host.InDbAsync(district.Id, db => db.Publications.Select(p => p.VersionId).SingleAsync());

        await using var desk = await chromium.SignedInAsync(host, author, width);
        var page = await desk.NewPageAsync();
        foreach (
            var address in new[]
            {
                "/design",
                "/design/new",
                "/design/frameworks",
                $"/design/{draft}/edit?find=w",
                $"/design/{asked}",
                $"/design/{version}",
                $"/design/{version}/example",
                "/catalog?search=creek",
                $"/catalog/{published}",
                $"/achievements/{version.Value:D}",
            }
        )
            await page.LookAsync(address, width);
        await page.GotoAsync($"/design/{draft}/edit");
        await page.Locator("button[value=review]").ClickAsync();
        await page.Locator(".error-summary").WaitForAsync();
        await page.AssertAccessibleAsync();

        await page.GotoAsync("/design/frameworks");
        foreach (
            var (row, status) in new[]
            {
                ("p-1,PEB.1,Tells a pebble from a stone.,nowhere,en,01\n", 422),
                ("p-1,PEB.1,Tells a pebble from a stone.,https://frameworks.example.org/1,en,01\n", 200),
            }
        )
        {
            await page.Locator("[name=title]").FillAsync("Pebble Skills");
            await page.Locator("[name=file]")
                .SetInputFilesAsync(
                    new FilePayload
                    {
                        Name = "pebbles.csv",
                        MimeType = "text/csv",
                        Buffer = System.Text.Encoding.UTF8.GetBytes(
                            "identifier,humanCodingScheme,fullStatement,uri,language,educationLevel\n" + row
                        ),
                    }
                );
            await page.Locator("form[enctype] button[type=submit]").ClickAsync();
            await page.Locator(status == 422 ? "tr[data-code]" : "[name=find]").WaitForAsync();
            await page.AssertAccessibleAsync();
            if (Environment.GetEnvironmentVariable("CAIRN_SHOTS") is { } pictures)
                await page.ScreenshotAsync(new() { Path = $"{pictures}/{width}_framework_{status}.png", FullPage = true });
        }
        await page.GotoAsync($"/design/{version}/example");
        await page.Locator("[name='evidence[0].text']").FillAsync("Two mayflies under the flat stone.");
        await page.Locator("button[value^='add:']").First.ClickAsync();
        await page.AssertAccessibleAsync();
        await page.Locator("button[value=preview]").ClickAsync();
        await page.Locator("details.disclosure[open]").WaitForAsync();
        await page.AssertAccessibleAsync();
        if (Environment.GetEnvironmentVariable("CAIRN_SHOTS") is { } shots)
            await page.ScreenshotAsync(new() { Path = $"{shots}/{width}_example_preview.png", FullPage = true });

        await using var other = await chromium.SignedInAsync(host, reviewer, width);
        page = await other.NewPageAsync();
        foreach (var address in new[] { "/design/reviews", $"/design/reviews/{asked}" })
            await page.LookAsync(address, width);
    }

    [Fact]
    public async Task The_badge_is_redrawn_and_the_text_saved_while_the_author_works()
    {
        var district = await host.NewDistrictAsync();
        var author = await district.PersonAsync("Ana", [SchoolRole.Author]);
        var draft = (await (await author.ApiAsync()).DraftAsync(district, Blueprints.Complete)).Text("id");
        await using var desk = await chromium.SignedInAsync(host, author, 1280);
        var page = await desk.NewPageAsync();
        await page.GotoAsync($"/design/{draft}/edit");

        var drawn = await page.RunAndWaitForResponseAsync(
            () => page.Locator("[name='badge.icon']").SelectOptionAsync("rocket"),
            "**/design/badge.svg?**"
        );
        Assert.Contains("icon=rocket", drawn.Url, StringComparison.Ordinal);
        Assert.Equal(200, drawn.Status);
        await page.Locator("[name=summary]").FillAsync("Typed in the browser.");
        await page.Locator("cairn-autosave[data-state=now]").WaitForAsync();

        await page.ReloadAsync();
        Assert.Equal("Typed in the browser.", await page.Locator("[name=summary]").InputValueAsync());
        Assert.Equal("rocket", await page.Locator("[name='badge.icon']").InputValueAsync());
        await page.Locator("button[value='add:overview']").ClickAsync();
        await page.Locator($"[name='overview[{Blueprints.Complete.Overview.Count}].prompt']").WaitForAsync();
    }

    [Fact]
    public async Task Typing_adding_rows_and_a_second_tab_lose_no_word()
    {
        var district = await host.NewDistrictAsync();
        var author = await district.PersonAsync("Ana", [SchoolRole.Author]);
        var draft = (await (await author.ApiAsync()).DraftAsync(district, Blueprints.Complete)).Text("id");
        await using var desk = await chromium.SignedInAsync(host, author, 390);
        var (page, other) = (await desk.NewPageAsync(), await desk.NewPageAsync());
        await page.GotoAsync($"/design/{draft}/edit");
        var first = Blueprints.Complete.Overview.Count;
        foreach (var row in Enumerable.Range(first, 4))
        {
            await page.Locator("[name=summary]").FillAsync($"Typed before row {row}.");
            if (row % 2 == 0)
                await page.Locator("cairn-autosave[data-state=now]").WaitForAsync();
            await page.Locator("button[value='add:overview']").ClickAsync();
            await page.Locator($"[name='overview[{row}].prompt']").FillAsync($"Question {row}?");
        }
        await page.Locator("cairn-autosave[data-state=now]").WaitForAsync();

        await other.GotoAsync($"/design/{draft}/edit");
        await other.Locator("[name=competency]").FillAsync("From the second tab");
        await other.Locator("cairn-autosave[data-state=now]").WaitForAsync();
        await page.Locator("[name=competency]").FillAsync("From the first tab");
        await page.Locator("cairn-autosave[data-state=parted]").WaitForAsync();
        Assert.Equal("From the second tab", await page.Locator(".elsewhere textarea").InputValueAsync());
        await page.AssertAccessibleAsync();
        await page.Locator("[data-take=theirs]").ClickAsync();
        await page.Locator("[name=method]").FillAsync("Typed after the choice.");
        await page.Locator("cairn-autosave[data-state=now]").WaitForAsync();

        var saved = (await host.InDbAsync(district.Id, db => db.Versions.SingleAsync())).Blueprint;
        Assert.Equal(
            ("From the second tab", "Typed after the choice.", $"Typed before row {first + 3}."),
            (saved.Competency, saved.Method, saved.Summary)
        );
        Assert.Equal(
            Enumerable.Range(first, 4).Select(row => $"Question {row}?"),
            saved.Overview.Skip(first).Select(question => question.Prompt)
        );
    }
}
