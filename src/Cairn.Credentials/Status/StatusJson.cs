namespace Cairn.Credentials.Status;

/// <summary>Members of JSON from outside.</summary>
static class StatusJson
{
    internal static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A string or the strings of an array.</summary>
    internal static IReadOnlyList<string> Texts(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value))
            return [];
        if (value.ValueKind == JsonValueKind.String)
            return [value.GetString()!];
        if (value.ValueKind != JsonValueKind.Array)
            return [];

        return [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)];
    }

    internal static bool HasType(JsonElement json, string type) => Texts(json, "type").Contains(type, StringComparer.Ordinal);
}
