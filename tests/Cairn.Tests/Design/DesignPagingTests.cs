using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Design;

namespace Cairn.Tests.Design;

public abstract class DesignPagingTests(CairnHost host)
{
    private const int Many = 2 * DesignQueries.PageSize + 3;

    [Theory]
    [InlineData("/api/v1/drafts", true)]
    [InlineData("/api/v1/design-reviews", false)]
    public async Task A_long_list_is_gone_through_page_by_page_and_each_comes_once(string address, bool isAuthor)
    {
        var (author, reviewer) = await ManyAsync();
        using var api = await (isAuthor ? author : reviewer).ApiAsync();

        List<string> seen = [];
        for (var next = address; next is not null; )
        {
            var page = await api.GetFromJsonAsync<JsonElement>(next);
            var items = page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToList();
            Assert.InRange(items.Count, 1, DesignQueries.PageSize);
            seen.AddRange(items);
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(Many, seen.Count);
        Assert.Equal(Many, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("/design", true)]
    [InlineData("/design/reviews", false)]
    public async Task The_page_leads_on_and_back(string address, bool isAuthor)
    {
        var (author, reviewer) = await ManyAsync();
        using var browser = await (isAuthor ? author : reviewer).BrowserAsync();

        var first = await browser.PageAsync(address);
        var second = await browser.PageAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Null(first.QuerySelector("a[rel=prev]"));
        Assert.Equal(DesignQueries.PageSize, second.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(address, second.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
    }

    /// <summary>Versions that wait for a review, some of them since the same instant.</summary>
    private async Task<(TestPerson Author, TestPerson Reviewer)> ManyAsync()
    {
        var district = await host.NewDistrictAsync();
        var (author, reviewer) = (
            await district.PersonAsync("Ana", [SchoolRole.Author]),
            await district.PersonAsync("Rui", [SchoolRole.Reviewer])
        );
        var actor = await author.ActorAsync();
        var blueprint = SampleBlueprints.All.Values.First();
        var now = host.Clock.GetUtcNow();
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                for (var i = 0; i < Many; i++)
                {
                    var at = Cairn.Foundation.Storage.Instants.Cut(now.AddSeconds(i / 10));
                    var microCredential = new MicroCredential(district.School, actor, at);
                    var version = new MicroCredentialVersion(microCredential, 1, blueprint with { Title = $"Skill {i}" }, actor, at);
                    Assert.Null(version.AskForReview(actor, at).Refusal);
                    db.AddRange(microCredential, version);
                }
                await db.SaveChangesAsync();
            }
        );
        return (author, reviewer);
    }
}

[Collection("sqlite")]
public sealed class SqliteDesignPagingTests(SqliteHost host) : DesignPagingTests(host);

[Collection("postgres")]
public sealed class PostgresDesignPagingTests(PostgresHost host) : DesignPagingTests(host);
