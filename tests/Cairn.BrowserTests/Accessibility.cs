using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Cairn.BrowserTests;

internal static class Accessibility
{
    /// <summary>axe finds nothing, and nothing reaches over the edge of the screen.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        var found = await page.RunAxe();
        var violations = found.Violations.Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}").ToList();
        Assert.True(violations.Count == 0, string.Join('\n', violations));
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"), "The page scrolls sideways");
    }
}
