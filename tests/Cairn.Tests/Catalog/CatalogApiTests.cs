using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Catalog;
using Cairn.Catalog.Picks;
using Cairn.Design;
using Cairn.Foundation.Storage;
using Cairn.Tests.Design;

namespace Cairn.Tests.Catalog;

public abstract class CatalogApiTests(CairnHost host)
{
    private static readonly Blueprint Complete = Blueprints.Complete;

    [Theory]
    [InlineData("search=leccion", "Lección de río")]
    [InlineData("search=RÍO%20leccion", "Lección de río")]
    [InlineData("search=lecciones", "Lección de río")]
    [InlineData("search=zebras", "Zebra")]
    [InlineData("search=careers", "Bread 100% right")]
    [InlineData("search=profesion", "Bread 100% right")]
    [InlineData("search=100%25", "Bread 100% right")]
    [InlineData("audience=educators", "Bread 100% right")]
    [InlineData("category=industry", "Bread 100% right")]
    [InlineData("subject=career", "Bread 100% right")]
    [InlineData("level=leading", "Bread 100% right")]
    [InlineData("tier=certified", "Bread 100% right")]
    [InlineData("minutes=60", "Zebra")]
    [InlineData("language=es", "Lección de río")]
    public async Task Search_and_filters_find_the_one(string query, string title)
    {
        var (_, reader, _) = await ThreeAsync();

        Assert.Equal([title], Titles(await reader.GetFromJsonAsync<JsonElement>($"/api/v1/micro-credentials?{query}")));
    }

    [Fact]
    public async Task Picks_come_first_then_the_newest_or_the_title()
    {
        var (district, reader, ids) = await ThreeAsync();
        Assert.Equal(
            ["Zebra", "Bread 100% right", "Lección de río"],
            Titles(await reader.GetFromJsonAsync<JsonElement>("/api/v1/micro-credentials"))
        );
        Assert.Equal(
            ["Bread 100% right", "Lección de río", "Zebra"],
            Titles(await reader.GetFromJsonAsync<JsonElement>("/api/v1/micro-credentials?order=title"))
        );

        await PickAsync(district, ids["Lección de río"]);

        Assert.Equal(
            ["Lección de río", "Zebra", "Bread 100% right"],
            Titles(await reader.GetFromJsonAsync<JsonElement>("/api/v1/micro-credentials"))
        );
        Assert.Equal(["Lección de río"], Titles(await reader.GetFromJsonAsync<JsonElement>("/api/v1/micro-credentials?picks=true")));
    }

    [Theory]
    [InlineData(CatalogOrder.Newest)]
    [InlineData(CatalogOrder.Title)]
    public async Task Pages_go_on_and_back_without_a_gap(object order)
    {
        var (district, _, ids) = await ThreeAsync();
        await PickAsync(district, ids["Bread 100% right"]);
        var filter = new CatalogFilter { Order = (CatalogOrder)order, Schools = [district.School] };

        await host.InDbAsync(
            district.Id,
            async db =>
            {
                var all = await db.CatalogAsync(filter, null, CancellationToken.None);
                Assert.Equal((3, null, null), (all.Items.Count, all.Previous, all.Next));
                var first = await db.CatalogAsync(filter, null, CancellationToken.None, size: 1);
                var second = await db.CatalogAsync(filter, first.Next, CancellationToken.None, size: 1);
                var third = await db.CatalogAsync(filter, second.Next, CancellationToken.None, size: 1);
                var back = await db.CatalogAsync(filter, third.Previous, CancellationToken.None, size: 1);
                var start = await db.CatalogAsync(filter, back.Previous, CancellationToken.None, size: 1);

                Assert.Equal(all.Items.Select(i => i.Id), [first.Items[0].Id, second.Items[0].Id, third.Items[0].Id]);
                Assert.Equal((null, null), (first.Previous, third.Next));
                Assert.Equal(second.Items[0].Id, back.Items[0].Id);
                Assert.Equal(first.Items[0].Id, start.Items[0].Id);
                Assert.Null(start.Previous);
            }
        );
    }

    [Fact]
    public async Task A_page_asks_once_whatever_the_size_of_the_catalogue()
    {
        var (district, _, ids) = await ThreeAsync();
        var filter = new CatalogFilter { Search = "e", Schools = [district.School] };
        var shown = new Id<MicroCredential>(Guid.Parse(ids["Zebra"]));

        await host.InDbAsync(
            district.Id,
            async db =>
            {
                using var queries = new QueryCount();
                Assert.Equal(3, (await db.CatalogAsync(filter, null, CancellationToken.None)).Items.Count);
                Assert.Equal(1, queries.Commands);
                Assert.NotNull(await db.OfferedAsync(shown, CancellationToken.None));
                Assert.Equal(2, queries.Commands);
            }
        );
    }

    [Fact]
    public async Task The_whole_rubric_is_shown_before_starting()
    {
        var (_, reader, ids) = await ThreeAsync();

        var found = await reader.GetFromJsonAsync<JsonElement>($"/api/v1/micro-credentials/{ids["Zebra"]}");

        Assert.Equal(Complete.Rubric.Count, found.GetProperty("blueprint").GetProperty("rubric").GetArrayLength());
    }

    [Theory]
    [InlineData("audience=elves", "audience")]
    [InlineData("minutes=many", "minutes")]
    [InlineData("level=2", "level")]
    public async Task Fails_when_a_filter_is_not_understood(string query, string field)
    {
        var (_, reader, _) = await ThreeAsync();

        var refused = await reader.GetAsync(new Uri($"/api/v1/micro-credentials?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(field, (await refused.Content.ReadFromJsonAsync<JsonElement>()).Text("field"));
    }

    [Fact]
    public async Task Fails_when_the_cursor_is_made_up()
    {
        var (_, reader, _) = await ThreeAsync();

        var refused = await reader.GetAsync(new Uri("/api/v1/micro-credentials?from=abcd", UriKind.Relative));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "catalog.cursor"), (refused.StatusCode, await refused.CodeAsync()));
    }

    [Fact]
    public async Task Fails_when_nobody_is_signed_in() =>
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await host.Anonymous().GetAsync(new Uri("/api/v1/micro-credentials", UriKind.Relative))).StatusCode
        );

    private static IEnumerable<string> Titles(JsonElement list) =>
        list.GetProperty("items").EnumerateArray().Select(item => item.Text("title"));

    private Task PickAsync(TestDistrict district, string microCredential) =>
        host.InDbAsync(
            district.Id,
            async db =>
            {
                var leader = await district.PersonAsync("Lin", [SchoolRole.Leader]);
                db.ShortListings.Add(
                    new ShortListing(
                        district.Id,
                        district.School,
                        new Id<MicroCredential>(Guid.Parse(microCredential)),
                        leader.Id,
                        host.Clock.Now()
                    )
                );
                await db.SaveChangesAsync();
            }
        );

    private async Task<(TestDistrict, HttpClient Reader, IReadOnlyDictionary<string, string> Ids)> ThreeAsync()
    {
        var district = await host.NewDistrictAsync();
        var author = await (await district.PersonAsync("Ana", [SchoolRole.Author])).ApiAsync();
        var reviewer = await (await district.PersonAsync("Rui", [SchoolRole.Reviewer])).ApiAsync();
        var ids = new Dictionary<string, string>();
        foreach (
            var blueprint in new[]
            {
                Complete with
                {
                    Title = "Lección de río",
                    Language = "es",
                    Category = SkillCategory.Subject,
                    Tier = AssessmentTier.Classroom,
                    EffortMinutes = 120,
                    Level = SkillLevel.Growing,
                },
                Complete with
                {
                    Title = "Bread 100% right",
                    Audiences = [Audience.Educators],
                    Category = SkillCategory.Industry,
                    Subject = SubjectFamily.Career,
                    Level = SkillLevel.Leading,
                    Tier = AssessmentTier.Certified,
                    EffortMinutes = 300,
                },
                Complete with
                {
                    Title = "Zebra",
                    EffortMinutes = 45,
                    Category = SkillCategory.Subject,
                    Tier = AssessmentTier.Classroom,
                    Level = SkillLevel.Growing,
                },
            }
        )
            ids[blueprint.Title] = await author.PublishedAsync(reviewer, district, blueprint);
        return (district, await (await district.PersonAsync("Lea", [SchoolRole.Learner], grade: "04", age: 10)).ApiAsync(), ids);
    }
}

[Collection("sqlite")]
public sealed class SqliteCatalogApiTests(SqliteHost host) : CatalogApiTests(host);

[Collection("postgres")]
public sealed class PostgresCatalogApiTests(PostgresHost host) : CatalogApiTests(host);
