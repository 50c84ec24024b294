using System.Net;
using System.Net.Http.Json;
using Cairn.Catalog.Picks;
using Cairn.Demo;
using Cairn.Design;
using Cairn.Foundation.Storage;
using Cairn.Tests.Design;

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

        var all = await learner.PageAsync("/catalog?audience=all");
        Assert.Equal(3, all.QuerySelectorAll(".card-title").Length);
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
