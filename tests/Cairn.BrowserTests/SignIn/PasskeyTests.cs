using Cairn.Tests;
using Cairn.Tests.SignIn.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Cairn.BrowserTests.SignIn;

/// <summary>Passkeys with Chromium's own authenticator instead of a finger.</summary>
public sealed class PasskeyTests(Chromium chromium, SqliteHost host) : IClassFixture<SqliteHost>
{
    // A passkey belongs to a host name; a numeric address has none.
    private string Origin => $"http://localhost:{host.Address.Port}";

    [Fact]
    public async Task A_passkey_is_added_signs_in_is_renamed_and_removed()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Operator]);
        await using var context = await chromium.NewContextAsync(new() { BaseURL = Origin });
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
        await page.ArriveAsync("/account/passkeys");

        await page.Locator("[data-passkeys] details summary").ClickAsync();
        await page.Locator("form[action$='/removal'] button").ClickAsync();
        await page.Locator("[data-passkeys]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("form[data-passkey=get] button").ClickAsync();
        await page.Locator("form[data-passkey=get] .error-note:visible, .error-summary").First.WaitForAsync();
        Assert.Equal(
            ["account.passkey-added", "account.passkey-removed"],
            await host.InDbAsync(
                ana.District.Id,
                db =>
                    db.AuditEvents.Where(one => one.Action.StartsWith("account."))
                        .OrderBy(one => one.At)
                        .Select(one => one.Action)
                        .ToListAsync()
            )
        );
    }

    [Fact]
    public async Task Without_script_nothing_offers_a_passkey_and_the_password_works()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        await using var context = await chromium.NewContextAsync(new() { BaseURL = Origin, JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");

        Assert.False(await page.Locator("form[data-passkey=get]").IsVisibleAsync());
        await SignInAsync(page, ana);
    }

    [Fact]
    public async Task A_passkey_says_who_is_there_where_a_session_lay_open()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Teacher], age: 40);
        await using var context = await chromium.NewContextAsync(new() { BaseURL = Origin });
        var page = await context.NewPageAsync();
        await GiveAuthenticatorAsync(context, page);
        await SignInAsync(page, ana);
        await page.GotoAsync("/account/passkeys");
        await page.Locator("form[data-passkey=create] button").ClickAsync();
        await page.Locator("[data-passkeys] li").WaitForAsync();

        await ana.GetStaleAsync();
        await page.Locator("form[data-passkey=create] button").ClickAsync(); // the page is from before
        await page.ArriveAsync("/account/confirm");
        await page.AssertAccessibleAsync();
        await page.Locator("form[data-passkey=get] button").ClickAsync();
        await page.ArriveAsync("/account/passkeys");
        await page.Locator("form[data-passkey=create]").WaitForAsync();

        await page.GotoAsync("/account/tokens");
        await page.Locator("input[name=Name]").FillAsync("Report of the week");
        await ana.GetStaleAsync();
        await page.Locator("form[action='/account/tokens'] button").ClickAsync();
        await page.Locator("form[data-proof]").WaitForAsync();
        await page.AssertAccessibleAsync();
        await page.Locator("form[data-passkey=get] button").ClickAsync();
        await page.Locator("[data-secret]").WaitForAsync();
        Assert.Equal(
            ["Report of the week"],
            await host.InDbAsync(ana.District.Id, db => db.AccessTokens.Select(one => one.Name).ToListAsync())
        );
    }

    [Fact]
    public async Task Without_script_and_by_keyboard_what_was_typed_waits_for_the_password()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Teacher], age: 40);
        await using var context = await chromium.NewContextAsync(
            new()
            {
                BaseURL = Origin,
                JavaScriptEnabled = false,
                ViewportSize = new() { Width = 390, Height = 800 },
            }
        );
        var page = await context.NewPageAsync();
        await SignInAsync(page, ana);
        await page.GotoAsync("/account/tokens");
        await page.Locator("input[name=Name]").FillAsync("Report of the week");
        await ana.GetStaleAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("form[data-proof]").WaitForAsync();

        await page.Keyboard.TypeAsync(TestDistrict.Password); // the field has the focus
        await page.Keyboard.PressAsync("Enter");

        await page.Locator("[data-secret]").WaitForAsync();
    }

    private static async Task SignInAsync(IPage page, TestPerson person)
    {
        await page.GotoAsync("/sign-in?return=%2Faccount");
        await page.Locator("input[name=Username]").FillAsync(person.Username);
        await page.Locator("input[name=Password]").FillAsync(TestDistrict.Password);
        await page.Locator("form[action='/sign-in'] button[type=submit]").ClickAsync();
        await page.ArriveAsync("/account");
    }

    private static async Task GiveAuthenticatorAsync(IBrowserContext context, IPage page)
    {
        var devtools = await context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new()
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
            }
        );
    }
}
