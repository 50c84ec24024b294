using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Verification;
using Cairn.Issuing;
using Cairn.SignIn.Tokens;
using Cairn.Tests.Awarding;
using Cairn.Tests.Issuing.Keys;
using Cairn.Vcalm;
using Cairn.Verifying;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Vcalm;

/// <summary>Who may use an organization's VCALM address.</summary>
public abstract class VcalmAccessTests(CairnHost host)
{
    private static readonly string Request = new JsonObject { ["credential"] = VcalmScene.Valid() }.ToJsonString();

    [Theory]
    [InlineData(TokenScopes.Api, "/credentials/issue", HttpStatusCode.Forbidden)]
    [InlineData(TokenScopes.Api, "/credentials/verify", HttpStatusCode.Forbidden)]
    [InlineData(TokenScopes.VcalmVerify, "/credentials/issue", HttpStatusCode.Forbidden)]
    [InlineData(TokenScopes.VcalmVerify, "/credentials/status", HttpStatusCode.Forbidden)]
    [InlineData(TokenScopes.VcalmVerify, "/credentials/verify", HttpStatusCode.BadRequest)]
    [InlineData(TokenScopes.VcalmIssue, "/credentials/verify", HttpStatusCode.Forbidden)]
    [InlineData(TokenScopes.VcalmIssue, "/credentials/issue", HttpStatusCode.Created)]
    public async Task A_token_does_what_its_scopes_say(string scope, string address, HttpStatusCode expected)
    {
        var district = await host.NewDistrictAsync();
        using var program = await (await district.PersonAsync("Olga", [SchoolRole.Operator])).ApiAsync(scope);

        Assert.Equal(expected, (await VcalmScene.PostAsync(program, $"/vcalm/{district.School}{address}", Request)).Status);
    }

    [Fact]
    public async Task Fails_when_a_token_for_vcalm_is_used_elsewhere()
    {
        using var scene = await VcalmScene.BeginAsync(host);

        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Program.GetAsync(new Uri("/api/v1/me", UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData("Grantor")]
    [InlineData("Leader")]
    [InlineData("Teacher")]
    public async Task Fails_when_the_tokens_owner_is_no_operator_there(string role)
    {
        var district = await host.NewDistrictAsync();
        using var program = await (await district.PersonAsync("Ann", [Enum.Parse<SchoolRole>(role)])).ApiAsync(TokenScopes.VcalmIssue);

        var (status, body) = await VcalmScene.PostAsync(program, $"/vcalm/{district.School}/credentials/issue", Request);

        Assert.Equal((HttpStatusCode.Forbidden, "vcalm.not-an-operator"), (status, (string)body["code"]!));
    }

    [Theory]
    [InlineData("/credentials/issue")]
    [InlineData("/credentials/status")]
    [InlineData("/credentials/verify")]
    [InlineData("/credentials/derive")]
    [InlineData("/presentations/verify")]
    public async Task Fails_when_the_token_is_another_districts(string address)
    {
        using var here = await VcalmScene.BeginAsync(host);
        using var there = await VcalmScene.BeginAsync(host);

        Assert.Equal(HttpStatusCode.NotFound, (await VcalmScene.PostAsync(here.Program, there.Root + address, Request)).Status);
    }

    [Fact]
    public async Task Fails_without_a_token_and_with_a_cookie()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        using var stranger = host.Anonymous();
        using var browser = await (await scene.District.PersonAsync("Olga", [SchoolRole.Operator])).BrowserAsync();

        foreach (var client in (HttpClient[])[stranger, browser])
            Assert.Equal(
                HttpStatusCode.Unauthorized,
                (await VcalmScene.PostAsync(client, $"{scene.Root}/credentials/issue", Request)).Status
            );
    }

    [Fact]
    public async Task What_programs_issue_has_another_issuer_than_awards()
    {
        var journey = await Journey.BeginAsync(host);
        var award = JsonNode.Parse((await journey.CredentialAsync(await journey.EarnAsync())).Bytes)!;
        using var scene = new VcalmScene(
            journey.District,
            await (await journey.District.PersonAsync("Olga", [SchoolRole.Operator])).ApiAsync(TokenScopes.VcalmIssue)
        );
        var credential = VcalmScene.Valid();

        var issued = await scene.IssueAsync();
        credential["issuer"] = award["issuer"]!["id"]!.DeepClone();
        var (status, body) = await scene.PostAsync("/credentials/issue", new() { ["credential"] = credential });

        Assert.NotEqual((string)award["issuer"]!["id"]!, (string)issued["issuer"]!);
        Assert.Equal((HttpStatusCode.BadRequest, "vcalm.issuer"), (status, (string)body["code"]!));
    }

    [Fact]
    public async Task A_key_for_programs_is_no_key_of_awards()
    {
        var journey = await Journey.BeginAsync(host);
        await journey.EarnAsync();
        var operating = await journey.District.PersonAsync("Olga", [SchoolRole.Operator]);
        using var scene = new VcalmScene(journey.District, await operating.ApiAsync(TokenScopes.VcalmIssue));
        await scene.IssueAsync();
        using var api = await operating.ApiAsync();
        var keys = await host.InDbAsync(journey.District.Id, db => db.IssuerKeys.ToDictionaryAsync(key => key.Kind));
        var listed = (await api.GetFromJsonAsync<JsonObject>($"/api/v1/schools/{journey.District.School}/keys"))!["items"]!.AsArray();

        Assert.Equal(keys[IssuerKind.Awards].Id.ToString(), (string)Assert.Single(listed)!["id"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await Rotation.RetireAsync(api, journey, keys[IssuerKind.Programs].Id)).StatusCode);
        Assert.NotNull(await OwnAsync(keys[IssuerKind.Awards]));
        Assert.Null(await OwnAsync(keys[IssuerKind.Programs]));

        async Task<OwnIssuer?> OwnAsync(IssuerKey key)
        {
            Assert.True(PublicKey.TryParse(key.PublicKeyMultibase, out var publicKey));
            return await host.App.Services.GetRequiredService<InstallationIssuers>().FindAsync(key.Did, publicKey, CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_list_stands_at_its_own_address_alone()
    {
        var journey = await Journey.BeginAsync(host);
        await journey.EarnAsync();
        using var scene = new VcalmScene(
            journey.District,
            await (await journey.District.PersonAsync("Olga", [SchoolRole.Operator])).ApiAsync(TokenScopes.VcalmIssue)
        );
        await scene.IssueAsync(options: new() { ["statusPurposes"] = new JsonArray("revocation") });
        var lists = await host.InDbAsync(journey.District.Id, db => db.StatusLists.Select(list => list.PublicId).ToListAsync());
        using var stranger = host.Anonymous();

        List<string> found = [];
        foreach (var list in lists)
        foreach (var folder in (string[])["/status", $"{scene.Root}/status-lists", $"/vcalm/{journey.District.Top}/status-lists"])
            if ((await stranger.GetAsync(new Uri($"{folder}/{list:N}", UriKind.Relative))).IsSuccessStatusCode)
                found.Add(folder);

        Assert.Equal(["/status", $"{scene.Root}/status-lists"], found.Order());
    }
}

[Collection("sqlite")]
public sealed class SqliteVcalmAccessTests(SqliteHost host) : VcalmAccessTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresVcalmAccessTests(PostgresHost host) : VcalmAccessTests(host);

/// <summary><c>CAIRN_VCALM_OPEN=1</c>: no token for programs of this machine, and for nobody else.</summary>
public sealed class OpenVcalmTests(OpenHost host) : IClassFixture<OpenHost>
{
    private static readonly string Request = new JsonObject { ["credential"] = VcalmScene.Valid() }.ToJsonString();

    [Fact]
    public async Task A_program_of_this_machine_needs_no_token()
    {
        var district = await host.NewDistrictAsync();
        using var program = host.Anonymous();

        var list = JsonNode.Parse(await program.GetStringAsync(new Uri("/vcalm", UriKind.Relative)))!;
        Assert.Contains(list["organizations"]!.AsArray(), one => (string)one!["id"]! == district.School.ToString());
        Assert.Equal(
            HttpStatusCode.Created,
            (await VcalmScene.PostAsync(program, $"/vcalm/{district.School}/credentials/issue", Request)).Status
        );
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("Forwarded", "for=192.0.2.1")]
    [InlineData("Host", "evil.example")]
    [InlineData("Authorization", "Bearer cairn_x")]
    public async Task Fails_when_it_is_not_plainly_this_machine(string header, string value)
    {
        var district = await host.NewDistrictAsync();
        using var program = host.Anonymous();
        program.DefaultRequestHeaders.TryAddWithoutValidation(header, value);

        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await VcalmScene.PostAsync(program, $"/vcalm/{district.School}/credentials/issue", Request)).Status
        );
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("192.0.2.1", false)]
    [InlineData("10.0.0.7", false)]
    public void Fails_when_the_request_comes_from_elsewhere(string address, bool open)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        http.Request.Host = new HostString("localhost", 5080);

        Assert.Equal(open, VcalmAccess.IsOpen(http, new CairnOptions { VcalmOpen = true }));
        Assert.False(VcalmAccess.IsOpen(http, new CairnOptions()));
    }
}

public sealed class OpenHost : CairnHost
{
    public OpenHost() => Settings = new Dictionary<string, string> { ["CAIRN_VCALM_OPEN"] = "1" };

    private protected override string ConnectionString(string dataFolder) => $"Data Source={Path.Combine(dataFolder, "cairn.db")}";
}
