using Cairn.Credentials.Baking;
using Cairn.Design;
using Cairn.Tests;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Cairn.BrowserTests;

/// <summary>
/// The whole journey in a real browser, by six people: author, reviewer, learner, assessor, grantor, and somebody with no account.
/// </summary>
public abstract class JourneyTests(Chromium chromium, CairnHost host, bool script = true)
{
    /// <summary>As its author wrote it in the editor.</summary>
    private Blueprint _skill = null!;

    [Fact]
    public async Task A_skill_is_designed_earned_judged_signed_shared_checked_and_taken_back()
    {
        var district = await host.NewDistrictAsync("Journey");
        var author = await district.PersonAsync("Ana", [SchoolRole.Author]);
        var reviewer = await district.PersonAsync("Rui", [SchoolRole.Reviewer]);
        var learner = await district.PersonAsync("Lena", [SchoolRole.Learner], age: 40);
        var assessor = await district.PersonAsync("Asa", [SchoolRole.Assessor]);
        var grantor = await district.PersonAsync("Gil", [SchoolRole.Grantor]);
        await using var outside = await chromium.OpenAsync(host, script: script);

        await DesignAsync(district, author);
        await PublishAsync(reviewer);
        await using var home = await SignedInAsync(learner);
        var work = await home.NewPageAsync();
        var enrollment = await EarnAsync(work);
        await JudgeAsync(assessor, meets: false);
        await DecideAsync(grantor, "NewAttempt");
        await work.GotoAsync($"{enrollment}/evidence");
        Assert.Contains("Count on day three again.", await work.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await SubmitAsync(work, enrollment);
        await JudgeAsync(assessor, meets: true);
        await DecideAsync(grantor, "Granted");
        await SignedAsync(district);

        var (address, link, png) = await ShareAsync(work);
        var stranger = await outside.NewPageAsync();
        await stranger.GotoAsync(address);
        await stranger.Locator(".verdict.pass").WaitForAsync();
        await AccessibleAsync(stranger);
        await stranger.GotoAsync(link);
        await stranger.Locator(".verdict.pass").WaitForAsync();
        await CheckAsync(
            stranger,
            () =>
                stranger
                    .Locator("[name=File]")
                    .SetInputFilesAsync(
                        new FilePayload
                        {
                            Name = "badge.png",
                            MimeType = "image/png",
                            Buffer = png,
                        }
                    )
        );
        await CheckAsync(stranger, () => stranger.Locator("[name=Link]").FillAsync(new Uri(host.Address, address).ToString()));
        await CheckAsync(stranger, () => stranger.Locator("[name=Link]").FillAsync(link));
        var text = await (await stranger.APIRequest.GetAsync(address, new() { Headers = [new("Accept", "application/vc")] })).TextAsync();
        await CheckAsync(stranger, () => stranger.Locator("[name=Text]").FillAsync(text));

        await RevokeAsync(grantor);
        await stranger.GotoAsync(address);
        await stranger.Locator(".verdict.fail").WaitForAsync();
        await work.GotoAsync("/portfolio");
        Assert.Equal(1, await work.Locator(".card").CountAsync());
    }

    private async Task DesignAsync(TestDistrict district, TestPerson author)
    {
        await using var desk = await SignedInAsync(author);
        await (await desk.NewPageAsync()).DesignAsync("Rain Reader");
        _skill = (await host.InDbAsync(district.Id, db => db.Versions.SingleAsync())).Blueprint;
    }

    private async Task PublishAsync(TestPerson reviewer)
    {
        await using var desk = await SignedInAsync(reviewer);
        var page = await desk.NewPageAsync();
        await page.GotoAsync("/design/reviews");
        await page.Locator("main a[href^='/design/reviews/']").First.ClickAsync();
        foreach (var line in await page.Locator("main form input[type=checkbox]").AllAsync())
            await line.CheckAsync();
        await page.Locator("button[value=publish]").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
    }

    /// <summary>From the catalogue to the first submission; the work's address.</summary>
    private async Task<string> EarnAsync(IPage page)
    {
        await page.GotoAsync("/catalog?search=rain&audience=all");
        await page.Locator("main .cards a").First.ClickAsync();
        await page.Locator("a[href^='/earning/start/']").First.ClickAsync();
        await page.Locator("[name=goal]").FillAsync("To know our creek.");
        await page.Locator("main form[action*='/earning/start/'] button").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
        var enrollment = System.Text.RegularExpressions.Regex.Match(new Uri(page.Url).AbsolutePath, "^/earning/[0-9a-f]{32}").Value;

        await WriteAsync(page, $"{enrollment}/overview", _skill.Overview);
        await WriteAsync(page, $"{enrollment}/reflection", _skill.Reflection);
        var table = _skill.Evidence.Single().Key;
        await page.GotoAsync($"{enrollment}/evidence");
        await page.Locator($"form[action$='/{table}/files'] [name=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "table.png",
                    MimeType = "image/png",
                    Buffer = EarningScene.Png,
                }
            );
        await page.Locator($"form[action$='/{table}/files'] button").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
        await SubmitAsync(page, enrollment);
        return enrollment;
    }

    private async Task WriteAsync(IPage page, string address, IEnumerable<Question> questions)
    {
        await page.GotoAsync(address);
        foreach (var question in questions)
            await page.Locator($"[name='answer.{question.Key}']").FillAsync("What I found, day by day.");
        if (script)
            await page.Locator("cairn-autosave[data-state=now]").WaitForAsync();
        else
        {
            await page.Locator("form[action$='/answers'] button.btn-secondary").ClickAsync();
            await page.Locator(".flash.good").WaitForAsync();
        }
        // Saved text is there when the browser comes back.
        await page.GotoAsync(address);
        foreach (var question in questions)
            Assert.Equal("What I found, day by day.", await page.Locator($"[name='answer.{question.Key}']").InputValueAsync());
    }

    private static async Task SubmitAsync(IPage page, string enrollment)
    {
        await page.GotoAsync($"{enrollment}/check");
        await page.Locator("form[action$='/submission'] button").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
    }

    private async Task JudgeAsync(TestPerson assessor, bool meets)
    {
        await using var desk = await SignedInAsync(assessor);
        var page = await desk.NewPageAsync();
        await page.GotoAsync("/assessing");
        await page.Locator("button[name=SubmissionId]").First.ClickAsync();
        foreach (var criterion in _skill.Rubric)
        {
            await page.Locator($"[name='level.{criterion.Key}'][value='{(meets ? criterion.RequiredLevel : criterion.Levels[0].Key)}']")
                .CheckAsync();
            await page.Locator($"[name='feedback.{criterion.Key}']").FillAsync("Count on day three again.");
        }
        await page.Locator("[name=Note]").FillAsync("Thank you for your numbers.");
        await page.Locator($"button[value={(meets ? "Award" : "NewAttempt")}]").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
    }

    private async Task DecideAsync(TestPerson grantor, string outcome)
    {
        await using var desk = await SignedInAsync(grantor);
        var page = await desk.NewPageAsync();
        await page.GotoAsync("/granting");
        await page.Locator("main table a[href^='/granting/']").First.ClickAsync();
        await page.Locator("[name=Note]").FillAsync("I read it all.");
        await page.Locator($"button[value={outcome}]").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
    }

    private async Task SignedAsync(TestDistrict district)
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (await host.InDbAsync(district.Id, db => db.Credentials.AnyAsync()))
                return;
            await Task.Delay(100);
        }
        Assert.Fail("The award was not signed within half a minute.");
    }

    /// <summary>The public address, a share link and the baked picture.</summary>
    private static async Task<(string Address, string Link, byte[] Png)> ShareAsync(IPage page)
    {
        await page.GotoAsync("/portfolio");
        await page.Locator(".cards a").First.ClickAsync();
        await page.ArriveAsync(path => path.StartsWith("/portfolio/", StringComparison.Ordinal));
        var own = new Uri(page.Url).AbsolutePath;
        var png = await (await page.APIRequest.GetAsync($"{own}/credential.png")).BodyAsync();
        Assert.True(BakedImage.TryExtract(png, out _));

        await page.Locator("form[action$='/links'] button").ClickAsync();
        var link = await page.Locator("input[readonly]").InputValueAsync();
        await page.GotoAsync(own);
        await page.Locator("form[action$='/publication'] button").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
        Assert.Equal(1, await page.Locator("a[href^='https://www.linkedin.com/']").CountAsync());
        return (await page.Locator("main a[href*='/credentials/']").First.GetAttributeAsync("href") ?? "", link, png);
    }

    /// <summary>The page for everybody, with a file, a link or a text.</summary>
    private async Task CheckAsync(IPage page, Func<Task> bring)
    {
        await page.GotoAsync("/verify");
        await bring();
        await page.Locator("form[action='/verify'] button").ClickAsync();
        await page.Locator(".verdict.pass").WaitForAsync();
        await AccessibleAsync(page);
    }

    private async Task RevokeAsync(TestPerson grantor)
    {
        await using var desk = await SignedInAsync(grantor);
        var page = await desk.NewPageAsync();
        await page.GotoAsync("/granting/awards");
        await page.Locator("main a[href^='/awards/']").First.ClickAsync();
        await page.Locator("details.danger summary").ClickAsync();
        await page.Locator("[name=Reason]").First.CheckAsync();
        await page.Locator("form[action$='/revocation'] button").ClickAsync();
        await page.Locator(".flash").WaitForAsync();
    }

    // axe is a script.
    private Task AccessibleAsync(IPage page) => script ? page.AssertAccessibleAsync() : Task.CompletedTask;

    private Task<IBrowserContext> SignedInAsync(TestPerson person) => chromium.SignedInAsync(host, person, script: script);
}

public sealed class SqliteJourneyTests(Chromium chromium, SqliteHost host) : JourneyTests(chromium, host), IClassFixture<SqliteHost>;

[SecondDatabase]
public sealed class PostgresJourneyTests(Chromium chromium, PostgresHost host) : JourneyTests(chromium, host), IClassFixture<PostgresHost>;

/// <summary>Everything except autosave and passkeys works without script.</summary>
public sealed class ScriptOffJourneyTests(Chromium chromium, SqliteHost host)
    : JourneyTests(chromium, host, script: false),
        IClassFixture<SqliteHost>;
