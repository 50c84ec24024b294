using Cairn.Tests;
using Cairn.Tests.SignIn.Invitations;
using Microsoft.Playwright;

namespace Cairn.BrowserTests.SignIn;

/// <summary>Giving people a way in and using it, on a phone and on a desk; invited people need no script.</summary>
public sealed class InvitationTests(Chromium chromium, SqliteHost host) : IClassFixture<SqliteHost>
{
    private string Origin => $"http://localhost:{host.Address.Port}";

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task A_teacher_prints_a_sheet_and_a_child_comes_in_without_script(int width)
    {
        var scene = await InvitationScene.BeginAsync(host);
        await using var desk = await SignedInAsync(scene.Tess, width);
        var teacher = await desk.NewPageAsync();
        await teacher.GotoAsync($"/classes/{scene.Room}");
        await teacher.GetByRole(AriaRole.Link, new() { Name = "Ways in" }).ClickAsync();
        await teacher.Locator("tr[data-person]").First.WaitForAsync();
        await teacher.AssertAccessibleAsync();
        await teacher.Locator("main form button").ClickAsync();
        await teacher.Locator(".invitation-slips li").First.WaitForAsync();
        await teacher.AssertAccessibleAsync();
        var code = await teacher.Locator(".invitation-slips li", new() { HasText = "Leo Núñez" }).Locator("[data-code]").InnerTextAsync();

        await using var tablet = await chromium.NewContextAsync(
            new()
            {
                BaseURL = Origin,
                JavaScriptEnabled = false,
                ViewportSize = new() { Width = width, Height = 800 },
            }
        );
        var child = await tablet.NewPageAsync();
        await child.GotoAsync("/join");
        await child.Locator("input[name=Code]").FillAsync(code);
        await child.Locator("form[action='/join'] button").ClickAsync();
        await child.Locator("input[name=Username]").FillAsync("x");
        await child.Locator("form[action^='/join/'] button").ClickAsync();
        await child.Locator(".error-summary").WaitForAsync();
        await child.Locator("input[name=Username]").FillAsync($"leo-{scene.Leo}");
        await child.Locator("input[name=Password]").FillAsync(InvitationScene.NewPassword);
        await child.Locator("input[name=PasswordAgain]").FillAsync(InvitationScene.NewPassword);
        await child.Locator("form[action^='/join/'] button").ClickAsync();
        await child.ArriveAsync("/");
        await child.GotoAsync("/account");
        Assert.Equal("Leo Núñez", await child.Locator("main .lede").InnerTextAsync());
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Every_page_of_the_way_in_is_accessible(int width)
    {
        var scene = await InvitationScene.BeginAsync(host);
        await scene.District.RosteredAsync("Maximiliana-Guadalupe Featherstonehaugh-Cholmondeley", SchoolRole.Teacher);
        await using var desk = await SignedInAsync(scene.Otto, width);
        var page = await desk.NewPageAsync();
        foreach (
            var address in new[]
            {
                $"/schools/{scene.District.School}/ways-in",
                $"/schools/{scene.District.School}/ways-in?who=Staff&all=true",
                $"/schools/{scene.District.Top}/ways-in?who=Others",
                $"/people/{scene.Tess.Id}/way-in",
            }
        )
        {
            await page.GotoAsync(address);
            await page.AssertAccessibleAsync();
        }
        await page.Locator($"form[action='/people/{scene.Tess.Id}/way-in'] button").ClickAsync();
        await page.Locator("[data-link]").WaitForAsync();
        await page.AssertAccessibleAsync();
        var reset = new Uri(await page.Locator("[data-link]").InnerTextAsync()).AbsolutePath;
        await using var other = await SignedInAsync(scene.Lea, width);
        var second = await other.NewPageAsync();
        foreach (var address in new[] { "/", "/ways-in/waiting", $"/schools/{scene.District.School}/people/{scene.Tess.Id}" })
        {
            await second.GotoAsync(address);
            await second.AssertAccessibleAsync();
        }
        var parent = await InvitationScene.InviteAsync(scene.Lea, scene.Gina);

        await page.GotoAsync(parent); // as somebody with an account, who may join the place to it
        await page.Locator("form[action$='/link']").WaitForAsync();
        await page.AssertAccessibleAsync();
        await page.GotoAsync(await InvitationScene.InviteAsync(scene.Tess, scene.Leo)); // a child's, which may not
        await page.AssertAccessibleAsync();
        await using var phone = await chromium.NewContextAsync(
            new()
            {
                BaseURL = Origin,
                Locale = "es",
                ViewportSize = new() { Width = width, Height = 800 },
            }
        );
        var stranger = await phone.NewPageAsync();
        foreach (var address in new[] { parent, reset, "/join", "/join/nothing" })
        {
            await stranger.GotoAsync(address);
            await stranger.AssertAccessibleAsync();
        }
    }

    private async Task<IBrowserContext> SignedInAsync(TestPerson person, int width)
    {
        var context = await chromium.NewContextAsync(
            new()
            {
                BaseURL = Origin,
                ViewportSize = new() { Width = width, Height = 800 },
            }
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in?return=%2Faccount");
        await page.Locator("input[name=Username]").FillAsync(person.Username);
        await page.Locator("input[name=Password]").FillAsync(TestDistrict.Password);
        await page.Locator("form[action='/sign-in'] button[type=submit]").ClickAsync();
        await page.ArriveAsync("/account");
        return context;
    }
}
