using Cairn.Assessing;
using Cairn.Tests;
using Cairn.Tests.Awarding;
using Microsoft.EntityFrameworkCore;

namespace Cairn.BrowserTests.Assessing;

/// <summary>Judging and granting in a real browser: accessible on desk and phone, by keyboard alone, saved on every choice.</summary>
public sealed class JudgingTests(Chromium chromium, SqliteHost host) : IClassFixture<SqliteHost>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_page_is_accessible(int width)
    {
        var journey = await Journey.BeginAsync(host);
        await journey.SubmitAsync(await journey.District.PersonAsync("Kim", [SchoolRole.Learner]));
        await using var desk = await chromium.SignedInAsync(host, journey.Assessor, width);
        var page = await desk.NewPageAsync();
        await page.LookAsync("/assessing", width);
        await page.Locator("button[name=SubmissionId]").First.ClickAsync();
        await page.LookAsync(page.Url, width);
        await page.Locator("button[value=Award]").ClickAsync();
        await page.Locator(".error-summary").WaitForAsync();
        await page.AssertAccessibleAsync();
        await page.LookAsync("/assessing", width);

        await page.LookAsync("/assessing/practice", width);
        await page.Locator(".cards a").First.ClickAsync();
        await page.LookAsync(page.Url, width);
        foreach (var row in await page.Locator("tbody:has(input[type=radio])").AllAsync())
            await row.Locator("input[type=radio]").First.CheckAsync();
        await page.Locator("form .btn-primary").ClickAsync();
        await page.Locator(".note").First.WaitForAsync();
        await page.AssertAccessibleAsync();

        var review = await journey.JudgeAsync(await journey.SubmitAsync());
        await using var office = await chromium.SignedInAsync(host, journey.Grantor, width);
        var other = await office.NewPageAsync();
        await other.LookAsync("/granting", width);
        await other.LookAsync($"/granting/{review}", width);
        await journey.DecideAsync(review);
        await other.LookAsync("/granting/awards", width);
        var award = await host.InDbAsync(journey.District.Id, db => db.Awards.Select(a => a.Id).SingleAsync());
        await other.LookAsync($"/awards/{award}", width);

        await using var operators = await chromium.SignedInAsync(
            host,
            await journey.District.PersonAsync("Opa", [SchoolRole.Operator]),
            width
        );
        other = await operators.NewPageAsync();
        await other.LookAsync($"/schools/{journey.District.School}/keys", width);
        await other.Locator("details.disclosure summary").First.ClickAsync();
        await other.Locator("form .btn-primary").ClickAsync();
        await other.Locator("tbody tr").Nth(1).WaitForAsync();
        await other.LookAsync($"/schools/{journey.District.School}/keys", width);
    }

    [Fact]
    public async Task A_review_is_written_by_keyboard_alone_and_kept_as_it_grows()
    {
        var journey = await Journey.BeginAsync(host);
        await journey.SubmitAsync();
        await using var desk = await chromium.SignedInAsync(host, journey.Assessor, 1280);
        var page = await desk.NewPageAsync();
        await page.GotoAsync("/assessing");
        await page.Locator("button[name=SubmissionId]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync(path => path != "/assessing");

        foreach (var criterion in journey.Blueprint.Rubric)
        {
            await page.Locator($"[name='level.{criterion.Key}']").First.FocusAsync();
            await page.Keyboard.PressAsync("Space");
            for (var level = criterion.Levels[0].Key; level != criterion.RequiredLevel; )
            {
                await page.Keyboard.PressAsync("ArrowRight");
                level = await page.Locator($"[name='level.{criterion.Key}']:checked").InputValueAsync();
            }
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.TypeAsync("Clear on day three.");
        }
        await page.Locator("cairn-autosave[data-state=now]").WaitForAsync();
        await page.ReloadAsync();
        Assert.Equal(journey.Blueprint.Rubric.Count, await page.Locator("input[type=radio]:checked").CountAsync());

        await page.Locator("button[value=Award]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".flash.good").WaitForAsync();
        Assert.Equal(
            Recommendation.Award,
            await host.InDbAsync(journey.District.Id, db => db.Reviews.Select(r => r.Recommendation).SingleAsync())
        );
    }
}
