using System.Text.Json;
using Cairn.Credentials.Achievements;
using Json.Schema;

namespace Cairn.Credentials.Tests.Achievements;

public class SchemaTests
{
    static readonly Lazy<JsonSchema> Schema = new(() =>
        JsonSchema.FromText(Standards.Text("openbadges/schema/ob_v3p0_achievementcredential_schema.json"))
    );

    [StandardsFact]
    public void What_is_written_passes_the_official_schema() => Assert.Empty(Problems(Samples.Badge.ToJsonUtf8Bytes()));

    [StandardsTheory]
    [InlineData("openbadges/examples/full.json")]
    [InlineData("openbadges/examples/bench-rich.json")]
    [InlineData("openbadges/test-vectors/obv3p0/signed.json")]
    public void What_is_read_and_written_again_passes_the_official_schema(string path)
    {
        Assert.True(AchievementCredential.TryRead(Standards.Bytes(path), out var credential, out _));
        Assert.Empty(Problems(credential.ToJsonUtf8Bytes()));
    }

    [StandardsFact]
    public void Fails_when_the_schema_is_broken()
    {
        // A single proof, as the published vector has it, is what the strict family refuses.
        Assert.Contains("/proof type", Problems(Standards.Bytes("openbadges/test-vectors/obv3p0/signed.json")));
        Assert.Contains(
            "/issuer/type contains",
            Problems(
                (
                    Samples.Badge with
                    {
                        Issuer = new Profile { Id = "urn:x:1", Type = ["Other"] },
                    }
                ).ToJsonUtf8Bytes()
            )
        );
    }

    /// <summary>Where the schema is not kept, and by which keyword; none when it is.</summary>
    static IReadOnlyList<string> Problems(byte[] json)
    {
        var result = Schema.Value.Evaluate(
            JsonDocument.Parse(json).RootElement,
            new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true }
        );
        return result.IsValid
            ? []
            : [.. (result.Details ?? []).SelectMany(at => (at.Errors ?? []).Keys.Select(keyword => $"{at.InstanceLocation} {keyword}"))];
    }
}
