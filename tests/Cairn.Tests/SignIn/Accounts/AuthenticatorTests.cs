using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.SignIn.Accounts;

public abstract class AuthenticatorTests(CairnHost host)
{
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
        Assert.Contains("account.second-step-on", await host.InDbAsync(ana.District.Id, db => db.AuditEvents.Select(one => one.Action).ToListAsync()));
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
    public async Task Fails_when_the_code_was_wrong_eight_times()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        var (key, _) = await TurnOnAsync(ana);
        using var client = host.Anonymous();
        await EnterAsync(client, ana);
        for (var attempt = 0; attempt < 8; attempt++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostFormAsync("/sign-in/code", ("Code", attempt % 2 == 0 ? "000000" : "AAAAA-AAAAA"))).StatusCode);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostFormAsync("/sign-in/code", ("Code", Totp(key)))).StatusCode);
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

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostFormAsync("/account/authenticator/removal", [("Password", "wrong wrong wrong")], "/account")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await client.PostFormAsync("/account/authenticator/removal", [("Password", TestDistrict.Password)], "/account")).StatusCode);

        using var later = host.Anonymous();
        Assert.Equal("/", (await EnterAsync(later, ana)).Headers.Location!.ToString());
    }

    [Fact]
    public async Task Fails_when_the_first_code_does_not_fit_the_key()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var browser = await ana.BrowserAsync();
        await browser.PostFormAsync("/account/authenticator/key", [], "/account/authenticator");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostFormAsync("/account/authenticator", ("Code", "12345"))).StatusCode);

        using var later = host.Anonymous();
        Assert.Equal("/", (await EnterAsync(later, ana)).Headers.Location!.ToString());
    }

    [Fact]
    public async Task Fails_when_a_passkey_is_made_up()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var client = host.Anonymous();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostFormAsync("/sign-in/passkey", [("credential", "{}")], "/sign-in")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostFormAsync("/sign-in/passkey/options", [], "/sign-in")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostFormAsync("/sign-in/passkey", [("credential", "not json")], "/sign-in")).StatusCode);

        using var browser = await ana.BrowserAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostFormAsync("/account/passkeys", [("credential", "{}")])).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostFormAsync("/account/passkeys/options", [], "/account/passkeys")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostFormAsync("/account/passkeys", [("credential", "{\"id\":\"AA\"}")])).StatusCode);
    }

    private static async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync(TestPerson person)
    {
        using var browser = await person.BrowserAsync();
        await browser.PostFormAsync("/account/authenticator/key", [], "/account/authenticator");
        var key = (await browser.PageAsync("/account/authenticator")).QuerySelector("[data-key]")!.GetAttribute("data-key")!;
        var page = await (await browser.PostFormAsync("/account/authenticator", ("Code", Totp(key)))).PageAsync();
        return (key, [.. page.QuerySelectorAll("[data-recovery-codes] li").Select(li => li.TextContent.Trim())]);
    }

    private async Task<HttpStatusCode> SecondStepAsync(TestPerson person, string code)
    {
        using var client = host.Anonymous();
        await EnterAsync(client, person);
        return (await client.PostFormAsync("/sign-in/code", ("Code", code))).StatusCode;
    }

    private static Task<HttpResponseMessage> EnterAsync(HttpClient client, TestPerson person) =>
        client.PostFormAsync("/sign-in", ("Username", person.Username), ("Password", TestDistrict.Password));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address) => (await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode;

    /// <summary>RFC 6238 as a phone does it, at the real time, which is what Identity goes by.</summary>
    private static string Totp(string base32)
    {
        var bits = string.Concat(base32.TrimEnd('=').Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // RFC 6238 as every authenticator app speaks it
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0x0f)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }
}

[Collection("sqlite")]
public sealed class SqliteAuthenticatorTests(SqliteHost host) : AuthenticatorTests(host);

[Collection("postgres")]
public sealed class PostgresAuthenticatorTests(PostgresHost host) : AuthenticatorTests(host);
