using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Cairn.SignIn.SetUp;
using Cairn.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Cairn.BrowserTests.SignIn;

/// <summary>Sign-in, the account, cards and set-up by axe, on a phone and on a desk, with their errors.</summary>
public sealed class AccountPagesTests(Chromium chromium, SqliteHost host) : IClassFixture<SqliteHost>
{
    private string Origin => $"http://localhost:{host.Address.Port}";

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Signing_in_is_accessible_with_its_errors_and_the_second_step(int width)
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Operator]);
        await using var context = await OpenAsync(Origin, width);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in?return=%2Faccount");
        await page.AssertAccessibleAsync();
        await page.Locator("form[action='/sign-in'] button[type=submit]").ClickAsync();
        await page.Locator(".error-summary").WaitForAsync();
        await page.AssertAccessibleAsync();
        await SignInAsync(page, ana);
        await page.AssertAccessibleAsync();

        await page.GotoAsync("/account/authenticator");
        await page.AssertAccessibleAsync();
        await page.Locator("form[action='/account/authenticator/key'] button").ClickAsync();
        await page.Locator("svg.qr").WaitForAsync();
        await page.AssertAccessibleAsync();
        await page.Locator("form[action='/account/authenticator'] button").ClickAsync();
        await page.Locator(".error-summary").WaitForAsync();
        await page.AssertAccessibleAsync();
        var key = (await page.Locator("[data-key]").GetAttributeAsync("data-key"))!;
        await page.Locator("input[name=Code]").FillAsync(TotpCode.At(key, host.Clock.GetUtcNow()));
        await page.Locator("form[action='/account/authenticator'] button").ClickAsync();
        await page.Locator("[data-recovery-codes]").WaitForAsync();
        await page.AssertAccessibleAsync();
        await page.GotoAsync("/account/authenticator");
        await page.AssertAccessibleAsync();

        await context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("input[name=Username]").FillAsync(ana.Username);
        await page.Locator("input[name=Password]").FillAsync(TestDistrict.Password);
        await page.Locator("form[action='/sign-in'] button[type=submit]").ClickAsync();
        await page.Locator("input[name=Code]").WaitForAsync();
        await page.AssertAccessibleAsync();
        await page.Locator("form[action='/sign-in/code'] button").ClickAsync();
        await page.Locator(".error-summary").WaitForAsync();
        await page.AssertAccessibleAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task The_accounts_pages_are_accessible_with_their_errors(int width)
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", [SchoolRole.Teacher, SchoolRole.Author]);
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                var parent = new Person(district.Id, "Ana", "Tester", host.Clock.Now()) { AccountId = ana.AccountId };
                db.People.Add(parent);
                db.RoleAssignments.Add(new RoleAssignment(district.Id, parent.Id, district.School, SchoolRole.Guardian, host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );
        await using var context = await OpenAsync(Origin, width);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in?return=%2Faccount");
        await SignInAsync(page, ana);
        await page.Locator("[data-places]").WaitForAsync();
        await page.AssertAccessibleAsync();
        foreach (
            var address in new[]
            {
                "/account/passkeys",
                "/account/sessions/end",
                "/account/confirm",
                "/rosters",
                "/account/password",
                "/account/tokens",
            }
        )
        {
            await page.GotoAsync(address);
            await page.AssertAccessibleAsync();
        }
        await page.Locator("form[action='/account/tokens'] button").ClickAsync();
        await page.Locator(".error-summary").WaitForAsync();
        await page.AssertAccessibleAsync();
        await page.Locator("input[name=Name]").FillAsync("Report of the week");
        await page.Locator("form[action='/account/tokens'] button").ClickAsync();
        await page.Locator("[data-secret]").WaitForAsync();
        await page.AssertAccessibleAsync();
        await page.GotoAsync("/account/password");
        await page.Locator("form[action='/account/password'] button").ClickAsync();
        await page.Locator(".error-summary").WaitForAsync();
        await page.AssertAccessibleAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task The_youngest_find_cards_and_a_button_that_anybody_can_use(int width)
    {
        var district = await host.NewDistrictAsync();
        var tess = await district.PersonAsync("Tess", [SchoolRole.Teacher]);
        var leo = await district.PersonAsync("Leo", [SchoolRole.Learner], grade: "KG", age: 6);
        var room = new SchoolClass(district.Id, district.School, "Room 3", host.Clock.Now());
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                db.Classes.Add(room);
                db.ClassMemberships.Add(new ClassMembership(district.Id, room.Id, tess.Id, ClassRole.Teacher, host.Clock.Now()));
                db.ClassMemberships.Add(new ClassMembership(district.Id, room.Id, leo.Id, ClassRole.Learner, host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );
        await using var context = await OpenAsync(Origin, width);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in?return=%2Faccount");
        await SignInAsync(page, tess);
        await page.GotoAsync($"/classes/{room.Id}/cards");
        await page.AssertAccessibleAsync();
        await page.Locator($"form[action='/classes/{room.Id}/cards'] button").ClickAsync();
        await page.Locator(".sign-in-cards li").WaitForAsync();
        await page.AssertAccessibleAsync();

        using var api = await tess.ApiAsync();
        using var printed = await api.PostAsJsonAsync($"/api/v1/classes/{room.Id}/cards", new { learners = new[] { leo.Id.ToString() } });
        var card = (await printed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0].GetProperty("address").GetString()!;
        await using var tablet = await OpenAsync(Origin, width);
        var child = await tablet.NewPageAsync();
        await child.GotoAsync("/card/nothing");
        await child.AssertAccessibleAsync();
        await child.GotoAsync(new Uri(card).AbsolutePath);
        await child.AssertAccessibleAsync();
        await child.Locator("main form button").ClickAsync();
        await child.ArriveAsync("/");
        await child.GotoAsync("/account");
        await child.AssertAccessibleAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Setting_up_is_accessible(int width)
    {
        var empty = new SqliteHost();
        await empty.InitializeAsync();
        try
        {
            string? secret;
            await using (var scope = empty.App.Services.CreateAsyncScope())
                secret = await FirstStart.MakeLinkAsync(
                    scope.ServiceProvider.GetRequiredService<CairnDb>(),
                    empty.Clock.Now(),
                    CancellationToken.None
                );
            await using var context = await OpenAsync($"http://localhost:{empty.Address.Port}", width);
            var page = await context.NewPageAsync();
            await page.GotoAsync("/");
            await page.AssertAccessibleAsync();
            await page.GotoAsync($"/set-up/{secret}");
            await page.AssertAccessibleAsync();
            await page.Locator("main form button").ClickAsync();
            await page.Locator(".error-summary").WaitForAsync();
            await page.AssertAccessibleAsync();
        }
        finally
        {
            await empty.DisposeAsync();
        }
    }

    private Task<IBrowserContext> OpenAsync(string origin, int width) =>
        chromium.NewContextAsync(
            new()
            {
                BaseURL = origin,
                ViewportSize = new() { Width = width, Height = 800 },
            }
        );

    private static async Task SignInAsync(IPage page, TestPerson person)
    {
        await page.Locator("input[name=Username]").FillAsync(person.Username);
        await page.Locator("input[name=Password]").FillAsync(TestDistrict.Password);
        await page.Locator("form[action='/sign-in'] button[type=submit]").ClickAsync();
        await page.ArriveAsync("/account");
    }
}
