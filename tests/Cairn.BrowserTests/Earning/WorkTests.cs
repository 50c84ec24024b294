using Cairn.Tests;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Cairn.BrowserTests.Earning;

/// <summary>A learner's work in a real browser: accessible on desk and phone, saved as typed, two devices, uploads.</summary>
public sealed class WorkTests(Chromium chromium, SqliteHost host) : IClassFixture<SqliteHost>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_page_is_accessible(int width)
    {
        var scene = await EarningScene.NewAsync(host, "01");
        var teacher = await scene.TeacherOfAsync(scene.Learner);
        await using var desk = await chromium.SignedInAsync(host, scene.Learner, width);
        var page = await desk.NewPageAsync();
        await page.LookAsync("/earning", width);
        await page.LookAsync($"/earning/start/{scene.MicroCredential}", width);

        var id = await scene.CompleteAsync();
        foreach (
            var address in new[]
            {
                "/earning",
                $"/earning/{id}",
                $"/earning/{id}/overview",
                $"/earning/{id}/evidence",
                $"/earning/{id}/reflection",
                $"/earning/{id}/check",
                $"/earning/{id}/answers/why/history",
            }
        )
            await page.LookAsync(address, width);

        await using var school = await chromium.SignedInAsync(host, teacher, width);
        var other = await school.NewPageAsync();
        foreach (
            var address in new[]
            {
                "/earning/capture",
                $"/earning/capture/{scene.Version}/photo",
                $"/earning/{id}/evidence",
                $"/earning/start/{scene.MicroCredential}",
            }
        )
            await other.LookAsync(address, width);

        await scene.SubmitAsync(id);
        var submission = await host.InDbAsync(
            scene.District.Id,
            db => db.Submissions.Where(s => s.EnrollmentId == id).Select(s => s.Id).SingleAsync()
        );
        foreach (var address in new[] { $"/earning/{id}/overview", $"/earning/{id}/check", $"/earning/submissions/{submission}" })
            await page.LookAsync(address, width);
    }

    [Fact]
    public async Task A_picture_for_nobody_is_not_sent_and_stays_and_so_do_the_words()
    {
        var scene = await EarningScene.NewAsync(host, "01");
        var teacher = await scene.TeacherOfAsync(scene.Learner);
        await scene.StartAsync();
        await using var school = await chromium.SignedInAsync(host, teacher, 390);
        var page = await school.NewPageAsync();
        await page.GotoAsync($"/earning/capture/{scene.Version}/photo");
        var picture = new FilePayload
        {
            Name = "creek.png",
            MimeType = "image/png",
            Buffer = EarningScene.Png,
        };
        await page.Locator("[name=photo]").SetInputFilesAsync(picture);
        await page.Locator("main form[enctype] button[type=submit]").First.ClickAsync();
        await page.Locator(".upload-refused").WaitForAsync();
        await page.AssertAccessibleAsync();
        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelector('[name=photo]').files.length"));

        await page.Locator("[name=children]").First.CheckAsync();
        await page.Locator("main form[enctype] button[type=submit]").First.ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
    }

    [Fact]
    public async Task Two_devices_never_overwrite_each_other_unseen()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await using var desk = await chromium.SignedInAsync(host, scene.Learner, 1280);
        var page = await desk.NewPageAsync();
        await page.GotoAsync($"/earning/{id}/overview");
        var answer = page.Locator("[name='answer.why']");
        await answer.FillAsync("From the laptop.");
        await page.Locator("cairn-autosave[data-state=now]").WaitForAsync();
        Assert.Contains("\"answer.why\":\"1\"", await page.Locator("[name=seen]").InputValueAsync(), StringComparison.Ordinal);

        await scene.WriteAsync(id, "why", "From the phone.", seen: 1);
        await answer.FillAsync("From the laptop again.");
        var choice = page.Locator(".note textarea[readonly]");
        await choice.WaitForAsync();
        Assert.Equal("From the phone.", await choice.InputValueAsync());
        await page.AssertAccessibleAsync();
        Assert.Equal("From the phone.", await TextAsync(scene));

        await page.Locator("[data-take=mine]").ClickAsync();
        await page.Locator("cairn-autosave[data-state=now]").WaitForAsync();
        Assert.Equal("From the laptop again.", await TextAsync(scene));
        Assert.Equal(0, await page.Locator(".note textarea[readonly]").CountAsync());
    }

    [Fact]
    public async Task A_text_that_is_too_long_stays_whole_and_marked_until_it_is_shorter()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await using var desk = await chromium.SignedInAsync(host, scene.Learner, 390);
        var page = await desk.NewPageAsync();
        await page.GotoAsync($"/earning/{id}/overview");
        var answer = page.Locator("[name='answer.why']");
        var essay = string.Concat(Enumerable.Repeat("It flows. ", 2_500));
        await answer.FillAsync(essay);
        await page.Locator("cairn-autosave[data-state=parted]").WaitForAsync();
        Assert.Equal(essay, await answer.InputValueAsync());
        Assert.Contains("25000", await page.Locator("[data-told-here]").InnerTextAsync(), StringComparison.Ordinal);
        await page.AssertAccessibleAsync();

        await page.ReloadAsync();
        await page.Locator("[data-told-here]").WaitForAsync();
        Assert.Equal(essay, await answer.InputValueAsync());

        await answer.FillAsync("It flows.");
        await page.Locator("cairn-autosave[data-state=now]").WaitForAsync();
        Assert.Equal(0, await page.Locator("[data-told-here]").CountAsync());
        Assert.Equal("It flows.", await TextAsync(scene));
    }

    [Fact]
    public async Task A_file_is_uploaded_and_a_wrong_one_named_while_the_draft_beside_it_stays()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await using var desk = await chromium.SignedInAsync(host, scene.Learner, 390);
        var page = await desk.NewPageAsync();
        await page.GotoAsync($"/earning/{id}/evidence");
        await page.Locator("form[action$='/photo/texts'] [name=text]").FillAsync("The creek was brown.");
        await page.Locator("cairn-autosave[data-state=now]").First.WaitForAsync();

        await page.Locator("form[action$='/photo/files'] [name=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "creek.png",
                    MimeType = "image/png",
                    Buffer = "MZ\0\0"u8.ToArray(),
                }
            );
        await page.Locator("form[action$='/photo/files'] button").ClickAsync();
        await page.Locator(".error-summary").WaitForAsync();
        Assert.Contains("creek.png", await page.Locator(".error-summary").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("The creek was brown.", await page.Locator("form[action$='/photo/texts'] [name=text]").InputValueAsync());

        await page.Locator("form[action$='/photo/files'] [name=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "creek.png",
                    MimeType = "image/png",
                    Buffer = EarningScene.Png,
                }
            );
        await page.Locator("form[action$='/photo/files'] button").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();
        Assert.Equal(1, await page.Locator("#photo .card").CountAsync());
    }

    [Fact]
    public async Task An_upload_ends_what_the_old_page_had_running()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await using var desk = await chromium.SignedInAsync(host, scene.Learner, 390);
        var page = await desk.NewPageAsync();
        await page.AddInitScriptAsync(
            """
            window.running = new Set();
            const { setInterval: begin, clearInterval: end } = window;
            window.setInterval = (...all) => { const timer = begin(...all); running.add(timer); return timer; };
            window.clearInterval = timer => { running.delete(timer); end(timer); };
            """
        );
        await page.GotoAsync($"/earning/{id}/evidence");
        await page.WaitForFunctionAsync("() => running.size > 0 && running.size === document.querySelectorAll('cairn-autosave').length");
        await page.EvaluateAsync("() => { window.sameWindow = true; }");

        await page.Locator("form[action$='/photo/files'] [name=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "creek.png",
                    MimeType = "image/png",
                    Buffer = EarningScene.Png,
                }
            );
        await page.Locator("form[action$='/photo/files'] button").ClickAsync();
        await page.Locator(".flash.good").WaitForAsync();

        Assert.True(await page.EvaluateAsync<bool>("() => window.sameWindow === true"));
        Assert.Equal(
            await page.EvaluateAsync<int>("() => document.querySelectorAll('cairn-autosave').length"),
            await page.EvaluateAsync<int>("() => running.size")
        );

        await page.Locator("form[action$='/photo/texts'] [name=text]").FillAsync("Typed on the page that the upload put in place.");
        await page.Locator("cairn-autosave[data-state=now]").First.WaitForAsync();
    }

    private Task<string> TextAsync(EarningScene scene) =>
        host.InDbAsync(scene.District.Id, db => db.Answers.Where(a => a.Key == "why").Select(a => a.Text).SingleAsync());
}
