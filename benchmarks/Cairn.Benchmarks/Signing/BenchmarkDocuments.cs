using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Cairn.Benchmarks.Signing;

/// <summary>
/// A small badge (about 1 kB) and a rich one (about 8 kB: three rubrics, alignments, results, evidence): those kept with the standards'
/// data if available, otherwise our own of the same shape.
/// </summary>
static class BenchmarkDocuments
{
    public static string Root { get; } = Find();

    public static IEnumerable<(string Size, JsonObject Document)> All(string issuer)
    {
        foreach (var (size, own) in ((string, Func<JsonObject>)[])[("small", Small), ("rich", Rich)])
        {
            var document = Published(size) ?? own();
            document["issuer"]!["id"] = issuer;
            yield return (size, document);
        }
    }

    static JsonObject? Published(string size)
    {
        var folder = Environment.GetEnvironmentVariable("CAIRN_STANDARDS") is { Length: > 0 } given
            ? given
            : Path.Combine(Root, "..", "shared", "standards");
        var file = Path.Combine(folder, "openbadges", "examples", $"bench-{size}.json");
        return File.Exists(file) ? JsonNode.Parse(File.ReadAllBytes(file))!.AsObject() : null;
    }

    static JsonObject Small() =>
        JsonNode
            .Parse(
                """
                {
                  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
                  "id": "urn:uuid:018f3c7e-0000-7000-8000-000000000001",
                  "type": ["VerifiableCredential", "OpenBadgeCredential"],
                  "issuer": {"id": "", "type": ["Profile"], "url": "https://north.example", "name": "North School"},
                  "validFrom": "2026-01-01T00:00:00Z",
                  "name": "Listening",
                  "credentialSubject": {
                    "id": "did:example:learner", "type": ["AchievementSubject"],
                    "achievement": {
                      "id": "https://north.example/achievements/1", "type": ["Achievement"], "name": "Listening",
                      "criteria": {"narrative": "Two conversations are observed; the learner repeats what the other said before answering, and the other agrees."},
                      "description": "Lets others finish, repeats what they said in own words, and asks before judging."
                    }
                  }
                }
                """
            )!
            .AsObject();

    static JsonObject Rich()
    {
        var badge = Small();
        var subject = badge["credentialSubject"]!.AsObject();
        var achievement = subject["achievement"]!.AsObject();
        badge["description"] = "A micro-credential, granted on evidence that was judged by a rubric.";
        badge["awardedDate"] = "2026-01-01T00:00:00Z";
        badge["evidence"] = Many(
            3,
            i =>
                new()
                {
                    ["id"] = $"https://north.example/evidence/{i}",
                    ["type"] = Types("Evidence"),
                    ["name"] = $"Artifact {i}",
                    ["narrative"] = "What the learner made, why it was made that way, and what would be done otherwise next time.",
                    ["genre"] = "Reflection",
                }
        );
        subject["activityEndDate"] = "2025-12-20T00:00:00Z";
        subject["identifier"] = Many(
            1,
            _ =>
                new()
                {
                    ["type"] = "IdentityObject",
                    ["hashed"] = true,
                    ["identityHash"] = "sha256$" + new string('a', 64),
                    ["identityType"] = "emailAddress",
                    ["salt"] = "abc123",
                }
        );
        subject["result"] = Many(
            3,
            i =>
                new()
                {
                    ["type"] = Types("Result"),
                    ["resultDescription"] = Criterion(i),
                    ["achievedLevel"] = Level(i, 2),
                }
        );
        achievement["achievementType"] = "MicroCredential";
        achievement["tag"] = new JsonArray("listening", "talk", "grade-9");
        achievement["alignment"] = Many(
            4,
            i =>
                new()
                {
                    ["type"] = Types("Alignment"),
                    ["targetName"] = $"Item {i}",
                    ["targetUrl"] = $"https://frameworks.example/ims/case/v1p0/CFItems/{i:D36}",
                    ["targetFramework"] = "A framework",
                    ["targetType"] = "CFItem",
                    ["targetCode"] = $"SL.9.{i}",
                }
        );
        achievement["resultDescription"] = Many(
            3,
            i =>
                new()
                {
                    ["id"] = Criterion(i),
                    ["type"] = Types("ResultDescription"),
                    ["name"] = $"Criterion {i}",
                    ["resultType"] = "RubricCriterionLevel",
                    ["requiredLevel"] = Level(i, 2),
                    ["rubricCriterionLevel"] = Many(
                        4,
                        level =>
                            new()
                            {
                                ["id"] = Level(i, level),
                                ["type"] = Types("RubricCriterionLevel"),
                                ["name"] = $"Level {level}",
                                ["points"] = $"{level}",
                                ["description"] =
                                    "What an observer sees at this level of the criterion, in most of the conversations that were "
                                    + "observed.",
                            }
                    ),
                }
        );
        return badge;

        static string Criterion(int criterion) => $"https://north.example/achievements/1#r{criterion}";
        static string Level(int criterion, int level) => $"{Criterion(criterion)}l{level}";
        static JsonArray Types(string type) => [type];
        static JsonArray Many(int count, Func<int, JsonObject> one) => [.. Enumerable.Range(0, count).Select(one)];
    }

    static string Find([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", ".."));
}
