using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Invitations;
using Cairn.Tests.Design;
using Microsoft.EntityFrameworkCore;
using static Cairn.Tests.SignIn.Invitations.InvitationScene;

namespace Cairn.Tests.SignIn.Invitations;

/// <summary>A way in for a staff member takes two people, as soon as there are two.</summary>
public abstract class SecondingTests(CairnHost host)
{
    [Fact]
    public async Task A_link_to_a_teacher_opens_when_a_second_person_has_confirmed_it()
    {
        var scene = await BeginAsync(host);
        using var leader = await scene.Lea.BrowserAsync();
        var page = $"/people/{scene.Sam}/way-in";
        var made = await (await leader.PostFormAsync(page, [], page)).PageAsync();
        var link = new Uri(made.QuerySelector("[data-link]")!.TextContent).AbsolutePath;
        Assert.NotNull(made.QuerySelector("[data-waits]"));
        using var browser = host.Anonymous();

        Assert.Equal(HttpStatusCode.Conflict, (await browser.GetAsync(new Uri(link, UriKind.Relative))).StatusCode);
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await browser.GetAsync(new Uri("/api/v1/invitations" + link[5..], UriKind.Relative))).StatusCode
        );
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(browser, link)).StatusCode);
        Assert.Null(await scene.AccountOfAsync(scene.Sam));

        Assert.Empty((await leader.PageAsync("/ways-in/waiting")).QuerySelectorAll("tr[data-invitation]")); // one's own
        using var second = await scene.Otto.BrowserAsync();
        Assert.NotNull((await second.PageAsync("/")).QuerySelector("a[href='/ways-in/waiting']"));
        var row = Assert.Single((await second.PageAsync("/ways-in/waiting")).QuerySelectorAll("tr[data-invitation]"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await second.PostFormAsync("/ways-in/waiting", [])).StatusCode);
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await second.PostFormAsync("/ways-in/waiting", ("Invitations", row.GetAttribute("data-invitation")!))).StatusCode
        );

        Assert.Empty((await second.PageAsync("/ways-in/waiting")).QuerySelectorAll("tr[data-invitation]"));
        Assert.Equal("/", (await JoinAsync(browser, link, $"sam-{scene.Sam}")).Headers.Location?.ToString());
        Assert.Equal(["waits", "", "made"], await DetailsAsync(scene));
    }

    /// <summary>
    /// Maker, for whom, and whether it waits: links for learners and families do not, nor those that only one person could make.
    /// </summary>
    [Theory]
    [InlineData("Lea", "Sam", true)]
    [InlineData("Lea", "Tess", true)]
    [InlineData("Otto", "Tess", true)]
    [InlineData("Otto", "Lea", false)] // who else leads Lea's school? Nobody.
    [InlineData("Tess", "Leo", false)]
    [InlineData("Lea", "Leo", false)]
    [InlineData("Lea", "Gina", false)]
    [InlineData("Otto", "Gina", false)]
    public async Task It_waits_for_staff_when_there_is_a_second(string maker, string person, bool waits)
    {
        var scene = await BeginAsync(host);

        using var answer = await OrderAsync(One(scene, maker), false, IdOf(scene, person));

        var line = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0];
        Assert.Equal(waits, line.GetProperty("waits").GetBoolean());
        using var browser = host.Anonymous();
        Assert.Equal(
            waits ? HttpStatusCode.Conflict : HttpStatusCode.OK,
            (await browser.GetAsync(new Uri(new Uri(line.Text("address")).AbsolutePath, UriKind.Relative))).StatusCode
        );
    }

    [Fact]
    public async Task A_school_with_one_operator_is_set_up_alone_and_the_trail_says_so()
    {
        var district = await host.NewDistrictAsync();
        var otto = await district.PersonAsync("Otto", [SchoolRole.Operator], at: district.Top);
        var lea = await district.RosteredAsync("Lea", SchoolRole.Leader);
        var sam = await district.RosteredAsync("Sam", SchoolRole.Teacher);
        using var browser = host.Anonymous();
        using var forSam = await OrderAsync(otto, false, sam);
        var samsLink = new Uri(
            (await forSam.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0].Text("address")
        ).AbsolutePath;
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri(samsLink, UriKind.Relative))).StatusCode);

        Assert.Equal("/", (await JoinAsync(browser, await InviteAsync(otto, lea), $"lea-{lea}")).Headers.Location?.ToString());

        Assert.Contains(
            "made alone",
            await host.InDbAsync(
                district.Id,
                db => db.AuditEvents.Where(one => one.Action == "invitation.used").Select(one => one.Detail).ToListAsync()
            )
        );
        Assert.All(
            await host.InDbAsync(
                district.Id,
                db => db.AuditEvents.Where(one => one.Action == "invitation.made").Select(one => one.Detail!).ToListAsync()
            ),
            detail => Assert.EndsWith(" alone", detail, StringComparison.Ordinal)
        );
        // As soon as there is a second person, links still open wait for her.
        Assert.Equal(HttpStatusCode.Conflict, (await browser.GetAsync(new Uri(samsLink, UriKind.Relative))).StatusCode);
        Assert.Single((await browser.PageAsync("/ways-in/waiting")).QuerySelectorAll("tr[data-invitation]"));
    }

    [Theory]
    [InlineData("Lea", "sign-in.own-confirmation")]
    [InlineData("Tess", "http.403")] // behind the door of leaders and operators
    [InlineData("Elsewhere", "sign-in.not-yours-to-invite")]
    [InlineData("LeasOther", "sign-in.own-confirmation")]
    [InlineData("Otto", "")]
    public async Task Fails_when_the_second_person_is_not_one(string who, string refusal)
    {
        var scene = await BeginAsync(host);
        using var order = await OrderAsync(scene.Lea, false, scene.Sam);
        var id = await WaitingIdAsync(scene);
        var other = await scene.OtherSchoolAsync();
        var actor = who switch
        {
            "Elsewhere" => await scene.District.PersonAsync("Ute", [SchoolRole.Leader], at: other),
            "LeasOther" => await scene.District.PersonAsync("Lea", [SchoolRole.Leader], at: scene.District.School),
            _ => One(scene, who),
        };
        if (who is "LeasOther")
            await host.InDbAsync(
                scene.District.Id,
                db =>
                    db.People.Where(one => one.Id == actor.Id)
                        .ExecuteUpdateAsync(set => set.SetProperty(one => one.AccountId, scene.Lea.AccountId))
            );

        using var api = await actor.ApiAsync();
        using var answer = await api.PostAsJsonAsync("/api/v1/ways-in/confirmations", new { invitations = new[] { id.ToString() } });

        Assert.Equal(refusal, answer.StatusCode is HttpStatusCode.NoContent ? "" : await answer.CodeAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fails_when_maker_or_second_has_lost_the_role_since(bool maker)
    {
        var scene = await BeginAsync(host);
        await scene.District.PersonAsync("Lou", [SchoolRole.Leader]);
        var link = await InviteAsync(scene.Lea, scene.Sam);
        var second = await host.InDbAsync(scene.District.Id, db => db.Invitations.Select(one => one.ConfirmedById!.Value).SingleAsync());
        using var browser = host.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri(link, UriKind.Relative))).StatusCode);

        await host.InDbAsync(
            scene.District.Id,
            db => db.RoleAssignments.Where(one => one.PersonId == (maker ? scene.Lea.Id : second)).ExecuteDeleteAsync()
        );

        Assert.Equal(
            maker ? HttpStatusCode.NotFound : HttpStatusCode.Conflict,
            (await browser.GetAsync(new Uri(link, UriKind.Relative))).StatusCode
        );
    }

    [Fact]
    public async Task Fails_when_a_guardians_account_is_a_teachers_as_well()
    {
        var scene = await BeginAsync(host);
        await host.InDbAsync(
            scene.District.Id,
            db =>
                db.People.Where(one => one.Id == scene.Gina)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.AccountId, scene.Tess.AccountId))
        );

        using var answer = await OrderAsync(scene.Lea, false, scene.Gina);

        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0].GetProperty("waits").GetBoolean());
        Assert.Equal(
            scene.Gina,
            (
                await host.InDbAsync(
                    scene.District.Id,
                    async db =>
                        await new Visit(await scene.Otto.ActorAsync(), db, host.Clock.Now(), CancellationToken.None).WaitingForWordAsync(
                            null
                        )
                )
            )
                .Items.Single()
                .PersonId
        );
    }

    [Fact]
    public async Task Fails_when_the_maker_takes_the_place_into_their_own_account()
    {
        var scene = await BeginAsync(host);
        using var leader = await scene.Lea.BrowserAsync();
        var link = await InviteAsync(scene.Lea, scene.Sam);

        await leader.PostFormAsync(link + "/link", [], link);

        Assert.Null(await scene.AccountOfAsync(scene.Sam));
    }

    [Fact]
    public async Task Fails_when_the_link_was_made_anew_after_it_was_read()
    {
        var scene = await BeginAsync(host);
        using var first = await OrderAsync(scene.Otto, false, scene.Sam);
        var read = await WaitingIdAsync(scene);
        using var again = await OrderAsync(scene.Otto, true, scene.Sam);
        using var api = await scene.Lea.ApiAsync();

        using var answer = await api.PostAsJsonAsync("/api/v1/ways-in/confirmations", new { invitations = new[] { read.ToString() } });

        Assert.Equal("sign-in.invitation-closed", await answer.CodeAsync());
    }

    [Fact]
    public async Task A_child_under_thirteen_gets_an_account_without_a_mail_address()
    {
        var scene = await BeginAsync(host);
        var teen = await scene.District.RosteredAsync("Tia", SchoolRole.Learner, age: 14);
        foreach (var (person, keeps) in new[] { (scene.Leo, false), (teen, true) })
        {
            await host.InDbAsync(
                scene.District.Id,
                db =>
                    db.People.Where(one => one.Id == person)
                        .ExecuteUpdateAsync(set => set.SetProperty(one => one.Email, $"{person}@example.org"))
            );
            using var browser = host.Anonymous();
            await JoinAsync(browser, await InviteAsync(scene.Lea, person), $"kid-{person}");

            var account = await scene.AccountOfAsync(person);
            Assert.Equal(
                keeps,
                await host.InDbAsync(
                    scene.District.Id,
                    db => db.Users.Where(one => one.Id == account).Select(one => one.Email != null).SingleAsync()
                )
            );
        }
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string link) =>
        client.PostAsJsonAsync("/api/v1/invitations" + link[5..], new { password = NewPassword, username = "somebody" });

    private Task<Id<Invitation>> WaitingIdAsync(InvitationScene scene) =>
        host.InDbAsync(
            scene.District.Id,
            db => db.Invitations.Where(one => one.UsedAt == null && one.RevokedAt == null).Select(one => one.Id).SingleAsync()
        );

    private Task<List<string>> DetailsAsync(InvitationScene scene) =>
        host.InDbAsync(
            scene.District.Id,
            async db =>
                (
                    await db
                        .AuditEvents.Where(one => one.SubjectKind == nameof(Invitation))
                        .OrderBy(one => one.At)
                        .ThenBy(one => one.Id)
                        .Select(one => one.Detail!)
                        .ToListAsync()
                ).ConvertAll(detail => detail.Replace($"person {scene.Sam}", "", StringComparison.Ordinal).Trim())
        );

    private static TestPerson One(InvitationScene scene, string name) =>
        name switch
        {
            "Lea" => scene.Lea,
            "Otto" => scene.Otto,
            _ => scene.Tess,
        };

    private static Id<Person> IdOf(InvitationScene scene, string name) =>
        name switch
        {
            "Sam" => scene.Sam,
            "Leo" => scene.Leo,
            "Gina" => scene.Gina,
            _ => One(scene, name).Id,
        };
}

[Collection("sqlite")]
public sealed class SqliteSecondingTests(SqliteHost host) : SecondingTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresSecondingTests(PostgresHost host) : SecondingTests(host);
