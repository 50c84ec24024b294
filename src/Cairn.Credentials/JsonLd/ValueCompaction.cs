namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 6.4: Value Compaction.</summary>
internal sealed partial class Compaction
{
    /// <summary>
    /// False if the value stays a map: then the entries are compacted one by one, which is what step 11 of this algorithm does.
    /// </summary>
    bool TryCompactValue(ActiveContext active, string? property, ExpandedMap value, out object? result)
    {
        // 4. Language and 5. direction of the property, or else the default ones.
        var definition = active.Find(property);
        var language = definition is { HasLanguage: true } ? definition.Language : active.Language;
        var direction = definition is { HasDirection: true } ? definition.Direction : active.Direction;
        result = null;

        // 6. If value has an @id entry and has no other entries other than @index: an IRI, by the type mapping.
        if (value["@id"] is string id)
        {
            if (value.Count > (value.Has("@index") ? 2 : 1))
                return false;

            result = definition?.Type switch
            {
                "@id" => CompactIri(active, id, vocab: false),
                "@vocab" => CompactIri(active, id, vocab: true),
                _ => null,
            };
            return result is not null;
        }

        // 7. Otherwise, if value's @type matches the type mapping, the value.
        if (!value.IsValueObject)
            return false;
        var content = value["@value"];
        if (value["@type"] is string type)
        {
            result = content;
            return type == definition?.Type && (IsScalar(content) || type == "@json");
        }

        // 8. Otherwise, if the type mapping is @none, value compaction is disabled.
        if (definition?.Type == "@none")
            return false;

        // 9. Otherwise, if it is no string, or 10. if language and direction are the expected ones: the value, unless its index would be
        // lost.
        var isPlain =
            content is not string
            || (
                string.Equals(value["@language"] as string, language, StringComparison.OrdinalIgnoreCase)
                && value["@direction"] as string == direction
            );
        result = content;
        return isPlain && IsScalar(content) && (!value.Has("@index") || definition?.Has(Containers.Index) == true);
    }

    static bool IsScalar(object? value) => value is string || (value is JsonElement element && element.IsScalar());
}
