using System.Net;
using Cairn.Earning;
using Cairn.Tests.Design;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Earning;

public abstract class AnswerTests(CairnHost host)
{
    [Fact]
    public async Task A_saved_answer_has_a_version_that_counts()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();

        var first = await scene.WriteAsync(id, "why", "It");
        var second = await scene.WriteAsync(id, "why", "It moves.", seen: 1);

        Assert.Equal(("\"1\"", "\"2\""), (first.Headers.ETag!.Tag, second.Headers.ETag!.Tag));
        var read = await scene.Api.GetAsync(new Uri($"/api/v1/enrollments/{id}/answers/why", UriKind.Relative));
        Assert.Equal(("\"2\"", "It moves."), (read.Headers.ETag!.Tag, (await read.JsonAsync()).GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Fails_when_the_writer_had_seen_an_older_text()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await scene.WriteAsync(id, "why", "It");
        await scene.WriteAsync(id, "why", "It moves.", seen: 1);

        var stale = await scene.WriteAsync(id, "why", "It sleeps.", seen: 1);

        Assert.Equal((HttpStatusCode.PreconditionFailed, "earning.answer-is-newer"), (stale.StatusCode, await stale.CodeAsync()));
        Assert.Equal("It moves.", (await stale.JsonAsync()).GetProperty("current").GetProperty("text").GetString());
    }

    [Fact]
    public async Task The_same_text_again_is_no_conflict()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await scene.WriteAsync(id, "why", "It moves.");

        Assert.Equal(HttpStatusCode.OK, (await scene.WriteAsync(id, "why", "It moves.", seen: 0)).StatusCode);
    }

    [Theory]
    [InlineData("nobody-asked", "x", "earning.unknown-question")]
    [InlineData("why", null, "input.too-long")]
    public async Task Fails_when_nobody_asked_or_the_text_is_too_long(string key, string? text, string code)
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();

        Assert.Equal(code, await (await scene.WriteAsync(id, key, text ?? new string('x', Answer.MaxLength + 1))).CodeAsync());
    }

    [Fact]
    public async Task Different_answers_at_once_are_all_saved()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();

        var saved = await Task.WhenAll(
            scene.WriteAsync(id, "why", "It moves."),
            scene.WriteAsync(id, "next", "Fish."),
            scene.WriteAsync(id, "draft.photo", "Mud.")
        );

        Assert.All(saved, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(3, await host.InDbAsync(scene.District.Id, db => db.Answers.CountAsync()));
    }

    [Fact]
    public async Task Kept_texts_lie_minutes_apart()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await scene.WriteAsync(id, "why", "It moves.");
        host.Clock.Advance(TimeSpan.FromMinutes(3));
        await scene.WriteAsync(id, "why", "It", seen: 1);
        await scene.WriteAsync(id, "why", "It s", seen: 2);
        await scene.WriteAsync(id, "why", "It sl", seen: 3);

        var history = await (
            await scene.Api.GetAsync(new Uri($"/api/v1/enrollments/{id}/answers/why/history", UriKind.Relative))
        ).JsonAsync();

        Assert.Equal(
            ["It", "It moves."],
            history.GetProperty("items").EnumerateArray().Select(kept => kept.GetProperty("text").GetString())
        );
    }

    [Fact]
    public async Task Autosave_answers_with_versions_and_keeps_what_is_newer()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await scene.WriteAsync(id, "why", "From the phone");
        var browser = await scene.Learner.BrowserAsync();
        browser.DefaultRequestHeaders.Accept.ParseAdd("application/json");

        var answer = await browser.PostFormAsync(
            $"/earning/{id}/answers",
            [("answer.why", "From the laptop"), ("answer.next", "Fish."), ("seen", "{}")],
            page: $"/earning/{id}/overview"
        );

        var saved = await answer.JsonAsync();
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("""{"answer.next":"1"}""", saved.GetProperty("seen").GetRawText());
        var unsaved = Assert.Single(saved.GetProperty("unsaved").EnumerateArray());
        Assert.Equal(
            ("answer.why", "input.newer", """["From the phone"]""", "answer.why", "1"),
            (
                unsaved.Text("field"),
                unsaved.Text("code"),
                unsaved.GetProperty("newer").GetRawText(),
                unsaved.Text("tokenOf"),
                unsaved.Text("token")
            )
        );
    }

    [Fact]
    public async Task Without_a_script_a_stale_save_shows_both_texts_and_saving_again_is_a_choice()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await scene.WriteAsync(id, "why", "From the phone");
        var browser = await scene.Learner.BrowserAsync();

        var refused = await browser.PostFormAsync(
            $"/earning/{id}/answers",
            [("part", "Overview"), ("answer.why", "From the laptop")],
            page: $"/earning/{id}/overview"
        );
        var page = await refused.PageAsync();
        var seen = page.QuerySelector("input[name=seen]")!.GetAttribute("value")!;

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("From the laptop", page.QuerySelector("textarea[name='answer.why']")!.TextContent);
        Assert.Contains("From the phone", page.QuerySelector("textarea[readonly]")!.TextContent, StringComparison.Ordinal);
        var again = await browser.PostFormAsync(
            $"/earning/{id}/answers",
            [("part", "Overview"), ("answer.why", "From the laptop"), ("seen", seen)],
            page: $"/earning/{id}/overview"
        );
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
    }

    [Fact]
    public async Task An_expired_session_gives_the_typed_text_back_and_takes_it_after_signing_in()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        var browser = await scene.Learner.BrowserAsync();
        var token = (await browser.PageAsync($"/earning/{id}/overview"))
            .QuerySelector("main input[name=__RequestVerificationToken]")!
            .GetAttribute("value")!;
        await browser.PostFormAsync("/sign-out", [], page: $"/earning/{id}/overview");
        using var typed = new FormUrlEncodedContent([
            new("__RequestVerificationToken", token),
            new("part", "Overview"),
            new("answer.why", "It moves and it sings."),
        ]);

        var refused = await browser.PostAsync(new Uri($"/earning/{id}/answers", UriKind.Relative), typed);
        var form = (await refused.PageAsync()).QuerySelector("form[action$='/answers']")!;
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await browser.PostFormAsync("/sign-in", ("Username", scene.Learner.Username), ("Password", TestDistrict.Password));
        using var again = new FormUrlEncodedContent(
            form.QuerySelectorAll("input").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value")!))
        );
        var taken = await browser.PostAsync(new Uri(form.GetAttribute("action")!, UriKind.Relative), again);

        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        Assert.Equal("It moves and it sings.", await host.InDbAsync(scene.District.Id, db => db.Answers.Select(a => a.Text).SingleAsync()));
    }

    [Fact]
    public async Task An_earlier_text_comes_back_and_the_later_one_is_kept()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await scene.WriteAsync(id, "why", "Better");
        host.Clock.Advance(TimeSpan.FromMinutes(3));
        await scene.WriteAsync(id, "why", "Worse", seen: 1);
        var browser = await scene.Learner.BrowserAsync();
        var kept = (await browser.PageAsync($"/earning/{id}/answers/why/history"))
            .QuerySelector("input[name=version]")!
            .GetAttribute("value")!;

        await browser.PostFormAsync(
            $"/earning/{id}/answers/why/restoration",
            [("version", kept)],
            page: $"/earning/{id}/answers/why/history"
        );

        Assert.Equal("Better", await host.InDbAsync(scene.District.Id, db => db.Answers.Select(a => a.Text).SingleAsync()));
        Assert.Equal(2, await host.InDbAsync(scene.District.Id, db => db.AnswerHistory.CountAsync()));
    }
}

[Collection("sqlite")]
public sealed class SqliteAnswerTests(SqliteHost host) : AnswerTests(host);

[Collection("postgres")]
public sealed class PostgresAnswerTests(PostgresHost host) : AnswerTests(host);
