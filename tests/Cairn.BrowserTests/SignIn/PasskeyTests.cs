using Cairn.Schools;
using Cairn.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Cairn.BrowserTests.SignIn;

/// <summary>Passkeys with Chromium's own authenticator in place of a finger.</summary>
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
            await host.InDbAsync(ana.District.Id, db => db.AuditEvents.Where(one => one.Action.StartsWith("account.")).OrderBy(one => one.At).Select(one => one.Action).ToListAsync()));
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
