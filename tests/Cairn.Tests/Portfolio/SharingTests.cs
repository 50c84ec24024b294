using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Credentials.Baking;
using Cairn.Tests.Awarding;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Portfolio;

public abstract class SharingTests(CairnHost host)
{
    [Fact]
    public async Task A_holder_keeps_the_exact_bytes_as_a_file_and_in_both_pictures()
    {
        var (journey, id, bytes) = await EarnedAsync();
        using var browser = await journey.Learner.BrowserAsync();

        var json = await browser.GetByteArrayAsync(At($"/portfolio/{id:N}/credential.json"));
        var png = await browser.GetByteArrayAsync(At($"/portfolio/{id:N}/credential.png"));
        var svg = await browser.GetByteArrayAsync(At($"/portfolio/{id:N}/credential.svg"));

        Assert.Equal(bytes, json);
        Assert.True(BakedImage.TryExtract(png, out var inPng));
        Assert.Equal(bytes, inPng);
        Assert.True(BakedImage.TryExtract(svg, out var inSvg));
        Assert.Equal(bytes, inSvg);
    }

    [Fact]
    public async Task A_credential_that_is_not_published_is_not_found()
    {
        var (_, id, _) = await EarnedAsync();
        using var stranger = host.Anonymous();

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(At($"/credentials/{id:D}"))).StatusCode);
    }

    [Fact]
    public async Task A_published_credential_is_a_page_to_people_and_the_stored_bytes_to_machines_until_it_is_withdrawn()
    {
        var (journey, id, bytes) = await EarnedAsync();
        using var holder = await journey.Learner.ApiAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await holder.PostAsync(At($"/api/v1/credentials/{id:D}/publication"), null)).StatusCode);
        using var stranger = host.Anonymous();

        var machine = await stranger.GetAsync(At($"/credentials/{id:D}"));
        Assert.Equal("application/vc", machine.Content.Headers.ContentType!.MediaType);
        Assert.Equal(bytes, await machine.Content.ReadAsByteArrayAsync());
        Assert.NotNull(machine.Headers.ETag);
        using var asPerson = new HttpRequestMessage(HttpMethod.Get, At($"/credentials/{id:D}"));
        asPerson.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        var page = await (await stranger.SendAsync(asPerson)).PageAsync();
        Assert.NotNull(page.QuerySelector(".verdict.pass"));

        using var head = new HttpRequestMessage(HttpMethod.Head, At($"/credentials/{id:D}"));
        var headers = await stranger.SendAsync(head);
        Assert.Equal((HttpStatusCode.OK, machine.Headers.ETag), (headers.StatusCode, headers.Headers.ETag));
        Assert.Equal((bytes.Length, 0), (headers.Content.Headers.ContentLength, (await headers.Content.ReadAsByteArrayAsync()).Length));

        await holder.PostAsync(At($"/api/v1/credentials/{id:D}/publication/withdrawal"), null);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(At($"/credentials/{id:D}"))).StatusCode);
    }

    [Fact]
    public async Task A_share_link_opens_until_it_is_revoked()
    {
        var (journey, id, bytes) = await EarnedAsync();
        using var holder = await journey.Learner.ApiAsync();
        var made = await (
            await holder.PostAsJsonAsync(At($"/api/v1/credentials/{id:D}/links"), new { label = "The museum", days = 7 })
        ).Content.ReadFromJsonAsync<JsonElement>();
        var address = new Uri(made.GetProperty("url").GetString()!).AbsolutePath;
        using var stranger = host.Anonymous();

        var opened = await stranger.GetAsync(At(address));
        Assert.Equal(bytes, await opened.Content.ReadAsByteArrayAsync());
        Assert.Equal("no-referrer", opened.Headers.GetValues("Referrer-Policy").Single());

        await holder.PostAsync(At($"/api/v1/credentials/{id:D}/links/{made.GetProperty("id").GetString()}/revocation"), null);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(At(address))).StatusCode);
    }

    [Fact]
    public async Task Nothing_of_a_holder_stays_public_once_a_birth_date_says_that_they_are_a_minor()
    {
        var (journey, id, _) = await EarnedAsync();
        using var holder = await journey.Learner.ApiAsync();
        var handle = $"lena-{Guid.CreateVersion7():N}";
        await holder.PostAsync(At($"/api/v1/credentials/{id:D}/publication"), null);
        await holder.PutAsJsonAsync(At("/api/v1/portfolio/public-page"), new { handle });
        var link = await (
            await holder.PostAsJsonAsync(At($"/api/v1/credentials/{id:D}/links"), new { days = 7 })
        ).Content.ReadFromJsonAsync<JsonElement>();
        var shared = new Uri(link.GetProperty("url").GetString()!).AbsolutePath;
        string[] addresses =
        [
            $"/credentials/{id:D}",
            $"/credentials/{id:D}/credential.json",
            $"/credentials/{id:D}/credential.png",
            $"/credentials/{id:D}/state",
            shared,
            $"{shared}/credential.json",
            $"{shared}/state",
            $"/p/{handle}",
            $"/api/v1/portfolios/{handle}",
        ];
        using var stranger = host.Anonymous();

        await AllAnswerAsync(HttpStatusCode.OK);
        await BornAsync(new DateOnly(2015, 5, 1));
        await AllAnswerAsync(HttpStatusCode.NotFound);
        await BornAsync(new DateOnly(1985, 5, 1));
        await AllAnswerAsync(HttpStatusCode.OK);

        async Task AllAnswerAsync(HttpStatusCode status)
        {
            foreach (var address in addresses)
                Assert.Equal((address, status), (address, (await stranger.GetAsync(At(address))).StatusCode));
        }

        Task<int> BornAsync(DateOnly day) =>
            host.InDbAsync(
                journey.District.Id,
                async db =>
                {
                    var learner = await db.Credentials.Select(c => c.LearnerId).SingleAsync();
                    return await db.People.Where(p => p.Id == learner).ExecuteUpdateAsync(set => set.SetProperty(p => p.BirthDate, day));
                }
            );
    }

    /// <summary>What opens for nobody is reported as such, with no address; and its holder can take it down.</summary>
    [Fact]
    public async Task A_minor_is_told_that_nothing_is_public_and_withdraws_it()
    {
        var (journey, id, _) = await EarnedAsync();
        using var api = await journey.Learner.ApiAsync();
        using var browser = await journey.Learner.BrowserAsync();
        await api.PostAsync(At($"/api/v1/credentials/{id:D}/publication"), null);
        await api.PutAsJsonAsync(At("/api/v1/portfolio/public-page"), new { handle = $"lena-{Guid.CreateVersion7():N}" });
        await api.PostAsJsonAsync(At($"/api/v1/credentials/{id:D}/links"), new { days = 7 });
        await host.InDbAsync(
            journey.District.Id,
            db =>
                db.People.Where(p => p.Id == journey.Learner.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(p => p.BirthDate, new DateOnly(2015, 5, 1)))
        );

        var overview = await api.GetFromJsonAsync<JsonElement>(At("/api/v1/portfolio"));
        var line = overview.GetProperty("items")[0];
        Assert.False(line.GetProperty("published").GetBoolean());
        foreach (
            var address in new[]
            {
                line.GetProperty("credentialUrl"),
                line.GetProperty("linkedInUrl"),
                overview.GetProperty("publicPage").GetProperty("url"),
            }
        )
            Assert.Equal(JsonValueKind.Null, address.ValueKind);
        var listed = (await api.GetFromJsonAsync<JsonElement>(At("/api/v1/credentials"))).GetProperty("items")[0];
        Assert.False(listed.GetProperty("published").GetBoolean());
        Assert.All(
            [line, listed, overview.GetProperty("publicPage")],
            one => Assert.Equal("portfolio.waits-for-consent", one.GetProperty("notPublic").GetString())
        );
        Assert.False(
            (await api.GetFromJsonAsync<JsonElement>(At($"/api/v1/credentials/{id:D}/links")))
                .GetProperty("items")[0]
                .GetProperty("open")
                .GetBoolean()
        );
        Assert.Contains("Not public", (await browser.PageAsync("/portfolio")).Body!.TextContent, StringComparison.Ordinal);
        var page = await browser.PageAsync($"/portfolio/{id:N}");
        Assert.DoesNotContain($"/credentials/{id:D}", page.Body!.InnerHtml, StringComparison.Ordinal);

        foreach (
            var (form, shown) in new[]
            {
                (page.QuerySelector("form[action$='/publication/withdrawal']")!.GetAttribute("action")!, $"/portfolio/{id:N}"),
                (page.QuerySelector("form[action$='/revocation']")!.GetAttribute("action")!, $"/portfolio/{id:N}"),
                (
                    (await browser.PageAsync("/portfolio"))
                        .QuerySelector("form[action='/portfolio/public/closure']")!
                        .GetAttribute("action")!,
                    "/portfolio"
                ),
            }
        )
            Assert.Equal((form, HttpStatusCode.SeeOther), (form, (await browser.PostFormAsync(form, [], shown)).StatusCode));

        overview = await api.GetFromJsonAsync<JsonElement>(At("/api/v1/portfolio"));
        Assert.Equal(
            (JsonValueKind.Null, JsonValueKind.Null),
            (overview.GetProperty("publicPage").ValueKind, overview.GetProperty("items")[0].GetProperty("notPublic").ValueKind)
        );
        Assert.True(await host.InDbAsync(journey.District.Id, db => db.CredentialPublications.AllAsync(one => one.WithdrawnAt != null)));
        Assert.True(await host.InDbAsync(journey.District.Id, db => db.ShareLinks.AllAsync(one => one.RevokedAt != null)));
    }

    [Fact]
    public async Task A_holder_shares_and_publishes_on_the_page()
    {
        var (journey, id, bytes) = await EarnedAsync();
        using var browser = await journey.Learner.BrowserAsync();
        using var stranger = host.Anonymous();
        var address = $"/portfolio/{id:N}";

        var made = await browser.PostFormAsync($"{address}/links", [("Label", "The museum"), ("Days", "7")], address);
        var published = await browser.PostFormAsync($"{address}/publication", [], address);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.SeeOther), (made.StatusCode, published.StatusCode));
        var link = (await made.PageAsync()).QuerySelector("input[readonly]")!.GetAttribute("value")!;
        Assert.Equal(bytes, await stranger.GetByteArrayAsync(At(new Uri(link).AbsolutePath)));
        Assert.Equal(bytes, await stranger.GetByteArrayAsync(At($"/credentials/{id:D}")));
        Assert.Contains("The museum", (await browser.PageAsync(address)).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_when_a_minor_shares_and_says_what_it_waits_for()
    {
        var (journey, id, _) = await EarnedAsync(age: 15);
        using var holder = await journey.Learner.ApiAsync();

        var answer = await holder.PostAsync(At($"/api/v1/credentials/{id:D}/publication"), null);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(
            "portfolio.waits-for-consent",
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()
        );
    }

    [Fact]
    public async Task A_revoked_credential_fails_at_the_next_check_and_stays_in_the_record()
    {
        var (journey, id, bytes) = await EarnedAsync();
        using var stranger = host.Anonymous();
        Assert.Equal("pass", await VerdictAsync(stranger, bytes));

        using var grantor = await journey.Grantor.ApiAsync();
        var award = await host.InDbAsync(journey.District.Id, db => db.Awards.Select(a => a.Id).SingleAsync());
        var answer = await grantor.PostAsJsonAsync(At($"/api/v1/awards/{award}/revocation"), new { reason = "awardedInError" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());

        Assert.Equal("fail", await VerdictAsync(stranger, bytes));
        using var holder = await journey.Learner.BrowserAsync();
        Assert.Equal(bytes, await holder.GetByteArrayAsync(At($"/portfolio/{id:N}/credential.json")));
        using var api = await journey.Learner.ApiAsync();
        Assert.Equal(
            "portfolio.revoked",
            await (await api.PostAsJsonAsync(At($"/api/v1/credentials/{id:D}/links"), new { days = 7 })).CodeAsync()
        );
        Assert.Equal("portfolio.revoked", await (await api.PostAsync(At($"/api/v1/credentials/{id:D}/publication"), null)).CodeAsync());
    }

    private async Task<(Journey Journey, Guid Id, byte[] Bytes)> EarnedAsync(int age = 40)
    {
        var journey = await Journey.BeginAsync(host, age);
        await journey.EarnAsync();
        var credential = await host.InDbAsync(journey.District.Id, db => db.Credentials.AsNoTracking().SingleAsync());
        return (journey, credential.PublicId, credential.Bytes);
    }

    private static async Task<string> VerdictAsync(HttpClient client, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        var report = await (await client.PostAsync(At("/api/v1/verify"), content)).Content.ReadFromJsonAsync<JsonElement>();
        return report.GetProperty("verdict").GetString()!;
    }

    private static Uri At(string address) => new(address, UriKind.Relative);
}

[Collection("sqlite")]
public sealed class SqliteSharingTests(SqliteHost host) : SharingTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresSharingTests(PostgresHost host) : SharingTests(host);
