using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Foundation.Storage;
using Cairn.Operations;
using Cairn.SignIn.Sessions;
using Cairn.Tests.SignIn.Invitations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.SignIn.Sessions;

public abstract class SessionTests(CairnHost host)
{
    /// <summary>Everything that ends a session; none of them waits for a clock.</summary>
    [Theory]
    [InlineData("sign-out")]
    [InlineData("signed in anew")]
    [InlineData("from the list")]
    [InlineData("by a program")]
    [InlineData("all others")]
    [InlineData("everywhere")]
    [InlineData("everywhere by a program")]
    [InlineData("password")]
    [InlineData("password by a program")]
    [InlineData("reset")]
    [InlineData("parted")]
    [InlineData("by the school")]
    public async Task Fails_when_a_copied_cookie_comes_after(string end)
    {
        var scene = await InvitationScene.BeginAsync(host);
        using var browser = new CopiedBrowser(host);
        await browser.SignInAsync(scene.Tess);
        using var copy = browser.Copy();
        Assert.True(await copy.IsInAsync());

        await EndAsync(end, scene, browser.Client);

        Assert.False(await copy.IsInAsync(), end);
        Assert.Equal(HttpStatusCode.Redirect, await copy.StatusAsync("/earning"));
    }

    private async Task EndAsync(string end, InvitationScene scene, HttpClient browser)
    {
        var tess = scene.Tess;
        var session = await host.InDbAsync(
            tess.District.Id,
            db => db.SignInSessions.Where(one => one.AccountId == tess.AccountId).Select(one => one.Id).SingleAsync()
        );
        using var other = await tess.BrowserAsync();
        using var program = await tess.ApiAsync();
        using var leader = await scene.Lea.BrowserAsync();
        var page = $"/people/{tess.Id}/way-in";
        using var done = end switch
        {
            "sign-out" => await browser.PostFormAsync("/sign-out", [], "/account"),
            "signed in anew" => await browser.PostFormAsync("/sign-in", ("Username", tess.Username), ("Password", TestDistrict.Password)),
            "from the list" => await other.PostFormAsync($"/account/sessions/{session}/end", [], "/account"),
            "by a program" => await program.DeleteAsync(new Uri($"/api/v1/me/sessions/{session}", UriKind.Relative)),
            "all others" => await other.PostFormAsync("/account/sessions/others", [], "/account"),
            "everywhere" => await other.PostFormAsync("/account/sessions/end", [], "/account"),
            "everywhere by a program" => await program.DeleteAsync(new Uri("/api/v1/me/sessions", UriKind.Relative)),
            "password" => await other.PostFormAsync(
                "/account/password",
                ("Current", TestDistrict.Password),
                ("New", SessionScene.NewPassword),
                ("NewAgain", SessionScene.NewPassword)
            ),
            "password by a program" => await program.PutAsJsonAsync(
                "/api/v1/me/password",
                new { current = TestDistrict.Password, @new = SessionScene.NewPassword }
            ),
            "reset" => await ResetAsync(scene),
            "parted" => await leader.PostFormAsync(page + "/parting", [], page),
            "by the school" => await leader.PostFormAsync(page + "/sign-out", [], page),
            _ => throw new ArgumentOutOfRangeException(nameof(end)),
        };
        Assert.True((int)done.StatusCode < 400, $"{end}: {done.StatusCode}");
        if (end is "from the list" or "all others" or "everywhere" or "password")
            Assert.True(await other.IsInAsync(), "who asked for it stays");
    }

    private async Task<HttpResponseMessage> ResetAsync(InvitationScene scene)
    {
        var link = await InvitationScene.InviteAsync(scene.Lea, scene.Tess.Id);
        using var somebody = host.Anonymous();
        return await InvitationScene.ResetAsync(somebody, link);
    }

    [Fact]
    public async Task Fails_when_a_cards_copied_cookie_comes_after_the_child_signed_out()
    {
        var district = await host.NewDistrictAsync();
        var (tess, leo) = (
            await district.PersonAsync("Tess", [SchoolRole.Teacher]),
            await district.PersonAsync("Leo", [SchoolRole.Learner], grade: "01", age: 6)
        );
        using var tablet = new CopiedBrowser(host);
        var entered = await tablet.Client.PostFormAsync(await leo.CardAsync(tess));
        Assert.DoesNotContain("expires=", Cookie(entered, "cairn-card"), StringComparison.OrdinalIgnoreCase);
        using var copy = tablet.Copy();
        Assert.True(await copy.IsInAsync());
        var session = await host.InDbAsync(district.Id, db => db.SignInSessions.SingleAsync(one => one.DistrictId == district.Id));
        Assert.Equal(SignInSession.SchoolDay, session.ExpiresAt - session.MadeAt);

        await tablet.Client.PostFormAsync("/sign-out", [], "/account");

        Assert.False(await copy.IsInAsync());
    }

    /// <summary>People not known to be of age, and people who only learn, do not stay signed in, whatever was ticked.</summary>
    [Theory]
    [InlineData(nameof(SchoolRole.Teacher), 40, null, true, true, 14 * 24)]
    [InlineData(nameof(SchoolRole.Teacher), 40, null, false, false, 12)]
    [InlineData(nameof(SchoolRole.Guardian), 40, null, true, true, 14 * 24)]
    [InlineData(nameof(SchoolRole.Learner), 15, "10", true, false, 8)]
    [InlineData(nameof(SchoolRole.Learner), null, "10", true, false, 8)]
    [InlineData(nameof(SchoolRole.Learner), 19, "12", true, false, 8)]
    public async Task A_cookie_stays_only_on_a_grown_persons_own_device(
        string role,
        int? age,
        string? grade,
        bool ticked,
        bool stays,
        int hours
    )
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [Enum.Parse<SchoolRole>(role)], grade, age);
        using var browser = new CopiedBrowser(host);

        var cookie = Cookie(await browser.SignInAsync(ana, ticked), "cairn");

        Assert.Equal(stays, cookie.Contains("expires=", StringComparison.OrdinalIgnoreCase));
        var session = await host.InDbAsync(ana.District.Id, db => db.SignInSessions.SingleAsync(one => one.AccountId == ana.AccountId));
        Assert.Equal(TimeSpan.FromHours(hours), session.ExpiresAt - session.MadeAt);
    }

    [Fact]
    public async Task Fails_to_stay_when_the_account_is_a_child_in_another_district()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Teacher], age: 40);
        var elsewhere = await host.NewDistrictAsync();
        await host.InDbAsync(
            elsewhere.Id,
            async db =>
            {
                db.People.Add(new Person(elsewhere.Id, "Ana", "Elsewhere", host.Clock.Now()) { AccountId = ana.AccountId, Grade = "10" });
                await db.SaveChangesAsync();
            }
        );
        using var browser = new CopiedBrowser(host);

        Assert.DoesNotContain(
            "expires=",
            Cookie(await browser.SignInAsync(ana, ownDevice: true), "cairn"),
            StringComparison.OrdinalIgnoreCase
        );
    }

    /// <summary>Minutes since it was made and since it was used.</summary>
    [Theory]
    [InlineData(15, false, 479, 1, true)]
    [InlineData(15, false, 481, 1, false)]
    [InlineData(15, false, 119, 119, true)]
    [InlineData(15, false, 121, 121, false)]
    [InlineData(40, false, 719, 1, true)]
    [InlineData(40, false, 721, 1, false)]
    [InlineData(40, false, 121, 121, false)]
    [InlineData(40, true, 7 * 24 * 60 - 1, 7 * 24 * 60 - 1, true)]
    [InlineData(40, true, 7 * 24 * 60 + 1, 7 * 24 * 60 + 1, false)]
    [InlineData(40, true, 14 * 24 * 60 + 1, 1, false)]
    public async Task A_session_ends_by_itself(int age, bool ownDevice, int made, int seen, bool stillIn)
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [age < 18 ? SchoolRole.Learner : SchoolRole.Teacher], age: age);
        using var browser = new CopiedBrowser(host);
        await browser.SignInAsync(ana, ownDevice);

        await ana.AgeAsync(TimeSpan.FromMinutes(made), TimeSpan.FromMinutes(seen));

        Assert.Equal(stillIn, await browser.Client.IsInAsync());
    }

    [Fact]
    public async Task Being_seen_is_written_every_five_minutes_and_costs_one_query_otherwise()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Teacher]);
        using var browser = await ana.BrowserAsync();
        var first = await SeenAsync();
        await ana.AgeAsync(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(4));
        await browser.IsInAsync();
        Assert.Equal(first - TimeSpan.FromMinutes(4), await SeenAsync());

        await ana.AgeAsync(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2));
        await browser.IsInAsync();

        Assert.True(await SeenAsync() >= first);

        Task<DateTimeOffset> SeenAsync() =>
            host.InDbAsync(
                ana.District.Id,
                db => db.SignInSessions.Where(one => one.AccountId == ana.AccountId).Select(one => one.LastSeenAt).SingleAsync()
            );
    }

    [Fact]
    public async Task The_list_says_which_device_and_when_and_marks_this_one()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Teacher], age: 40);
        using var phone = new CopiedBrowser(
            host,
            "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36"
        );
        await phone.SignInAsync(ana, ownDevice: true);
        await ana.AgeAsync(TimeSpan.FromDays(3), TimeSpan.FromDays(3));
        using var laptop = new CopiedBrowser(host, "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0");
        await laptop.SignInAsync(ana);

        var cards = (await laptop.Client.PageAsync("/account")).QuerySelectorAll("[data-session]").Select(one => one.TextContent).ToList();

        Assert.Equal(2, cards.Count);
        Assert.Contains("This computer", cards[0], StringComparison.Ordinal);
        Assert.Contains("Windows, Firefox · 127.0.0.1", cards[0], StringComparison.Ordinal);
        Assert.Contains("Phone", cards[1], StringComparison.Ordinal);
        Assert.Contains("Android, Chrome", cards[1], StringComparison.Ordinal);
        Assert.Contains($"last {host.Clock.GetUtcNow().AddDays(-3):dddd}", cards[1], StringComparison.Ordinal);
        using var api = await ana.ApiAsync();
        var listed = (await api.GetFromJsonAsync<JsonElement>("/api/v1/me/sessions")).GetProperty("items");
        Assert.Equal(["computer", "phone"], listed.EnumerateArray().Select(one => one.GetProperty("device").GetString()));
        Assert.Equal([false, true], listed.EnumerateArray().Select(one => one.GetProperty("ownDevice").GetBoolean()));
    }

    [Fact]
    public async Task Fails_when_the_session_is_somebody_elses()
    {
        var district = await host.NewDistrictAsync();
        var (ana, bo) = (await district.PersonAsync("Ana", []), await district.PersonAsync("Bo", []));
        using var anas = await ana.BrowserAsync();
        using var bos = await bo.BrowserAsync();
        using var api = await bo.ApiAsync();
        var session = await host.InDbAsync(
            district.Id,
            db => db.SignInSessions.Where(one => one.AccountId == ana.AccountId).Select(one => one.Id).SingleAsync()
        );

        Assert.Equal(HttpStatusCode.NotFound, (await bos.PostFormAsync($"/account/sessions/{session}/end", [], "/account")).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await api.DeleteAsync(new Uri($"/api/v1/me/sessions/{session}", UriKind.Relative))).StatusCode
        );

        Assert.True(await anas.IsInAsync());
    }

    [Fact]
    public async Task Only_who_leads_the_school_signs_somebody_out()
    {
        var scene = await InvitationScene.BeginAsync(host);
        using var otto = await scene.Otto.BrowserAsync();
        using var lea = await scene.Lea.ApiAsync();
        using var tess = await scene.Tess.ApiAsync();

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await lea.DeleteAsync(new Uri($"/api/v1/people/{scene.Otto.Id}/sessions", UriKind.Relative))).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await tess.DeleteAsync(new Uri($"/api/v1/people/{scene.Leo}/sessions", UriKind.Relative))).StatusCode
        );
        Assert.True(await otto.IsInAsync());
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await lea.DeleteAsync(new Uri($"/api/v1/people/{scene.Tess.Id}/sessions", UriKind.Relative))).StatusCode
        );

        Assert.Equal(HttpStatusCode.Unauthorized, await tess.StatusAsync("/api/v1/me"));
        Assert.Contains("account.signed-out-by-school", await scene.EventsAsync());
    }

    [Fact]
    public async Task The_database_holds_no_secret_of_a_session_and_forgets_old_ones()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var old = await ana.BrowserAsync();
        await ana.AgeAsync(TimeSpan.FromDays(45), TimeSpan.FromDays(45));
        using var browser = await ana.BrowserAsync();
        Assert.Equal(2, await CountAsync());

        await host.App.Services.GetRequiredService<Sweep>().RunAsync(CancellationToken.None);

        Assert.Equal(1, await CountAsync());
        Assert.True(await browser.IsInAsync());
        Assert.All(
            await host.InDbAsync(ana.District.Id, db => db.SignInSessions.Select(one => one.SecretSha256).ToListAsync()),
            hash => Assert.Equal(64, hash.Length)
        );

        Task<int> CountAsync() =>
            host.InDbAsync(ana.District.Id, db => db.SignInSessions.CountAsync(one => one.AccountId == ana.AccountId));
    }

    /// <summary>What the answer says about a cookie; several with the same name may be set and removed, the last one counts.</summary>
    private static string Cookie(HttpResponseMessage answer, string name) =>
        answer
            .Headers.GetValues("Set-Cookie")
            .Last(one => one.StartsWith(name + "=", StringComparison.Ordinal) && !one.StartsWith(name + "=;", StringComparison.Ordinal));
}

public sealed class DeviceTests
{
    [Theory]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 "
            + "Safari/604.1",
        DeviceForm.Phone,
        "iPhone, Safari"
    )]
    [InlineData(
        "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Mobile/15E148 Safari/604.1",
        DeviceForm.Tablet,
        "iPad, Chrome"
    )]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 "
            + "Safari/537.36",
        DeviceForm.Tablet,
        "Android, Samsung Internet"
    )]
    [InlineData(
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
        DeviceForm.Computer,
        "Chromebook, Chrome"
    )]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
        DeviceForm.Computer,
        "Windows, Edge"
    )]
    [InlineData(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
        DeviceForm.Computer,
        "Mac, Safari"
    )]
    [InlineData("", DeviceForm.Other, "")]
    [InlineData("<script>alert(1)</script>", DeviceForm.Other, "")]
    public void A_browser_is_named_in_words(string userAgent, DeviceForm kind, string name) =>
        Assert.Equal(new Device(kind, name), Device.Of(userAgent));
}

[Collection("sqlite")]
public sealed class SqliteSessionTests(SqliteHost host) : SessionTests(host);

[Collection("postgres")]
public sealed class PostgresSessionTests(PostgresHost host) : SessionTests(host);
