using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using static Cairn.Tests.SignIn.Invitations.InvitationScene;

namespace Cairn.Tests.SignIn.Invitations;

/// <summary>What happens behind the link and the code.</summary>
public abstract class JoiningTests(CairnHost host)
{
    [Fact]
    public async Task Somebody_from_the_roster_makes_an_account_and_is_in()
    {
        var scene = await BeginAsync(host);
        var link = await InviteAsync(scene.Lea, scene.Sam);
        using var browser = host.Anonymous();
        var page = await browser.PageAsync(link);
        Assert.Contains("Sam Núñez", page.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Brook Valley High", page.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        var proposed = page.QuerySelector("input[name=Username]")!.GetAttribute("value")!;
        Assert.StartsWith("sam.nunez", proposed, StringComparison.Ordinal);

        var answer = await JoinAsync(browser, link, proposed);

        Assert.Equal("/", answer.Headers.Location?.ToString());
        Assert.Equal("Sam Núñez", (await browser.PageAsync("/account")).QuerySelector("main .lede")!.TextContent);
        Assert.Equal(HttpStatusCode.SeeOther, await scene.SignInAsync(proposed, NewPassword));
        Assert.Equal(["invitation.made", "invitation.confirmed", "invitation.used"], await scene.EventsAsync());
        var secret = link["/join/".Length..];
        Assert.DoesNotContain(host.Log.All, line => line.Contains(secret, StringComparison.Ordinal));
        Assert.False(await host.InDbAsync(scene.District.Id, db => db.Locators.AnyAsync(one => one.Key == secret)));
    }

    [Fact]
    public async Task A_code_from_paper_opens_the_same_door()
    {
        var scene = await BeginAsync(host);
        var (_, code) = await SecretsAsync(scene.Tess, scene.Leo);
        using var browser = host.Anonymous();

        var answer = await browser.PostFormAsync("/join", ("Code", $" {code.ToLowerInvariant().Replace('-', ' ')} "));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var address = answer.Headers.Location!.ToString();
        Assert.Contains("Leo", (await browser.PageAsync(address)).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/", (await JoinAsync(browser, address, $"leo-{scene.Leo}")).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostFormAsync("/join", ("Code", code))).StatusCode);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await browser.PostFormAsync("/join", ("Code", "0000-0000-0000-0000"))).StatusCode
        );
    }

    [Fact]
    public async Task Fails_when_it_was_used_replaced_taken_back_too_old_or_never_was_and_says_the_same()
    {
        var scene = await BeginAsync(host);
        using var browser = host.Anonymous();
        var used = await InviteAsync(scene.Lea, scene.Sam);
        await JoinAsync(browser, used, $"sam-{scene.Sam}");
        var replaced = await InviteAsync(scene.Tess, scene.Leo);
        var takenBack = await InviteAsync(scene.Tess, scene.Leo);
        using (var api = await scene.Tess.ApiAsync())
        {
            Assert.Equal(
                HttpStatusCode.NoContent,
                (await api.DeleteAsync(new Uri($"/api/v1/people/{scene.Leo}/invitation", UriKind.Relative))).StatusCode
            );
        }
        var old = await InviteAsync(scene.Tess, scene.Gina);
        await host.InDbAsync(
            scene.District.Id,
            db =>
                db.Invitations.Where(one => one.PersonId == scene.Gina)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.ExpiresAt, host.Clock.Now().AddSeconds(-1)))
        );

        var pages = new HashSet<string>();
        foreach (var link in new[] { used, replaced, takenBack, old, $"/join/{Secrets.New()}", "/join/x" })
        {
            using var stranger = host.Anonymous();
            var answer = await stranger.GetAsync(new Uri(link, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            pages.Add((await answer.PageAsync()).QuerySelector("main")!.TextContent);
            Assert.Equal(
                HttpStatusCode.NotFound,
                (
                    await stranger.PostFormAsync(
                        link,
                        [("Username", "x"), ("Password", NewPassword), ("PasswordAgain", NewPassword)],
                        "/join"
                    )
                ).StatusCode
            );
            Assert.Equal(
                HttpStatusCode.NotFound,
                (
                    await stranger.PostAsJsonAsync(
                        "/api/v1/invitations" + link["/join".Length..],
                        new { username = "somebody", password = NewPassword }
                    )
                ).StatusCode
            );
        }
        Assert.Single(pages);
        Assert.Null(await scene.AccountOfAsync(scene.Leo));
    }

    [Fact]
    public async Task Fails_when_two_use_it_at_once_and_one_is_in()
    {
        var scene = await BeginAsync(host);
        var link = await InviteAsync(scene.Lea, scene.Sam);
        var clients = Enumerable.Range(0, 6).Select(_ => host.Anonymous()).ToList();
        foreach (var client in clients)
            await client.PageAsync(link);

        var answers = await Task.WhenAll(clients.Select((client, number) => JoinOrGoneAsync(client, link, $"sam{number}-{scene.Sam}")));

        Assert.Single(answers, status => status == HttpStatusCode.SeeOther);
        Assert.All(answers, status => Assert.True(status is HttpStatusCode.SeeOther or HttpStatusCode.NotFound, status.ToString()));
        Assert.Single(await scene.EventsAsync(), one => one == "invitation.used");
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Fails_when_the_name_is_taken_and_keeps_what_was_typed()
    {
        var scene = await BeginAsync(host);
        var link = await InviteAsync(scene.Lea, scene.Sam);
        using var browser = host.Anonymous();

        foreach (var name in new[] { scene.Tess.Username.ToUpperInvariant(), "sam nunez", "lea@example.org", "sa" })
        {
            var answer = await JoinAsync(browser, link, name);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var field = (await answer.PageAsync()).QuerySelector("input[name=Username]")!;
            Assert.Equal(name, field.GetAttribute("value"));
            Assert.Equal("true", field.GetAttribute("aria-invalid"));
        }
        var weak = await browser.PostFormAsync(
            link,
            ("Username", "sam.n"),
            ("Password", "password1234"),
            ("PasswordAgain", "password1234")
        );
        Assert.Equal("true", (await weak.PageAsync()).QuerySelector("input[name=Password]")!.GetAttribute("aria-invalid"));
        Assert.Null(await scene.AccountOfAsync(scene.Sam));
        // the link still works
        Assert.Equal(HttpStatusCode.SeeOther, (await JoinAsync(browser, link, $"sam-{scene.Sam}")).StatusCode);
    }

    [Fact]
    public async Task A_program_joins_without_a_browser()
    {
        var scene = await BeginAsync(host);
        var secret = (await InviteAsync(scene.Otto, scene.Sam))["/join/".Length..];
        using var client = host.Anonymous();
        var shown = await client.GetFromJsonAsync<JsonElement>($"/api/v1/invitations/{secret}");
        Assert.False(shown.GetProperty("hasAccount").GetBoolean());

        var refused = await client.PostAsJsonAsync(
            $"/api/v1/invitations/{secret}",
            new { username = scene.Tess.Username, password = NewPassword }
        );
        Assert.Equal("sign-in.username-taken", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        var joined = await client.PostAsJsonAsync(
            $"/api/v1/invitations/{secret}",
            new { username = shown.GetProperty("username").GetString(), password = NewPassword }
        );

        Assert.Equal(HttpStatusCode.OK, joined.StatusCode);
        Assert.NotNull(await scene.AccountOfAsync(scene.Sam));
    }

    [Fact]
    public async Task A_teacher_who_is_also_a_parent_joins_both_places_to_one_account()
    {
        var scene = await BeginAsync(host);
        var elsewhere = await BeginAsync(host);
        using var browser = await scene.Tess.BrowserAsync();
        var here = await InviteAsync(scene.Lea, scene.Gina);
        var there = await InviteAsync(elsewhere.Lea, elsewhere.Gina);

        Assert.NotNull((await browser.PageAsync(here)).QuerySelector("form[action$='/link']"));
        Assert.Equal("/", (await browser.PostFormAsync(here + "/link", [], here)).Headers.Location?.ToString());
        Assert.Equal("/", (await browser.PostFormAsync(there + "/link", [], there)).Headers.Location?.ToString());

        Assert.Equal(scene.Tess.AccountId, await scene.AccountOfAsync(scene.Gina));
        Assert.Equal(scene.Tess.AccountId, await elsewhere.AccountOfAsync(elsewhere.Gina));
        Assert.Equal(3, (await browser.PageAsync("/account")).QuerySelectorAll("[data-places] > li").Length);
        // there, in the other district
        Assert.Equal("Gina Núñez", (await browser.PageAsync("/account")).QuerySelector("main .lede")!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri(here, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Fails_when_a_childs_place_would_be_joined_to_somebody_elses_account()
    {
        var scene = await BeginAsync(host);
        var link = await InviteAsync(scene.Tess, scene.Leo);
        using var browser = await scene.Lea.BrowserAsync();

        var page = await browser.PageAsync(link);
        Assert.Null(page.QuerySelector("form[action$='/link']"));
        await browser.PostFormAsync(link + "/link", [], link);

        Assert.Null(await scene.AccountOfAsync(scene.Leo));
        using var stranger = host.Anonymous();
        Assert.StartsWith(
            "/sign-in",
            (await stranger.PostFormAsync(link + "/link", [], link)).Headers.Location?.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Fails_when_its_maker_may_not_give_it_any_more()
    {
        var scene = await BeginAsync(host);
        using var browser = host.Anonymous();
        var child = await InviteAsync(scene.Tess, scene.Leo);
        var parent = await InviteAsync(scene.Tess, scene.Gina);
        var staff = await InviteAsync(scene.Lea, scene.Sam);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, child));

        await scene.GiveAsync(scene.Gina, SchoolRole.Assessor, scene.District.School); // has become more than a teacher may invite
        await scene.GiveAsync(scene.Sam, SchoolRole.Operator, scene.District.School);
        await host.InDbAsync(
            scene.District.Id,
            db =>
                db.ClassMemberships.Where(one => one.PersonId == scene.Tess.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.EndedAt, host.Clock.Now()))
        );

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, child));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, parent));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, staff));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, await InviteAsync(scene.Otto, scene.Sam)));
    }

    [Fact]
    public async Task Fails_when_the_person_has_left()
    {
        var scene = await BeginAsync(host);
        var link = await InviteAsync(scene.Lea, scene.Sam);
        await host.InDbAsync(
            scene.District.Id,
            db =>
                db.People.Where(one => one.Id == scene.Sam).ExecuteUpdateAsync(set => set.SetProperty(one => one.EndedAt, host.Clock.Now()))
        );
        using var browser = host.Anonymous();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, link));
        Assert.Equal("sign-in.person-has-left", await RefusalAsync(scene.Lea, scene.Sam));
    }

    private static async Task<HttpStatusCode> JoinOrGoneAsync(HttpClient client, string link, string username) =>
        (
            await client.PostFormAsync(link, [("Username", username), ("Password", NewPassword), ("PasswordAgain", NewPassword)], "/join")
        ).StatusCode;

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address) =>
        (await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode;
}

[Collection("sqlite")]
public sealed class SqliteJoiningTests(SqliteHost host) : JoiningTests(host);

[Collection("postgres")]
public sealed class PostgresJoiningTests(PostgresHost host) : JoiningTests(host);
