using System.Text.Json.Serialization.Metadata;

namespace Cairn.Foundation.Acts;

/// <summary>
/// Why JSON was not understood: everything that is wrong with it, each with its path, what was expected there and, where there is a choice,
/// all of it. Walks the body beside the serializer's own description of the type, and only if the serializer refused it.
/// </summary>
internal static class JsonFaults
{
    private const int Most = 50;

    public static Refusal In(ReadOnlyMemory<byte> body, Type type, JsonSerializerOptions strict)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
            return new Refusal("api.empty");
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = strict.MaxDepth });
            List<Refusal> faults =
                document.RootElement.ValueKind is JsonValueKind.Object
                    ? [.. Of(document.RootElement, "", strict.GetTypeInfo(type)).Take(Most)]
                    : [new Refusal("api.body")];
            return faults switch
            {
                [] => new Refusal("api.json", null, 1, 1),
                [var only] => only,
                [var first, ..] => first.With(faults),
            };
        }
        catch (JsonException malformed)
        {
            return new Refusal("api.json", null, (malformed.LineNumber ?? 0) + 1, (malformed.BytePositionInLine ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            return new Refusal("api.json", null, 1, 1); // a name with half of a surrogate pair, or bytes that are no UTF-8
        }
    }

    private static IEnumerable<Refusal> Of(JsonElement value, string path, JsonTypeInfo type) =>
        type.Kind switch
        {
            JsonTypeInfoKind.Object when value.ValueKind is not JsonValueKind.Object => [new Refusal("api.not-an-object", path, path)],
            JsonTypeInfoKind.Dictionary when value.ValueKind is not JsonValueKind.Object => [new Refusal("api.not-an-object", path, path)],
            JsonTypeInfoKind.Enumerable when value.ValueKind is not JsonValueKind.Array => [new Refusal("api.not-a-list", path, path)],
            JsonTypeInfoKind.Object => OfMembers(value, path, type),
            JsonTypeInfoKind.Dictionary => value
                .EnumerateObject()
                .SelectMany(one => Of(one.Value, Within(path, one.Name), type.Options.GetTypeInfo(type.ElementType!))),
            JsonTypeInfoKind.Enumerable => value
                .EnumerateArray()
                .SelectMany((one, at) => Of(one, $"{path}[{at}]", type.Options.GetTypeInfo(type.ElementType!))),
            _ => IsRead(value, type) ? [] : [Expected(Nullable.GetUnderlyingType(type.Type) ?? type.Type, path)],
        };

    private static IEnumerable<Refusal> OfMembers(JsonElement value, string path, JsonTypeInfo type)
    {
        var known = type
            .Properties.Where(one => one.AssociatedParameter is not null || one.Set is not null)
            .ToDictionary(one => one.Name, StringComparer.OrdinalIgnoreCase);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (var member in value.EnumerateObject())
            if (!seen.Add(member.Name))
                yield return new Refusal("api.twice", Within(path, member.Name), Within(path, member.Name));
            else if (!known.TryGetValue(member.Name, out var one))
                yield return new Refusal(
                    "api.unknown",
                    Within(path, member.Name),
                    Within(path, member.Name),
                    string.Join(", ", known.Values.Select(other => other.Name))
                );
            else if (member.Value.ValueKind is not JsonValueKind.Null || !MayBeNull(one))
                foreach (var fault in Of(member.Value, Within(path, one.Name), type.Options.GetTypeInfo(one.PropertyType)))
                    yield return fault;
        foreach (var missing in known.Values.Where(one => one.IsRequired && !seen.Contains(one.Name)))
            yield return new Refusal("api.missing", Within(path, missing.Name), Within(path, missing.Name));
    }

    private static bool MayBeNull(JsonPropertyInfo member) => member.AssociatedParameter?.IsNullable ?? member.IsSetNullable;

    private static string Within(string path, string member) => path.Length == 0 ? member : $"{path}.{member}";

    private static bool IsRead(JsonElement value, JsonTypeInfo type)
    {
        try
        {
            return value.Deserialize(type) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Refusal Expected(Type type, string path) =>
        type.IsEnum ? new("api.choice", path, path, string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)))
        : type == typeof(string) ? new("api.not-text", path, path)
        : type == typeof(bool) ? new("api.not-true-or-false", path, path)
        : type == typeof(DateOnly) ? new("api.not-a-day", path, path)
        : type == typeof(DateTimeOffset) ? new("api.not-an-instant", path, path)
        : type == typeof(Guid) || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>) ? new("api.not-an-id", path, path)
        : type == typeof(int) || type == typeof(long) ? new("api.not-a-number", path, path)
        : type == typeof(IFormFile) ? new("api.file", path, path)
        : throw new NotSupportedException($"{type.Name} is no kind of value that an input has.");
}
