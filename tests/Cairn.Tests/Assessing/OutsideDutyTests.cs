using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Cairn.Assessing;
using Cairn.Foundation.Storage;
using Cairn.Tests.Awarding;
using Cairn.Tests.Earning;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Assessing;

public abstract class OutsideDutyTests(CairnHost host)
{
    [Fact]
    public async Task A_leader_says_why_and_then_reads_for_the_day_and_the_trail_has_it_once()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        Assert.True((await scene.SubmitAsync(id)).IsSuccessStatusCode);
        var artifact = await host.InDbAsync(scene.District.Id, db => db.Artifacts.Select(one => one.Id).FirstAsync());
        var submission = await host.InDbAsync(scene.District.Id, db => db.Submissions.Select(one => one.Id).SingleAsync());
        var leader = await scene.District.PersonAsync("Lin", [SchoolRole.Leader], at: scene.District.Top);
        using var browser = await leader.BrowserAsync();
        using var api = await leader.ApiAsync();

        foreach (
            var address in new[]
            {
                $"/earning/{id}",
                $"/earning/{id}/evidence",
                $"/earning/artifacts/{artifact}",
                $"/earning/submissions/{submission}",
                $"/earning/{id}/answers/why/history",
            }
        )
        {
            var asked = await browser.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Forbidden, asked.StatusCode);
            Assert.NotNull((await asked.PageAsync()).QuerySelector("input[name=Reason]"));
        }
        foreach (
            var address in new[]
            {
                $"enrollments/{id}",
                $"enrollments/{id}/answers/why",
                $"enrollments/{id}/submissions",
                $"submissions/{submission}/snapshot",
                $"artifacts/{artifact}/content",
            }
        )
        {
            var refused = await api.GetAsync(new Uri($"/api/v1/{address}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal("earning.reason-first", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        }
        Assert.Empty(await ReadingsAsync(scene));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SayAsync(browser, id, "")).StatusCode);
        var said = await SayAsync(browser, id, "Complaint", $"/earning/submissions/{submission}");
        Assert.Equal($"/earning/submissions/{submission}", said.Headers.Location!.ToString());
        await SayAsync(browser, id, "Complaint", $"/earning/{id}");

        // What was submitted; drafts belong to the learner and their teacher.
        foreach (
            var (address, status) in new[]
            {
                ($"/earning/submissions/{submission}", HttpStatusCode.OK),
                ($"/earning/{id}", HttpStatusCode.SeeOther),
                ($"/earning/{id}/answers/why/history", HttpStatusCode.NotFound),
            }
        )
            Assert.Equal((address, status), (address, (await browser.GetAsync(new Uri(address, UriKind.Relative))).StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(new Uri($"/api/v1/enrollments/{id}", UriKind.Relative))).StatusCode);
        var reading = Assert.Single(await ReadingsAsync(scene));
        Assert.Equal(
            (leader.Id.Value, scene.Learner.Id.Value, $"enrollment {id} Complaint", "127.0.0.1"),
            (reading.ActorPersonId!.Value, reading.SubjectId, reading.Detail, reading.Address)
        );

        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync(new Uri($"/api/v1/enrollments/{id}", UriKind.Relative))).StatusCode);
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await api.PostAsJsonAsync($"/api/v1/enrollments/{id}/reading", new { reason = "safety" })).StatusCode
        );
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(new Uri($"/api/v1/enrollments/{id}", UriKind.Relative))).StatusCode);
        Assert.Equal(2, (await ReadingsAsync(scene)).Count);
    }

    [Fact]
    public async Task Who_has_a_duty_is_asked_nothing()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        var teacher = await scene.TeacherOfAsync(scene.Learner);
        Assert.True((await scene.SubmitAsync(id)).IsSuccessStatusCode);
        var assessor = await (await scene.District.PersonAsync("Ash", [SchoolRole.Assessor])).ActorAsync();
        var submission = await host.InDbAsync(
            scene.District.Id,
            async db =>
            {
                var one = await db.Submissions.SingleAsync();
                var review = Review.Claim(one, (await db.StandingAsync(assessor, one.Id, CancellationToken.None))!, host.Clock.Now()).Value;
                db.Add(review);
                await db.SaveChangesAsync();
                // it waits for the grantor now
                await db.Reviews.ExecuteUpdateAsync(set => set.SetProperty(r => r.CompletedAt, host.Clock.Now()));
                return one.Id;
            }
        );
        var grantor = await scene.District.PersonAsync("Gus", [SchoolRole.Grantor]);

        foreach (var person in new[] { scene.Learner, teacher, grantor })
        {
            using var api = await person.ApiAsync();
            Assert.Equal(
                HttpStatusCode.OK,
                (await api.GetAsync(new Uri($"/api/v1/submissions/{submission}", UriKind.Relative))).StatusCode
            );
        }
        Assert.Empty(await ReadingsAsync(scene));
    }

    /// <summary>
    /// A form that comes too late keeps its text and does not show the decision; the address that asks for the reason shows that.
    /// </summary>
    [Theory]
    [InlineData("NewAttempt")]
    [InlineData("")]
    public async Task A_form_for_work_that_is_decided_does_not_show_it(string outcome)
    {
        var journey = await Journey.BeginAsync(host, age: 12);
        var review = await journey.JudgeAsync(await journey.SubmitAsync());
        var other = await journey.District.PersonAsync("Gia", [SchoolRole.Grantor]);
        using var browser = await other.BrowserAsync();
        var address = $"/granting/{review}";
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await journey.DecideAsync(review)).StatusCode);

        var answer = await browser.PostFormAsync(address, [("Outcome", outcome), ("Note", "Again, please.")], "/account");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var late = (await answer.PageAsync()).Body!.TextContent;
        Assert.Contains("Again, please.", late, StringComparison.Ordinal);
        Assert.DoesNotContain("Lena", late, StringComparison.Ordinal);
        var asked = await browser.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, asked.StatusCode);
        var page = await asked.PageAsync();
        Assert.NotNull(page.QuerySelector("input[name=Reason]"));
        Assert.DoesNotContain("Lena", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await host.InDbAsync(journey.District.Id, db => db.Decisions.CountAsync()));
    }

    [Fact]
    public async Task Fails_when_a_stranger_gives_a_reason()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        var author = await scene.District.PersonAsync("Ida", [SchoolRole.Author]);
        using var api = await author.ApiAsync();

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await api.PostAsJsonAsync($"/api/v1/enrollments/{id}/reading", new { reason = "quality" })).StatusCode
        );
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(new Uri($"/api/v1/enrollments/{id}", UriKind.Relative))).StatusCode);
        Assert.Empty(await ReadingsAsync(scene));
    }

    /// <summary>A class shows what children work on: reading it without teaching it is recorded, once a day.</summary>
    [Fact]
    public async Task A_class_read_by_somebody_who_does_not_teach_it_is_in_the_trail()
    {
        var scene = await EarningScene.NewAsync(host);
        var teacher = await scene.TeacherOfAsync(scene.Learner);
        var room = await host.InDbAsync(scene.District.Id, db => db.Classes.Select(one => one.Id).SingleAsync());
        var op = await scene.District.PersonAsync("Otto", [SchoolRole.Operator], at: scene.District.Top);

        foreach (var person in new[] { teacher, op, op })
        {
            using var browser = await person.BrowserAsync();
            using var api = await person.ApiAsync();
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri($"/classes/{room}", UriKind.Relative))).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(new Uri($"/api/v1/classes/{room}/learners", UriKind.Relative))).StatusCode);
        }

        var readings = await host.InDbAsync(scene.District.Id, db => db.AuditEvents.Where(one => one.Action == "class.read").ToListAsync());
        Assert.Equal(op.Id.Value, Assert.Single(readings).ActorPersonId);
    }

    private static Task<HttpResponseMessage> SayAsync(
        HttpClient browser,
        Id<Cairn.Earning.Enrollment> id,
        string reason,
        string? back = null
    ) => browser.PostFormAsync($"/earning/{id}/reading", [("Reason", reason), ("Return", back ?? $"/earning/{id}/evidence")], "/account");

    private static Task<List<Cairn.Audit.AuditEvent>> ReadingsAsync(EarningScene scene) =>
        scene.Host.InDbAsync(scene.District.Id, db => db.AuditEvents.Where(one => one.Action == "work.read").ToListAsync());
}

/// <summary>Which work an address shows is said by the type of its handler's identifier: none of them may take it in another shape.</summary>
[Collection("sqlite")]
public sealed class OutsideDutyAddressTests(SqliteHost host)
{
    private static readonly string[] Shown =
    [
        "/earning/{id}",
        "/earning/artifacts/{id}",
        "/earning/submissions/{id}",
        "/api/v1/enrollments/{id}",
        "/api/v1/artifacts/{id}",
        "/api/v1/submissions/{id}",
        "/granting/{reviewId}",
        "/api/v1/decisions/waiting/{reviewId}",
    ];

    [Fact]
    public void Every_address_of_work_takes_its_identifier_as_one()
    {
        var routes = host
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(route => (Pattern: "/" + route.RoutePattern.RawText!.TrimStart('/'), Route: route))
            .Where(one => Shown.Any(start => one.Pattern == start || one.Pattern.StartsWith(start + "/", StringComparison.Ordinal)))
            .ToList();
        Assert.True(routes.Count > 30, $"only {routes.Count} addresses show work");

        var without = routes
            .Where(one =>
                !one.Route.Metadata.GetMetadata<MethodInfo>()!.GetParameters().Any(parameter => OutsideDuty.Names(parameter.ParameterType))
            )
            .Select(one => $"{string.Join(' ', one.Route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)} {one.Pattern}");
        // Deciding names the review in its body; who may not decide is refused there.
        Assert.Equal(["POST /granting/{reviewId}"], without);
    }
}

[Collection("sqlite")]
public sealed class SqliteOutsideDutyTests(SqliteHost host) : OutsideDutyTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresOutsideDutyTests(PostgresHost host) : OutsideDutyTests(host);
