using System.Text.RegularExpressions;
using Cairn.Tests;
using Microsoft.Playwright;

namespace Cairn.BrowserTests;

/// <summary>
/// Every page that a person of the demo district can reach by following links from the first page, on a desk and on a dark phone: it
/// answers, is accessible, fits the screen, and its scripts report no errors. Pages added later are found automatically.
/// </summary>
public sealed partial class TourTests(Chromium chromium, TourTests.DemoHost host) : IClassFixture<TourTests.DemoHost>
{
    [Theory]
    [InlineData(null, 5)]
    [InlineData("amara.okafor", 18)]
    [InlineData("henrik.lund", 10)]
    [InlineData("maya.chen", 10)]
    [InlineData("priya.raman", 10)]
    [InlineData("sam.whitfield", 10)]
    [InlineData("rosa.delgado", 15)]
    [InlineData("june.park", 4)]
    [InlineData("operator", 8)]
    public async Task Every_page_is_accessible(string? username, int least)
    {
        await using var desk = username is null
            ? await chromium.OpenAsync(host)
            : await chromium.SignedInAsync(host, username, "cairn-demo-2026");
        var page = await desk.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, said) =>
        {
            if (said.Type is "error")
                complaints.Add($"{page.Url}: {said.Text}");
        };
        page.PageError += (_, error) => complaints.Add($"{page.Url}: {error}");

        var (seen, ahead) = (new HashSet<string>(), new Queue<string>(["/", "/verify", "/p/demo-teacher"]));
        while (ahead.TryDequeue(out var address))
        {
            if (!seen.Add(Kind(address)))
                continue;
            var answer = await page.GotoAsync(address);
            Assert.Equal((address, 200), (address, answer!.Status));
            foreach (var link in await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]')].map(a => a.href)"))
                if (new Uri(link) is var to && to.Authority == host.Address.Authority && !IsFile().IsMatch(to.PathAndQuery))
                    ahead.Enqueue(to.PathAndQuery);

            // The first page is each person's own; the others were checked when an earlier person reached them.
            if (!Toured.Add(address == "/" ? $"/ of {username}" : Kind(address)))
                continue;
            await LookAsync(page, address, 1280, ColorScheme.Light);
            await LookAsync(page, address, 390, ColorScheme.Dark);
        }

        Assert.True(seen.Count >= least, $"{seen.Count} pages: {string.Join(' ', seen)}");
        Assert.Empty(complaints);
    }

    /// <summary>A learner's first five minutes: three picks of the school, a finished example, the first evidence saved.</summary>
    [Fact]
    public async Task A_learner_sees_picks_and_an_example_and_saves_evidence()
    {
        await using var desk = await chromium.SignedInAsync(host, "maya.chen", "cairn-demo-2026");
        var page = await desk.NewPageAsync();
        await page.GotoAsync("/");
        var picks = page.Locator("section[aria-labelledby=picks] .card");
        Assert.Equal(3, await picks.CountAsync());
        Assert.Equal(3, await picks.Locator(".status").CountAsync());

        await picks.Locator("a").First.ClickAsync();
        await page.Locator("details.disclosure summary").First.ClickAsync();
        Assert.True((await page.Locator("details.disclosure[open]").First.InnerTextAsync()).Length > 500, "The finished example is short.");
        await page.Locator("a[href^='/earning/start/']").ClickAsync();
        await page.Locator("main form[action*='/earning/start/'] button").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
        await page.GotoAsync(page.Url.Replace("/overview", "/evidence", StringComparison.Ordinal));
        await page.Locator("input[type=file]")
            .First.SetInputFilesAsync(
                new FilePayload
                {
                    Name = "notes.txt",
                    MimeType = "text/plain",
                    Buffer = "Monday: 72."u8.ToArray(),
                }
            );
        await page.Locator("form[action$='/files'] button").First.ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
        Assert.Equal(1, await page.GetByText("notes.txt").CountAsync());
    }

    /// <summary>A teacher's: their own class, and a sample judged.</summary>
    [Fact]
    public async Task A_teacher_sees_their_class_and_judges_a_sample()
    {
        await using var desk = await chromium.SignedInAsync(host, "nadia.haddad", "cairn-demo-2026");
        var page = await desk.NewPageAsync();
        await page.GotoAsync("/");
        await page.Locator("section[aria-labelledby=classes] a").First.ClickAsync();
        Assert.Equal(16, await page.Locator("main tbody tr").CountAsync());

        await page.GotoAsync("/");
        await page.Locator("a[href='/assessing/practice']").ClickAsync();
        await page.Locator(".cards a").First.ClickAsync();
        foreach (var criterion in await page.Locator("tbody:has(input[type=radio])").AllAsync())
            await criterion.Locator("input[type=radio]").First.CheckAsync();
        await page.Locator("form .btn-primary").ClickAsync();
        await page.Locator(".note").First.WaitForAsync();
        Assert.True(await page.Locator("main table tbody tr .status").CountAsync() > 0, "Nothing is compared with the panel.");
    }

    private static readonly HashSet<string> Toured = [];

    private static async Task LookAsync(IPage page, string address, int width, ColorScheme scheme)
    {
        await page.SetViewportSizeAsync(width, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        try
        {
            await page.AssertAccessibleAsync();
        }
        catch (Xunit.Sdk.XunitException found)
        {
            Assert.Fail($"{address} at {width} px: {found.Message}");
        }
    }

    /// <summary>Addresses that differ only in whom or what they show count as one page.</summary>
    private static string Kind(string address) => Ids().Replace(address.Split('?')[0], "*");

    [GeneratedRegex("(?<=/)([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z-]+-[0-9])(?=/|$)|(?<=/answers/)[^/]+")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\.(json|png|svg|csv|pdf)(\?|$)|/badge$|/files/|/artifacts/|^/health|^/openapi")]
    private static partial Regex IsFile();

    public sealed class DemoHost : CairnHost
    {
        public DemoHost() => Settings = new Dictionary<string, string> { ["CAIRN_DEMO"] = "1" };

        private protected override string ConnectionString(string dataFolder) => $"Data Source={Path.Combine(dataFolder, "cairn.db")}";
    }
}
