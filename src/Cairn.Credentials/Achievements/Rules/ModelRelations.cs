using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cairn.Credentials.Achievements.Rules;

/// <summary>Rules between members: dates in order, a subject that is named, results that refer to what the achievement describes.</summary>
static partial class ModelRelations
{
    internal static void Credential(ModelCheck check, JsonElement json, string path)
    {
        InOrder(check, json, path, "validFrom", "validUntil", "VC Data Model 2.0, 4.9 Validity Period");
        InOrder(check, json, path, "issuanceDate", "expirationDate", "VC Data Model 1.1, 4.6 Expiration");
        if (!json.TryGetProperty("credentialSubject", out var subject) || subject.ValueKind != JsonValueKind.Object) return;

        path += ".credentialSubject";
        Subject(check, subject, path);
        if (!subject.TryGetProperty("achievement", out var achievement) || achievement.ValueKind != JsonValueKind.Object) return;

        var descriptions = Objects(achievement, "resultDescription");
        Descriptions(check, descriptions, $"{path}.achievement.resultDescription");
        var index = 0;
        foreach (var result in Objects(subject, "result")) Result(check, result, $"{path}.result[{index++}]", descriptions);
    }

    static void Subject(ModelCheck check, JsonElement subject, string path)
    {
        InOrder(check, subject, path, "activityStartDate", "activityEndDate", "Open Badges 3.0 data model, AchievementSubject.activityEndDate");
        var identities = Objects(subject, "identifier");
        // Open Badges 3.0, verification: "either id or at least one identifier MUST be supplied".
        if (Text(subject, "id") is not { Length: > 0 } && identities.Count == 0)
            check.Report($"{path}.id", "model.subject.identity", "Open Badges 3.0, AchievementSubject.id, identifier");

        for (var i = 0; i < identities.Count; i++)
        {
            if (identities[i].TryGetProperty("hashed", out var hashed) && hashed.ValueKind == JsonValueKind.True
                && Text(identities[i], "identityHash") is { } hash && !Hash().IsMatch(hash))
                check.Report($"{path}.identifier[{i}].identityHash", "model.identity.hash", "Open Badges 3.0 data model, IdentityHash");
        }
    }

    static void Descriptions(ModelCheck check, List<JsonElement> descriptions, string path)
    {
        const string clause = "Open Badges 3.0 data model, ResultDescription.";
        Unique(check, descriptions, path, clause + "id");
        for (var i = 0; i < descriptions.Count; i++)
        {
            var (description, here) = (descriptions[i], $"{path}[{i}]");
            var levels = Objects(description, "rubricCriterionLevel");
            Unique(check, levels, $"{here}.rubricCriterionLevel", "Open Badges 3.0 data model, RubricCriterionLevel.id");
            if (Text(description, "requiredLevel") is { } level && !levels.Exists(l => Text(l, "id") == level))
                check.Report($"{here}.requiredLevel", "model.level.unknown", clause + "requiredLevel", level);

            if (Text(description, "requiredValue") is { } value && Outside(description, value))
                check.Report($"{here}.requiredValue", "model.value.outside", clause + "requiredValue", value);

            // "The levels should be ordered from low to high": seen where they carry points.
            var points = levels.Select(l => Number(Text(l, "points"))).Where(p => p is not null).ToList();
            if (points.Zip(points.Skip(1)).Any(pair => pair.First > pair.Second))
                check.Report($"{here}.rubricCriterionLevel", "model.rubric.order", clause + "rubricCriterionLevel");
        }
    }

    static void Result(ModelCheck check, JsonElement result, string path, List<JsonElement> descriptions)
    {
        const string clause = "Open Badges 3.0 data model, Result.";
        if (Text(result, "resultDescription") is not { } id) return;

        // "The linked result description must be in the achievement that is being asserted."
        var found = descriptions.FindIndex(d => Text(d, "id") == id);
        if (found < 0)
        {
            check.Report($"{path}.resultDescription", "model.result.unknown", clause + "resultDescription", id);
            return;
        }

        var description = descriptions[found];
        if (Text(result, "achievedLevel") is { } level && !Objects(description, "rubricCriterionLevel").Exists(l => Text(l, "id") == level))
            check.Report($"{path}.achievedLevel", "model.level.unknown", clause + "achievedLevel", level);

        // "Required if resultType of the linked ResultDescription is Status."
        if (Text(description, "resultType") == ResultTypes.Status && Text(result, "status") is null)
            check.Report($"{path}.status", "model.result.status", clause + "status");

        if (Text(result, "value") is { } value && Outside(description, value))
            check.Report($"{path}.value", "model.value.outside", clause + "value", value);
    }

    /// <summary>Whether a value is none of those allowed or beyond the least or greatest, where these are given.</summary>
    static bool Outside(JsonElement description, string value)
    {
        var allowed = ModelCheck.Strings(description, "allowedValue").ToList();
        if (allowed.Count > 0) return !allowed.Contains(value, StringComparer.Ordinal);

        return Number(value) is { } number
            && (Number(Text(description, "valueMin")) is { } least && number < least || Number(Text(description, "valueMax")) is { } most && number > most);
    }

    static void InOrder(ModelCheck check, JsonElement json, string path, string first, string second, string clause)
    {
        if (Text(json, first) is { } from && Text(json, second) is { } to
            && new Timestamp(from).Instant is { } start && new Timestamp(to).Instant is { } end && end < start)
            check.Report($"{path}.{second}", "model.dates.order", clause, from, to);
    }

    static void Unique(ModelCheck check, List<JsonElement> items, string path, string clause)
    {
        HashSet<string> seen = [];
        for (var i = 0; i < items.Count; i++)
            if (Text(items[i], "id") is { } id && !seen.Add(id)) check.Report($"{path}[{i}].id", "model.id.twice", clause, id);
    }

    static List<JsonElement> Objects(JsonElement json, string name) => json.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Object)],
            JsonValueKind.Object => [value],
            _ => [],
        }
        : [];

    static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^(sha256\$[0-9A-Fa-f]{64}|md5\$[0-9A-Fa-f]{32})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}
