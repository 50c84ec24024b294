using System.Text.Json;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Tests.Conformance;

/// <summary>Expanded JSON-LD as JSON, to compare it with what a suite expects.</summary>
internal static class ExpandedJson
{
    public static JsonElement Of(object? expanded)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) Write(json, expanded);
        return JsonElement.Parse(stream.ToArray());
    }

    static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            case List<object?> items:
                json.WriteStartArray();
                foreach (var item in items) Write(json, item);
                json.WriteEndArray();
                break;
            case ExpandedMap map:
                json.WriteStartObject();
                foreach (var (key, entry) in map.Entries)
                {
                    json.WritePropertyName(key);
                    Write(json, entry);
                }

                json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException(value.GetType().Name);
        }
    }
}

/// <summary>The suite's comparison: the order of arrays counts only in lists.</summary>
internal static class JsonLdEquality
{
    public static bool Same(JsonElement left, JsonElement right, bool ordered = false)
    {
        if (left.ValueKind != right.ValueKind) return false;

        return left.ValueKind switch
        {
            JsonValueKind.Object => SameMaps(left, right),
            JsonValueKind.Array => ordered ? SameInOrder(left, right) : SameInAnyOrder(left, right),
            _ => JsonElement.DeepEquals(left, right)
        };
    }

    static bool SameMaps(JsonElement left, JsonElement right)
    {
        if (left.EnumerateObject().Count() != right.EnumerateObject().Count()) return false;

        foreach (var property in left.EnumerateObject())
        {
            if (!right.TryGetProperty(property.Name, out var other)) return false;
            if (!Same(property.Value, other, ordered: property.Name is "@list" or "@value")) return false;
        }

        return true;
    }

    static bool SameInOrder(JsonElement left, JsonElement right) =>
        left.GetArrayLength() == right.GetArrayLength()
        && left.EnumerateArray().Zip(right.EnumerateArray()).All(static pair => Same(pair.First, pair.Second));

    static bool SameInAnyOrder(JsonElement left, JsonElement right)
    {
        var rest = right.EnumerateArray().ToList();
        foreach (var item in left.EnumerateArray())
        {
            var at = rest.FindIndex(other => Same(item, other));
            if (at < 0) return false;
            rest.RemoveAt(at);
        }

        return rest.Count == 0;
    }
}
