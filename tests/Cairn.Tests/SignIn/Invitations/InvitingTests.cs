using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Invitations;
using Microsoft.EntityFrameworkCore;
using static Cairn.Tests.SignIn.Invitations.InvitationScene;

namespace Cairn.Tests.SignIn.Invitations;

/// <summary>Who may give whom a way in, and what they see.</summary>
public abstract class InvitingTests(CairnHost host)
{
    [Fact]
    public async Task A_sheet_has_a_slip_for_each_person_and_is_shown_once()
    {
        var scene = await BeginAsync(host);
        using var teacher = await scene.Tess.BrowserAsync();
        var address = $"/classes/{scene.Room}/ways-in";
        var list = await teacher.PageAsync(address);
        Assert.Equal(["None", "None"], list.QuerySelectorAll("tr[data-person]").Select(row => row.GetAttribute("data-state")));
        Assert.Equal(
            [scene.Leo.ToString(), scene.Gina.ToString()],
            list.QuerySelectorAll("input[name=People][checked]").Select(box => box.GetAttribute("value"))
        );

        var answer = await teacher.PostFormAsync(address, ("People", scene.Leo.ToString()), ("People", scene.Gina.ToString()));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var sheet = await answer.PageAsync();
        Assert.Equal(["Gina Núñez", "Leo Núñez"], sheet.QuerySelectorAll(".sign-in-card-name").Select(name => name.TextContent));
        Assert.Equal(2, sheet.QuerySelectorAll("svg.qr").Length);
        using var stranger = host.Anonymous();
        foreach (var link in sheet.QuerySelectorAll("[data-link]"))
            Assert.NotNull((await stranger.PageAsync(new Uri(link.TextContent).AbsolutePath)).QuerySelector("input[name=Username]"));
        foreach (var code in sheet.QuerySelectorAll("[data-code]"))
            Assert.Equal(HttpStatusCode.SeeOther, (await stranger.PostFormAsync("/join", ("Code", code.TextContent))).StatusCode);
        var after = await teacher.PageAsync(address);
        Assert.Equal(["Invited", "Invited"], after.QuerySelectorAll("tr[data-person]").Select(row => row.GetAttribute("data-state")));
        Assert.Empty(after.QuerySelectorAll("[data-link], [data-code]"));
    }

    [Fact]
    public async Task A_school_sees_who_has_no_way_in()
    {
        var scene = await BeginAsync(host);
        using var leader = await scene.Lea.BrowserAsync();
        var address = $"/schools/{scene.District.School}/ways-in";

        Assert.Equal([scene.Sam.ToString()], await PeopleAsync(leader, address));
        Assert.Equal([scene.Leo.ToString()], await PeopleAsync(leader, address + "?who=Learners"));
        Assert.Equal([scene.Gina.ToString()], await PeopleAsync(leader, address + "?who=Guardians"));
        Assert.Contains(scene.Tess.Id.ToString(), await PeopleAsync(leader, address + "?who=Staff&all=true"));
        var sheet = await leader.PostFormAsync(address, ("People", scene.Sam.ToString()));
        Assert.Single((await sheet.PageAsync()).QuerySelectorAll(".invitation-slips li"));
        Assert.Empty(await PeopleAsync(leader, address));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await leader.PostFormAsync(address + "?who=Learners")).StatusCode);
    }

    [Fact]
    public async Task A_program_reads_how_people_sign_in()
    {
        var scene = await BeginAsync(host);
        using var teacher = await scene.Tess.ApiAsync();
        using var leader = await scene.Lea.ApiAsync();
        var (room, school) = ($"/api/v1/classes/{scene.Room}/ways-in", $"/api/v1/schools/{scene.District.School}/ways-in");

        Assert.Equal((scene.Leo.ToString(), "none"), await OnlyAsync(teacher, room));
        Assert.Equal((scene.Gina.ToString(), "none"), await OnlyAsync(teacher, room + "?guardians=true"));
        Assert.Equal((scene.Sam.ToString(), "none"), await OnlyAsync(leader, school));
        await InviteAsync(scene.Lea, scene.Sam);
        await InviteAsync(scene.Tess, scene.Leo);

        Assert.Equal((scene.Leo.ToString(), "invited"), await OnlyAsync(teacher, room));
        Assert.Empty((await leader.GetFromJsonAsync<JsonElement>(school)).GetProperty("items").EnumerateArray());
        var sam = await leader.GetFromJsonAsync<JsonElement>($"/api/v1/people/{scene.Sam}/way-in");
        Assert.Equal(("invited", false), (sam.GetProperty("state").GetString(), sam.GetProperty("waits").GetBoolean()));

        static async Task<(string?, string?)> OnlyAsync(HttpClient api, string address)
        {
            var one = Assert.Single((await api.GetFromJsonAsync<JsonElement>(address)).GetProperty("items").EnumerateArray());
            return (one.GetProperty("personId").GetString(), one.GetProperty("state").GetString());
        }
    }

    [Fact]
    public async Task What_is_taken_back_on_the_page_opens_no_more()
    {
        var scene = await BeginAsync(host);
        var link = await InviteAsync(scene.Tess, scene.Leo);
        using var teacher = await scene.Tess.BrowserAsync();
        using var stranger = host.Anonymous();
        var page = $"/people/{scene.Leo}/way-in";
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(stranger, link));

        Assert.Equal(page, (await teacher.PostFormAsync($"{page}/revocation", [], page)).Headers.Location?.OriginalString);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(stranger, link));
        Assert.Contains("invitation.revoked", await scene.EventsAsync());
    }

    [Fact]
    public async Task Fails_when_a_teacher_invites_whom_they_do_not_teach()
    {
        var scene = await BeginAsync(host);
        var stranger = await scene.District.RosteredAsync("Mia", SchoolRole.Learner, age: 9);
        var strangersMother = await scene.District.RosteredAsync("Mo", SchoolRole.Guardian);

        Assert.Equal("", await RefusalAsync(scene.Tess, scene.Leo));
        Assert.Equal("", await RefusalAsync(scene.Tess, scene.Gina));
        foreach (var person in new[] { stranger, strangersMother, scene.Sam, scene.Lea.Id, scene.Otto.Id })
            Assert.Equal("sign-in.not-yours-to-invite", await RefusalAsync(scene.Tess, person));
        Assert.Equal("sign-in.own-invitation", await RefusalAsync(scene.Tess, scene.Tess.Id));
        using var browser = await scene.Tess.BrowserAsync();
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, $"/people/{scene.Sam}/way-in"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, $"/people/{scene.Leo}/way-in"));
    }

    [Fact]
    public async Task Fails_when_a_teacher_sets_a_guardians_password_anew()
    {
        var scene = await BeginAsync(host);
        using var browser = host.Anonymous();
        await JoinAsync(browser, await InviteAsync(scene.Tess, scene.Gina), $"gina-{scene.Gina}");

        Assert.Equal("sign-in.not-yours-to-invite", await RefusalAsync(scene.Tess, scene.Gina));
        Assert.Equal("", await RefusalAsync(scene.Lea, scene.Gina));
    }

    [Fact]
    public async Task Fails_when_a_learner_in_class_is_more_than_a_learner()
    {
        var scene = await BeginAsync(host);
        await scene.GiveAsync(scene.Leo, SchoolRole.Assessor, scene.District.School);

        Assert.Equal("sign-in.not-yours-to-invite", await RefusalAsync(scene.Tess, scene.Leo));
    }

    [Fact]
    public async Task Fails_when_a_leader_invites_beyond_their_school_or_an_operator()
    {
        var scene = await BeginAsync(host);
        var other = await scene.OtherSchoolAsync();
        var theirs = await scene.District.RosteredAsync("Ute", SchoolRole.Teacher, at: other);
        var both = await scene.District.RosteredAsync("Bo", SchoolRole.Teacher);
        await scene.GiveAsync(both, SchoolRole.Leader, other);
        var nobody = await scene.District.RosteredAsync("Ned", null);
        var schoolsOperator = await scene.District.PersonAsync("Opa", [SchoolRole.Operator]);
        var pupil = await scene.District.RosteredAsync("Pia", SchoolRole.Learner, age: 12, at: other);

        foreach (var person in new[] { theirs, both, nobody, schoolsOperator.Id, scene.Otto.Id, pupil })
            Assert.Equal("sign-in.not-yours-to-invite", await RefusalAsync(scene.Lea, person));
        foreach (var person in new[] { theirs, both, nobody, schoolsOperator.Id, scene.Lea.Id, pupil })
            Assert.Equal("", await RefusalAsync(scene.Otto, person));
        Assert.Equal("", await RefusalAsync(schoolsOperator, scene.Lea.Id));
        // an operator of more than the school
        Assert.Equal("sign-in.not-yours-to-invite", await RefusalAsync(schoolsOperator, scene.Otto.Id));
    }

    [Fact]
    public async Task Fails_when_the_person_is_of_another_district()
    {
        var scene = await BeginAsync(host);
        var theirs = await BeginAsync(host);
        using var browser = await scene.Otto.BrowserAsync();

        Assert.Equal("sign-in.unknown-person", await RefusalAsync(scene.Otto, theirs.Sam));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, $"/people/{theirs.Sam}/way-in"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, $"/schools/{theirs.District.School}/ways-in"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, $"/classes/{theirs.Room}/ways-in"));
        using var api = await scene.Otto.ApiAsync();
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await api.DeleteAsync(new Uri($"/api/v1/people/{theirs.Tess.Id}/account", UriKind.Relative))).StatusCode
        );
    }

    [Fact]
    public async Task Fails_when_one_of_several_is_not_theirs_and_makes_none()
    {
        var scene = await BeginAsync(host);

        using var answer = await OrderAsync(scene.Tess, false, scene.Leo, scene.Sam);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(0, await host.InDbAsync(scene.District.Id, db => db.Invitations.CountAsync()));
    }

    [Fact]
    public async Task A_class_of_forty_takes_as_many_queries_as_a_class_of_two()
    {
        var scene = await BeginAsync(host);
        var tess = await scene.Tess.ActorAsync();
        var few = await CountAsync();
        for (var number = 0; number < 38; number++)
        {
            var learner = await scene.District.RosteredAsync($"Kid{number}", SchoolRole.Learner, age: 11);
            await host.InDbAsync(
                scene.District.Id,
                async db =>
                {
                    db.ClassMemberships.Add(
                        new ClassMembership(scene.District.Id, scene.Room, learner, ClassRole.Learner, host.Clock.Now())
                    );
                    await db.SaveChangesAsync();
                }
            );
        }

        Assert.Equal(few, await CountAsync());

        async Task<int> CountAsync()
        {
            using var queries = new QueryCount();
            await host.InDbAsync(
                scene.District.Id,
                async db =>
                    await new Visit(tess, db, host.Clock.Now(), CancellationToken.None).WaysInAsync(
                        await db.People.Select(person => person.Id).ToListAsync()
                    )
            );
            return queries.Commands;
        }
    }

    [Fact]
    public async Task Two_who_invite_at_once_leave_one_link_that_opens()
    {
        var scene = await BeginAsync(host);

        var links = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(number => MakeAsync(number % 2 == 0 ? scene.Lea : scene.Otto, scene.Sam))
        );
        await ConfirmAsync(scene.District, scene.Sam);

        using var browser = host.Anonymous();
        var opened = 0;
        foreach (var (link, _, _) in links)
            opened += await StatusAsync(browser, link) == HttpStatusCode.OK ? 1 : 0;
        Assert.Equal(1, opened);
    }

    private static async Task<IEnumerable<string?>> PeopleAsync(HttpClient client, string address) =>
        (await client.PageAsync(address)).QuerySelectorAll("tr[data-person]").Select(row => row.GetAttribute("data-person"));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address) =>
        (await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode;
}

[Collection("sqlite")]
public sealed class SqliteInvitingTests(SqliteHost host) : InvitingTests(host);

[Collection("postgres")]
public sealed class PostgresInvitingTests(PostgresHost host) : InvitingTests(host);
