using System.Text.Json;
using Json.Schema;

namespace Cairn.Credentials.Tests.Achievements;

/// <summary>What the published Open Badges 3.0 schema says about an achievement credential.</summary>
static class OfficialSchema
{
    static readonly Lazy<JsonSchema> Schema = new(() =>
        JsonSchema.FromText(Standards.Text("openbadges/schema/ob_v3p0_achievementcredential_schema.json"))
    );

    /// <summary>Where the schema is violated, and by which keyword; none if it is not.</summary>
    public static IReadOnlyList<string> Problems(byte[] json)
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
