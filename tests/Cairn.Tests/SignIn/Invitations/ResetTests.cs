using System.Net;
using Cairn.SignIn;
using Cairn.SignIn.Invitations;
using Cairn.Tests.Design;
using Cairn.Tests.SignIn.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Cairn.Tests.SignIn.Invitations.InvitationScene;

namespace Cairn.Tests.SignIn.Invitations;

/// <summary>The same way in for people who forgot the password, and parting a person from an account.</summary>
public abstract class ResetTests(CairnHost host)
{
    [Fact]
    public async Task A_new_password_ends_every_session_and_token()
    {
        var scene = await BeginAsync(host);
        using var before = await scene.Tess.BrowserAsync();
        using var program = await scene.Tess.ApiAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(program, "/api/v1/me"));
        var link = await InviteAsync(scene.Lea, scene.Tess.Id);
        using var browser = host.Anonymous();
        var page = await browser.PageAsync(link);
        Assert.Equal(scene.Tess.Username, page.QuerySelector("[data-username]")!.TextContent);

        Assert.Equal("/", (await ResetAsync(browser, link)).Headers.Location?.ToString());

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/account"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await scene.SignInAsync(scene.Tess.Username, TestDistrict.Password));
        Assert.Equal(HttpStatusCode.SeeOther, await scene.SignInAsync(scene.Tess.Username, NewPassword));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(program, "/api/v1/me"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(before, "/account"));
        Assert.Superset(
            new HashSet<string> { "invitation.made", "invitation.used", "session.ended", "token.revoked" },
            (await scene.EventsAsync()).ToHashSet()
        );
    }

    [Fact]
    public async Task Who_was_guessed_at_comes_in_by_a_new_password()
    {
        var scene = await BeginAsync(host);
        using var still = host.Clock.Hold();
        for (var attempt = 0; attempt < 11; attempt++)
            await scene.SignInAsync(scene.Tess.Username, "wrong wrong wrong");
        Assert.Equal(HttpStatusCode.TooManyRequests, await scene.SignInAsync(scene.Tess.Username, TestDistrict.Password));
        using var browser = host.Anonymous();

        await ResetAsync(browser, await InviteAsync(scene.Lea, scene.Tess.Id));

        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await browser.PostFormAsync("/sign-in", ("Username", scene.Tess.Username), ("Password", NewPassword))).StatusCode
        );
    }

    [Fact]
    public async Task The_second_step_stays()
    {
        var scene = await BeginAsync(host);
        await WithSecondStepAsync(scene.Tess);
        using var browser = host.Anonymous();

        var answer = await ResetAsync(browser, await InviteAsync(scene.Lea, scene.Tess.Id));

        Assert.Equal("/sign-in", answer.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(browser, "/account"));
        var step = await browser.PostFormAsync("/sign-in", ("Username", scene.Tess.Username), ("Password", NewPassword));
        Assert.StartsWith("/sign-in/code", step.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_districts_operator_takes_the_second_step_away_and_nobody_else()
    {
        var scene = await BeginAsync(host);
        await WithSecondStepAsync(scene.Tess);
        using var browser = host.Anonymous();
        Assert.Equal("sign-in.second-step-stays", await RefusalAsync(scene.Lea, scene.Tess.Id, clearSecondStep: true));

        var answer = await ResetAsync(browser, await InviteAsync(scene.Otto, scene.Tess.Id, clearSecondStep: true));

        Assert.Equal("/", answer.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/account"));
        Assert.Equal(
            0,
            await host.InDbAsync(
                scene.District.Id,
                db => db.Set<IdentityUserToken<Guid>>().CountAsync(one => one.UserId == scene.Tess.AccountId)
            )
        );
    }

    [Fact]
    public async Task Fails_when_the_account_opens_another_place_that_is_not_theirs()
    {
        var scene = await BeginAsync(host);
        var elsewhere = await BeginAsync(host);
        using var browser = await scene.Tess.BrowserAsync();
        var there = await InviteAsync(elsewhere.Otto, elsewhere.Sam);
        await browser.PostFormAsync(there + "/link", [], there);

        Assert.Equal("sign-in.account-elsewhere", await RefusalAsync(scene.Otto, scene.Tess.Id));
        Assert.Equal("sign-in.account-elsewhere", await RefusalAsync(elsewhere.Otto, elsewhere.Sam));
        Assert.Equal(HttpStatusCode.SeeOther, await scene.SignInAsync(scene.Tess.Username, TestDistrict.Password));
    }

    [Fact]
    public async Task Fails_when_the_account_is_also_somebody_more_powerful_in_the_district()
    {
        var scene = await BeginAsync(host);
        using var otto = await scene.Otto.BrowserAsync();
        var link = await InviteAsync(scene.Lea, scene.Gina);
        await otto.PostFormAsync(link + "/link", [], link);

        Assert.Equal("sign-in.account-elsewhere", await RefusalAsync(scene.Lea, scene.Gina)); // the operator's password, by the back door
    }

    [Fact]
    public async Task Parted_from_the_account_nothing_acts_as_the_person_any_more()
    {
        var scene = await BeginAsync(host);
        using var wrong = await scene.Tess.BrowserAsync();
        using var program = await scene.Tess.ApiAsync();
        using var leader = await scene.Lea.BrowserAsync();
        var page = $"/people/{scene.Tess.Id}/way-in";

        Assert.Equal(HttpStatusCode.SeeOther, (await leader.PostFormAsync(page + "/parting", [], page)).StatusCode);

        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(wrong, "/account"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(program, "/api/v1/me"));
        Assert.Contains("account.parted", await scene.EventsAsync());
        using var browser = host.Anonymous();
        Assert.Equal(
            "/",
            (await JoinAsync(browser, await InviteAsync(scene.Lea, scene.Tess.Id), $"tess-{scene.Tess.Id}")).Headers.Location?.ToString()
        );
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, $"/classes/{scene.Room}"));
    }

    [Fact]
    public async Task A_program_parts_somebody_as_the_page_does()
    {
        var scene = await BeginAsync(host);
        using var wrong = await scene.Tess.BrowserAsync();
        using var leader = await scene.Lea.ApiAsync();

        Assert.Equal(
            HttpStatusCode.NoContent,
            (await leader.DeleteAsync(new Uri($"/api/v1/people/{scene.Tess.Id}/account", UriKind.Relative))).StatusCode
        );

        Assert.Null(await scene.AccountOfAsync(scene.Tess.Id));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(wrong, "/account"));
    }

    [Fact]
    public async Task Fails_when_a_teacher_parts_a_child_from_the_account()
    {
        var scene = await BeginAsync(host);
        using var browser = host.Anonymous();
        await JoinAsync(browser, await InviteAsync(scene.Tess, scene.Leo), $"leo-{scene.Leo}");
        using var api = await scene.Tess.ApiAsync();

        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await api.DeleteAsync(new Uri($"/api/v1/people/{scene.Leo}/account", UriKind.Relative))).StatusCode
        );
        Assert.Equal("", await RefusalAsync(scene.Tess, scene.Leo)); // but a new password they may
        Assert.NotNull(await scene.AccountOfAsync(scene.Leo));
    }

    [Fact]
    public async Task Fails_when_an_author_comes_back_with_a_reviewers_account_and_publishes_their_own()
    {
        var scene = await BeginAsync(host);
        var ana = await scene.District.PersonAsync("Ana", [SchoolRole.Author]);
        var rui = await scene.District.PersonAsync("Rui", [SchoolRole.Reviewer]);
        using var author = await ana.ApiAsync();
        var version = (await author.DraftAsync(scene.District, Blueprints.Complete)).Text("id");
        await author.AskForReviewAsync(version);
        using var leader = await scene.Lea.BrowserAsync();
        var page = $"/people/{ana.Id}/way-in";
        await leader.PostFormAsync(page + "/parting", [], page);
        using var browser = await rui.BrowserAsync();
        var link = await InviteAsync(scene.Lea, ana.Id);
        await browser.PostFormAsync(link + "/link", [], link);
        Assert.Equal(rui.AccountId, await scene.AccountOfAsync(ana.Id)); // one human being after all

        using var reviewer = await rui.ApiAsync();
        using var answer = await reviewer.PublishAsync(version);

        Assert.Equal("design.own-work", await answer.CodeAsync());
    }

    [Fact]
    public async Task The_last_operator_comes_back_by_the_machine()
    {
        host.Clock.BackToReal();
        var scene = await BeginAsync(host);
        await WithSecondStepAsync(scene.Otto);
        using var browser = host.Anonymous();
        var options = host.App.Services.GetRequiredService<CairnOptions>();
        Assert.Null(await WayInOnTheMachine.MakeAsync(options, "nobody-at-all", CancellationToken.None));

        var made = await WayInOnTheMachine.MakeAsync(options, scene.Otto.Username.ToUpperInvariant(), CancellationToken.None);

        Assert.Equal("/", (await ResetAsync(browser, $"/join/{made!.Secret}")).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.SeeOther, await scene.SignInAsync(scene.Otto.Username, NewPassword));
    }

    /// <summary>Whoever had the account had it everywhere.</summary>
    [Fact]
    public async Task A_reset_by_the_machine_ends_what_acts_in_other_districts_too()
    {
        host.Clock.BackToReal();
        var scene = await BeginAsync(host);
        var elsewhere = await scene.Otto.AlsoInAsync(await host.NewDistrictAsync());
        using var here = await scene.Otto.ApiAsync();
        using var there = await elsewhere.ApiAsync();
        using var session = await scene.Otto.BrowserAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(there, "/api/v1/me"));
        var made = await WayInOnTheMachine.MakeAsync(
            host.App.Services.GetRequiredService<CairnOptions>(),
            scene.Otto.Username,
            CancellationToken.None
        );
        using var browser = host.Anonymous();

        Assert.Equal(HttpStatusCode.SeeOther, (await ResetAsync(browser, $"/join/{made!.Secret}")).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(here, "/api/v1/me"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(there, "/api/v1/me"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(session, "/account"));
        Assert.Contains("token.revoked", await elsewhere.District.EventsAsync());
    }

    private async Task WithSecondStepAsync(TestPerson person)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = (await accounts.FindByIdAsync(person.AccountId.ToString()))!;
        await accounts.ResetAuthenticatorKeyAsync(account);
        Assert.True((await accounts.SetTwoFactorEnabledAsync(account, true)).Succeeded);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address) =>
        (await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode;
}

[Collection("sqlite")]
public sealed class SqliteResetTests(SqliteHost host) : ResetTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresResetTests(PostgresHost host) : ResetTests(host);
