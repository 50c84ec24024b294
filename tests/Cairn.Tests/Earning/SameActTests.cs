using System.Net;
using System.Net.Http.Json;
using Cairn.Tests.Awarding;
using Cairn.Tests.Design;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Earning;

/// <summary>What pages and programs once did differently, and now do alike.</summary>
public abstract class SameActTests(CairnHost host)
{
    [Theory]
    [InlineData("creek.example/film", "https://creek.example/film")]
    [InlineData("nonsense", null)]
    [InlineData("mailto:a@b.example", null)]
    public async Task A_link_is_completed_for_programs_as_for_pages(string typed, string? url)
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        using var browser = await scene.Learner.BrowserAsync();

        var byProgram = await scene.Api.PostAsJsonAsync($"/api/v1/enrollments/{id}/artifacts", new { requirement = "photo", url = typed });
        var byPage = await browser.PostFormAsync($"/earning/{id}/evidence/photo/links", [("url", typed)], $"/earning/{id}/evidence");

        Assert.Equal(url is null ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Created, byProgram.StatusCode);
        Assert.Equal(url is null ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.SeeOther, byPage.StatusCode);
        Assert.Equal(
            url is null ? [] : [url],
            await host.InDbAsync(scene.District.Id, db => db.Artifacts.Select(a => a.Url!).ToListAsync())
        );
    }

    [Fact]
    public async Task A_text_is_one_piece_of_evidence_however_its_lines_end()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        using var browser = await scene.Learner.BrowserAsync();

        await scene.Api.PostAsJsonAsync($"/api/v1/enrollments/{id}/artifacts", new { requirement = "photo", text = "Mud.\r\nA heron." });
        await browser.PostFormAsync($"/earning/{id}/evidence/photo/texts", [("text", "Mud.\r\nA heron.")], $"/earning/{id}/evidence");

        Assert.Equal("Mud.\nA heron.", await host.InDbAsync(scene.District.Id, db => db.Artifacts.Select(a => a.Text).SingleAsync()));
    }

    [Fact]
    public async Task Fails_when_a_page_captures_for_a_child_who_does_not_work_on_it_too()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        var stranger = await scene.District.PersonAsync("Oda", [SchoolRole.Learner], "07", age: 12);
        using var hers = await stranger.ApiAsync();
        var other = await scene.StartAsync(hers);
        using var browser = await (await scene.TeacherOfAsync(scene.Learner)).BrowserAsync();

        var answer = await browser.PostFormAsync(
            $"/earning/capture/{scene.Version}/seen",
            ("children", id.ToString()),
            ("children", other.ToString()),
            ("text", "She counted twice.")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("She counted twice.", (await answer.PageAsync()).QuerySelector("textarea[name=text]")!.TextContent);
        Assert.Equal(0, await host.InDbAsync(scene.District.Id, db => db.Artifacts.CountAsync()));
    }

    [Fact]
    public async Task A_program_hears_that_the_first_goal_stays()
    {
        var scene = await EarningScene.NewAsync(host);
        Task<HttpResponseMessage> StartAsync(string? goal) =>
            scene.Api.PostAsJsonAsync("/api/v1/enrollments", new { microCredentialId = scene.MicroCredential.ToString(), goal });
        await StartAsync("To know our creek");

        Assert.Equal(HttpStatusCode.OK, (await StartAsync(null)).StatusCode);
        var other = await StartAsync("To swim");

        Assert.Equal((HttpStatusCode.Conflict, "earning.begun-with-another-goal"), (other.StatusCode, await other.CodeAsync()));
    }

    [Fact]
    public async Task A_refusal_names_the_member_that_is_at_fault()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();

        var levels = await scene.Api.PostAsJsonAsync($"/api/v1/enrollments/{id}/submissions", new { statesLevels = true });
        var learner = await scene.Api.PostAsJsonAsync(
            "/api/v1/enrollments",
            new
            {
                microCredentialId = scene.MicroCredential.ToString(),
                learnerId = (await scene.District.PersonAsync("Kim", [])).Id.ToString(),
            }
        );

        Assert.Equal("statesLevels", (await levels.JsonAsync()).GetProperty("field").GetString());
        Assert.Equal("learnerId", (await learner.JsonAsync()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task The_draft_of_a_text_is_kept_as_it_is_typed_and_empty_once_it_is_brought()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        using var browser = await scene.Learner.BrowserAsync();
        using var script = await scene.Learner.BrowserAsync();
        script.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        var page = $"/earning/{id}/evidence";

        var saved = await script.PostFormAsync($"{page}/photo/draft", [("text", "Mud. ")], page);
        var stale = await script.PostFormAsync($"{page}/photo/draft", [("text", "Sand.")], page);

        Assert.Equal("1", (await saved.JsonAsync()).GetProperty("seen").Text("text"));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var kept = Assert.Single((await stale.JsonAsync()).GetProperty("unsaved").EnumerateArray());
        Assert.Equal(("text", """["Mud. "]""", "1"), (kept.Text("field"), kept.GetProperty("newer").GetRawText(), kept.Text("token")));
        var form = (await browser.PageAsync(page)).QuerySelector("form[action$='/photo/texts']")!;
        Assert.Equal(
            ("Mud. ", "1"),
            (form.QuerySelector("textarea[name=text]")!.TextContent, form.QuerySelector("input[name=draft]")!.GetAttribute("value"))
        );
        await browser.PostFormAsync($"{page}/photo/texts", [("text", "Mud."), ("draft", "1")], page);
        Assert.Equal("", await host.InDbAsync(scene.District.Id, db => db.Answers.Select(a => a.Text).SingleAsync()));
    }

    [Fact]
    public async Task What_cannot_be_given_back_is_said_on_a_page()
    {
        var journey = await Journey.BeginAsync(host);
        var review = await journey.JudgeAsync(await journey.SubmitAsync());
        using var browser = await journey.Assessor.BrowserAsync();

        var answer = await browser.PostFormAsync($"/assessing/{review}/release", [], "/assessing");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("finished", (await answer.PageAsync()).QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
    }
}

[Collection("sqlite")]
public sealed class SqliteSameActTests(SqliteHost host) : SameActTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresSameActTests(PostgresHost host) : SameActTests(host);
