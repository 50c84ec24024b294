using System.Text.RegularExpressions;

namespace Cairn.Credentials.Achievements.Rules;

/// <summary>Rules between members: dates in order, a named subject, results that refer to what the achievement describes.</summary>
static partial class ModelRelations
{
    /// <summary>
    /// Results are compared with descriptions and levels one by one; a document with more of them than this is not compared.
    /// </summary>
    const int MaxCompared = 1000;

    const int FewItems = 8;

    internal static void Credential(ModelCheck check, JsonElement json)
    {
        InOrder(check, json, "", "validFrom"u8, "validUntil"u8, "VC Data Model 2.0, 4.9 Validity Period");
        InOrder(check, json, "", "issuanceDate"u8, "expirationDate"u8, "VC Data Model 1.1, 4.6 Expiration");
        if (!json.TryGetProperty("credentialSubject"u8, out var subject) || subject.ValueKind != JsonValueKind.Object)
            return;

        Subject(check, subject);
        if (!subject.TryGetProperty("achievement"u8, out var achievement) || achievement.ValueKind != JsonValueKind.Object)
            return;

        var descriptions = Objects(achievement, "resultDescription"u8);
        var results = Objects(subject, "result"u8);
        if (descriptions.Count > MaxCompared || results.Count > MaxCompared)
        {
            check.Report(".credentialSubject", "model.limit", "Cairn limits", $"{MaxCompared}");
            return;
        }

        Descriptions(check, descriptions);
        for (var i = 0; i < results.Count; i++)
            Result(check, results[i], i, descriptions);
    }

    static void Subject(ModelCheck check, JsonElement subject)
    {
        InOrder(
            check,
            subject,
            ".credentialSubject",
            "activityStartDate"u8,
            "activityEndDate"u8,
            "Open Badges 3.0 data model, AchievementSubject.activityEndDate"
        );
        var identities = Objects(subject, "identifier"u8);
        // Open Badges 3.0, verification: "either id or at least one identifier MUST be supplied".
        if (identities.Count == 0 && Text(subject, "id"u8) is not { Length: > 0 })
            check.Report(".credentialSubject.id", "model.subject.identity", "Open Badges 3.0, AchievementSubject.id, identifier");

        for (var i = 0; i < identities.Count; i++)
        {
            if (
                identities[i].TryGetProperty("hashed"u8, out var hashed)
                && hashed.ValueKind == JsonValueKind.True
                && Text(identities[i], "identityHash"u8) is { } hash
                && !Hash().IsMatch(hash)
            )
                check.Report(
                    $".credentialSubject.identifier[{i}].identityHash",
                    "model.identity.hash",
                    "Open Badges 3.0 data model, IdentityHash"
                );
        }
    }

    static void Descriptions(ModelCheck check, List<JsonElement> descriptions)
    {
        const string clause = "Open Badges 3.0 data model, ResultDescription.";
        const string path = ".credentialSubject.achievement.resultDescription";
        if (Repeated(descriptions) is { } twice)
            check.Report($"{path}[{twice.Index}].id", "model.id.twice", clause + "id", twice.Id);
        for (var i = 0; i < descriptions.Count; i++)
        {
            var description = descriptions[i];
            var levels = Objects(description, "rubricCriterionLevel"u8);
            if (levels.Count > MaxCompared)
                check.Report($"{path}[{i}].rubricCriterionLevel", "model.limit", "Cairn limits", $"{MaxCompared}");

            if (Repeated(levels) is { } same)
                check.Report(
                    $"{path}[{i}].rubricCriterionLevel[{same.Index}].id",
                    "model.id.twice",
                    "Open Badges 3.0 data model, RubricCriterionLevel.id",
                    same.Id
                );

            if (Text(description, "requiredLevel"u8) is { } level && !Has(levels, level))
                check.Report($"{path}[{i}].requiredLevel", "model.level.unknown", clause + "requiredLevel", level);

            if (Text(description, "requiredValue"u8) is { } value && Outside(description, value))
                check.Report($"{path}[{i}].requiredValue", "model.value.outside", clause + "requiredValue", value);

            if (!Ascending(levels))
                check.Report($"{path}[{i}].rubricCriterionLevel", "model.rubric.order", clause + "rubricCriterionLevel");
        }
    }

    static void Result(ModelCheck check, JsonElement result, int index, List<JsonElement> descriptions)
    {
        const string clause = "Open Badges 3.0 data model, Result.";
        const string path = ".credentialSubject.result";
        if (Text(result, "resultDescription"u8) is not { } id)
            return;

        // "The linked result description must be in the achievement that is being asserted."
        var found = descriptions.FindIndex(d => IsText(d, "id"u8, id));
        if (found < 0)
        {
            check.Report($"{path}[{index}].resultDescription", "model.result.unknown", clause + "resultDescription", id);
            return;
        }

        var description = descriptions[found];
        if (Text(result, "achievedLevel"u8) is { } level && !Has(Objects(description, "rubricCriterionLevel"u8), level))
            check.Report($"{path}[{index}].achievedLevel", "model.level.unknown", clause + "achievedLevel", level);

        // "Required if resultType of the linked ResultDescription is Status."
        if (IsText(description, "resultType"u8, ResultTypes.Status) && Text(result, "status"u8) is null)
            check.Report($"{path}[{index}].status", "model.result.status", clause + "status");

        if (Text(result, "value"u8) is { } value && Outside(description, value))
            check.Report($"{path}[{index}].value", "model.value.outside", clause + "value", value);
    }

    // "The levels should be ordered from low to high": checked if they carry points.
    static bool Ascending(List<JsonElement> levels)
    {
        decimal? before = null;
        foreach (var level in levels)
        {
            if (Number(Text(level, "points"u8)) is not { } points)
                continue;
            if (points < before)
                return false;
            before = points;
        }

        return true;
    }

    /// <summary>Whether a value is not an allowed one, or is beyond the least or greatest, if these are given.</summary>
    static bool Outside(JsonElement description, string value)
    {
        if (description.TryGetProperty("allowedValue"u8, out var allowed))
        {
            if (allowed.ValueKind == JsonValueKind.String)
                return !allowed.ValueEquals(value);
            if (allowed.ValueKind == JsonValueKind.Array && allowed.GetArrayLength() > 0)
                return !allowed.EnumerateArray().Take(MaxCompared).Any(v => v.ValueKind == JsonValueKind.String && v.ValueEquals(value));
        }

        return Number(value) is { } number
            && (
                Number(Text(description, "valueMin"u8)) is { } least && number < least
                || Number(Text(description, "valueMax"u8)) is { } most && number > most
            );
    }

    static void InOrder(ModelCheck check, JsonElement json, string path, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, string clause)
    {
        if (
            Text(json, first) is { } from
            && Text(json, second) is { } to
            && new Timestamp(from).Instant is { } start
            && new Timestamp(to).Instant is { } end
            && end < start
        )
            check.Report($"{path}.{Encoding.UTF8.GetString(second)}", "model.dates.order", clause, from, to);
    }

    static (int Index, string Id)? Repeated(List<JsonElement> items)
    {
        // A rubric's four levels are compared one by one.
        if (items.Count <= FewItems)
        {
            for (var i = 1; i < items.Count; i++)
                if (items[i].TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.String && IsAmong(items, i, id))
                    return (i, id.GetString()!);

            return null;
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
            if (Text(items[i], "id"u8) is { } id && !seen.Add(id))
                return (i, id);

        return null;
    }

    static bool IsAmong(List<JsonElement> items, int count, JsonElement id)
    {
        for (var i = 0; i < count; i++)
            if (items[i].TryGetProperty("id"u8, out var other) && JsonElement.DeepEquals(id, other))
                return true;

        return false;
    }

    static bool Has(List<JsonElement> items, string id)
    {
        for (var i = 0; i < Math.Min(items.Count, MaxCompared); i++)
            if (IsText(items[i], "id"u8, id))
                return true;

        return false;
    }

    static List<JsonElement> Objects(JsonElement json, ReadOnlySpan<byte> name) =>
        json.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.Array => InArray(value),
                JsonValueKind.Object => [value],
                _ => [],
            }
            : [];

    static List<JsonElement> InArray(JsonElement array)
    {
        List<JsonElement> objects = new(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
            if (item.ValueKind == JsonValueKind.Object)
                objects.Add(item);

        return objects;
    }

    static bool IsText(JsonElement json, ReadOnlySpan<byte> name, string text) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(text);

    static string? Text(JsonElement json, ReadOnlySpan<byte> name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    [GeneratedRegex(@"^(sha256\$[0-9A-Fa-f]{64}|md5\$[0-9A-Fa-f]{32})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}
