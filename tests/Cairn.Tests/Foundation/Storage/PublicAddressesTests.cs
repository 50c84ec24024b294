using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Design;
using Cairn.Foundation.Storage;
using Cairn.Tests.Awarding;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Foundation.Storage;

/// <summary>What is public is the same for everybody, even for somebody signed in at another district.</summary>
public abstract class PublicAddressesTests(CairnHost host)
{
    [Fact]
    public async Task Somebody_of_another_district_sees_what_a_stranger_sees()
    {
        var journey = await Journey.BeginAsync(host);
        await journey.EarnAsync();
        var addresses = await OpenAsync(journey);
        using var stranger = host.Anonymous();
        using var neighbour = await (await (await host.NewDistrictAsync("Next")).PersonAsync("Nora", [SchoolRole.Teacher])).BrowserAsync();

        foreach (var address in addresses)
        {
            using var theirs = await stranger.GetAsync(new Uri(address, UriKind.Relative));
            using var mine = await neighbour.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal((address, HttpStatusCode.OK, HttpStatusCode.OK), (address, theirs.StatusCode, mine.StatusCode));
            Assert.Equal(await theirs.Content.ReadAsByteArrayAsync(), await mine.Content.ReadAsByteArrayAsync());
        }
    }

    private async Task<IReadOnlyList<string>> OpenAsync(Journey journey)
    {
        var version = journey.Version;
        var (id, list) = await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                db.Locators.Add(
                    new Locator(MicroCredentialVersion.Located, version.Value.ToString("D"), journey.District.Id, version.Value)
                );
                await db.SaveChangesAsync();
                return (
                    await db.Credentials.Select(c => c.PublicId).SingleAsync(),
                    await db.StatusLists.Select(l => l.PublicId).SingleAsync()
                );
            }
        );
        using var holder = await journey.Learner.ApiAsync();
        (await holder.PostAsync($"/api/v1/credentials/{id:D}/publication", null)).EnsureSuccessStatusCode();
        var link = await (
            await holder.PostAsJsonAsync($"/api/v1/credentials/{id:D}/links", new { label = "", days = 7 })
        ).Content.ReadFromJsonAsync<JsonElement>();
        var handle = $"lena-{id.ToString("N")[^8..]}";
        using var browser = await journey.Learner.BrowserAsync();
        var opened = await browser.PostFormAsync("/portfolio/public", [("Handle", handle)], page: "/portfolio");
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);

        var shared = new Uri(link.GetProperty("url").GetString()!).AbsolutePath;
        return
        [
            $"/credentials/{id:D}",
            $"/credentials/{id:D}/credential.png",
            shared,
            $"{shared}/credential.svg",
            $"/p/{handle}",
            $"/status/{list:N}",
            $"/achievements/{version.Value:D}",
            $"/achievements/{version.Value:D}/badge",
        ];
    }
}

[Collection("sqlite")]
public sealed class SqlitePublicAddressesTests(SqliteHost host) : PublicAddressesTests(host);

[Collection("postgres")]
public sealed class PostgresPublicAddressesTests(PostgresHost host) : PublicAddressesTests(host);
