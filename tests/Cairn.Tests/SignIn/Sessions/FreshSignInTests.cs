using System.Net;
using System.Text.Json;
using Cairn.SignIn;
using Cairn.SignIn.Sessions;
using Cairn.Tests.SignIn.Invitations;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.SignIn.Sessions;

/// <summary>An open session is not its owner.</summary>
public abstract class FreshSignInTests(CairnHost host)
{
    private static readonly string[] Acts =
    [
        "account.passkey-added",
        "account.passkey-removed",
        "account.second-step-on",
        "account.second-step-off",
        "account.recovery-codes-made",
        "account.password-changed",
        "account.signed-out-everywhere",
        "account.parted",
        "token.made",
        "invitation.made",
        "card.printed",
        "district.learner-tokens-on",
        "district.learner-tokens-off",
    ];

    private const string Token = "input[name=__RequestVerificationToken]";

    [Fact]
    public async Task What_was_typed_waits_for_the_password_and_goes_on()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Teacher], age: 40);
        using var browser = await ana.BrowserAsync();
        await ana.GetStaleAsync();
        (string, string)[] typed = [("Name", "Report of the \"week\""), ("Days", "365"), ("Use", "Api")];

        var asked = await browser.PostFormAsync("/account/tokens", typed);
        Assert.Equal(HttpStatusCode.Forbidden, asked.StatusCode);
        var form = (await asked.PageAsync()).QuerySelector("form[data-proof]")!;
        Assert.Equal("/account/tokens", form.GetAttribute("action"));
        Assert.All(
            typed,
            field => Assert.Equal(field.Item2, form.QuerySelector($"input[type=hidden][name={field.Item1}]")!.GetAttribute("value"))
        );
        Assert.Empty(await TokensAsync(ana));

        var wrong = await PostAsync(browser, "/account/tokens", form, ("Proof.Password", "wrong wrong wrong"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        form = (await wrong.PageAsync()).QuerySelector("form[data-proof]")!;
        Assert.All(
            typed,
            field => Assert.Equal(field.Item2, form.QuerySelector($"input[type=hidden][name={field.Item1}]")!.GetAttribute("value"))
        );
        Assert.Null(form.QuerySelector("input[name='Proof.Password']")!.GetAttribute("value"));
        Assert.Empty(await TokensAsync(ana));

        var done = await PostAsync(browser, "/account/tokens", form, ("Proof.Password", TestDistrict.Password));
        Assert.NotNull((await done.PageAsync()).QuerySelector("[data-secret]"));
        Assert.Equal(["Report of the \"week\""], await TokensAsync(ana));
        // for ten minutes nothing is asked again
        Assert.Equal(HttpStatusCode.OK, (await browser.PostFormAsync("/account/tokens", ("Name", "Another"), ("Days", "1"))).StatusCode);
        await ana.GetStaleAsync();
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await browser.PostFormAsync("/account/tokens", ("Name", "A third"), ("Days", "1"))).StatusCode
        );
        Assert.Superset(
            new HashSet<string> { "session.not-confirmed", "session.confirmed", "token.made" },
            (await ana.District.EventsAsync()).ToHashSet()
        );
    }

    [Fact]
    public async Task A_second_step_is_asked_for_as_well_and_a_recovery_code_takes_its_place()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [], age: 40);
        using var browser = await ana.BrowserAsync();
        var (key, codes) = await TurnOnAsync(browser);
        await ana.GetStaleAsync();

        (string, string)[] token = [("Name", "A script"), ("Days", "1")];
        var form = (await (await browser.PostFormAsync("/account/tokens", token)).PageAsync()).QuerySelector("form[data-proof]")!;
        Assert.NotNull(form.QuerySelector("input[name='Proof.Code']"));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await PostAsync(browser, "/account/tokens", form, ("Proof.Password", TestDistrict.Password))).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (
                await PostAsync(browser, "/account/tokens", form, ("Proof.Password", TestDistrict.Password), ("Proof.Code", "000000"))
            ).StatusCode
        );
        Assert.Empty(await TokensAsync(ana));
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await PostAsync(browser, "/account/tokens", form, ("Proof.Password", TestDistrict.Password), ("Proof.Code", Totp(key)))
            ).StatusCode
        );

        await ana.GetStaleAsync();
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await PostAsync(browser, "/account/tokens", form, ("Proof.Password", TestDistrict.Password), ("Proof.Code", codes[0]))
            ).StatusCode
        );
        await ana.GetStaleAsync();
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (
                await PostAsync(browser, "/account/tokens", form, ("Proof.Password", TestDistrict.Password), ("Proof.Code", codes[0]))
            ).StatusCode
        );
    }

    [Fact]
    public async Task A_form_with_the_password_in_it_is_asked_for_the_second_step_only()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var browser = await ana.BrowserAsync();
        (string, string)[] change =
        [
            ("Current", TestDistrict.Password),
            ("New", SessionScene.NewPassword),
            ("NewAgain", SessionScene.NewPassword),
        ];
        var (key, _) = await TurnOnAsync(browser);
        await ana.GetStaleAsync();

        var form = (await (await browser.PostFormAsync("/account/password", change)).PageAsync()).QuerySelector("form[data-proof]")!;
        Assert.Null(form.QuerySelector("input[name='Proof.Password']"));
        using var later = host.Anonymous();
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await later.PostFormAsync("/sign-in", ("Username", ana.Username), ("Password", SessionScene.NewPassword))).StatusCode
        );

        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(browser, "/account/password", form, ("Proof.Code", Totp(key)))).StatusCode);
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await later.PostFormAsync("/sign-in", ("Username", ana.Username), ("Password", SessionScene.NewPassword))).StatusCode
        );
    }

    /// <summary>An open session, without password: each of these was done, or not.</summary>
    [Theory]
    [InlineData("/account/passkeys", "/account")]
    [InlineData("/account/passkeys/AAAA/removal", "/account")]
    [InlineData("/account/authenticator/key", "/account")]
    [InlineData("/account/authenticator", "/account")]
    [InlineData("/account/tokens", "/account/tokens")]
    [InlineData("/account/sessions/end", "/account")]
    [InlineData("/schools/learner-tokens", "/account")]
    public async Task Fails_when_nobody_said_who_is_there(string address, string page)
    {
        var district = await host.NewDistrictAsync();
        var otto = await district.PersonAsync("Otto", [SchoolRole.Operator], age: 40, at: district.Top);
        using var browser = await otto.BrowserAsync();
        await otto.GetStaleAsync();

        var answer = await browser.PostFormAsync(address, [("Name", "A script"), ("Days", "365")], page);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector("form[data-proof]"));
        Assert.Empty((await district.EventsAsync()).Intersect(Acts));
    }

    [Fact]
    public async Task Fails_when_another_place_is_joined_in_an_open_session()
    {
        var scene = await InvitationScene.BeginAsync(host);
        var link = await InvitationScene.InviteAsync(scene.Lea, scene.Gina);
        using var browser = await scene.Tess.BrowserAsync();
        await scene.Tess.GetStaleAsync();

        var form = (await (await browser.PostFormAsync(link + "/link", [], link)).PageAsync()).QuerySelector("form[data-proof]")!;
        Assert.Null(await scene.AccountOfAsync(scene.Gina));
        await PostAsync(browser, link + "/link", form, ("Proof.Password", TestDistrict.Password));

        Assert.Equal(scene.Tess.AccountId, await scene.AccountOfAsync(scene.Gina));
    }

    [Fact]
    public async Task Fails_when_ways_in_for_others_are_made_in_an_open_session()
    {
        var scene = await InvitationScene.BeginAsync(host);
        using var tess = await scene.Tess.BrowserAsync();
        await scene.Tess.GetStaleAsync();

        foreach (
            var (address, field) in new[]
            {
                ($"/classes/{scene.Room}/ways-in", "People"),
                ($"/classes/{scene.Room}/cards", "Learners"),
                ($"/people/{scene.Leo}/way-in", "Person"),
            }
        )
            Assert.Equal(
                HttpStatusCode.Forbidden,
                (await tess.PostFormAsync(address, [(field, scene.Leo.ToString())], "/account")).StatusCode
            );

        Assert.Empty((await scene.EventsAsync()).Intersect(Acts));
    }

    /// <summary>Errors in the form are reported when it gets there, and do not stop anybody from proving who they are.</summary>
    [Fact]
    public async Task A_form_that_is_not_whole_waits_like_any_other()
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", [], age: 40);
        using var browser = await ana.BrowserAsync();
        await ana.GetStaleAsync();
        (string, string)[] typed = [("Name", ""), ("Days", "soon")];

        var asked = await browser.PostFormAsync("/account/tokens", typed);
        var proved = await browser.PostFormAsync(
            "/account/tokens",
            [.. typed, ("Proof.Password", TestDistrict.Password)],
            "/account/tokens"
        );

        Assert.Equal(HttpStatusCode.Forbidden, asked.StatusCode);
        var question = (await asked.PageAsync()).QuerySelector("form[data-proof]")!;
        Assert.Empty(question.QuerySelectorAll("[aria-invalid=true]"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, proved.StatusCode);
        var page = await proved.PageAsync();
        Assert.Equal("true", page.QuerySelector("input[name=Name]")!.GetAttribute("aria-invalid"));
        Assert.Equal("true", page.QuerySelector("input[name=Days]")!.GetAttribute("aria-invalid"));
        Assert.Contains("session.confirmed", await district.EventsAsync());
    }

    [Fact]
    public async Task A_page_asks_before_it_opens_and_a_script_is_told_where()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var browser = await ana.BrowserAsync();
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/account/authenticator"));
        await ana.GetStaleAsync();

        var ask = (await browser.GetAsync(new Uri("/account/authenticator", UriKind.Relative))).Headers.Location!.ToString();
        Assert.Equal("/account/confirm?return=%2Faccount%2Fauthenticator", ask);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/account/passkeys/options", UriKind.Relative));
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Referrer = new Uri(host.Address, "/account/passkeys");
        using var body = new FormUrlEncodedContent([
            KeyValuePair.Create(
                "__RequestVerificationToken",
                (await browser.PageAsync("/account")).QuerySelector(Token)!.GetAttribute("value")!
            ),
        ]);
        request.Content = body;
        using var refused = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("/account/confirm?return=%2Faccount%2Fpasskeys", refused.Headers.Location!.ToString());
        Assert.Equal(
            "sign-in.confirm",
            JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString()
        );
        Assert.NotNull((await browser.PageAsync("/account/passkeys")).QuerySelector("a[href^='/account/confirm']"));

        var proved = await browser.PostFormAsync(
            "/account/confirm",
            [("Proof.Password", TestDistrict.Password), ("Return", "/account/authenticator")],
            ask
        );
        Assert.Equal("/account/authenticator", proved.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/account/authenticator"));
        Assert.NotNull((await browser.PageAsync("/account/passkeys")).QuerySelector("form[data-passkey=create]"));
        Assert.Equal(
            "/account",
            (
                await browser.PostFormAsync(
                    "/account/confirm",
                    [("Proof.Password", TestDistrict.Password), ("Return", "//evil.example")],
                    "/account/confirm"
                )
            ).Headers.Location!.ToString()
        );
    }

    [Fact]
    public async Task Fails_when_a_made_up_passkey_proves_it()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [], age: 40);
        await ana.AddPasskeyAsync();
        using var browser = await ana.BrowserAsync();
        await ana.GetStaleAsync();

        foreach (var credential in new[] { "{}", "not json", "{\"id\":\"AA\"}" })
        {
            Assert.Equal(
                HttpStatusCode.OK,
                (await browser.PostFormAsync("/account/confirm/passkey/options", [], "/account/confirm")).StatusCode
            );
            var answer = await browser.PostFormAsync(
                "/account/tokens",
                [("Name", "A script"), ("Days", "1"), ("Proof.Credential", credential)],
                "/account"
            );
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
        Assert.Empty(await TokensAsync(ana));
    }

    /// <summary>
    /// A form added under the account without a guard fails here until somebody says why it needs none.
    /// </summary>
    [Fact]
    public void Every_form_of_the_account_asks_or_changes_no_way_in()
    {
        string[] harmless =
        [
            "/account/language",
            "/account/presence",
            "/account/sessions/{id}/end",
            "/account/sessions/others",
            "/account/confirm",
            "/account/confirm/passkey/options",
            "/account/passkeys/{id}/name",
            "/account/tokens/{id}/revocation",
        ];
        var forms = Forms().Where(one => AddressOf(one).StartsWith("/account", StringComparison.Ordinal)).ToList();

        Assert.True(forms.Count > 10);
        Assert.Empty(forms.Where(one => !Asks(one)).Select(AddressOf).Except(harmless));
    }

    [Theory]
    [InlineData("/join/{secret}/link")]
    [InlineData("/classes/{classId}/cards")]
    [InlineData("/classes/{id}/ways-in")]
    [InlineData("/schools/{id}/ways-in")]
    [InlineData("/people/{id}/way-in")]
    [InlineData("/people/{id}/way-in/parting")]
    [InlineData("/schools/{id}/people/{person}")]
    [InlineData("/schools/{id}/keys/{key}/retirement")]
    [InlineData("/schools/{id}/keys/{key}/compromise")]
    [InlineData("/schools/learner-tokens")]
    [InlineData("/ways-in/waiting")]
    [InlineData("/rosters")]
    public void What_gives_others_a_way_in_asks_too(string address) => Assert.True(Asks(Forms().Single(one => AddressOf(one) == address)));

    private IEnumerable<RouteEndpoint> Forms() =>
        host
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(one => one.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") is true);

    private static string AddressOf(RouteEndpoint form) => "/" + form.RoutePattern.RawText!.Trim('/');

    private static bool Asks(RouteEndpoint form) => form.Metadata.GetMetadata<FreshSignInRequired>() is not null;

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient browser,
        string address,
        AngleSharp.Dom.IElement form,
        params (string Name, string Value)[] typed
    )
    {
        var fields = form.QuerySelectorAll("input[type=hidden]")
            .Select(one => (one.GetAttribute("name")!, one.GetAttribute("value") ?? ""))
            .Concat(typed)
            .Select(one => KeyValuePair.Create(one.Item1, one.Item2));
        using var content = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    private async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync(HttpClient browser)
    {
        await browser.PostFormAsync("/account/authenticator/key", [], "/account/authenticator");
        var key = (await browser.PageAsync("/account/authenticator")).QuerySelector("[data-key]")!.GetAttribute("data-key")!;
        var page = await (await browser.PostFormAsync("/account/authenticator", ("Code", Totp(key)))).PageAsync();
        return (key, [.. page.QuerySelectorAll("[data-recovery-codes] li").Select(li => li.TextContent.Trim())]);
    }

    /// <summary>The code that the app shows next; the one before may already be used.</summary>
    private string Totp(string key)
    {
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        return TotpCode.At(key, host.Clock.GetUtcNow());
    }

    private Task<List<string>> TokensAsync(TestPerson person) =>
        host.InDbAsync(
            person.District.Id,
            db => db.AccessTokens.Where(one => one.PersonId == person.Id).Select(one => one.Name).ToListAsync()
        );
}

[Collection("sqlite")]
public sealed class SqliteFreshSignInTests(SqliteHost host) : FreshSignInTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresFreshSignInTests(PostgresHost host) : FreshSignInTests(host);
