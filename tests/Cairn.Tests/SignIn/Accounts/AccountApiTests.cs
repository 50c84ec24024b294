using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.SignIn.Accounts;

/// <summary>One's own account with a token: as on the pages, and with the password for changing how its owner signs in.</summary>
public abstract class AccountApiTests(CairnHost host)
{
    private const string New = "seven grey herons wade";

    [Fact]
    public async Task A_language_is_kept_and_another_word_is_none()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var api = await ana.ApiAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await api.PutAsJsonAsync("/api/v1/me/language", new { language = "es-MX" })).StatusCode);
        Assert.Equal("sign-in.language", await CodeAsync(await api.PutAsJsonAsync("/api/v1/me/language", new { language = "tlh" })));

        Assert.Equal("es-MX", (await api.GetFromJsonAsync<JsonElement>("/api/v1/me/language")).GetProperty("language").GetString());
    }

    [Fact]
    public async Task Every_place_of_the_account_is_listed_and_nobody_elses()
    {
        var (first, second) = (await host.NewDistrictAsync("First"), await host.NewDistrictAsync("Second"));
        var ana = await first.PersonAsync("Ana", [SchoolRole.Teacher]);
        await first.PersonAsync("Bo", [SchoolRole.Teacher]);
        await host.InDbAsync(
            second.Id,
            async db =>
            {
                db.People.Add(new Person(second.Id, "Ana", "Elsewhere", host.Clock.Now()) { AccountId = ana.AccountId });
                await db.SaveChangesAsync();
            }
        );
        using var api = await ana.ApiAsync();

        var places = (await api.GetFromJsonAsync<JsonElement>("/api/v1/me/presences")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(["First", "Second"], places.Select(one => one.GetProperty("district").GetString()));
        Assert.Equal([true, false], places.Select(one => one.GetProperty("current").GetBoolean()));
        Assert.Equal("teacher", places[0].GetProperty("roles")[0].GetString());
    }

    [Fact]
    public async Task A_new_password_counts_and_other_sessions_end()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var api = await ana.ApiAsync();
        using var browser = await ana.BrowserAsync();

        Assert.Equal("sign-in.password-wrong", await CodeAsync(await ChangeAsync("wrong wrong wrong", New)));
        Assert.Equal("sign-in.password-short", await CodeAsync(await ChangeAsync(TestDistrict.Password, "short")));
        Assert.Equal("sign-in.password-common", await CodeAsync(await ChangeAsync(TestDistrict.Password, "password1234")));
        Assert.Equal(HttpStatusCode.NoContent, (await ChangeAsync(TestDistrict.Password, New)).StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri("/account", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync(new Uri("/api/v1/me", UriKind.Relative))).StatusCode);
        using var later = host.Anonymous();
        Assert.Equal(
            "/",
            (await later.PostFormAsync("/sign-in", ("Username", ana.Username), ("Password", New))).Headers.Location?.ToString()
        );
        Assert.Superset(
            new HashSet<string> { "account.password-changed", "session.ended", "token.revoked" },
            (await EventsAsync(ana)).ToHashSet()
        );

        Task<HttpResponseMessage> ChangeAsync(string current, string wish) =>
            api.PutAsJsonAsync("/api/v1/me/password", new { current, @new = wish });
    }

    [Fact]
    public async Task Fails_when_the_password_is_guessed_often()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var api = await ana.ApiAsync();
        for (var attempt = 0; attempt < 14; attempt++)
            await api.PostAsJsonAsync("/api/v1/me/authenticator/key", new { password = "wrong wrong wrong" });

        var answer = await api.PostAsJsonAsync("/api/v1/me/authenticator/key", new { password = TestDistrict.Password });
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal("sign-in.wait", await CodeAsync(answer));
    }

    [Fact]
    public async Task Signed_out_everywhere_the_token_ends_too_and_passkeys_are_named()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var api = await ana.ApiAsync();
        using var browser = await ana.BrowserAsync();
        await AddPasskeyAsync(ana);

        var answer = await JsonAsync(await api.DeleteAsync(new Uri("/api/v1/me/sessions", UriKind.Relative)));

        Assert.Equal("Phone", answer.GetProperty("passkeys")[0].GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri("/account", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync(new Uri("/api/v1/me", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_second_step_is_turned_on_renewed_and_off()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var api = await ana.ApiAsync();
        Assert.Equal("sign-in.key-first", await CodeAsync(await TurnOnAsync("123456")));
        var key = (await JsonAsync(await ProveAsync("key"))).GetProperty("key").GetString()!;
        Assert.Equal("sign-in.code-wrong", await CodeAsync(await TurnOnAsync("12345")));

        var codes = (await JsonAsync(await TurnOnAsync(TotpCode.At(key, host.Clock.GetUtcNow())))).GetProperty("codes");
        Assert.Equal(10, codes.GetArrayLength());
        Assert.Equal("sign-in.second-step-is-on", await CodeAsync(await ProveAsync("key")));
        var status = await api.GetFromJsonAsync<JsonElement>("/api/v1/me/authenticator");
        Assert.True(status.GetProperty("on").GetBoolean());
        Assert.Equal(10, status.GetProperty("recoveryCodesLeft").GetInt32());
        Assert.Equal("sign-in.code-needed", await CodeAsync(await ProveAsync("recovery-codes")));
        Assert.Equal("sign-in.code-needed", await CodeAsync(await ProveAsync("removal")));
        Assert.Equal("sign-in.code-wrong", await CodeAsync(await ProveAsync("removal", "000000")));
        Assert.Equal(
            "sign-in.code-needed",
            await CodeAsync(await api.PutAsJsonAsync("/api/v1/me/password", new { current = TestDistrict.Password, @new = New }))
        );
        Assert.Equal(
            "sign-in.code-needed",
            await CodeAsync(await api.PostAsJsonAsync("/api/v1/me/passkeys/AAAA/removal", new { password = TestDistrict.Password }))
        );
        var renewed = (await JsonAsync(await ProveAsync("recovery-codes", codes[0].GetString()))).GetProperty("codes");
        Assert.NotEqual(codes[0].GetString(), renewed[0].GetString());
        Assert.Equal(
            "sign-in.password-wrong",
            await CodeAsync(await api.PostAsJsonAsync("/api/v1/me/authenticator/removal", new { password = "wrong wrong wrong" }))
        );
        Assert.Equal(HttpStatusCode.NoContent, (await ProveAsync("removal", renewed[0].GetString())).StatusCode);

        Assert.Equal("sign-in.second-step-is-off", await CodeAsync(await ProveAsync("recovery-codes")));
        Assert.Equal(["account.second-step-on", "account.recovery-codes-made", "account.second-step-off"], await EventsAsync(ana));

        Task<HttpResponseMessage> ProveAsync(string what, string? code = null) =>
            api.PostAsJsonAsync($"/api/v1/me/authenticator/{what}", new { password = TestDistrict.Password, code });
        Task<HttpResponseMessage> TurnOnAsync(string code) =>
            api.PostAsJsonAsync("/api/v1/me/authenticator", new { code, password = TestDistrict.Password });
    }

    [Fact]
    public async Task A_passkey_is_listed_renamed_and_removed_and_only_ones_own()
    {
        var district = await host.NewDistrictAsync();
        var (ana, bo) = (await district.PersonAsync("Ana", []), await district.PersonAsync("Bo", []));
        await AddPasskeyAsync(ana);
        using var api = await ana.ApiAsync();
        using var other = await bo.ApiAsync();
        var id = (await api.GetFromJsonAsync<JsonElement>("/api/v1/me/passkeys")).GetProperty("items")[0].GetProperty("id").GetString();

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await other.PutAsJsonAsync($"/api/v1/me/passkeys/{id}/name", new { name = "Mine" })).StatusCode
        );
        Assert.Equal("input.required", await CodeAsync(await api.PutAsJsonAsync($"/api/v1/me/passkeys/{id}/name", new { name = " " })));
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await api.PutAsJsonAsync($"/api/v1/me/passkeys/{id}/name", new { name = "My laptop" })).StatusCode
        );
        Assert.Equal(
            "My laptop",
            (await api.GetFromJsonAsync<JsonElement>("/api/v1/me/passkeys")).GetProperty("items")[0].GetProperty("name").GetString()
        );
        Assert.Equal("sign-in.password-wrong", await CodeAsync(await RemoveAsync("wrong wrong wrong")));
        Assert.Equal(HttpStatusCode.NoContent, (await RemoveAsync(TestDistrict.Password)).StatusCode);

        Assert.Equal(0, (await api.GetFromJsonAsync<JsonElement>("/api/v1/me/passkeys")).GetProperty("items").GetArrayLength());
        Assert.Equal(["account.passkey-removed"], await EventsAsync(ana));

        Task<HttpResponseMessage> RemoveAsync(string password) =>
            api.PostAsJsonAsync($"/api/v1/me/passkeys/{id}/removal", new { password });
    }

    private async Task AddPasskeyAsync(TestPerson person)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = (await accounts.FindByIdAsync(person.AccountId.ToString()))!;
        var passkey = new UserPasskeyInfo(Guid.CreateVersion7().ToByteArray(), [1], host.Clock.Now(), 0, [], true, false, false, [2], [3])
        {
            Name = "Phone",
        };
        Assert.True((await accounts.AddOrUpdatePasskeyAsync(account, passkey)).Succeeded);
    }

    private Task<List<string>> EventsAsync(TestPerson person) =>
        host.InDbAsync(
            person.District.Id,
            db =>
                db.AuditEvents.Where(one => one.ActorPersonId == person.Id.Value && !one.Action.StartsWith("sign-in."))
                    .OrderBy(one => one.At)
                    .ThenBy(one => one.Id)
                    .Select(one => one.Action)
                    .ToListAsync()
        );

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await JsonAsync(answer)).GetProperty("code").GetString();

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();
}

[Collection("sqlite")]
public sealed class SqliteAccountApiTests(SqliteHost host) : AccountApiTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresAccountApiTests(PostgresHost host) : AccountApiTests(host);
