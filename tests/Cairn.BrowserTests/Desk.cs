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
        await page.ArriveAsync(path => !path.Contains("sign-in", StringComparison.Ordinal));
        await page.CloseAsync();
        return context;
    }

    public static Task ArriveAsync(this IPage page, string at) => page.ArriveAsync(path => path == at);

    /// <summary>
    /// Looks at the address until it is the one. Playwright's own waiting for an address waits for the page's events as well, and for ever if
    /// they came between two looks.
    /// </summary>
    public static async Task ArriveAsync(this IPage page, Func<string, bool> at)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!at(new Uri(page.Url).AbsolutePath))
            await Task.Delay(20, patience.Token);
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
