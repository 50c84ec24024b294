using System.Globalization;
using System.Net;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Workspace;

public abstract class StartPageTests(CairnHost host)
{
    [Fact]
    public async Task A_learner_starts_with_a_goal_and_lands_in_the_work()
    {
        var scene = await EarningScene.NewAsync(host);
        var browser = await scene.Learner.BrowserAsync();

        var answer = await browser.PostFormAsync(
            $"/earning/start/{scene.MicroCredential}",
            ("goal", "To know our creek"),
            ("targetDate", "2099-05-31")
        );
        var mine = await browser.PageAsync("/earning");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.EndsWith("/overview", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("Water watcher", mine.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instants_are_shown_in_the_time_of_the_district()
    {
        var scene = await EarningScene.NewAsync(host);
        await host.InDbAsync(
            scene.District.Id,
            db =>
                db.Districts.Where(d => d.Id == scene.District.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(d => d.TimeZone, "Pacific/Kiritimati"))
        );
        await scene.StartAsync();

        var saved = (await (await scene.Learner.BrowserAsync()).PageAsync("/earning")).QuerySelector("time")!;

        var there = DateTimeOffset.Parse(saved.GetAttribute("datetime")!, CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(14));
        Assert.Contains(there.ToString("MMMM d, yyyy, h:mm", CultureInfo.InvariantCulture), saved.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_when_the_date_is_no_date_and_what_was_typed_stays()
    {
        var scene = await EarningScene.NewAsync(host);
        var browser = await scene.Learner.BrowserAsync();

        var answer = await browser.PostFormAsync(
            $"/earning/start/{scene.MicroCredential}",
            ("goal", "To know our creek"),
            ("targetDate", "soon")
        );
        var page = await answer.PageAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("To know our creek", page.QuerySelector("textarea[name=goal]")!.TextContent);
        Assert.Equal("true", page.QuerySelector("input[name=targetDate]")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Who_starts_again_in_a_second_tab_keeps_what_was_typed_there()
    {
        var scene = await EarningScene.NewAsync(host);
        var browser = await scene.Learner.BrowserAsync();
        var address = $"/earning/start/{scene.MicroCredential}";
        await browser.PostFormAsync(address, ("goal", "To know our creek"));

        var same = await browser.PostFormAsync(address, [("goal", "To know our creek")], page: "/account");
        var other = await browser.PostFormAsync(address, [("goal", "To swim")], page: "/account");

        Assert.Equal(HttpStatusCode.SeeOther, same.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal("To swim", (await other.PageAsync()).QuerySelector("textarea[name=goal]")!.TextContent);
        Assert.Equal("To know our creek", await host.InDbAsync(scene.District.Id, db => db.Enrollments.Select(e => e.Goal).SingleAsync()));
    }

    [Fact]
    public async Task A_teacher_who_ticks_nobody_starts_nothing_and_may_tick_themself()
    {
        var scene = await EarningScene.NewAsync(host, "01");
        var browser = await (await scene.TeacherOfAsync(scene.Learner)).BrowserAsync();
        var address = $"/earning/start/{scene.MicroCredential}";

        var asked = await browser.PostFormAsync(address, ("goal", "Kept"));

        var page = await asked.PageAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Equal("Kept", page.QuerySelector("textarea[name=goal]")!.TextContent);
        Assert.NotNull(page.QuerySelector("#f-learnerId-error"));
        Assert.Equal(0, await host.InDbAsync(scene.District.Id, db => db.Enrollments.CountAsync()));
        var myself = page.QuerySelectorAll("input[name=learnerId]")[^1].GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostFormAsync(address, ("learnerId", myself))).StatusCode);
        Assert.Equal(1, await host.InDbAsync(scene.District.Id, db => db.Enrollments.CountAsync()));
    }

    [Fact]
    public async Task A_teacher_starts_it_for_several_children_at_once()
    {
        var scene = await EarningScene.NewAsync(host, "01");
        var other = await scene.District.PersonAsync("Bo", [SchoolRole.Learner], "01", 6);
        var browser = await (await scene.TeacherOfAsync(scene.Learner, other)).BrowserAsync();

        var answer = await browser.PostFormAsync(
            $"/earning/start/{scene.MicroCredential}",
            ("learnerId", scene.Learner.Id.ToString()),
            ("learnerId", other.Id.ToString())
        );

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(2, await host.InDbAsync(scene.District.Id, db => db.Enrollments.CountAsync()));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri("/earning/capture", UriKind.Relative))).StatusCode);
    }
}

[Collection("sqlite")]
public sealed class SqliteStartPageTests(SqliteHost host) : StartPageTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresStartPageTests(PostgresHost host) : StartPageTests(host);
