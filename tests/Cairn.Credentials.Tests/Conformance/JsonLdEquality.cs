using System.Text.Json;

namespace Cairn.Credentials.Tests.Conformance;

/// <summary>The suite's comparison: the order of arrays counts only in lists.</summary>
internal static class JsonLdEquality
{
    public static bool Same(JsonElement left, JsonElement right, bool ordered = false)
    {
        if (left.ValueKind != right.ValueKind)
            return false;

        return left.ValueKind switch
        {
            JsonValueKind.Object => SameMaps(left, right),
            JsonValueKind.Array => ordered ? SameInOrder(left, right) : SameInAnyOrder(left, right),
            _ => JsonElement.DeepEquals(left, right),
        };
    }

    static bool SameMaps(JsonElement left, JsonElement right)
    {
        if (left.EnumerateObject().Count() != right.EnumerateObject().Count())
            return false;

        foreach (var property in left.EnumerateObject())
        {
            if (!right.TryGetProperty(property.Name, out var other))
                return false;
            if (!Same(property.Value, other, ordered: property.Name is "@list" or "@value"))
                return false;
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
            if (at < 0)
                return false;
            rest.RemoveAt(at);
        }

        return rest.Count == 0;
    }
}
