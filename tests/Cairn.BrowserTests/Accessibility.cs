using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Cairn.BrowserTests;

internal static class Accessibility
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>axe finds nothing, and nothing reaches over the edge of the screen; on a phone no table either.</summary>
    /// <remarks>
    /// axe is run in the page itself, and only what it finds wrong comes back. The package for Playwright opens an empty page to put its
    /// results together, which took six times as long as the rest.
    /// </remarks>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        if (await page.EvaluateAsync<bool>("typeof axe === 'undefined'"))
            await page.EvaluateAsync(Axe);
        var violations = await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
                .map(violation => violation.id + ': ' + violation.nodes.slice(0, 3).map(node => node.html).join(' | '))
            """
        );
        Assert.True(violations.Length == 0, string.Join('\n', violations));
        Assert.False(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"),
            "The page scrolls sideways"
        );
        var wide = await page.EvaluateAsync<string[]>(
            """
            () => innerWidth > 576 ? [] : [...document.querySelectorAll('.table-frame')]
                .filter(frame => frame.scrollWidth > frame.clientWidth).map(frame => frame.getAttribute('aria-label'))
            """
        );
        Assert.True(wide.Length == 0, $"Tables scroll sideways: {string.Join(", ", wide)}");
    }
}
