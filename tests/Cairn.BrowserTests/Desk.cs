using Cairn.Tests;
using Microsoft.Playwright;

namespace Cairn.BrowserTests;

/// <summary>Somebody's browser, signed in through the form, and a check of a page.</summary>
internal static class Desk
{
    public static Task<IBrowserContext> SignedInAsync(
        this Chromium chromium,
        CairnHost host,
        TestPerson person,
        int width = 1280,
        bool script = true
    ) => chromium.SignedInAsync(host, person.Username, TestDistrict.Password, width, script);

    public static async Task<IBrowserContext> SignedInAsync(
        this Chromium chromium,
        CairnHost host,
        string username,
        string password,
        int width = 1280,
        bool script = true
    )
    {
        var context = await chromium.OpenAsync(host, width, script);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("[name=Username]").FillAsync(username);
        await page.Locator("[name=Password]").FillAsync(password);
        await page.Locator("[name=Password]").PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        await page.CloseAsync();
        return context;
    }

    /// <summary>A browser of nobody.</summary>
    public static Task<IBrowserContext> OpenAsync(this Chromium chromium, CairnHost host, int width = 1280, bool script = true) =>
        chromium.NewContextAsync(
            new()
            {
                BaseURL = host.Address.ToString(),
                ViewportSize = new() { Width = width, Height = 900 },
                JavaScriptEnabled = script,
                Locale = "en-US",
                ReducedMotion = ReducedMotion.Reduce, // a colour in transition is not a finding
            }
        );

    /// <summary>The page is there and accessible; CAIRN_SHOTS names a folder for its picture.</summary>
    public static async Task LookAsync(this IPage page, string address, int width)
    {
        var answer = await page.GotoAsync(address);
        Assert.Equal((address, 200), (address, answer!.Status));
        if (Environment.GetEnvironmentVariable("CAIRN_SHOTS") is { } folder)
            await page.ScreenshotAsync(
                new() { Path = $"{folder}/{width}{new Uri(page.Url).AbsolutePath.Replace('/', '_')}.png", FullPage = true }
            );
        await page.AssertAccessibleAsync();
    }
}
