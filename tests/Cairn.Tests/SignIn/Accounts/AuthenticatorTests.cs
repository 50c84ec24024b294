using System.Net;
using AngleSharp.Html.Dom;
using Cairn.SignIn;
using Cairn.SignIn.Guessing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.SignIn.Accounts;

public abstract class AuthenticatorTests(CairnHost host) : IDisposable
{
    /// <summary>A code counts for half a minute, which must not end between two lines of a test.</summary>
    private readonly IDisposable _still = host.Clock.Hold();

    public void Dispose()
    {
        _still.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_second_step_asks_for_the_code_of_the_app()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        var (key, _) = await TurnOnAsync(ana);
        using var client = host.Anonymous();

        var step = await EnterAsync(client, ana);
        Assert.StartsWith("/sign-in/code", step.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/account")); // not in yet
        var done = await client.PostFormAsync("/sign-in/code", ("Code", Totp(key)), ("Return", "/account"));

        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Equal("/account", done.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/account"));
        Assert.Contains(
            "account.second-step-on",
            await host.InDbAsync(ana.District.Id, db => db.AuditEvents.Select(one => one.Action).ToListAsync())
        );
    }

    [Fact]
    public async Task Fails_when_a_code_was_taken_already()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        var (key, _) = await TurnOnAsync(ana);
        var used = TotpCode.At(key, host.Clock.GetUtcNow());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SecondStepAsync(ana, used)); // it turned the second step on
        var code = Totp(key);

        Assert.Equal(HttpStatusCode.SeeOther, await SecondStepAsync(ana, code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SecondStepAsync(ana, code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SecondStepAsync(ana, used));
        Assert.Equal(HttpStatusCode.SeeOther, await SecondStepAsync(ana, Totp(key)));
    }

    [Fact]
    public async Task Fails_when_two_bring_one_code_at_once_and_one_is_in()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        var (key, codes) = await TurnOnAsync(ana);

        foreach (var code in new[] { Totp(key), codes[0] })
        {
            var clients = Enumerable.Range(0, 4).Select(_ => host.Anonymous()).ToList();
            foreach (var client in clients)
                await EnterAsync(client, ana);
            var answers = await Task.WhenAll(
                clients.Select(async client => (await client.PostFormAsync("/sign-in/code", ("Code", code))).StatusCode)
            );
            Assert.Single(answers, status => status == HttpStatusCode.SeeOther);
            clients.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task The_database_holds_neither_key_nor_recovery_codes()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        var (key, codes) = await TurnOnAsync(ana);

        var kept = await host.InDbAsync(
            ana.District.Id,
            db => db.Set<IdentityUserToken<Guid>>().Where(one => one.UserId == ana.AccountId).Select(one => one.Value!).ToListAsync()
        );

        Assert.Equal(2, kept.Count);
        Assert.All(
            kept,
            value => Assert.DoesNotContain(codes.Append(key), secret => value.Contains(secret, StringComparison.OrdinalIgnoreCase))
        );
    }

    [Fact]
    public async Task Fails_when_a_second_step_is_copied_to_another_account()
    {
        var district = await host.NewDistrictAsync();
        var (ana, bo) = (await district.PersonAsync("Ana", []), await district.PersonAsync("Bo", []));
        await TurnOnAsync(ana);
        await TurnOnAsync(bo);
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                var mine = await db.Set<IdentityUserToken<Guid>>()
                    .AsNoTracking()
                    .SingleAsync(one => one.UserId == ana.AccountId && one.Name == "AuthenticatorKey");
                await db.Set<IdentityUserToken<Guid>>()
                    .Where(one => one.UserId == bo.AccountId && one.Name == "AuthenticatorKey")
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.Value, mine.Value));
            }
        );

        using var client = host.Anonymous();
        // somebody wrote to the database: nobody gets past the step
        Assert.Equal(HttpStatusCode.InternalServerError, (await EnterAsync(client, bo)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(client, "/account"));
    }

    [Fact]
    public async Task A_recovery_code_opens_once()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        var (_, codes) = await TurnOnAsync(ana);
        Assert.Equal(10, codes.Count);

        Assert.Equal(HttpStatusCode.SeeOther, await SecondStepAsync(ana, codes[0].ToLowerInvariant()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SecondStepAsync(ana, codes[0]));
        Assert.Equal(HttpStatusCode.SeeOther, await SecondStepAsync(ana, codes[1]));
    }

    [Fact]
    public async Task New_recovery_codes_make_the_old_ones_void()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        var (key, old) = await TurnOnAsync(ana);
        using var client = host.Anonymous();
        await EnterAsync(client, ana);
        await client.PostFormAsync("/sign-in/code", ("Code", Totp(key)));

        var answer = await client.PostFormAsync("/account/authenticator/recovery-codes", [("Password", TestDistrict.Password)], "/account");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var codes = CodesOn(await answer.PageAsync());
        Assert.Equal(10, codes.Except(old).Count());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SecondStepAsync(ana, old[0]));
        Assert.Equal(HttpStatusCode.SeeOther, await SecondStepAsync(ana, codes[0]));
    }

    /// <summary>Somebody who has the password and guesses the six digits waits; the owner's own device does not.</summary>
    [Fact]
    public async Task Fails_when_the_code_was_wrong_often_and_is_right_where_the_account_is_known()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        var (key, _) = await TurnOnAsync(ana);
        using var own = host.Anonymous();
        await EnterAsync(own, ana);
        Assert.Equal(HttpStatusCode.SeeOther, (await own.PostFormAsync("/sign-in/code", ("Code", Totp(key)))).StatusCode);
        using var thief = host.Anonymous();
        await EnterAsync(thief, ana);
        for (var attempt = 0; attempt < Door.Code.Here.Free; attempt++)
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                (await thief.PostFormAsync("/sign-in/code", ("Code", attempt % 2 == 0 ? "000000" : "AAAAA-AAAAA"))).StatusCode
            );

        var answer = await thief.PostFormAsync("/sign-in/code", ("Code", "000000"));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.StartsWith("/sign-in/code", (await EnterAsync(own, ana)).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await own.PostFormAsync("/sign-in/code", ("Code", Totp(key)))).StatusCode);
    }

    [Fact]
    public async Task Fails_when_the_password_step_was_left_out()
    {
        using var client = host.Anonymous();

        Assert.Equal(HttpStatusCode.SeeOther, await StatusAsync(client, "/sign-in/code"));
        Assert.Equal(HttpStatusCode.SeeOther, (await client.PostFormAsync("/sign-in/code", [("Code", "123456")], "/sign-in")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/account"));
    }

    [Fact]
    public async Task Turned_off_the_password_is_enough_again()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        var (key, _) = await TurnOnAsync(ana);
        using var client = host.Anonymous();
        await EnterAsync(client, ana);
        await client.PostFormAsync("/sign-in/code", ("Code", Totp(key)));

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await client.PostFormAsync("/account/authenticator/removal", [("Password", "wrong wrong wrong")], "/account")).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await client.PostFormAsync("/account/authenticator/removal", [("Password", TestDistrict.Password)], "/account")).StatusCode
        );

        using var later = host.Anonymous();
        Assert.Equal("/", (await EnterAsync(later, ana)).Headers.Location!.ToString());
    }

    [Fact]
    public async Task Fails_when_the_first_code_does_not_fit_the_key()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var browser = await ana.BrowserAsync();
        await browser.PostFormAsync("/account/authenticator/key", [], "/account/authenticator");

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await browser.PostFormAsync("/account/authenticator", ("Code", "12345"))).StatusCode
        );

        using var later = host.Anonymous();
        Assert.Equal("/", (await EnterAsync(later, ana)).Headers.Location!.ToString());
    }

    [Fact]
    public async Task Fails_when_a_passkey_is_made_up()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var client = host.Anonymous();
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await client.PostFormAsync("/sign-in/passkey", [("credential", "{}")], "/sign-in")).StatusCode
        );
        Assert.Equal(HttpStatusCode.OK, (await client.PostFormAsync("/sign-in/passkey/options", [], "/sign-in")).StatusCode);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await client.PostFormAsync("/sign-in/passkey", [("credential", "not json")], "/sign-in")).StatusCode
        );

        using var browser = await ana.BrowserAsync();
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await browser.PostFormAsync("/account/passkeys", [("credential", "{}")])).StatusCode
        );
        Assert.Equal(HttpStatusCode.OK, (await browser.PostFormAsync("/account/passkeys/options", [], "/account/passkeys")).StatusCode);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await browser.PostFormAsync("/account/passkeys", [("credential", "{\"id\":\"AA\"}")])).StatusCode
        );
    }

    private async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync(TestPerson person)
    {
        using var browser = await person.BrowserAsync();
        await browser.PostFormAsync("/account/authenticator/key", [], "/account/authenticator");
        var key = (await browser.PageAsync("/account/authenticator")).QuerySelector("[data-key]")!.GetAttribute("data-key")!;
        var page = await (await browser.PostFormAsync("/account/authenticator", ("Code", Totp(key)))).PageAsync();
        return (key, CodesOn(page));
    }

    private static List<string> CodesOn(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("[data-recovery-codes] li").Select(li => li.TextContent.Trim())];

    private async Task<HttpStatusCode> SecondStepAsync(TestPerson person, string code)
    {
        using var client = host.Anonymous();
        await EnterAsync(client, person);
        return (await client.PostFormAsync("/sign-in/code", ("Code", code))).StatusCode;
    }

    private static Task<HttpResponseMessage> EnterAsync(HttpClient client, TestPerson person) =>
        client.PostFormAsync("/sign-in", ("Username", person.Username), ("Password", TestDistrict.Password));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address) =>
        (await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode;

    /// <summary>The code that the app shows next; the one before may already be used.</summary>
    private string Totp(string key)
    {
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        return TotpCode.At(key, host.Clock.GetUtcNow());
    }
}

[Collection("sqlite")]
public sealed class SqliteAuthenticatorTests(SqliteHost host) : AuthenticatorTests(host);

[Collection("postgres")]
public sealed class PostgresAuthenticatorTests(PostgresHost host) : AuthenticatorTests(host);
