using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Tests.Awarding;
using Cairn.Tests.Earning;

namespace Cairn.Tests.Portfolio;

public abstract class PublicPageApiTests(CairnHost host)
{
    [Fact]
    public async Task A_public_page_is_opened_seen_and_closed()
    {
        var journey = await Journey.BeginAsync(host);
        var credential = await journey.CredentialAsync(await journey.EarnAsync());
        using var holder = await journey.Learner.ApiAsync();
        using var stranger = host.Anonymous();
        var handle = $"lena-{Guid.CreateVersion7():N}";

        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(holder, handle.ToUpperInvariant())).StatusCode);
        await holder.PostAsync(At($"/api/v1/credentials/{credential.PublicId:D}/publication"), null);
        var overview = await holder.GetFromJsonAsync<JsonElement>("/api/v1/portfolio");
        Assert.Equal(handle, overview.GetProperty("publicPage").GetProperty("handle").GetString());
        var item = overview.GetProperty("items")[0];
        Assert.EndsWith($"/credentials/{credential.PublicId:D}", item.GetProperty("credentialUrl").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("https://www.linkedin.com/", item.GetProperty("linkedInUrl").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(At($"/p/{handle}"))).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await holder.DeleteAsync(At("/api/v1/portfolio/public-page"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(At($"/p/{handle}"))).StatusCode);

        await OpenAsync(holder, handle);
        using var browser = await journey.Learner.BrowserAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostFormAsync("/portfolio/public/closure", [], "/portfolio")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(At($"/p/{handle}"))).StatusCode);
    }

    [Fact]
    public async Task A_name_that_was_given_up_leads_nowhere_and_stays_its_owners()
    {
        var journey = await Journey.BeginAsync(host);
        using var holder = await journey.Learner.ApiAsync();
        using var other = await journey.Grantor.ApiAsync();
        using var stranger = host.Anonymous();
        string earlier = $"lena-{Guid.CreateVersion7():N}",
            later = $"lena-{Guid.CreateVersion7():N}";
        await OpenAsync(holder, earlier);
        await OpenAsync(holder, later);

        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(At($"/p/{later}"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(At($"/p/{earlier}"))).StatusCode);
        Assert.Equal("portfolio.handle-taken", await Answers.CodeAsync(await OpenAsync(other, earlier)));
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(holder, earlier)).StatusCode);
    }

    [Theory]
    [InlineData(40, "no", "portfolio.handle-malformed")]
    [InlineData(13, "a-good-one", "portfolio.waits-for-consent")]
    public async Task Fails_when_the_handle_is_malformed_or_the_holder_a_minor(int age, string handle, string code)
    {
        var journey = await Journey.BeginAsync(host, age);
        using var holder = await journey.Learner.ApiAsync();

        Assert.Equal(code, await Answers.CodeAsync(await OpenAsync(holder, handle)));
    }

    [Fact]
    public async Task A_credential_is_kept_as_a_picture_too()
    {
        var journey = await Journey.BeginAsync(host);
        var credential = await journey.CredentialAsync(await journey.EarnAsync());
        using var holder = await journey.Learner.ApiAsync();

        Assert.Equal(credential.Bytes, await holder.GetByteArrayAsync(At($"/api/v1/credentials/{credential.PublicId:D}/credential.json")));
        Assert.Equal(
            "image/png",
            (await holder.GetAsync(At($"/api/v1/credentials/{credential.PublicId:D}/credential.png")))
                .Content
                .Headers
                .ContentType!
                .MediaType
        );
    }

    private static Task<HttpResponseMessage> OpenAsync(HttpClient holder, string handle) =>
        holder.PutAsJsonAsync("/api/v1/portfolio/public-page", new { handle });

    private static Uri At(string address) => new(address, UriKind.Relative);
}

[Collection("sqlite")]
public sealed class SqlitePublicPageApiTests(SqliteHost host) : PublicPageApiTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresPublicPageApiTests(PostgresHost host) : PublicPageApiTests(host);
