using Microsoft.Playwright;

namespace Cairn.BrowserTests;

/// <summary>A micro-credential typed into the editor from nothing, field by field, as an author does.</summary>
internal static class DesignEditor
{
    private static readonly string[] Lists = ["overview", "evidence", "rubric", "reflection", "resources", "alignments"];

    private static readonly Dictionary<string, string> Words = new()
    {
        ["summary"] = "Rain is easy to feel and hard to count. You build a gauge, read it every day and say what the numbers show.",
        ["effortMinutes"] = "180",
        ["tags"] = "rain, science",
        ["competency"] = "Measures rain the same way every day.",
        ["method"] = "1. **Build** the gauge.\n2. **Read** it at the same hour.",
        ["overview[0].prompt"] = "Why at the same hour?",
        ["evidence[0].title"] = "Your table",
        ["evidence[0].description"] = "Five days of numbers, with the unit.",
        ["evidence[0].minimum"] = "1",
        ["rubric[0].title"] = "Measures the same way",
        ["rubric[0].description"] = "Could a friend repeat it from the notes?",
        ["rubric[1].title"] = "Claims what the numbers carry",
        ["rubric[1].description"] = "Compare the sentence with the table.",
        ["reflection[0].prompt"] = "What would you do differently?",
        ["resources[0].title"] = "How a rain gauge works",
        ["resources[0].url"] = "https://example.org/gauge",
        ["alignments[0].framework"] = "Science, Grade 4",
        ["alignments[0].code"] = "SC.4.1",
        ["alignments[0].identifier"] = "5b6c9c1e-8d0a-4a69-9b39-0f4f4e2f7a01",
        ["alignments[0].url"] = "https://example.org/items/5b6c9c1e-8d0a-4a69-9b39-0f4f4e2f7a01",
        ["alignments[0].targetType"] = "CFItem",
    };

    /// <summary>From "New micro-credential" to the request for a review.</summary>
    public static async Task DesignAsync(this IPage page, string title)
    {
        await page.GotoAsync("/design");
        await page.Locator("a[href='/design/new']").ClickAsync();
        await page.Locator("[name=Title]").FillAsync(title);
        if (await page.Locator("[name=School]").CountAsync() > 0)
            await page.Locator("[name=School]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("main form button[type=submit]").ClickAsync();

        foreach (var list in Lists.Append("rubric"))
        {
            var rows = await page.Locator($"input[name^='{list}['][name$='].key']:not([name*='levels'])").CountAsync();
            if (rows >= (list == "rubric" ? 2 : 1))
                continue;
            await page.Locator($"button[value='add:{list}']").ClickAsync();
            await page.Locator($"[name='{list}[{rows}].key']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        }
        foreach (var (name, word) in Words)
            await page.Locator($"[name='{name}']").FillAsync(word);
        await page.Locator("[name=audiences][value=Grades3To5]").CheckAsync();
        await page.Locator("[name=category][value=Subject]").CheckAsync();
        await page.Locator("[name=subject]").SelectOptionAsync("Science");
        await page.Locator("[name=level][value=Growing]").CheckAsync();
        await page.Locator("[name=tier][value=Classroom]").CheckAsync();
        await page.Locator("[name='evidence[0].kinds'][value=Photo]").CheckAsync();
        await page.Locator("[name='evidence[0].required']").CheckAsync();
        await page.Locator("[name='badge.icon']").SelectOptionAsync("drop");
        for (var criterion = 0; criterion < 2; criterion++)
        {
            var levels = await page.Locator($"[name^='rubric[{criterion}].levels['][name$='.name']").AllAsync();
            for (var level = 0; level < levels.Count; level++)
            {
                if ((await levels[level].InputValueAsync()).Length == 0)
                    await levels[level].FillAsync($"Level {level + 1}");
                await page.Locator($"[name='rubric[{criterion}].levels[{level}].description']")
                    .FillAsync($"What work at step {level + 1} looks like.");
            }
            await page.Locator($"[name='rubric[{criterion}].requiredLevel']")
                .SelectOptionAsync(new SelectOptionValue { Index = levels.Count - 1 });
            await page.Locator($"[name='rubric[{criterion}].evidence']").First.CheckAsync();
        }
        await page.Locator("button[value=review]").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
    }
}
