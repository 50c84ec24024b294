using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Cairn.SignIn.Sessions;
using Cairn.SignIn.Tokens;
using Cairn.Tests.Awarding;

namespace Cairn.Tests.Foundation.Api;

/// <summary>A list goes on until everything was seen, by page and by program.</summary>
public abstract class WholeListsTests(CairnHost host)
{
    private const int Many = 120;

    [Fact]
    public async Task Classes_tokens_and_sessions_are_all_reached_each_once()
    {
        var teacher = await TeacherAsync();
        using var api = await teacher.ApiAsync(); // one token more
        using var browser = await teacher.BrowserAsync(); // one session more

        Assert.Equal(Many, await WalkAsync(api, "/api/v1/classes"));
        Assert.Equal(Many + 1, await WalkAsync(api, "/api/v1/me/tokens"));
        Assert.Equal(Many + 1, await WalkAsync(api, "/api/v1/me/sessions"));
        Assert.Equal(Many, await WalkPagesAsync(browser, "/classes", "main nav li a[href^='/classes/']"));
        Assert.Equal(Many + 1, await WalkPagesAsync(browser, "/account/tokens", "form[action$='/revocation']"));
        Assert.Equal(Many + 1, await WalkPagesAsync(browser, "/account", "[data-session]"));
    }

    [Fact]
    public async Task A_teacher_of_many_classes_teaches_the_last_one_too()
    {
        var teacher = await TeacherAsync();
        using var api = await teacher.ApiAsync();
        using var browser = await teacher.BrowserAsync();
        List<string> ids = [];
        await WalkAsync(api, "/api/v1/classes", ids);

        var page = await browser.PageAsync($"/classes/{ids[^1]}");

        Assert.NotNull(page.QuerySelector("a[href='/earning/capture']"));
        Assert.NotNull((await browser.PageAsync("/")).QuerySelector("a[href='/classes']:not(header a)"));
    }

    [Fact]
    public async Task A_public_page_goes_on_after_any_of_its_credentials()
    {
        var journey = await Journey.BeginAsync(host);
        var older = await journey.CredentialAsync(await journey.EarnAsync());
        var again = await journey.AnotherAsync(blueprint => blueprint with { Title = "Another skill" });
        var newer = await again.CredentialAsync(await again.EarnAsync());
        using var holder = await journey.Learner.ApiAsync();
        using var stranger = host.Anonymous();
        var handle = $"lena-{Guid.CreateVersion7():N}";
        await holder.PutAsJsonAsync("/api/v1/portfolio/public-page", new { handle });
        foreach (var credential in (Cairn.Awarding.Credential[])[older, newer])
            await holder.PostAsync(new Uri($"/api/v1/credentials/{credential.PublicId:D}/publication", UriKind.Relative), null);

        async Task<IEnumerable<string>> TitlesAsync(string after) =>
            (await stranger.GetFromJsonAsync<JsonElement>($"/api/v1/portfolios/{handle}{after}"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(item => item.GetProperty("title").GetString()!);

        Assert.Equal(["Another skill", journey.Blueprint.Title], await TitlesAsync(""));
        Assert.Equal([journey.Blueprint.Title], await TitlesAsync($"?after={newer.PublicId:D}"));
        Assert.Empty(await TitlesAsync($"?after={older.PublicId:D}"));
        var page = await stranger.PageAsync($"/p/{handle}?after={newer.PublicId:D}");
        Assert.Single(page.QuerySelectorAll("ul.cards > li"));
        Assert.Equal($"/p/{handle}", page.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData(3, "3")]
    [InlineData(50, "50")]
    [InlineData(51, "50+")]
    public void A_number_beside_a_link_says_when_there_are_more(int rows, string said) =>
        Assert.Equal(said, PageOf<int>.Cut(50, [.. Enumerable.Range(0, rows)]).Count.ToString());

    private async Task<TestPerson> TeacherAsync()
    {
        var district = await host.NewDistrictAsync();
        var teacher = await district.PersonAsync("Tea", [SchoolRole.Teacher]);
        var now = host.Clock.Now();
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                for (var i = 0; i < Many; i++)
                {
                    // Some of one name, so that the name alone does not tell where a page ends.
                    var one = new SchoolClass(district.Id, district.School, $"Class {i / 9}", now);
                    db.Classes.Add(one);
                    db.ClassMemberships.Add(new ClassMembership(district.Id, one.Id, teacher.Id, ClassRole.Teacher, now));
                    db.AccessTokens.Add(
                        new AccessToken(
                            district.Id,
                            teacher.Id,
                            $"token {i}",
                            Secrets.Hash(Secrets.New()),
                            now.AddDays(30),
                            now,
                            TokenScopes.Of(TokenUse.Api)
                        )
                    );
                    db.SignInSessions.Add(
                        new SignInSession(
                            new Owner(teacher.AccountId, null, null, IsAdult: true, Stays: true),
                            Secrets.New(),
                            new Device(DeviceForm.Computer, "A browser"),
                            null,
                            now
                        )
                    );
                }

                await db.SaveChangesAsync();
            }
        );
        return teacher;
    }

    private static async Task<int> WalkAsync(HttpClient api, string first, List<string>? into = null)
    {
        var seen = into ?? [];
        for (var next = first; next is not null; )
        {
            var page = await api.GetFromJsonAsync<JsonElement>(next);
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 1, 50);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        Assert.Equal(seen.Count, seen.Distinct().Count());
        return seen.Count;
    }

    /// <summary>How many there are of what a selector finds on all pages, and each once.</summary>
    private static async Task<int> WalkPagesAsync(HttpClient browser, string first, string selector)
    {
        HashSet<string> seen = [];
        var pages = 0;
        for (var next = first; next is not null; pages++)
        {
            Assert.InRange(pages, 0, 10);
            var page = await browser.PageAsync(next);
            foreach (var one in page.QuerySelectorAll(selector))
                seen.Add(one.GetAttribute("href") ?? one.GetAttribute("action") ?? one.GetAttribute("data-session")!);
            next = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        return seen.Count;
    }
}

[Collection("sqlite")]
public sealed class SqliteWholeListsTests(SqliteHost host) : WholeListsTests(host);

[Collection("postgres")]
public sealed class PostgresWholeListsTests(PostgresHost host) : WholeListsTests(host);
