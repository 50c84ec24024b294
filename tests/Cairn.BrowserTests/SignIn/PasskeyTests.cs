using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Cairn.BrowserTests.SignIn;

/// <summary>Passkeys with Chromium's own authenticator in place of a finger; cards; the account's pages.</summary>
[Collection(ChromiumTests.Name)]
public sealed class PasskeyTests(Chromium chromium, SqliteHost host) : IClassFixture<SqliteHost>
{
    // A passkey belongs to a name; an address in numbers has none.
    private string Origin => $"http://localhost:{host.Address.Port}";

    [Fact]
    public async Task A_passkey_is_added_signs_in_is_renamed_and_removed()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Operator]);
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = Origin });
        var page = await context.NewPageAsync();
        await GiveAuthenticatorAsync(context, page);
        await SignInAsync(page, ana);

        await page.GotoAsync("/account/passkeys");
        await page.AssertAccessibleAsync();
        await page.Locator("form[data-passkey=create] button").ClickAsync();
        await page.Locator("[data-passkeys] li").WaitForAsync();
        await page.AssertAccessibleAsync();
        await page.Locator("[data-passkeys] input[name=Name]").FillAsync("My laptop");
        await page.Locator("form[action$='/name'] button").ClickAsync();
        await page.Locator("[data-passkeys] h3", new() { HasText = "My laptop" }).WaitForAsync();

        await context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in?return=%2Faccount%2Fpasskeys");
        await page.AssertAccessibleAsync();
        await page.Locator("form[data-passkey=get] button").ClickAsync();
        await page.WaitForURLAsync("**/account/passkeys");

        await page.Locator("[data-passkeys] details summary").ClickAsync();
        await page.Locator("form[action$='/removal'] button").ClickAsync();
        await page.Locator("[data-passkeys]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("form[data-passkey=get] button").ClickAsync();
        await page.Locator("form[data-passkey=get] [data-passkey-note]:visible, .error-summary").First.WaitForAsync();
        Assert.Equal(["account.passkey-added", "account.passkey-removed"],
            await host.InDbAsync(ana.District.Id, db => db.AuditEvents.OrderBy(one => one.At).Select(one => one.Action).ToListAsync()));
    }

    [Fact]
    public async Task Without_script_nothing_offers_a_passkey_and_the_password_works()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = Origin, JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");

        Assert.False(await page.Locator("form[data-passkey=get]").IsVisibleAsync());
        await SignInAsync(page, ana);
    }

    [Theory]
    [InlineData("/account")]
    [InlineData("/account/password")]
    [InlineData("/account/tokens")]
    [InlineData("/account/authenticator")]
    public async Task Account_pages_are_accessible(string address)
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Operator]);
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = Origin });
        var page = await context.NewPageAsync();
        await SignInAsync(page, ana);
        await page.GotoAsync(address);
        await page.AssertAccessibleAsync();
        if (await page.Locator("form[action='/account/authenticator/key'] button").IsVisibleAsync())
        {
            await page.Locator("form[action='/account/authenticator/key'] button").ClickAsync();
            await page.Locator("svg.qr").WaitForAsync();
            await page.AssertAccessibleAsync();
        }
    }

    [Fact]
    public async Task The_youngest_find_cards_and_a_button_that_anybody_can_use()
    {
        var district = await host.NewDistrictAsync();
        var tess = await district.PersonAsync("Tess", [SchoolRole.Teacher]);
        var leo = await district.PersonAsync("Leo", [SchoolRole.Learner], grade: "KG", age: 6);
        var room = new SchoolClass(district.Id, district.School, "Room 3", host.Clock.Now());
        await host.InDbAsync(district.Id, async db =>
        {
            db.Classes.Add(room);
            db.ClassMemberships.Add(new ClassMembership(district.Id, room.Id, tess.Id, ClassRole.Teacher, host.Clock.Now()));
            db.ClassMemberships.Add(new ClassMembership(district.Id, room.Id, leo.Id, ClassRole.Learner, host.Clock.Now()));
            await db.SaveChangesAsync();
        });
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = Origin });
        var page = await context.NewPageAsync();
        await SignInAsync(page, tess);
        await page.GotoAsync($"/classes/{room.Id}/cards");
        await page.AssertAccessibleAsync();
        await page.Locator($"form[action='/classes/{room.Id}/cards'] button").ClickAsync();
        await page.Locator(".sign-in-cards li").WaitForAsync();
        await page.AssertAccessibleAsync();

        using var api = await tess.ApiAsync();
        using var printed = await api.PostAsJsonAsync($"/api/v1/classes/{room.Id}/cards", new { learners = new[] { leo.Id.ToString() } });
        var card = (await printed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0].GetProperty("address").GetString()!;
        await using var tablet = await chromium.Browser.NewContextAsync(new() { BaseURL = Origin, ViewportSize = new() { Width = 390, Height = 800 } });
        var child = await tablet.NewPageAsync();
        await child.GotoAsync(new Uri(card).AbsolutePath);
        await child.AssertAccessibleAsync();
        await child.Locator("main form button").ClickAsync();
        await child.WaitForURLAsync(Origin + "/");
        await child.GotoAsync("/account");
        await child.AssertAccessibleAsync();
    }

    private static async Task SignInAsync(IPage page, TestPerson person)
    {
        await page.GotoAsync("/sign-in?return=%2Faccount");
        await page.Locator("input[name=Username]").FillAsync(person.Username);
        await page.Locator("input[name=Password]").FillAsync(TestDistrict.Password);
        await page.Locator("form[action='/sign-in'] button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/account");
    }

    private static async Task GiveAuthenticatorAsync(IBrowserContext context, IPage page)
    {
        var devtools = await context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
