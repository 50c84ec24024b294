using System.Net;
using Cairn.SignIn.Sessions;
using Cairn.Tests.SignIn.Invitations;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.SignIn.Sessions;

/// <summary>What outlived a changed password: tokens, here and in other districts, and passkeys.</summary>
public abstract class RevokingTests(CairnHost host)
{
    [Theory]
    [InlineData("/account/password", false, false)]
    [InlineData("/account/password", true, true)]
    [InlineData("/account/sessions/end", false, false)]
    [InlineData("/account/sessions/end", true, false)]
    public async Task Tokens_end_in_every_district_unless_they_are_kept(string address, bool keep, bool work)
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Teacher], age: 40);
        var elsewhere = await ana.AlsoInAsync(await host.NewDistrictAsync());
        using var here = await ana.ApiAsync();
        using var there = await elsewhere.ApiAsync();
        using var browser = await ana.BrowserAsync();
        Assert.Equal(HttpStatusCode.OK, await there.StatusAsync("/api/v1/me"));

        var answer = await browser.PostFormAsync(
            address,
            ("Current", TestDistrict.Password),
            ("New", SessionScene.NewPassword),
            ("NewAgain", SessionScene.NewPassword),
            ("KeepTokens", keep ? "true" : "")
        );

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(work ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, await here.StatusAsync("/api/v1/me"));
        Assert.Equal(work ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, await there.StatusAsync("/api/v1/me"));
        foreach (var district in new[] { ana.District, elsewhere.District })
            Assert.Equal(!work, (await district.EventsAsync()).Contains("token.revoked"));
        Assert.True(await browser.IsInAsync());
    }

    [Fact]
    public async Task Fails_when_the_password_is_refused_and_nothing_ends()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Teacher], age: 40);
        using var api = await ana.ApiAsync();
        using var other = await ana.BrowserAsync();
        using var browser = await ana.BrowserAsync();

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (
                await browser.PostFormAsync(
                    "/account/password",
                    ("Current", TestDistrict.Password),
                    ("New", "password1234"),
                    ("NewAgain", "password1234")
                )
            ).StatusCode
        );

        Assert.Equal(HttpStatusCode.OK, await api.StatusAsync("/api/v1/me"));
        Assert.True(await other.IsInAsync());
    }

    [Theory]
    [InlineData("/account/password")]
    [InlineData("/account/sessions/end")]
    public async Task Passkeys_are_shown_with_their_dates_and_the_ticked_ones_go(string address)
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Teacher], age: 40);
        await ana.AddPasskeyAsync("Mine");
        var strange = await ana.AddPasskeyAsync("Passkey 2");
        using var browser = await ana.BrowserAsync();
        var choices = (await browser.PageAsync(address)).QuerySelectorAll("input[name=Passkeys]");
        Assert.Equal(2, choices.Length);
        Assert.Contains("not used since", choices[1].ParentElement!.TextContent, StringComparison.Ordinal);

        await browser.PostFormAsync(
            address,
            ("Current", TestDistrict.Password),
            ("New", SessionScene.NewPassword),
            ("NewAgain", SessionScene.NewPassword),
            ("Passkeys", strange)
        );

        Assert.Equal(["Mine"], await ana.PasskeysAsync());
        Assert.Contains("account.passkey-removed", await ana.District.EventsAsync());
    }

    [Fact]
    public async Task A_reset_takes_every_passkey_away()
    {
        var scene = await InvitationScene.BeginAsync(host);
        await scene.Tess.AddPasskeyAsync();
        using var browser = host.Anonymous();

        await InvitationScene.ResetAsync(browser, await InvitationScene.InviteAsync(scene.Lea, scene.Tess.Id));

        Assert.Empty(await scene.Tess.PasskeysAsync());
        Assert.True(await browser.IsInAsync());
        Assert.Contains("account.passkey-removed", await scene.EventsAsync());
    }

    [Fact]
    public async Task A_passkey_and_a_token_say_when_they_were_used()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Teacher], age: 40);
        var id = await ana.AddPasskeyAsync();
        using var api = await ana.ApiAsync();
        using var browser = await ana.BrowserAsync();
        Assert.Equal(0, (await browser.PageAsync("/account/tokens")).QuerySelectorAll("tbody td:nth-child(3) time").Length);
        Assert.DoesNotContain(
            "Last used",
            (await browser.PageAsync("/account/passkeys")).QuerySelector("[data-passkeys]")!.TextContent,
            StringComparison.Ordinal
        );

        await api.StatusAsync("/api/v1/me");
        await host.InDbAsync(
            ana.District.Id,
            db => db.PasskeyUsedAsync(System.Buffers.Text.Base64Url.DecodeFromChars(id), host.Clock.GetUtcNow(), CancellationToken.None)
        );

        Assert.Equal(1, (await browser.PageAsync("/account/tokens")).QuerySelectorAll("tbody td:nth-child(3) time").Length);
        Assert.Contains(
            "Last used",
            (await browser.PageAsync("/account/passkeys")).QuerySelector("[data-passkeys]")!.TextContent,
            StringComparison.Ordinal
        );
        var first = await UsedAsync();
        await api.StatusAsync("/api/v1/me");
        Assert.Equal(first, await UsedAsync()); // to five minutes

        Task<DateTimeOffset?> UsedAsync() =>
            host.InDbAsync(
                ana.District.Id,
                db => db.AccessTokens.Where(one => one.PersonId == ana.Id).Select(one => one.LastUsedAt).SingleAsync()
            );
    }
}

[Collection("sqlite")]
public sealed class SqliteRevokingTests(SqliteHost host) : RevokingTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresRevokingTests(PostgresHost host) : RevokingTests(host);
