using System.Text.RegularExpressions;
using Cairn.Tests;
using Microsoft.Playwright;

namespace Cairn.BrowserTests;

/// <summary>Somebody's browser, signed in, and a check of a page.</summary>
internal static partial class Desk
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
        await context.SignInAsync(username, password);
        return context;
    }

    public static async Task SignInAsync(this IBrowserContext context, string username, string password)
    {
        // Without a page: one that is closed while it still goes somewhere may never say that it is closed.
        var asked = await context.APIRequest.GetAsync("/sign-in");
        var form = context.APIRequest.CreateFormData();
        form.Append("Username", username);
        form.Append("Password", password);
        form.Append("Return", "/account");
        form.Append("__RequestVerificationToken", Token().Match(await asked.TextAsync()).Groups[1].Value);
        var answer = await context.APIRequest.PostAsync("/sign-in", new() { Form = form, MaxRedirects = 0 });
        Assert.Equal((303, "/account"), (answer.Status, answer.Headers["location"]));
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

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
