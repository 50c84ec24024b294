using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Status;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>
/// No place of a signed document can be changed without notice, and nothing that a stranger writes there makes the verifier stumble.
/// </summary>
public sealed class EveryMemberTests
{
    static readonly string?[] Intruders =
    [
        "null",
        "true",
        "17",
        "1e400",
        "\"\"",
        "\"x\"",
        "\"did:key:z6Mk#\"",
        "\"\\u0000\"",
        "[]",
        "[[]]",
        "[null]",
        "{}",
        "{\"id\":7}",
        "{\"@id\":null}",
        "{\"@context\":{\"@base\":5}}",
    ];

    [Fact]
    public async Task Fails_when_any_value_was_replaced_or_removed()
    {
        var badge = Scenario.Badge();
        badge["credentialStatus"] = new StatusListEntry("https://north.example/status/1", 7).ToJson();
        StatusListCredential list = new("https://north.example/status/1", Scenario.Did, Scenario.Signed, "revocation", new());
        Verifier verifier = new(new() { StatusLists = [Scenario.Sign(JsonNode.Parse(list.ToJsonUtf8Bytes())!.AsObject())] });
        var signed = Scenario.Sign(badge);
        Assert.Equal(Verdict.Pass, (await verifier.VerifyAsync(signed, Scenario.Now)).Verdict);

        var places = Places(JsonNode.Parse(signed)!).Count;
        for (var place = 1; place < places; place++)
            foreach (var intruder in Intruders.Append(null))
            {
                var document = JsonNode.Parse(signed)!;
                var node = Places(document)[place];
                var (path, original) = (node.GetPath(), node.ToJsonString());
                if (original == intruder)
                    continue;
                if (intruder is null)
                    Remove(node);
                else
                    node.ReplaceWith(JsonNode.Parse(intruder));

                var report = await verifier.VerifyAsync(Encoding.UTF8.GetBytes(document.ToJsonString()), Scenario.Now);

                Assert.True(report.Verdict != Verdict.Pass, $"{path}: {original} became {intruder ?? "nothing"} and passed");
                Assert.All(report.Checks, check => Assert.NotEmpty(check.Reason));
            }
    }

    [Fact]
    public async Task Nothing_makes_the_verifier_stumble()
    {
        Random random = new(2026);
        var signed = Scenario.Sign(Scenario.Badge());
        Verifier verifier = new();
        for (var i = 0; i < 2000; i++)
        {
            var bytes = signed.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var cut = random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length;

            var report = await verifier.VerifyAsync(bytes.AsMemory(0, cut), Scenario.Now);

            Assert.Equal(CheckNames.All, report.Checks.Select(check => check.Name).Where(CheckNames.All.Contains));
        }
    }

    static void Remove(JsonNode node)
    {
        if (node.Parent is JsonArray array)
            array.Remove(node);
        else
            node.Parent!.AsObject().Remove(node.GetPropertyName());
    }

    static List<JsonNode> Places(JsonNode node) =>
        [
            node,
            .. node switch
            {
                JsonObject members => members.SelectMany(member => Places(member.Value!)),
                JsonArray items => items.SelectMany(item => Places(item!)),
                _ => [],
            },
        ];
}
