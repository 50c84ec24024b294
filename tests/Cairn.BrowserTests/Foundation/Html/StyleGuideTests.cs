using Cairn.Tests.Foundation.Html;
using Microsoft.Playwright;

namespace Cairn.BrowserTests.Foundation.Html;

public sealed class StyleGuideTests(Chromium chromium, PagesHost host) : IClassFixture<PagesHost>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Every_part_is_accessible(int width, ColorScheme scheme)
    {
        await using var context = await chromium.NewContextAsync(
            new()
            {
                BaseURL = host.Origin,
                ColorScheme = scheme,
                ViewportSize = new() { Width = width, Height = 850 },
            }
        );
        var page = await context.NewPageAsync();
        var problems = new List<string>();
        page.PageError += (_, error) => problems.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("422", StringComparison.Ordinal))
                problems.Add(message.Text);
        };

        await page.GotoAsync("/style-guide");
        await page.AssertAccessibleAsync();
        await page.Locator("details.menu summary").First.ClickAsync();
        await page.AssertAccessibleAsync();

        await page.Locator("#f-Title").FillAsync("");
        await page.Locator("form[action='/style-guide'] .btn-primary").ClickAsync();
        await page.Locator(".error-summary").WaitForAsync();
        await page.AssertAccessibleAsync();
        await page.GotoAsync("/style-guide/public");
        await page.AssertAccessibleAsync();
        await page.GotoAsync("/style-guide?lang=es");
        await page.AssertAccessibleAsync();
        Assert.Empty(problems);
    }

    [Fact]
    public async Task A_picture_that_says_nothing_is_found()
    {
        await using var context = await chromium.NewContextAsync(new() { BaseURL = host.Origin });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/style-guide");
        await page.EvaluateAsync("document.querySelector('main').append(new Image())");
        var found = await Assert.ThrowsAsync<Xunit.Sdk.TrueException>(page.AssertAccessibleAsync);
        Assert.Contains("image-alt", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keyboard_alone_gets_to_the_page_through_the_menu_and_to_the_wrong_field()
    {
        await using var context = await chromium.NewContextAsync(new() { BaseURL = host.Origin });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/style-guide");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("#main", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));

        var menu = page.Locator("details.menu").First;
        await menu.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.NotNull(await menu.GetAttributeAsync("open"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Null(await menu.GetAttributeAsync("open"));

        await page.Locator("#f-Title").FillAsync("");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".error-summary").WaitForAsync();
        Assert.Equal("error-summary", await page.EvaluateAsync<string>("document.activeElement.className"));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("f-Title", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Without_a_script_theme_language_and_form_still_work()
    {
        await using var context = await chromium.NewContextAsync(new() { BaseURL = host.Origin, JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/style-guide");
        await page.Locator("details.menu summary").First.ClickAsync();
        await page.Locator("button[value=dark]").ClickAsync();
        Assert.Equal("dark", await page.Locator("html").GetAttributeAsync("data-bs-theme"));
        await page.Locator("details.menu summary").First.ClickAsync();
        await page.Locator("button[value=es]").ClickAsync();
        Assert.Equal("es", await page.Locator("html").GetAttributeAsync("lang"));
        await page.Locator("form[action='/style-guide'] .btn-primary").ClickAsync();
        await page.Locator(".error-summary").WaitForAsync();
    }
}
