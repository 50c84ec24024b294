using System.Net;
using Cairn.Design;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Design;

public abstract class VersionPagesTests(CairnHost host)
{
    [Fact]
    public async Task An_author_takes_a_version_back_publishes_it_revises_it_and_retires_it()
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", [SchoolRole.Author]);
        using var api = await ana.ApiAsync();
        using var browser = await ana.BrowserAsync();
        using var reviewer = await (await district.PersonAsync("Rui", [SchoolRole.Reviewer])).ApiAsync();
        var id = (await api.DraftAsync(district, Blueprints.Complete)).Text("id");
        var page = $"/design/{id}";
        await api.AskForReviewAsync(id);

        Assert.Equal($"{page}/edit", await PressAsync("withdrawal"));
        Assert.Equal([VersionState.Draft], await StatesAsync());

        await api.AskForReviewAsync(id);
        Assert.Equal(HttpStatusCode.OK, (await reviewer.PublishAsync(id)).StatusCode);
        var next = await PressAsync("revision");
        Assert.NotEqual($"{page}/edit", next);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri(next!, UriKind.Relative))).StatusCode);
        Assert.Equal([VersionState.Published, VersionState.Draft], await StatesAsync());

        Assert.Equal(page, await PressAsync("retirement"));
        Assert.NotNull(await host.InDbAsync(district.Id, db => db.MicroCredentials.Select(m => m.RetiredAt).SingleAsync()));

        // Where the button on the version's page leads the browser.
        async Task<string?> PressAsync(string act) =>
            (await browser.PostFormAsync($"{page}/{act}", [], page)).Headers.Location?.OriginalString;

        async Task<IEnumerable<VersionState>> StatesAsync() =>
            (
                await host.InDbAsync(
                    district.Id,
                    db =>
                        db.Versions.AsNoTracking()
                            .Include(v => v.ReviewRequest)
                            .Include(v => v.Publication)
                            .OrderBy(v => v.Number)
                            .ToListAsync()
                )
            ).Select(v => v.State);
    }
}

[Collection("sqlite")]
public sealed class SqliteVersionPagesTests(SqliteHost host) : VersionPagesTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresVersionPagesTests(PostgresHost host) : VersionPagesTests(host);
