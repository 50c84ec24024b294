using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Tests.Oracle;
using Cairn.Tests.Issuing;
using Cairn.Vcalm;

namespace Cairn.Tests.Vcalm;

/// <summary>What is issued through VCALM, judged by software that is not ours.</summary>
[Collection("sqlite")]
public sealed class VcalmOracleTests(SqliteHost host, NodeOracle oracle) : IClassFixture<NodeOracle>
{
    public static TheoryData<string> Suites =>
        [.. VcalmSuite.All.Where(suite => suite.Cryptosuite is not null).Select(suite => suite.Name)];

    [OracleTheory]
    [MemberData(nameof(Suites))]
    public async Task What_is_issued_the_oracle_verifies(string suite)
    {
        host.Clock.BackToReal();
        using var scene = await VcalmScene.BeginAsync(host);
        // Their JCS suites know contexts by address only.
        var credential = VcalmScene.Valid();
        credential["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2");
        credential["type"] = new JsonArray("VerifiableCredential");
        credential["credentialSubject"] = new JsonObject { ["id"] = "did:example:reader", ["name"] = "North shelf" };
        var issued = await scene.IssueAsync(credential, suite);
        if (VcalmSuite.Find(suite)!.Discloses)
            issued = (
                await scene.PostAsync(
                    "/credentials/derive",
                    new()
                    {
                        ["verifiableCredential"] = issued.DeepClone(),
                        ["options"] = new JsonObject { ["selectivePointers"] = new JsonArray("/credentialSubject") },
                    }
                )
            ).Body;

        Assert.True(await oracle.VerifiesAsync(Encoding.UTF8.GetBytes(issued.ToJsonString())));
    }

    [OracleFact]
    public async Task Fails_when_the_issuer_is_another()
    {
        host.Clock.BackToReal();
        using var scene = await VcalmScene.BeginAsync(host);
        var issued = await scene.IssueAsync();
        issued["issuer"] = (await scene.IssueAsync(suite: "ecdsa-rdfc-2019"))["issuer"]!.DeepClone();

        Assert.False(await oracle.VerifiesAsync(Encoding.UTF8.GetBytes(issued.ToJsonString())));
    }
}

/// <summary>With a public origin the issuer is a <c>did:web</c> of its own, apart from that of the organization's awards.</summary>
public sealed class VcalmDidWebTests(PublicHost host, NodeOracle oracle) : IClassFixture<PublicHost>, IClassFixture<NodeOracle>
{
    [Fact]
    public async Task What_is_issued_verifies_by_the_issuers_document()
    {
        using var scene = await VcalmScene.BeginAsync(host);

        var issued = await scene.IssueAsync(suite: "ecdsa-rdfc-2019", options: new() { ["statusPurposes"] = new JsonArray("revocation") });

        Assert.Equal($"did:web:cairn.example.org:vcalm:{scene.District.School}", (string)issued["issuer"]!);
        Assert.Equal(HttpStatusCode.OK, (await scene.VerifyAsync(issued)).Status);
    }

    [Fact]
    public async Task A_did_key_is_used_when_it_is_named()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var listed = JsonNode.Parse(await scene.Program.GetStringAsync(new Uri(scene.Root, UriKind.Relative)))!;
        var credential = VcalmScene.Valid();
        credential["issuer"] = new JsonObject { ["id"] = listed["issuers"]![0]!["id"]!.DeepClone() };

        var issued = await scene.IssueAsync(credential);

        Assert.StartsWith("did:key:z6Mk", (string)issued["proof"]!["verificationMethod"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await scene.VerifyAsync(issued)).Status);
    }

    [OracleFact]
    public async Task The_oracle_verifies_it_with_the_issuers_document()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var issued = await scene.IssueAsync();
        using var stranger = host.Anonymous();
        var document = JsonNode.Parse(await stranger.GetStringAsync(new Uri($"{scene.Root}/did.json", UriKind.Relative)));

        Assert.True(
            await oracle.VerifiesAsync(Encoding.UTF8.GetBytes(issued.ToJsonString()), new() { [(string)issued["issuer"]!] = document })
        );
    }
}
