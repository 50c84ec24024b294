using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Achievements;
using Cairn.Credentials.Achievements.Rules;
using Cairn.Credentials.Status;

namespace Cairn.Credentials.Tests.Achievements;

public class OpenBadgesJsonTests
{
    static readonly HashSet<string> Several =
    [
        .. DataModel.Classes.Values.SelectMany(c => c.Members).Where(m => m.Several).Select(m => m.Name),
        "type",
    ];

    [StandardsTheory]
    [InlineData("openbadges/examples/full.json")]
    [InlineData("openbadges/examples/bench-small.json")]
    [InlineData("openbadges/examples/bench-rich.json")]
    [InlineData("openbadges/test-vectors/obv3p0/signed.json")]
    public void Published_badges_come_back_equal(string path)
    {
        Assert.True(AchievementCredential.TryRead(Standards.Bytes(path), out var credential, out _));
        AssertSame(Standards.Bytes(path), credential.ToJsonUtf8Bytes());
    }

    [StandardsFact]
    public void The_published_learner_record_comes_back_equal()
    {
        var bytes = Standards.Bytes("openbadges/test-vectors/clrv2p0/signed.json");
        Assert.True(ClrCredential.TryRead(bytes, out var credential, out var violations));
        Assert.Empty(violations);
        AssertSame(bytes, credential.ToJsonUtf8Bytes());
    }

    [Fact]
    public void Documents_from_code_come_back_byte_for_byte()
    {
        var badge = Samples.Badge.ToJsonUtf8Bytes();
        Assert.True(AchievementCredential.TryRead(badge, out var credential, out _));
        Assert.Equal(Text(badge), Text(credential.ToJsonUtf8Bytes()));

        var record = Samples.Record.ToJsonUtf8Bytes();
        Assert.True(ClrCredential.TryRead(record, out var learner, out _));
        Assert.Equal(Text(record), Text(learner.ToJsonUtf8Bytes()));

        var endorsement = Samples.Endorsement.ToJsonUtf8Bytes();
        Assert.True(EndorsementCredential.TryRead(endorsement, out var support, out _));
        Assert.Equal(Text(endorsement), Text(support.ToJsonUtf8Bytes()));
    }

    [Fact]
    public void Writes_compact_text_in_a_fixed_order_and_leaves_out_what_is_absent()
    {
        var credential = new AchievementCredential
        {
            Id = "urn:uuid:1",
            Issuer = "did:web:example.edu",
            ValidFrom = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            CredentialSubject = new()
            {
                Id = "did:example:1",
                Achievement = new()
                {
                    Id = "urn:uuid:2",
                    Name = "Größe",
                    Description = "d",
                    Criteria = new() { Narrative = "n" },
                },
            },
        };
        Assert.Equal(
            """{"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"id":"urn:uuid:1","type":["VerifiableCredential","OpenBadgeCredential"],"issuer":"did:web:example.edu","validFrom":"2026-01-02T03:04:05Z","credentialSubject":{"id":"did:example:1","type":["AchievementSubject"],"achievement":{"id":"urn:uuid:2","type":["Achievement"],"name":"Größe","description":"d","criteria":{"narrative":"n"}}}}""",
            Text(credential.ToJsonUtf8Bytes())
        );
    }

    [Fact]
    public void Reads_a_single_value_where_the_model_has_several()
    {
        var json = JsonNode.Parse(Samples.Badge.ToJsonUtf8Bytes())!;
        json["proof"] = json["proof"]![0]!.DeepClone();
        json["credentialSubject"]!["achievement"]!["type"] = "Achievement";
        Assert.True(AchievementCredential.TryRead(Encoding.UTF8.GetBytes(json.ToJsonString()), out var credential, out var violations));
        Assert.Empty(violations);
        Assert.Equal("z1", Assert.Single(credential.Proof).ProofValue);
        Assert.Equal(Text(Samples.Badge.ToJsonUtf8Bytes()), Text(credential.ToJsonUtf8Bytes()));
    }

    [Fact]
    public void A_status_entry_keeps_all_its_members()
    {
        var entry = new StatusListEntry("https://example.org/status/3", 7, "message")
        {
            Size = 2,
            Messages = new Dictionary<int, string>
            {
                [0] = "a",
                [1] = "b",
                [2] = "c",
                [3] = "d",
            },
            References = ["https://example.org/meaning"],
        };
        var badge = Samples.Badge with { CredentialStatus = CredentialStatus.From(entry) };
        Assert.Equal(entry.ToJson().ToJsonString(), JsonNode.Parse(badge.ToJsonUtf8Bytes())!["credentialStatus"]!.ToJsonString());
    }

    [Fact]
    public void Keeps_the_text_of_instants_and_numbers()
    {
        const string start = """{"id":"urn:x:1","issuer":"urn:x:2","validFrom":"2010-01-01T00:00:00.000+00:00","credentialSubject":""";
        var json = Encoding.UTF8.GetBytes(
            start + """{"achievement":{"id":"urn:x:3","name":"","description":"","criteria":{}},"creditsEarned":3.00}}"""
        );
        Assert.True(AchievementCredential.TryRead(json, out var credential, out _));
        var written = Text(credential.ToJsonUtf8Bytes());
        Assert.Contains("2010-01-01T00:00:00.000+00:00", written, StringComparison.Ordinal);
        Assert.Contains(":3.00", written, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2010, 1, 1, 0, 0, 0, TimeSpan.Zero), credential.ValidFrom!.Value.Instant);
        Assert.Empty(credential.Type);
    }

    [Theory]
    [InlineData("model.json", "{")]
    [InlineData("model.json", """{"id":"a","id":"b"}""")]
    [InlineData("model.type", "[]")]
    [InlineData("model.type", "null")]
    [InlineData("model.missing", "{}")]
    public void Fails_when_the_document_is_none(string code, string json)
    {
        Assert.False(AchievementCredential.TryRead(Encoding.UTF8.GetBytes(json), out _, out var violations));
        Assert.Contains(violations, v => v.Code == code);
    }

    [Fact]
    public void Fails_when_the_document_is_too_deep_or_too_long()
    {
        var deep = Encoding.UTF8.GetBytes(new string('[', 100_000));
        Assert.False(AchievementCredential.TryRead(deep, out _, out var violations));
        Assert.Equal("model.json", Assert.Single(violations).Code);

        Assert.False(AchievementCredential.TryRead(new byte[OpenBadgesJson.MaxBytes + 1], out _, out violations));
        Assert.Equal("model.size", Assert.Single(violations).Code);
    }

    static void AssertSame(byte[] expected, byte[] actual) => Assert.Equal(Normal(expected), Normal(actual));

    /// <summary>Members in order of name, and arrays wherever the model has several.</summary>
    static string Normal(byte[] json) => Normal(JsonNode.Parse(json)!, null).ToJsonString();

    static JsonNode Normal(JsonNode node, string? name) =>
        node switch
        {
            JsonObject o when name is not null && Several.Contains(name) => new JsonArray(Normal(o, null)),
            JsonObject o => new JsonObject(
                o.OrderBy(p => p.Key, StringComparer.Ordinal)
                    .Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : Normal(p.Value, p.Key)))
            ),
            JsonArray a => new JsonArray([.. a.Select(i => i is null ? null : Normal(i, null))]),
            _ when name is not null && Several.Contains(name) => new JsonArray(node.DeepClone()),
            _ => node.DeepClone(),
        };

    static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);
}
