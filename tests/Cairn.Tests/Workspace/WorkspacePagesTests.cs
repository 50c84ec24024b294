using System.Net;
using Cairn.Earning;
using Cairn.Tests.Design.Drafts;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Workspace;

/// <summary>What a learner does with their work on its pages, without script.</summary>
public abstract class WorkspacePagesTests(CairnHost host)
{
    [Fact]
    public async Task A_plan_changed_in_two_windows_asks_which_goal_stays_and_keeps_the_date()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        using var browser = await scene.Learner.BrowserAsync();
        var page = $"/earning/{id}";
        var (one, other) = (await EditorForm.OpenAsync(browser, page, "/plan"), await EditorForm.OpenAsync(browser, page, "/plan"));
        (one["goal"], one["targetDate"]) = ("Goal 1", "2031-05-04");
        await one.PressAsync("");
        other["goal"] = "Goal 2";

        var asked = await other.PressAsync("");
        var again = EditorForm.Of(browser, await asked.PageAsync(), "/plan");
        Assert.Equal((HttpStatusCode.Conflict, "Goal 2", "2031-05-04"), (asked.StatusCode, again["goal"], again["targetDate"]));
        Assert.Equal(HttpStatusCode.SeeOther, (await again.PressAsync("")).StatusCode);

        var kept = await host.InDbAsync(scene.District.Id, db => db.Enrollments.SingleAsync());
        Assert.Equal(("Goal 2", new DateOnly(2031, 5, 4)), (kept.Goal, kept.TargetDate));
        var typed = await EditorForm.OpenAsync(browser, page, "/plan");
        Assert.Equal(HttpStatusCode.OK, (await typed.AutosaveAsync(("goal", "Goal 3"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await typed.AutosaveAsync(("goal", "Goal 4"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await typed.AutosaveAsync(("targetDate", "soon"))).StatusCode);
        Assert.Equal("Goal 4", (await host.InDbAsync(scene.District.Id, db => db.Enrollments.SingleAsync())).Goal);
    }

    [Fact]
    public async Task A_plan_is_kept_and_the_work_is_left()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        using var browser = await scene.Learner.BrowserAsync();

        var planned = await browser.PostFormAsync(
            $"/earning/{id}/plan",
            [("goal", "To know our creek"), ("targetDate", "2099-05-31")],
            $"/earning/{id}"
        );
        var left = await browser.PostFormAsync($"/earning/{id}/withdrawal", [], $"/earning/{id}");

        Assert.Equal(
            ($"/earning/{id}/overview", "/earning"),
            (planned.Headers.Location?.OriginalString, left.Headers.Location?.OriginalString)
        );
        var enrollment = await host.InDbAsync(scene.District.Id, db => db.Enrollments.AsNoTracking().SingleAsync());
        Assert.Equal(
            ("To know our creek", new DateOnly(2099, 5, 31), EnrollmentState.Withdrawn),
            (enrollment.Goal, enrollment.TargetDate, enrollment.State)
        );
    }

    [Fact]
    public async Task What_was_set_aside_is_taken_up_again_on_the_page_and_by_a_program()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        using var browser = await scene.Learner.BrowserAsync();

        await browser.PostFormAsync($"/earning/{id}/withdrawal", [], $"/earning/{id}");
        var back = await browser.PostFormAsync($"/earning/{id}/resumption", [], "/earning?aside=true");
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
        await scene.Api.PostAsync(new Uri($"/api/v1/enrollments/{id}/withdrawal", UriKind.Relative), null);
        var again = await scene.Api.PostAsync(new Uri($"/api/v1/enrollments/{id}/resumption", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);

        var state = await host.InDbAsync(scene.District.Id, db => db.Enrollments.Select(one => one.State).SingleAsync());
        Assert.NotEqual(EnrollmentState.Withdrawn, state);
    }

    [Fact]
    public async Task Evidence_is_brought_described_taken_out_and_put_back()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        using var browser = await scene.Learner.BrowserAsync();
        var page = $"/earning/{id}/evidence";
        await scene.WriteAsync(id, "draft.photo", "Mud.");

        await DoneAsync(await UploadAsync(browser, page));
        await DoneAsync(await browser.PostFormAsync($"{page}/photo/links", [("url", "creek.example/film")], page));
        await DoneAsync(await browser.PostFormAsync($"{page}/photo/texts", [("text", "Mud, and a heron."), ("draft", "1")], page));

        var brought = await ArtifactsAsync();
        Assert.Equal(["creek.png", "https://creek.example/film", "Mud, and a heron."], brought.Select(a => a.FileName ?? a.Url ?? a.Text));
        Assert.Equal("", await host.InDbAsync(scene.District.Id, db => db.Answers.Select(a => a.Text).SingleAsync()));

        var photo = brought[0].Id;
        await DoneAsync(await browser.PostFormAsync($"/earning/artifacts/{photo}", [("title", "The creek in May")], page));
        Assert.Equal("The creek in May", (await ArtifactsAsync())[0].Title);
        await DoneAsync(await browser.PostFormAsync($"/earning/artifacts/{photo}/removal", [], page));
        Assert.NotNull((await ArtifactsAsync())[0].RemovedAt);
        await DoneAsync(await browser.PostFormAsync($"/earning/artifacts/{photo}/restoration", [], page));
        Assert.Null((await ArtifactsAsync())[0].RemovedAt);

        async Task DoneAsync(HttpResponseMessage answer) =>
            Assert.True(
                answer.StatusCode is HttpStatusCode.SeeOther && answer.Headers.Location!.OriginalString == $"{page}#photo",
                await answer.Content.ReadAsStringAsync()
            );

        Task<List<Artifact>> ArtifactsAsync() =>
            host.InDbAsync(scene.District.Id, db => db.Artifacts.AsNoTracking().OrderBy(a => a.AddedAt).ThenBy(a => a.Id).ToListAsync());
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, string page)
    {
        var token = (await browser.PageAsync(page)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new ByteArrayContent(EarningScene.Png), "file", "creek.png" },
        };
        return await browser.PostAsync(new Uri($"{page}/photo/files", UriKind.Relative), form);
    }
}

[Collection("sqlite")]
public sealed class SqliteWorkspacePagesTests(SqliteHost host) : WorkspacePagesTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresWorkspacePagesTests(PostgresHost host) : WorkspacePagesTests(host);
