using System.Net;
using System.Net.Http.Json;
using Cairn.Catalog.Picks;
using Cairn.Demo;
using Cairn.Design;
using Cairn.Foundation.Storage;
using Cairn.Tests.Design;
using Texts = Cairn.Catalog.Texts;

namespace Cairn.Tests.Catalog;

public abstract class CatalogPagesTests(CairnHost host)
{
    [Fact]
    public async Task A_learner_sees_the_schools_picks_and_what_fits_their_grade()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var picked = await author.PublishedAsync(
            reviewer,
            district,
            Blueprints.Complete with
            {
                Title = "Picked",
                Audiences = [Audience.Grades3To5],
            }
        );
        await author.PublishedAsync(reviewer, district, Blueprints.Complete with { Title = "Fits too", Audiences = [Audience.Grades3To5] });
        await author.PublishedAsync(
            reviewer,
            district,
            Blueprints.Complete with
            {
                Title = "For teachers",
                Audiences = [Audience.Educators],
            }
        );
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                var leader = await district.PersonAsync("Lin", [SchoolRole.Leader]);
                db.ShortListings.Add(
                    new ShortListing(
                        district.Id,
                        district.School,
                        new Id<MicroCredential>(Guid.Parse(picked)),
                        leader.Id,
                        host.Clock.GetUtcNow()
                    )
                );
                await db.SaveChangesAsync();
            }
        );
        var learner = await (await district.PersonAsync("Lea", [SchoolRole.Learner], grade: "04", age: 10)).BrowserAsync();

        var page = await learner.PageAsync("/catalog");
        Assert.Equal(["Picked", "Fits too"], page.QuerySelectorAll(".card-title").Select(t => t.TextContent.Trim()));
        Assert.Equal(2, page.QuerySelectorAll("ul.cards").Length);
        Assert.Equal([Texts.WhySchool], page.QuerySelectorAll("[data-why]").Select(why => why.GetAttribute("data-why")));

        var all = await learner.PageAsync("/catalog?audience=all");
        Assert.Equal(3, all.QuerySelectorAll(".card-title").Length);
    }

    /// <summary>However many they are, none stands under what else there is.</summary>
    [Fact]
    public async Task Every_pick_stands_with_the_picks_and_says_why()
    {
        var (district, author, reviewer) = await PeopleAsync();
        using var leader = await (await district.PersonAsync("Lin", [SchoolRole.Leader])).ApiAsync();
        for (var i = 0; i < 5; i++)
        {
            var id = await author.PublishedAsync(reviewer, district, Blueprints.Complete with { Title = $"Pick {i}" });
            var picked = await leader.PostAsJsonAsync(
                $"/api/v1/schools/{district.School}/picks",
                new { microCredentialId = id, reason = $"Because {i}." }
            );
            Assert.Equal(HttpStatusCode.OK, picked.StatusCode);
        }
        await author.PublishedAsync(reviewer, district, Blueprints.Complete with { Title = "Another" });
        var reader = await (await district.PersonAsync("Tea", [SchoolRole.Teacher])).BrowserAsync();

        var lists = (await reader.PageAsync("/catalog")).QuerySelectorAll("ul.cards");

        Assert.Equal([5, 1], lists.Select(list => list.Children.Length));
        Assert.Equal(
            Enumerable.Range(0, 5).Select(i => $"Because {i}."),
            lists[0].QuerySelectorAll("[data-why] q").Select(why => why.TextContent).Order()
        );
        Assert.Empty(lists[1].QuerySelectorAll(".status"));
    }

    [Fact]
    public async Task Show_all_keeps_what_was_searched_and_filtered()
    {
        var (district, _, _) = await PeopleAsync();
        var learner = await (await district.PersonAsync("Lea", [SchoolRole.Learner], grade: "04", age: 10)).BrowserAsync();

        var page = await learner.PageAsync("/catalog?search=computers&Subject=Science&from=x&lang=es");

        var ways = page.QuerySelectorAll("main a[href*='audience=all']").Select(way => way.GetAttribute("href")).ToList();
        Assert.Equal(Enumerable.Repeat("/catalog?search=computers&Subject=Science&lang=es&audience=all", 2), ways);
    }

    /// <summary>On the first page as well; each by a fact about the reader.</summary>
    [Theory]
    [InlineData("To know our creeks", "Creek counter", Texts.WhyGoal, "creeks")]
    [InlineData("To know us", "Creek counter", Texts.WhyGrade, null)]
    public async Task A_choice_on_the_first_page_says_why(string goal, string title, string why, string? words)
    {
        var (district, author, reviewer) = await PeopleAsync();
        var learner = await district.PersonAsync("Lea", [SchoolRole.Learner], grade: "04", age: 10);
        var fits = Blueprints.Complete with { Audiences = [Audience.Grades3To5] };
        var begun = await author.PublishedAsync(reviewer, district, fits with { Title = "Begun" });
        await author.PublishedAsync(reviewer, district, fits with { Title = title });
        using var api = await learner.ApiAsync();
        await api.PostAsJsonAsync("/api/v1/enrollments", new { microCredentialId = begun, goal });

        var card = (await (await learner.BrowserAsync()).PageAsync("/")).QuerySelector("section[aria-labelledby=picks] .card")!;

        Assert.Equal(
            (title, why, words),
            (
                card.QuerySelector(".card-title")!.TextContent.Trim(),
                card.QuerySelector("[data-why]")!.GetAttribute("data-why"),
                card.QuerySelector("[data-why] q")?.TextContent
            )
        );
    }

    [Fact]
    public async Task The_page_of_one_shows_all_of_it_and_where_to_start()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var example = DemoContent.Examples()["creek-counter"];
        var id = await author.PublishedAsync(reviewer, district, Blueprints.Complete);
        var written = await author.PutAsJsonAsync(
            $"/api/v1/micro-credentials/{id}/finished-example",
            new
            {
                example.Answers,
                example.Evidence,
                example.Reflection,
                example.Scores,
                example.Note,
            },
            Blueprint.Json
        );
        Assert.Equal(HttpStatusCode.NoContent, written.StatusCode);
        var learner = await (await district.PersonAsync("Lea", [SchoolRole.Learner], grade: "04", age: 10)).BrowserAsync();

        var page = await learner.PageAsync($"/catalog/{id}");

        Assert.NotNull(page.QuerySelector($"a.btn-primary[href='/earning/start/{id}']"));
        Assert.Equal(2, page.QuerySelectorAll(".rubric").Length);
        Assert.Contains(example.Note[..20], page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll(".btn-primary"));
    }

    [Fact]
    public async Task Fails_when_a_filter_is_none_of_the_choices()
    {
        var (_, author, _) = await PeopleAsync();
        var answer = await (await (await host.NewDistrictAsync()).PersonAsync("Tea", [SchoolRole.Teacher])).BrowserAsync();

        var refused = await answer.GetAsync(new Uri("/catalog?level=highest&search=kept", UriKind.Relative));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.NotNull(page.QuerySelector("#f-Level-error"));
        Assert.Equal("kept", page.QuerySelector("input[name=Search]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Fails_when_the_example_answers_an_unknown_question()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var id = await author.PublishedAsync(reviewer, district, Blueprints.Complete);

        var refused = await author.PutAsJsonAsync(
            $"/api/v1/micro-credentials/{id}/finished-example",
            new
            {
                answers = new { nobodyAsked = "x" },
                evidence = Array.Empty<object>(),
                reflection = new { },
                scores = Array.Empty<object>(),
                note = "",
            }
        );

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "design.unknown-question"), (refused.StatusCode, await refused.CodeAsync()));
    }

    private async Task<(TestDistrict, HttpClient Author, HttpClient Reviewer)> PeopleAsync()
    {
        var district = await host.NewDistrictAsync();
        return (
            district,
            await (await district.PersonAsync("Ana", [SchoolRole.Author])).ApiAsync(),
            await (await district.PersonAsync("Rui", [SchoolRole.Reviewer])).ApiAsync()
        );
    }
}

[Collection("sqlite")]
public sealed class SqliteCatalogPagesTests(SqliteHost host) : CatalogPagesTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresCatalogPagesTests(PostgresHost host) : CatalogPagesTests(host);
