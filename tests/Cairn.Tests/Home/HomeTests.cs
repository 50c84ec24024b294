using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using Cairn.Assessing;
using Cairn.Tests.Awarding;
using Cairn.Tests.Design;
using Cairn.Tests.Earning;

namespace Cairn.Tests.Home;

/// <summary>The first page says what is yours to do, for everybody who does something here.</summary>
[Collection("sqlite")]
public sealed class HomeTests(SqliteHost host)
{
    public static TheoryData<string, string> Waiting { get; } =
        new()
        {
            { "author", "/design" },
            { "reviewer", "/design/reviews" },
            { "assessor", "/assessing" },
            { "grantor", "/granting" },
        };

    [Theory]
    [MemberData(nameof(Waiting))]
    public async Task What_waits_is_counted_with_the_way_to_it(string who, string address)
    {
        var (person, wait) = who switch
        {
            "author" or "reviewer" => await DesignAsync(who),
            _ => await JudgingAsync(who),
        };
        using var browser = await person.BrowserAsync();
        Assert.Null(Card(await browser.PageAsync("/"), "yours"));
        Assert.NotNull(Card(await browser.PageAsync("/"), "linked"));

        await wait();

        Assert.Contains("1", Card(await browser.PageAsync("/"), "yours")!.QuerySelector("p")!.TextContent, StringComparison.Ordinal);

        IElement? Card(IDocument page, string look) => page.QuerySelector($"main .card.{look} a[href='{address}']")?.Closest(".card");
    }

    [Fact]
    public async Task What_came_back_is_read_before_it_is_handed_in_again()
    {
        var journey = await Journey.BeginAsync(host);
        using var browser = await journey.Learner.BrowserAsync();
        await journey.DecideAsync(
            await journey.JudgeAsync(await journey.SubmitAsync(), Recommendation.NewAttempt),
            "newAttempt",
            "Once more."
        );

        foreach (var page in new[] { "/", "/earning" })
        {
            var card = (await browser.PageAsync(page)).QuerySelector(".card.yours a[href$='#feedback']")!;
            Assert.Contains(
                "Once more.",
                (await browser.PageAsync(card.GetAttribute("href")!)).QuerySelector("#feedback")!.TextContent,
                StringComparison.Ordinal
            );
        }

        using var api = await journey.Learner.ApiAsync();
        var id = (await (await api.GetAsync(new Uri("/api/v1/enrollments", UriKind.Relative))).JsonAsync())
            .GetProperty("items")[0]
            .GetProperty("id")
            .GetString();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var answer = await api.PutAsJsonAsync(
            $"/api/v1/enrollments/{id}/answers/{journey.Blueprint.Overview[0].Key}",
            new { text = "Better now." }
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Null((await browser.PageAsync("/")).QuerySelector("a[href$='#feedback']"));
    }

    /// <summary>For a child, and for a teacher who learns; an award that was taken back in the meantime is no news.</summary>
    [Theory]
    [InlineData(12, false)]
    [InlineData(40, false)]
    [InlineData(40, true)]
    public async Task What_was_earned_is_said_once(int age, bool takenBack)
    {
        var journey = await Journey.BeginAsync(host, age);
        using var browser = await journey.Learner.BrowserAsync();
        Assert.Null((await browser.PageAsync("/")).QuerySelector(".earned"));
        var award = await journey.EarnAsync();
        if (takenBack)
            Assert.True(
                (
                    await (await journey.Grantor.ApiAsync()).PostAsJsonAsync(
                        $"/api/v1/awards/{award}/revocation",
                        new { reason = "awardedInError" }
                    )
                ).IsSuccessStatusCode
            );

        var said = (await browser.PageAsync("/")).QuerySelector(".earned");

        if (takenBack)
        {
            Assert.Null(said);
            return;
        }
        Assert.Equal(journey.Blueprint.Title, said!.QuerySelector("h3")!.TextContent);
        Assert.NotNull(said.QuerySelector("img.badge-picture"));
        Assert.NotNull(said.QuerySelector("time"));
        var own = await browser.GetAsync(new Uri(said.QuerySelector("a")!.GetAttribute("href")!, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Null((await browser.PageAsync("/")).QuerySelector(".earned"));
    }

    [Fact]
    public async Task What_was_set_aside_is_found_and_taken_up_again()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        using var browser = await scene.Learner.BrowserAsync();
        Assert.Null((await browser.PageAsync("/earning")).QuerySelector("a[href='/earning?aside=true']"));
        await browser.PostFormAsync($"/earning/{id}/withdrawal", [], $"/earning/{id}");
        // No longer offered: whoever has begun may finish it all the same.
        await host.InDbAsync(
            scene.District.Id,
            async db =>
            {
                db.MicroCredentials.Single()
                    .Retire(await (await scene.District.PersonAsync("Ada", [SchoolRole.Author])).ActorAsync(), host.Clock.GetUtcNow());
                await db.SaveChangesAsync();
            }
        );

        var mine = await browser.PageAsync("/earning");
        Assert.Empty(mine.QuerySelectorAll("main .card"));
        var aside = await browser.PageAsync(mine.QuerySelector("a[href='/earning?aside=true']")!.GetAttribute("href")!);
        var form = aside.QuerySelector("main .card form")!.GetAttribute("action")!;
        var taken = await browser.PostFormAsync(form, [], "/earning?aside=true");

        Assert.Equal((HttpStatusCode.SeeOther, $"/earning/{id}"), (taken.StatusCode, taken.Headers.Location!.OriginalString));
        Assert.Single((await browser.PageAsync("/earning")).QuerySelectorAll("main .card.yours"));
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostFormAsync(form, [], "/earning")).StatusCode);
    }

    private async Task<(TestPerson, Func<Task>)> DesignAsync(string who)
    {
        var district = await host.NewDistrictAsync();
        var (author, reviewer) = (
            await district.PersonAsync("Ana", [SchoolRole.Author]),
            await district.PersonAsync("Rui", [SchoolRole.Reviewer])
        );
        var draft = (await (await author.ApiAsync()).DraftAsync(district, Blueprints.Complete)).Text("id");
        return (
            who is "author" ? author : reviewer,
            async () =>
            {
                Assert.Equal(HttpStatusCode.NoContent, (await (await author.ApiAsync()).AskForReviewAsync(draft)).StatusCode);
                if (who is "author")
                    Assert.True(
                        (
                            await (await reviewer.ApiAsync()).PostAsJsonAsync(
                                $"/api/v1/versions/{draft}/feedback",
                                new { checklist = new { }, comment = "Say what good is." }
                            )
                        ).IsSuccessStatusCode
                    );
            }
        );
    }

    private async Task<(TestPerson, Func<Task>)> JudgingAsync(string who)
    {
        var journey = await Journey.BeginAsync(host);
        return (
            who is "assessor" ? journey.Assessor : journey.Grantor,
            async () =>
            {
                var submission = await journey.SubmitAsync();
                if (who is "grantor")
                    await journey.JudgeAsync(submission);
            }
        );
    }
}
