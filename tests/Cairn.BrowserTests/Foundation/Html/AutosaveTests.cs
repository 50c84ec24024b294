using Cairn.Tests.Foundation.Html;

namespace Cairn.BrowserTests.Foundation.Html;

public sealed class AutosaveTests(Chromium chromium, PagesHost host) : IClassFixture<PagesHost>
{
    [Fact]
    public async Task Says_that_the_work_is_safe_once_the_server_has_it()
    {
        await using var context = await chromium.NewContextAsync(new() { BaseURL = host.Origin });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/style-guide");
        var request = await page.RunAndWaitForRequestAsync(
            () => page.Locator("#f-Story").FillAsync("The river was high."),
            "**/style-guide/draft"
        );
        Assert.Contains("Story=The+river+was+high.", request.PostData, StringComparison.Ordinal);
        Assert.DoesNotContain("Title=", request.PostData, StringComparison.Ordinal);
        await page.Locator("cairn-autosave[data-state=now]").WaitForAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("Object.keys(localStorage).length"));
    }

    [Fact]
    public async Task Puts_unsaved_work_back_after_a_lost_connection_and_a_crash()
    {
        await using var context = await chromium.NewContextAsync(new() { BaseURL = host.Origin });
        var page = await context.NewPageAsync();
        await context.RouteAsync("**/style-guide/draft", route => route.AbortAsync());
        await page.GotoAsync("/style-guide");
        await page.Locator("#f-Story").FillAsync("Typed in a bus.");
        await page.Locator("#f-Level-2").CheckAsync();
        await page.Locator("cairn-autosave[data-state=failed]").WaitForAsync();
        await page.CloseAsync(new() { RunBeforeUnload = false });

        await context.UnrouteAllAsync();
        page = await context.NewPageAsync();
        var request = await page.RunAndWaitForRequestAsync(() => page.GotoAsync("/style-guide"), "**/style-guide/draft");
        Assert.Equal("Typed in a bus.", await page.Locator("#f-Story").InputValueAsync());
        Assert.True(await page.Locator("#f-Level-2").IsCheckedAsync());
        Assert.Contains("Level=Leading", request.PostData, StringComparison.Ordinal);
        await page.Locator("cairn-autosave[data-state=now]").WaitForAsync();
    }

    [Fact]
    public async Task Tries_again_by_itself_when_the_connection_is_back()
    {
        await using var context = await chromium.NewContextAsync(new() { BaseURL = host.Origin });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/style-guide");
        await context.SetOfflineAsync(true);
        await page.Locator("#f-Story").FillAsync("Typed in a tunnel.");
        await page.Locator("cairn-autosave[data-state=offline]").WaitForAsync();
        await context.SetOfflineAsync(false);
        await page.Locator("cairn-autosave[data-state=now]").WaitForAsync();
    }

    [Theory]
    [InlineData(409)]
    [InlineData(403)]
    public async Task Fails_when_the_server_never_will_and_says_so_once_and_keeps_the_words(int status)
    {
        await using var context = await chromium.NewContextAsync(new() { BaseURL = host.Origin });
        var page = await context.NewPageAsync();
        var asked = 0;
        await context.RouteAsync(
            "**/style-guide/draft",
            route =>
            {
                asked++;
                return route.FulfillAsync(new() { Status = status });
            }
        );
        await page.GotoAsync("/style-guide");

        await page.Locator("#f-Story").FillAsync("Typed too late.");
        await page.Locator("cairn-autosave[data-state=refused]").WaitForAsync();
        Assert.Equal(1, asked);
        Assert.Contains(
            "Typed too late.",
            await page.EvaluateAsync<string>("Object.values(localStorage).join()"),
            StringComparison.Ordinal
        );
        Assert.Equal("Typed too late.", await page.Locator("#f-Story").InputValueAsync());

        // Something else may be let through.
        await context.UnrouteAllAsync();
        await page.Locator("#f-Story").FillAsync("Typed again.");
        await page.Locator("cairn-autosave[data-state=now]").WaitForAsync();
    }

    [Fact]
    public async Task Forgets_what_is_on_the_device_only_when_the_form_was_accepted()
    {
        await using var context = await chromium.NewContextAsync(new() { BaseURL = host.Origin });
        var page = await context.NewPageAsync();
        await context.RouteAsync("**/style-guide/draft", route => route.AbortAsync());
        await page.GotoAsync("/style-guide");
        await page.Locator("#f-Story").FillAsync("Not complete.");
        await page.Locator("form[data-autosave] .form-actions button").First.ClickAsync();
        await page.Locator(".error-summary").First.WaitForAsync();
        await page.GotoAsync("/style-guide");

        Assert.Equal("Not complete.", await page.Locator("#f-Story").InputValueAsync());
    }
}
