using System.Text.Json.Nodes;
using Cairn.Vcalm;

namespace Cairn.Tests.Vcalm;

/// <summary>Valid requests with something wrong in a few random places: always an answer, never a failure of ours.</summary>
[Collection("sqlite")]
public sealed class VcalmFuzzTests(SqliteHost host)
{
    private static readonly string[] Junk =
    [
        "null",
        "true",
        "-1",
        "1e308",
        "0.1",
        "\"\"",
        "\"\\u0000\"",
        "[]",
        "{}",
        "[[]]",
        "[null]",
        "{\"@id\":\"x\"}",
        "{\"id\":null}",
        "{\"@graph\":[]}",
        "{\"@list\":[1]}",
        "{\"@value\":\"v\",\"@language\":\"en\"}",
        "{\"@context\":{\"@base\":\"x\"}}",
        "\"https://example.org\"",
        "\"did:key:z6Mk\"",
        "\"2026-01-01T00:00:00\"",
        "\"data:application/vc+jwt,a.b.c\"",
    ];

    private static readonly string[] Names =
    [
        "@id",
        "@type",
        "proof",
        "id",
        "type",
        "@context",
        "x",
        "@index",
        "@graph",
        "@reverse",
        "@included",
        "@nest",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_request_has_an_answer(int seed)
    {
        var random = new Random(seed);
        using var scene = await VcalmScene.BeginAsync(host);
        List<JsonObject> issued = [];
        foreach (var suite in VcalmSuite.All)
            issued.Add(await scene.IssueAsync(suite: suite.Name));

        for (var round = 0; round < 120; round++)
        {
            var credential = issued[random.Next(issued.Count)];
            var (address, body) = Valid(random, credential);
            for (var times = 1 + random.Next(3); times > 0; times--)
                Spoil(body, random);

            var (status, _) = await VcalmScene.PostAsync(scene.Program, scene.Root + address, body.ToJsonString());

            Assert.True((int)status < 500, $"{address} {(int)status}: {body.ToJsonString()}");
        }
    }

    private static (string Address, JsonObject Body) Valid(Random random, JsonObject credential) =>
        random.Next(5) switch
        {
            0 => (
                $"/{VcalmSuite.All[random.Next(VcalmSuite.All.Count)].Name}/credentials/issue",
                new() { ["credential"] = VcalmScene.Valid(), ["options"] = new JsonObject() }
            ),
            1 => (
                "/credentials/verify",
                new()
                {
                    ["verifiableCredential"] = credential.DeepClone(),
                    ["options"] = new JsonObject { ["returnResults"] = true, ["returnCredential"] = true },
                }
            ),
            2 => (
                "/credentials/derive",
                new()
                {
                    ["verifiableCredential"] = credential.DeepClone(),
                    ["options"] = new JsonObject { ["selectivePointers"] = new JsonArray("/credentialSubject") },
                }
            ),
            3 => (
                "/credentials/status",
                new()
                {
                    ["credentialId"] = credential["id"]!.DeepClone(),
                    ["credentialStatus"] = new JsonObject { ["type"] = "BitstringStatusListEntry", ["statusPurpose"] = "revocation" },
                    ["status"] = true,
                }
            ),
            _ => (
                "/presentations/verify",
                new()
                {
                    [random.Next(2) == 0 ? "presentation" : "verifiablePresentation"] = new JsonObject
                    {
                        ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
                        ["type"] = new JsonArray("VerifiablePresentation"),
                        ["holder"] = "did:key:z6Mk",
                        ["proof"] = credential["proof"]?.DeepClone() ?? new JsonObject(),
                        ["verifiableCredential"] = new JsonArray(credential.DeepClone()),
                    },
                    ["options"] = new JsonObject { ["challenge"] = "c", ["domain"] = "d" },
                }
            ),
        };

    private static void Spoil(JsonObject body, Random random)
    {
        var places = Places(body).ToList();
        if (places.Count == 0)
            return;
        var (parent, name, index) = places[random.Next(places.Count)];
        var junk = JsonNode.Parse(Junk[random.Next(Junk.Length)]);
        if (parent is JsonArray array)
            array[index] = junk;
        else if (random.Next(5) == 0)
            parent.AsObject().Remove(name);
        else
            parent[random.Next(4) == 0 ? Names[random.Next(Names.Length)] : name] = junk;
    }

    private static IEnumerable<(JsonNode Parent, string Name, int Index)> Places(JsonNode node) =>
        node switch
        {
            JsonObject json => json.SelectMany(member =>
                (IEnumerable<(JsonNode, string, int)>)[(json, member.Key, 0), .. member.Value is null ? [] : Places(member.Value)]
            ),
            JsonArray array => array.SelectMany(
                (item, index) => (IEnumerable<(JsonNode, string, int)>)[(array, "", index), .. item is null ? [] : Places(item)]
            ),
            _ => [],
        };
}
