namespace Cairn.Credentials.Achievements.Rules;

/// <summary>The <c>type</c> of an object: a single string, or an array that contains what its class requires.</summary>
static class ModelTypes
{
    internal static bool Has(JsonElement json, string type) => json.TryGetProperty("type"u8, out var value) && Contains(value, type);

    internal static void Check(ModelCheck check, JsonElement value, ModelClass type)
    {
        if (type.Types is not { } needed)
        {
            if (value.ValueKind != JsonValueKind.String)
                check.Report(".type", "model.type", type.ClauseOf("type"), "string");
            else if (type.OnlyType is { } only && !value.ValueEquals(only))
                check.Report(".type", "model.contains", type.ClauseOf("type"), only);
            return;
        }

        if (!IsText(value))
            check.Report(".type", "model.type", type.ClauseOf("type"), "string");
        foreach (var line in needed)
            if (!ContainsAny(value, line))
                check.Report(".type", "model.contains", type.ClauseOf("type"), line[0]);
    }

    static bool IsText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return value.ValueKind == JsonValueKind.String;
        foreach (var item in value.EnumerateArray())
            if (item.ValueKind != JsonValueKind.String)
                return false;

        return true;
    }

    static bool ContainsAny(JsonElement value, IReadOnlyList<string> types)
    {
        foreach (var type in types)
            if (Contains(value, type))
                return true;

        return false;
    }

    static bool Contains(JsonElement value, string type)
    {
        if (value.ValueKind == JsonValueKind.String)
            return value.ValueEquals(type);
        if (value.ValueKind != JsonValueKind.Array)
            return false;
        foreach (var item in value.EnumerateArray())
            if (item.ValueKind == JsonValueKind.String && item.ValueEquals(type))
                return true;

        return false;
    }
}
