using System.Net;
using System.Text.Json.Nodes;
using Cairn.Vcalm;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Vcalm;

/// <summary>Issuing, verifying, deriving and statuses through the addresses of VCALM.</summary>
public abstract class VcalmTests(CairnHost host)
{
    public static TheoryData<string> Suites => [.. VcalmSuite.All.Select(suite => suite.Name)];

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task What_is_issued_verifies(string suite)
    {
        using var scene = await VcalmScene.BeginAsync(host);

        var issued = await scene.IssueAsync(suite: suite);
        var (status, body) = await scene.VerifyAsync(issued, new() { ["returnResults"] = true, ["returnCredential"] = true });

        Assert.True(status is HttpStatusCode.OK, body.ToJsonString());
        Assert.True((bool)body["verified"]!);
        Assert.Empty(body["problemDetails"]!.AsArray());
        Assert.True(JsonNode.DeepEquals(issued, body["credential"]));
        Assert.True((bool)body["results"]!["validFrom"]!["verified"]!);
        if (VcalmSuite.Find(suite)!.Cryptosuite is { } cryptosuite)
        {
            Assert.Equal(cryptosuite, (string)issued["proof"]!["cryptosuite"]!);
            Assert.StartsWith((string)issued["issuer"]!, (string)issued["proof"]!["verificationMethod"]!, StringComparison.Ordinal);
            Assert.True((bool)body["results"]!["proof"]![0]!["verified"]!);
        }
        else
        {
            Assert.Equal("EnvelopedVerifiableCredential", (string)issued["type"]!);
        }
        Assert.Contains(
            "vcalm.issued",
            await host.InDbAsync(scene.District.Id, db => db.AuditEvents.Select(one => one.Action).ToListAsync())
        );
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Fails_when_a_claim_is_changed(string suite)
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var issued = await scene.IssueAsync(suite: suite);
        if (issued["credentialSubject"] is { } subject)
            subject["shelf"] = "south";
        else
            issued["id"] = (string)issued["id"]! + "AA";

        var (status, body) = await scene.VerifyAsync(issued);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.False((bool)body["verified"]!);
        Assert.Contains(VcalmScene.Codes(body), code => code is "proof.signature" or "proof.value");
    }

    [Fact]
    public async Task The_same_request_again_is_the_same_credential()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var credential = VcalmScene.Valid();
        var request = new JsonObject
        {
            ["credential"] = credential,
            ["options"] = new JsonObject { ["statusPurposes"] = new JsonArray("revocation") },
        }.ToJsonString();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => VcalmScene.PostAsync(scene.Program, $"{scene.Root}/ecdsa-rdfc-2019/credentials/issue", request))
        );

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => answer.Body.ToJsonString()).Distinct());
        Assert.Equal(1, await host.InDbAsync(scene.District.Id, db => db.IssuedCredentials.CountAsync()));
    }

    [Fact]
    public async Task Fails_when_something_else_is_issued_under_the_name()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var credential = VcalmScene.Valid();
        await scene.IssueAsync(credential.DeepClone().AsObject());
        credential["credentialSubject"]!["shelf"] = "south";

        var (status, body) = await scene.PostAsync("/eddsa-rdfc-2022/credentials/issue", new() { ["credential"] = credential });

        Assert.Equal((HttpStatusCode.BadRequest, "vcalm.issued-before"), (status, (string)body["code"]!));
    }

    [Fact]
    public async Task At_the_organizations_own_address_the_issuer_chooses()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var p384 = (string)(await scene.IssueAsync(suite: "ecdsa-rdfc-2019-p384"))["issuer"]!;
        var credential = VcalmScene.Valid();
        credential["issuer"] = p384;

        var (_, body) = await scene.PostAsync("/credentials/issue", new() { ["credential"] = credential });

        Assert.StartsWith("did:key:z82L", p384, StringComparison.Ordinal);
        Assert.Equal("ecdsa-rdfc-2019", (string)body["verifiableCredential"]!["proof"]!["cryptosuite"]!);
        Assert.StartsWith(p384, (string)body["verifiableCredential"]!["proof"]!["verificationMethod"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_derived_shows_only_what_is_chosen_and_verifies()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var signed = await scene.IssueAsync(
            suite: "ecdsa-sd-2023",
            options: new() { ["mandatoryPointers"] = new JsonArray("/credentialSubject/id") }
        );

        var (status, derived) = await scene.PostAsync(
            "/credentials/derive",
            new()
            {
                ["verifiableCredential"] = signed.DeepClone(),
                ["options"] = new JsonObject { ["selectivePointers"] = new JsonArray("/credentialSubject/books") },
            }
        );

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(4, (int)derived["credentialSubject"]!["books"]!);
        Assert.Equal("did:example:reader", (string)derived["credentialSubject"]!["id"]!);
        Assert.Null(derived["credentialSubject"]!["shelf"]);
        Assert.Equal(HttpStatusCode.OK, (await scene.VerifyAsync(derived)).Status);
    }

    [Theory]
    [InlineData("eddsa-rdfc-2022", "/credentialSubject/books", "vcalm.unsignable")]
    [InlineData("ecdsa-sd-2023", "/credentialSubject/pages", "vcalm.unsignable")]
    public async Task Fails_when_nothing_can_be_derived(string suite, string pointer, string code)
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var signed = await scene.IssueAsync(suite: suite);

        var (status, body) = await scene.PostAsync(
            "/credentials/derive",
            new()
            {
                ["verifiableCredential"] = signed.DeepClone(),
                ["options"] = new JsonObject { ["selectivePointers"] = new JsonArray(pointer) },
            }
        );

        Assert.Equal((HttpStatusCode.BadRequest, code), (status, (string)body["code"]!));
    }

    [Fact]
    public async Task A_presentation_is_judged_with_each_credential_in_it()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var (good, bad) = (await scene.IssueAsync(), await scene.IssueAsync());
        bad["credentialSubject"]!["shelf"] = "south";
        JsonObject Bag(params JsonNode[] credentials) =>
            new()
            {
                ["presentation"] = new JsonObject
                {
                    ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
                    ["type"] = "VerifiablePresentation",
                    ["verifiableCredential"] = new JsonArray([.. credentials.Select(one => one.DeepClone())]),
                },
            };

        var (status, body) = await scene.PostAsync("/presentations/verify", Bag(good));
        Assert.Equal((HttpStatusCode.OK, true), (status, (bool)body["verified"]!));

        (status, body) = await scene.PostAsync("/presentations/verify", Bag(good, bad));
        Assert.Equal((HttpStatusCode.OK, false), (status, (bool)body["verified"]!));
        Assert.Equal([true, false], body["results"]!["credentials"]!.AsArray().Select(one => (bool)one!["verified"]!));

        var signed = Bag(good);
        signed["verifiablePresentation"] = signed["presentation"]!.DeepClone();
        signed.Remove("presentation");
        (status, body) = await scene.PostAsync("/presentations/verify", signed);
        Assert.Equal((HttpStatusCode.BadRequest, false), (status, (bool)body["verified"]!));
        Assert.Contains("proof.nobody-shows", VcalmScene.Codes(body));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("challenge", false)]
    [InlineData("domain", false)]
    public async Task Fails_when_nobody_signed_what_was_asked_for(string? option, bool verified)
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var (status, body) = await scene.PostAsync(
            "/presentations/verify",
            new()
            {
                ["presentation"] = new JsonObject
                {
                    ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
                    ["type"] = "VerifiablePresentation",
                    ["holder"] = "did:example:anybody",
                    ["verifiableCredential"] = new JsonArray((await scene.IssueAsync()).DeepClone()),
                },
                ["options"] = option is null ? [] : new JsonObject { [option] = "asked" },
            }
        );

        Assert.Equal((HttpStatusCode.OK, verified), (status, (bool)body["verified"]!));
        Assert.False((bool)body["results"]!["presentation"]!["holder"]!["verified"]!);
        if (option is not null)
            Assert.Contains("proof.missing", VcalmScene.Codes(body));
    }

    [Fact]
    public async Task An_instance_derives_verifies_and_revokes_at_addresses_of_its_own()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var signed = await scene.IssueAsync(
            suite: "ecdsa-sd-2023",
            options: new() { ["statusPurposes"] = new JsonArray("revocation"), ["mandatoryPointers"] = new JsonArray("/credentialStatus") }
        );

        var (status, derived) = await AskAsync(
            "credentials/derive",
            new()
            {
                ["verifiableCredential"] = signed.DeepClone(),
                ["options"] = new JsonObject { ["selectivePointers"] = new JsonArray("/credentialSubject/books") },
            }
        );
        Assert.Equal((HttpStatusCode.Created, 4), (status, (int)derived["credentialSubject"]!["books"]!));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("credentials/verify", Shown())).Status);
        var (_, presented) = await AskAsync("presentations/verify", Presented());
        Assert.True((bool)presented["verified"]!, presented.ToJsonString());

        var (set, _) = await AskAsync(
            "credentials/status",
            new()
            {
                ["credentialId"] = (string)signed["id"]!,
                ["status"] = true,
                ["credentialStatus"] = new JsonObject { ["type"] = "BitstringStatusListEntry", ["statusPurpose"] = "revocation" },
            }
        );
        Assert.Equal(HttpStatusCode.OK, set);
        Assert.Contains("status.revoked", VcalmScene.Codes((await AskAsync("credentials/verify", Shown())).Body));
        (status, presented) = await AskAsync("presentations/verify", Presented());
        Assert.Equal((HttpStatusCode.OK, false), (status, (bool)presented["verified"]!));

        Task<(HttpStatusCode Status, JsonObject Body)> AskAsync(string act, JsonObject body) =>
            scene.PostAsync($"/ecdsa-sd-2023/{act}", body);

        JsonObject Shown() => new() { ["verifiableCredential"] = derived.DeepClone() };

        JsonObject Presented() =>
            new()
            {
                ["presentation"] = new JsonObject
                {
                    ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
                    ["type"] = "VerifiablePresentation",
                    ["verifiableCredential"] = new JsonArray(derived.DeepClone()),
                },
            };
    }

    [Theory]
    [InlineData("/vcalm/nobody")]
    [InlineData("/vcalm/nobody/did.json")]
    [InlineData("/vcalm/018f3c7e00007000800000000000000a/status-lists/none")]
    public async Task Fails_when_the_address_has_no_id(string address)
    {
        using var scene = await VcalmScene.BeginAsync(host);

        Assert.Equal(HttpStatusCode.NotFound, (await scene.Program.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task What_there_is_can_be_listed()
    {
        using var scene = await VcalmScene.BeginAsync(host);

        var all = JsonNode.Parse(await scene.Program.GetStringAsync(new Uri("/vcalm", UriKind.Relative)))!;
        var one = JsonNode.Parse(await scene.Program.GetStringAsync(new Uri(scene.Root, UriKind.Relative)))!;

        Assert.Equal(scene.District.School.ToString(), (string)Assert.Single(all["organizations"]!.AsArray())!["id"]!);
        Assert.Equal(VcalmSuite.All.Count + 1, one["issuers"]!.AsArray().Count);
        Assert.All(one["issuers"]!.AsArray(), issuer => Assert.StartsWith("did:key:z", (string)issuer!["id"]!, StringComparison.Ordinal));
    }
}

[Collection("sqlite")]
public sealed class SqliteVcalmTests(SqliteHost host) : VcalmTests(host);

[Collection("postgres")]
public sealed class PostgresVcalmTests(PostgresHost host) : VcalmTests(host);
