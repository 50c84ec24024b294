namespace Cairn.Credentials;

/// <summary>Reads members of arbitrary JSON: what is missing, or of another kind, is null or empty.</summary>
static class JsonMembers
{
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The members of an array, or the single value in its place.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) switch
        {
            null or { ValueKind: JsonValueKind.Null } => [],
            { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray()],
            { } one => [one],
        };

    public static bool IsText(this JsonElement element, string value) =>
        element.ValueKind == JsonValueKind.String && element.ValueEquals(value);

    /// <summary>Whether it has one of these types.</summary>
    public static bool HasType(this JsonElement element, params ReadOnlySpan<string> wanted)
    {
        if (element.Member("type") is not { } types)
            return false;
        if (types.ValueKind != JsonValueKind.Array)
            return IsOneOf(types, wanted);

        foreach (var item in types.EnumerateArray())
            if (IsOneOf(item, wanted))
                return true;
        return false;
    }

    static bool IsOneOf(JsonElement type, ReadOnlySpan<string> wanted)
    {
        foreach (var one in wanted)
            if (type.IsText(one))
                return true;
        return false;
    }

    /// <summary>The identifier of something given by its identifier or as an object with an <c>id</c>.</summary>
    public static string? Identifier(this JsonElement element, string name) =>
        element.Member(name) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { } other => other.Text("id"),
            null => null,
        };

    /// <summary>False if the member is there but not a date; true with null if it is absent.</summary>
    public static bool TryGetDate(this JsonElement element, string name, out DateTimeOffset? date)
    {
        date = null;
        if (element.Member(name) is not { } value)
            return true;
        if (value.ValueKind != JsonValueKind.String || !XmlDateTime.TryParse(value.GetString(), out var instant))
            return false;

        date = instant;
        return true;
    }
}
