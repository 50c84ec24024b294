using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Earning;

public abstract class EnrollmentTests(CairnHost host)
{
    [Fact]
    public async Task Starting_keeps_the_goal_and_gives_the_first_when_asked_again()
    {
        var scene = await EarningScene.NewAsync(host);
        var wish = new
        {
            microCredentialId = scene.MicroCredential.ToString(),
            goal = "To know our creek",
            targetDate = "2099-05-31",
        };

        var first = await scene.Api.PostAsJsonAsync("/api/v1/enrollments", wish);
        var second = await scene.Api.PostAsJsonAsync("/api/v1/enrollments", wish);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal("To know our creek", (await first.JsonAsync()).GetProperty("goal").GetString());
        Assert.Equal((await first.JsonAsync()).GetProperty("id").GetString(), (await second.JsonAsync()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Starting_ten_times_at_once_enrolls_once()
    {
        var scene = await EarningScene.NewAsync(host);

        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => scene.StartAsync()));

        Assert.Single(ids.Distinct());
        Assert.Equal(1, await host.InDbAsync(scene.District.Id, db => db.Enrollments.CountAsync()));
        Assert.Equal(1, await host.InDbAsync(scene.District.Id, db => db.AuditEvents.CountAsync(e => e.Action == "enrollment.started")));
    }

    [Fact]
    public async Task Who_had_left_goes_on_where_they_were()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await scene.WriteAsync(id, "why", "It moves.");
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await scene.Api.PostAsync(new Uri($"/api/v1/enrollments/{id}/withdrawal", UriKind.Relative), null)).StatusCode
        );

        Assert.Equal(id, await scene.StartAsync());

        var answers = (await (await scene.Api.GetAsync(new Uri($"/api/v1/enrollments/{id}", UriKind.Relative))).JsonAsync()).GetProperty(
            "answers"
        );
        Assert.Equal("It moves.", answers[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Fails_when_the_date_is_over()
    {
        var scene = await EarningScene.NewAsync(host);
        var answer = await scene.Api.PostAsJsonAsync(
            "/api/v1/enrollments",
            new { microCredentialId = scene.MicroCredential.ToString(), targetDate = "2001-01-01" }
        );

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "earning.date-in-the-past"), (answer.StatusCode, await answer.CodeAsync()));
    }

    [Fact]
    public async Task A_teacher_starts_it_for_a_child_of_their_class()
    {
        var scene = await EarningScene.NewAsync(host);
        var child = await scene.District.PersonAsync("Kim", [SchoolRole.Learner], "01", 6);
        var teacher = await (await scene.TeacherOfAsync(child)).ApiAsync();

        var id = await scene.StartAsync(teacher, child.Id);

        Assert.Equal(
            child.Id,
            await host.InDbAsync(scene.District.Id, db => db.Enrollments.Where(e => e.Id == id).Select(e => e.LearnerId).SingleAsync())
        );
    }

    [Theory]
    [InlineData("01", false)]
    [InlineData("09", true)]
    public async Task Fails_when_the_child_is_not_in_the_class_or_old_enough_to_start_alone(string grade, bool inClass)
    {
        var scene = await EarningScene.NewAsync(host);
        var child = await scene.District.PersonAsync("Kim", [SchoolRole.Learner], grade, 6);
        var teacher = await (await scene.TeacherOfAsync(inClass ? [child] : [])).ApiAsync();

        var answer = await teacher.PostAsJsonAsync(
            "/api/v1/enrollments",
            new { microCredentialId = scene.MicroCredential.ToString(), learnerId = child.Id.ToString() }
        );

        Assert.Equal("earning.not-your-learner", await answer.CodeAsync());
    }

    [Fact]
    public async Task The_list_says_what_comes_next()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await scene.WriteAsync(id, "why", "It moves.");

        var item = (await (await scene.Api.GetAsync(new Uri("/api/v1/enrollments", UriKind.Relative))).JsonAsync()).GetProperty("items")[0];

        Assert.Equal(
            ("working", "evidence", 2),
            (item.GetProperty("stands").GetString(), item.GetProperty("next").GetString(), item.GetProperty("missing").GetInt32())
        );
    }
}

[Collection("sqlite")]
public sealed class SqliteEnrollmentTests(SqliteHost host) : EnrollmentTests(host);

[Collection("postgres")]
public sealed class PostgresEnrollmentTests(PostgresHost host) : EnrollmentTests(host);
