using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Tests.Oracle;
using Cairn.Credentials.Verification;
using Cairn.Foundation.Storage;
using Cairn.Issuing;
using Cairn.Tests.Awarding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Issuing;

/// <summary>An installation with a public origin: issuers are did:web, and what verifiers fetch comes from the same process.</summary>
public sealed class DidWebTests(PublicHost host, NodeOracle oracle) : IClassFixture<PublicHost>, IClassFixture<NodeOracle>
{
    [Fact]
    public async Task A_credential_verifies_with_what_its_own_addresses_answer()
    {
        var journey = await Journey.BeginAsync(host);
        var credential = await journey.CredentialAsync(await journey.EarnAsync());

        var report = await new Verifier(new() { Loader = new OwnAddresses(host) }).VerifyAsync(credential.Bytes, host.Clock.GetUtcNow());

        Assert.True(report.Verdict is Verdict.Pass, Encoding.UTF8.GetString(report.ToJson(indented: true)));
        var key = await host.InDbAsync(journey.District.Id, db => db.IssuerKeys.SingleAsync());
        Assert.Equal($"did:web:cairn.example.org:organizations:{journey.District.School}", key.Did);
    }

    [OracleFact]
    public async Task The_oracle_verifies_it_with_the_issuers_document()
    {
        var journey = await Journey.BeginAsync(host);
        var credential = await journey.CredentialAsync(await journey.EarnAsync());
        var did = JsonDocument.Parse(credential.Bytes).RootElement.GetProperty("issuer").GetProperty("id").GetString()!;
        using var stranger = host.Anonymous();
        var document = JsonNode.Parse(
            await stranger.GetStringAsync(new Uri($"/organizations/{journey.District.School}/did.json", UriKind.Relative))
        );

        Assert.True(await oracle.VerifiesAsync(credential.Bytes, new() { [did] = document }));
    }

    [Fact]
    public async Task A_district_of_its_own_has_the_hosts_identifier_once()
    {
        var (first, second) = (await host.NewDistrictAsync("First"), await host.NewDistrictAsync("Second"));

        var dids = new List<string>();
        foreach (var district in new[] { first, second })
            dids.Add(
                await host.InIssuersAsync(
                    district,
                    async (db, issuers) =>
                    {
                        var key = await issuers.KeyOfAsync(
                            await db.Organizations.SingleAsync(o => o.Id == district.Top),
                            IssuerKind.Awards,
                            KeyAlgorithm.Ed25519,
                            host.Clock.Now(),
                            CancellationToken.None
                        );
                        await db.SaveChangesAsync();
                        return key.Did;
                    }
                )
            );

        Assert.Equal(["did:web:cairn.example.org", $"did:web:cairn.example.org:organizations:{second.Top}"], dids);
        using var stranger = host.Anonymous();
        using var json = JsonDocument.Parse(await stranger.GetStringAsync(new Uri("/.well-known/did.json", UriKind.Relative)));
        Assert.Equal("did:web:cairn.example.org", json.RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Issuers_documents_are_the_same_for_somebody_of_another_district()
    {
        var journey = await Journey.BeginAsync(host);
        await journey.EarnAsync();
        var elsewhere = await (await host.NewDistrictAsync("Elsewhere")).PersonAsync("Nora", [SchoolRole.Teacher]);
        using var neighbour = new HttpClient(new SecureCookies()) { BaseAddress = host.Address };
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await neighbour.PostFormAsync("/sign-in", ("Username", elsewhere.Username), ("Password", TestDistrict.Password))).StatusCode
        );
        Assert.Equal(HttpStatusCode.OK, (await neighbour.GetAsync(new Uri("/account", UriKind.Relative))).StatusCode);

        var answer = await neighbour.GetAsync(new Uri($"/organizations/{journey.District.School}/did.json", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Returns Secure cookies, which .NET's own container would not do over a test's plain HTTP.</summary>
    private sealed class SecureCookies() : DelegatingHandler(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        private readonly Dictionary<string, string> _cookies = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_cookies.Count > 0)
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.Headers.TryGetValues("Set-Cookie", out var set))
                foreach (var cookie in set.Select(one => one.Split(';')[0].Split('=', 2)))
                    _cookies[cookie[0]] = cookie[1];
            return answer;
        }
    }

    /// <summary>Goes the way that a stranger's request to the public origin would go.</summary>
    internal sealed class OwnAddresses(PublicHost host) : IDocumentLoader
    {
        public async ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken)
        {
            Assert.Equal("cairn.example.org", url.Host);
            using var stranger = host.Anonymous();
            var answer = await stranger.GetAsync(new Uri(url.AbsolutePath, UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode
                ? LoadedDocument.Found(await answer.Content.ReadAsByteArrayAsync(cancellationToken))
                : LoadedDocument.Unavailable($"{(int)answer.StatusCode}");
        }
    }
}

public sealed class PublicHost : CairnHost
{
    private protected override string ConnectionString(string dataFolder) => $"Data Source={Path.Combine(dataFolder, "cairn.db")}";

    private protected override string Origin => "https://cairn.example.org";

    internal async Task<T> InIssuersAsync<T>(TestDistrict district, Func<CairnDb, Issuers, Task<T>> act)
    {
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(district.Id);
        return await act(scope.ServiceProvider.GetRequiredService<CairnDb>(), scope.ServiceProvider.GetRequiredService<Issuers>());
    }
}
