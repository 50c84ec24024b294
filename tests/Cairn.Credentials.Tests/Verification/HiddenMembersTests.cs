using System.Text.Json.Nodes;
using Cairn.Credentials.Status;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>
/// A holder spells a signed credential otherwise, so that the statements and with them the signature stay, but a reader of JSON no longer sees that it
/// has expired or can be revoked.
/// </summary>
public sealed class HiddenMembersTests
{
    const string Name = CheckNames.Proof;
    const string Vocabulary = "https://www.w3.org/2018/credentials#";
    static readonly DateTimeOffset Later = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public Task Fails_when_the_end_is_spelled_as_an_iri() => Fails(badge =>
    {
        var end = Take(badge, "validUntil");
        badge[Vocabulary + "validUntil"] = new JsonObject { ["@value"] = end, ["@type"] = "http://www.w3.org/2001/XMLSchema#dateTime" };
    });

    [Fact]
    public Task Fails_when_the_end_has_another_name() => Fails(badge =>
    {
        badge["@context"]!.AsArray().Add(new JsonObject
        {
            ["until"] = new JsonObject { ["@id"] = Vocabulary + "validUntil", ["@type"] = "http://www.w3.org/2001/XMLSchema#dateTime" },
        });
        badge["until"] = Take(badge, "validUntil");
    });

    [Fact]
    public Task Fails_when_the_end_stands_elsewhere() => Fails(badge =>
    {
        badge["@included"] = new JsonObject { ["id"] = (string)badge["id"]!, ["type"] = badge["type"]!.DeepClone(), ["validUntil"] = Take(badge, "validUntil") };
    });

    [Fact]
    public Task Fails_when_the_status_is_spelled_as_an_iri() => Fails(badge => badge[Vocabulary + "credentialStatus"] = Take(badge, "credentialStatus"));

    [Fact]
    public async Task Passes_when_a_full_iri_hides_nothing()
    {
        var badge = Badge();
        badge["https://example.org/terms#grade"] = "9";

        await PassesAsync(Name, "proof.valid", Sign(badge));
    }

    static async Task Fails(Action<JsonObject> hide)
    {
        var badge = Badge();
        badge["credentialStatus"] = new StatusListEntry("https://north.example/status/1", 7).ToJson();
        var disguised = Changed(Sign(badge), hide);

        await FailsAsync(Name, "proof.hidden-member", disguised, at: Later);
    }

    static JsonNode Take(JsonObject badge, string member)
    {
        var value = badge[member]!;
        badge.Remove(member);
        return value;
    }
}
