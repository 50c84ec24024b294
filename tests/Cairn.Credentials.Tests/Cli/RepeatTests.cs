using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Cli;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Status;
using Cairn.Credentials.Tests.Verification;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Cli;

/// <summary>
/// A decision is repeated without a network, byte for byte, whatever it rested on: the issuer's and an endorser's did:web, a context, a
/// status list with its own key, evidence, a newer version that is not there, a registry.
/// </summary>
public sealed class RepeatTests : IDisposable
{
    const string School = "did:web:north.example";
    const string Partner = "did:web:partner.example";
    const string ContextAddress = "https://north.example/context";
    const string ListAddress = "https://north.example/status/1";
    const string RegistryAddress = "https://community.example/registry.json";
    const string Context = """{"@context":{"houseColour":"https://north.example/houseColour"}}""";

    readonly CommandLine cairn = new();

    [Fact]
    public async Task What_was_decided_online_is_decided_again_from_what_was_saved()
    {
        var badge = Badge();
        var online = await OnlineAsync(badge);
        string[] again =
        [
            "verify",
            cairn.Write("badge.json", badge),
            "--trust",
            cairn.Write("known.json", Known),
            "--store",
            cairn.PathOf("saved"),
            "--at",
            "2026-05-01T00:00:00Z",
            "--canonical",
        ];

        Assert.Equal(0, await cairn.RunAsync(again));

        Assert.Equal(online, cairn.Output.TrimEnd());
        using var report = JsonDocument.Parse(online);
        Assert.Equal(
            [
                "https://north.example/.well-known/did.json",
                ContextAddress,
                "https://north.example/essay",
                "https://north.example/refresh",
                ListAddress,
                "https://partner.example/.well-known/did.json",
            ],
            report.RootElement.GetProperty("documents").EnumerateArray().Select(document => document.GetProperty("url").GetString()!)
        );
    }

    [Fact]
    public async Task Another_instant_is_another_report()
    {
        var badge = Badge();
        var online = await OnlineAsync(badge);

        await cairn.RunAsync(
            "verify",
            cairn.Write("badge.json", badge),
            "--store",
            cairn.PathOf("saved"),
            "--at",
            "2027-05-01T00:00:00Z",
            "--canonical"
        );

        Assert.NotEqual(online, cairn.Output.TrimEnd());
    }

    static string Known => $$"""[{"type":"dcc-legacy","name":"Community Registry","url":"{{RegistryAddress}}"}]""";

    async Task<string> OnlineAsync(byte[] badge)
    {
        var saved = SavedDocuments.Create(cairn.PathOf("saved"), Web());
        Assert.True(Credentials.Trust.KnownRegistries.TryParse(Encoding.UTF8.GetBytes(Known), out var known));
        var trust = await known.LoadAsync(saved, School, Scenario.Now);
        var report = await new Verifier(new() { Loader = saved, Trust = trust }).VerifyAsync(badge, Scenario.Now);
        saved.Finish();
        Assert.Equal((Verdict.Pass, "related.unchanged"), (report.Verdict, report[CheckNames.Evidence].Code));
        return Encoding.UTF8.GetString(report.ToCanonicalJson());
    }

    static Library Web() =>
        new Library()
            .With("https://north.example/.well-known/did.json", Document(School, Scenario.Key))
            .With("https://partner.example/.well-known/did.json", Document(Partner, Scenario.OtherKey))
            .With(ContextAddress, Encoding.UTF8.GetBytes(Context))
            .With(
                ListAddress,
                DataIntegrity.Sign(
                    new StatusListCredential(ListAddress, School, Scenario.Signed, "revocation", new()).ToJsonUtf8Bytes(),
                    Scenario.Key,
                    new(School + "#1", Scenario.Signed)
                )
            )
            .With("https://north.example/essay", "the essay"u8.ToArray())
            .With(RegistryAddress, JsonNode.Parse($$"""{"registry":{"{{School}}":{"name":"North School"} } }""")!);

    static JsonObject Document(string did, SigningKey key) =>
        JsonNode
            .Parse(
                $$"""
                {"id":"{{did}}","verificationMethod":[{"id":"{{did}}#1","type":"Multikey","controller":"{{did}}","publicKeyMultibase":"{{key.PublicKey.ToMultikey()}}"}],"assertionMethod":["{{did}}#1"]}
                """
            )!
            .AsObject();

    static byte[] Badge()
    {
        var badge = Scenario.Badge(School);
        badge["@context"]!.AsArray().Add("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
        badge["@context"]!.AsArray().Add(ContextAddress);
        badge["houseColour"] = "blue";
        badge["credentialStatus"] = new StatusListEntry(ListAddress, 7).ToJson();
        badge["refreshService"] = new JsonObject { ["id"] = "https://north.example/refresh", ["type"] = "1EdTechCredentialRefresh" };
        badge["evidence"] = JsonNode.Parse(
            $$"""[{"id":"https://north.example/essay","type":["Evidence"],"digestMultibase":"{{Multibase.EncodeBase64Url([0x12, 32, .. System.Security.Cryptography.SHA256.HashData("the essay"u8)])}}"}]"""
        );
        badge["endorsement"] = new JsonArray(
            JsonNode.Parse(
                Scenario.Sign(
                    JsonNode
                        .Parse(
                            $$"""
                            {"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"id":"urn:uuid:018f3c7e-0000-7000-8000-0000000000e1",
                             "type":["VerifiableCredential","EndorsementCredential"],"name":"Endorsed","issuer":{"id":"{{Partner}}","type":["Profile"]},"validFrom":"2026-02-01T00:00:00Z",
                             "credentialSubject":{"id":"urn:uuid:018f3c7e-0000-7000-8000-000000000001","type":["EndorsementSubject"] } }
                            """
                        )!
                        .AsObject(),
                    Scenario.OtherKey,
                    Partner + "#1"
                )
            )
        );

        FetchedContexts contexts = new(PinnedContexts.Instance);
        contexts.Add(ContextDocument.Parse(ContextAddress, Encoding.UTF8.GetBytes(Context)));
        return DataIntegrity.Sign(
            Encoding.UTF8.GetBytes(badge.ToJsonString()),
            Scenario.Key,
            new(School + "#1", Scenario.Signed),
            contexts
        );
    }

    public void Dispose() => cairn.Dispose();
}
