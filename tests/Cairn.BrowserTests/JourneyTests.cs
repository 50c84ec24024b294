using Cairn.Credentials.Baking;
using Cairn.Design;
using Cairn.Schools;
using Cairn.Tests;
using Cairn.Tests.Design;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Cairn.BrowserTests;

/// <summary>The whole journey in a real browser, by six people: author, reviewer, learner, assessor, grantor, and somebody with no account.</summary>
public abstract class JourneyTests(Chromium chromium, CairnHost host)
{
    private static readonly Blueprint Skill = Blueprints.Complete with
    {
        Evidence = [new EvidenceRequirement("table", "Your table", "Five days of numbers.", [EvidenceKind.Photo, EvidenceKind.Document])],
        Rubric = [.. Blueprints.Complete.Rubric.Select(criterion => criterion with { Evidence = ["table"] })],
    };

    [Fact]
    public async Task A_skill_is_designed_earned_judged_signed_shared_checked_and_taken_back()
    {
        var district = await host.NewDistrictAsync("Journey");
        var author = await district.PersonAsync("Ana", [SchoolRole.Author]);
        var reviewer = await district.PersonAsync("Rui", [SchoolRole.Reviewer]);
        var learner = await district.PersonAsync("Lena", [SchoolRole.Learner], age: 40);
        var assessor = await district.PersonAsync("Asa", [SchoolRole.Assessor]);
        var grantor = await district.PersonAsync("Gil", [SchoolRole.Grantor]);
        await using var outside = await chromium.Browser.NewContextAsync(new() { BaseURL = host.Address.ToString() });

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
        await stranger.AssertAccessibleAsync();
        await stranger.GotoAsync(link);
        await stranger.Locator(".verdict.pass").WaitForAsync();
        await stranger.GotoAsync("/verify");
        await stranger.Locator("[name=File]").SetInputFilesAsync(new FilePayload { Name = "badge.png", MimeType = "image/png", Buffer = png });
        await stranger.Locator("form[action='/verify'] button").ClickAsync();
        await stranger.Locator(".verdict.pass").WaitForAsync();
        await stranger.AssertAccessibleAsync();

        await RevokeAsync(grantor);
        await stranger.GotoAsync(address);
        await stranger.Locator(".verdict.fail").WaitForAsync();
        await work.GotoAsync("/portfolio");
        Assert.Equal(1, await work.Locator(".card").CountAsync());
    }

    private async Task DesignAsync(TestDistrict district, TestPerson author)
    {
        using var api = await author.ApiAsync();
        var draft = (await api.DraftAsync(district, Skill)).Text("id");
        await using var desk = await SignedInAsync(author);
        var page = await desk.NewPageAsync();
        await page.GotoAsync($"/design/{draft}/edit");
        await page.Locator("[name=title]").FillAsync("Rain Reader");
        await page.Locator("button[value=review]").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
    }

    private async Task PublishAsync(TestPerson reviewer)
    {
        await using var desk = await SignedInAsync(reviewer);
        var page = await desk.NewPageAsync();
        await page.GotoAsync("/design/reviews");
        await page.Locator("main a[href^='/design/reviews/']").First.ClickAsync();
        foreach (var line in await page.Locator("main form input[type=checkbox]").AllAsync()) await line.CheckAsync();
        await page.Locator("button[value=publish]").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
    }

    /// <summary>From the catalogue to the first submission; the work's address.</summary>
    private static async Task<string> EarnAsync(IPage page)
    {
        await page.GotoAsync("/catalog?search=rain&audience=all");
        await page.Locator("main .cards a").First.ClickAsync();
        await page.Locator("a[href^='/earning/start/']").First.ClickAsync();
        await page.Locator("[name=goal]").FillAsync("To know our creek.");
        await page.Locator("main form[action*='/earning/start/'] button").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
        var enrollment = System.Text.RegularExpressions.Regex.Match(new Uri(page.Url).AbsolutePath, "^/earning/[0-9a-f]{32}").Value;

        await WriteAsync(page, $"{enrollment}/overview", Skill.Overview);
        await WriteAsync(page, $"{enrollment}/reflection", Skill.Reflection);
        await page.GotoAsync($"{enrollment}/evidence");
        await page.Locator("[name='file.table']").SetInputFilesAsync(new FilePayload { Name = "table.png", MimeType = "image/png", Buffer = EarningScene.Png });
        await page.Locator("form[action$='/table/files'] button").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
        await SubmitAsync(page, enrollment);
        return enrollment;
    }

    private static async Task WriteAsync(IPage page, string address, IEnumerable<Question> questions)
    {
        await page.GotoAsync(address);
        foreach (var question in questions) await page.Locator($"[name='answer.{question.Key}']").FillAsync("What I found, day by day.");
        await page.Locator("[data-autosave-note][data-state=now]").WaitForAsync();
        // What was saved is there when the browser comes back.
        await page.ReloadAsync();
        foreach (var question in questions) Assert.Equal("What I found, day by day.", await page.Locator($"[name='answer.{question.Key}']").InputValueAsync());
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
        await page.Locator("button[name=Submission]").First.ClickAsync();
        foreach (var criterion in Skill.Rubric)
        {
            await page.Locator($"[name='level.{criterion.Key}'][value='{(meets ? criterion.RequiredLevel : criterion.Levels[0].Key)}']").CheckAsync();
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
            if (await host.InDbAsync(district.Id, db => db.Credentials.AnyAsync())) return;
            await Task.Delay(100);
        }
        Assert.Fail("The award was not signed within half a minute.");
    }

    /// <summary>The public address, a share link and the baked picture.</summary>
    private static async Task<(string Address, string Link, byte[] Png)> ShareAsync(IPage page)
    {
        await page.GotoAsync("/portfolio");
        await page.Locator(".cards a").First.ClickAsync();
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

    private async Task<IBrowserContext> SignedInAsync(TestPerson person)
    {
        var context = await chromium.Browser.NewContextAsync(new() { BaseURL = host.Address.ToString(), ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("[name=Username]").FillAsync(person.Username);
        await page.Locator("[name=Password]").FillAsync(TestDistrict.Password);
        await page.Locator("[name=Password]").PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await page.CloseAsync();
        return context;
    }
}

[Collection(ChromiumTests.Name)]
public sealed class SqliteJourneyTests(Chromium chromium, SqliteHost host) : JourneyTests(chromium, host), IClassFixture<SqliteHost>;

[Collection(ChromiumTests.Name)]
public sealed class PostgresJourneyTests(Chromium chromium, PostgresHost host) : JourneyTests(chromium, host), IClassFixture<PostgresHost>;
