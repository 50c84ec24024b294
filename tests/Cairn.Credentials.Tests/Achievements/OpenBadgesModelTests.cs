using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Credentials.Achievements;
using Cairn.Credentials.Achievements.Rules;

namespace Cairn.Credentials.Tests.Achievements;

public class OpenBadgesModelTests
{
    [Fact]
    public void Documents_from_code_follow_the_model()
    {
        Assert.Empty(Samples.Badge.Check());
        Assert.Empty(Samples.Endorsement.Check());
        Assert.Empty(Samples.Record.Check());
    }

    [StandardsTheory]
    [InlineData("openbadges/examples/bench-small.json")]
    [InlineData("openbadges/test-vectors/obv3p0/signed.json")]
    [InlineData("openbadges/test-vectors/clrv2p0/signed.json")]
    public void Published_documents_follow_the_model(string path) => Assert.Empty(OpenBadgesModel.Check(Standards.Bytes(path)));

    [StandardsFact]
    public void The_published_example_breaks_one_rule()
    {
        // Its second result names a level of another description than the one that it links to.
        var violation = Assert.Single(OpenBadgesModel.Check(Standards.Bytes("openbadges/examples/full.json")));
        Assert.Equal(("model.level.unknown", "$.credentialSubject.result[1].achievedLevel"), (violation.Code, violation.Path));
    }

    [Fact]
    public void Fails_when_any_required_member_is_missing()
    {
        var tried = 0;
        foreach (var sample in new VerifiableCredential[] { Samples.Badge, Samples.Record })
        {
            var bytes = sample.ToJsonUtf8Bytes();
            foreach (
                var (path, _, type) in Objects(
                    JsonNode.Parse(bytes)!,
                    "$",
                    DataModel.Classes[ModelCheck.KindOf(JsonDocument.Parse(bytes).RootElement)!]
                )
            )
            {
                foreach (var member in type.Members.Where(m => m.Required).Select(m => m.Name).Concat(type.Typed ? ["type"] : []))
                {
                    var json = JsonNode.Parse(bytes)!;
                    var (_, holder, _) = Objects(
                            json,
                            "$",
                            DataModel.Classes[
                                type == DataModel.Classes["ClrCredential"] || sample is ClrCredential
                                    ? "ClrCredential"
                                    : "AchievementCredential"
                            ]
                        )
                        .Single(o => o.Path == path);
                    holder.Remove(member);
                    // Without a type nothing says that a credential inside a record is one.
                    if (
                        member == "type"
                        && path.Contains("verifiableCredential", StringComparison.Ordinal)
                        && type.Name == "AchievementCredential"
                    )
                        continue;
                    if (member == "type" && path == "$" && type.Name == "ClrCredential")
                        continue;

                    Assert.Contains(OpenBadgesModel.Check(Parse(json)), v => v.Code == "model.missing" && v.Path == $"{path}.{member}");
                    tried++;
                }
            }
        }

        Assert.True(tried > 300, $"{tried}");
    }

    public static TheoryData<string, string, Action<JsonNode>> Mutations =>
        new()
        {
            { "model.context", "$.@context[0]", j => j["@context"]![0] = "https://example.org" },
            { "model.context", "$.@context[1]", j => j["@context"]!.AsArray().Insert(1, "https://example.org") },
            { "model.context", "$.@context[1]", j => j["@context"]![1] = "https://purl.imsglobal.org/spec/ob/v3p0/context.jsonx" },
            { "model.context", "$.@context", j => j["@context"] = "https://www.w3.org/ns/credentials/v2" },
            { "model.contains", "$.type", j => j["type"] = new JsonArray("OpenBadgeCredential") },
            { "model.contains", "$.type", j => j["type"] = new JsonArray("VerifiableCredential", "Other") },
            { "model.contains", "$.image.type", j => j["image"]!["type"] = "Picture" },
            { "model.type", "$.image.type", j => j["image"]!["type"] = new JsonArray("Image") },
            { "model.type", "$.issuer", j => j["issuer"] = 3 },
            { "model.type", "$.name", j => j["name"] = 3 },
            { "model.type", "$.credentialSubject", j => j["credentialSubject"] = "me" },
            { "model.type", "$.credentialSubject.creditsEarned", j => j["credentialSubject"]!["creditsEarned"] = "0.5" },
            { "model.type", "$.credentialSubject.identifier[0].hashed", j => j["credentialSubject"]!["identifier"]![0]!["hashed"] = "yes" },
            { "model.many", "$.credentialSubject", j => j["credentialSubject"] = new JsonArray(j["credentialSubject"]!.DeepClone()) },
            { "model.many", "$.credentialStatus", j => j["credentialStatus"] = new JsonArray(j["credentialStatus"]!.DeepClone()) },
            { "model.extra", "$.image.author", j => j["image"]!["author"] = "me" },
            { "model.uri", "$.id", j => j["id"] = "3732" },
            { "model.uri", "$.id", j => j["id"] = "https://example.org/a b" },
            { "model.uri", "$.issuer.id", j => j["issuer"]!["id"] = "" },
            { "model.instant", "$.validFrom", j => j["validFrom"] = "2026-01-01" },
            { "model.instant", "$.validFrom", j => j["validFrom"] = "2026-01-01T00:00:00" },
            { "model.instant", "$.validFrom", j => j["validFrom"] = "2026-13-01T00:00:00Z" },
            { "model.date", "$.issuer.dateOfBirth", j => j["issuer"]!["dateOfBirth"] = "1990-02-30" },
            { "model.dates.order", "$.validUntil", j => j["validUntil"] = "2020-01-01T00:00:00Z" },
            {
                "model.dates.order",
                "$.credentialSubject.activityEndDate",
                j => j["credentialSubject"]!["activityEndDate"] = "2020-01-01T00:00:00Z"
            },
            { "model.jws", "$.endorsementJwt[0]", j => j["endorsementJwt"]![0] = "a.b" },
            { "model.term", "$.credentialSubject.achievement.achievementType", j => Achievement(j)["achievementType"] = "Stone" },
            { "model.term", "$.credentialSubject.achievement.achievementType", j => Achievement(j)["achievementType"] = "ext:a b" },
            { "model.term", "$.credentialSubject.result[1].status", j => j["credentialSubject"]!["result"]![1]!["status"] = "ext:Done" },
            { "model.language", "$.credentialSubject.achievement.inLanguage", j => Achievement(j)["inLanguage"] = "English" },
            { "model.missing", "$.endorsement[0].name", j => j["endorsement"]![0]!.AsObject().Remove("name") },
            {
                "model.result.unknown",
                "$.credentialSubject.result[0].resultDescription",
                j => j["credentialSubject"]!["result"]![0]!["resultDescription"] = "urn:x:r9"
            },
            {
                "model.level.unknown",
                "$.credentialSubject.result[0].achievedLevel",
                j => j["credentialSubject"]!["result"]![0]!["achievedLevel"] = "urn:x:r2:met"
            },
            {
                "model.result.status",
                "$.credentialSubject.result[1].status",
                j => j["credentialSubject"]!["result"]![1]!.AsObject().Remove("status")
            },
            { "model.value.outside", "$.credentialSubject.result[1].value", j => j["credentialSubject"]!["result"]![1]!["value"] = "4" },
            {
                "model.value.outside",
                "$.credentialSubject.achievement.resultDescription[2].requiredValue",
                j => Achievement(j)["resultDescription"]![2]!["requiredValue"] = "101"
            },
            {
                "model.level.unknown",
                "$.credentialSubject.achievement.resultDescription[0].requiredLevel",
                j => Achievement(j)["resultDescription"]![0]!["requiredLevel"] = "urn:x:none"
            },
            {
                "model.rubric.order",
                "$.credentialSubject.achievement.resultDescription[0].rubricCriterionLevel",
                j => Achievement(j)["resultDescription"]![0]!["rubricCriterionLevel"]![0]!["points"] = "3"
            },
            {
                "model.id.twice",
                "$.credentialSubject.achievement.resultDescription[1].id",
                j => Achievement(j)["resultDescription"]![1]!["id"] = "urn:x:r1"
            },
            {
                "model.identity.hash",
                "$.credentialSubject.identifier[0].identityHash",
                j => j["credentialSubject"]!["identifier"]![0]!["identityHash"] = "learner@example.edu"
            },
            {
                "model.subject.identity",
                "$.credentialSubject.id",
                j =>
                {
                    j["credentialSubject"]!.AsObject().Remove("id");
                    j["credentialSubject"]!.AsObject().Remove("identifier");
                }
            },
        };

    [Theory, MemberData(nameof(Mutations))]
    public void Fails_when_a_rule_is_broken(string code, string path, Action<JsonNode> mutate)
    {
        var json = JsonNode.Parse(Samples.Badge.ToJsonUtf8Bytes())!;
        mutate(json);
        Assert.Contains(OpenBadgesModel.Check(Parse(json)), v => v.Code == code && v.Path == path);
    }

    [Fact]
    public void Reads_documents_of_the_older_data_model()
    {
        var json = JsonNode.Parse(Samples.Badge.ToJsonUtf8Bytes())!.AsObject();
        json["@context"]![0] = VerifiableCredential.CredentialsContext11;
        json.Remove("validFrom");
        json["issuanceDate"] = "2026-11-22T08:30:00Z";
        Assert.Empty(OpenBadgesModel.Check(Parse(json)));
        Assert.True(AchievementCredential.TryRead(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()), out var credential, out _));
        Assert.Equal("2026-11-22T08:30:00Z", credential.EffectiveFrom!.Value.Text);

        json["issuer"] = "did:web:example.edu";
        Assert.Contains(OpenBadgesModel.Check(Parse(json)), v => v.Path == "$.issuer" && v.Code == "model.type");
    }

    [Fact]
    public void Recognises_the_earner()
    {
        var identity = Samples.Badge.CredentialSubject.Identifier[0];
        Assert.True(identity.Matches("learner@example.edu"));
        Assert.False(identity.Matches("Learner@example.edu"));
        // Open Badges 3.0, IdentityHash: the example of the standard.
        Assert.Equal(
            "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399",
            IdentityObject.Sha256("a@example.com", IdentifierTypes.EmailAddress, "Kosher").IdentityHash
        );
        Assert.True(IdentityObject.Plain("7", IdentifierTypes.SisSourcedId).Matches("7"));
    }

    static JsonNode Achievement(JsonNode json) => json["credentialSubject"]!["achievement"]!;

    static JsonElement Parse(JsonNode json) => JsonDocument.Parse(json.ToJsonString()).RootElement;

    static IEnumerable<(string Path, JsonObject Json, ModelClass Type)> Objects(JsonNode json, string path, ModelClass type)
    {
        if (json is not JsonObject o)
            yield break;

        yield return (path, o, type);
        foreach (var member in type.Members)
        {
            var name =
                member.Kind == ModelKind.ProfileRef
                    ? "Profile"
                    : member.Class ?? (member.Name == "verifiableCredential" ? "AchievementCredential" : null);
            if (name is null || o[member.Name] is not { } value)
                continue;

            var items = value is JsonArray array
                ? array.Select((item, i) => (item, $"{path}.{member.Name}[{i}]"))
                : [(value, $"{path}.{member.Name}")];
            foreach (var (item, there) in items)
            foreach (var found in Objects(item!, there, DataModel.Classes[name]))
                yield return found;
        }
    }
}
