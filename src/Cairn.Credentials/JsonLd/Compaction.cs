namespace Cairn.Credentials.JsonLd;

/// <summary>
/// JSON-LD 1.1 API, section 6: compaction, of expanded JSON-LD to maps and arrays of the same types as <see cref="ExpandedMap"/>'s. One
/// instance serves one document.
/// </summary>
internal sealed partial class Compaction
{
    const long MaxWork = 20_000_000;

    readonly JsonLdOptions options;
    readonly ContextProcessing contexts;
    readonly Dictionary<ActiveContext, InverseContext> inverses = new(ReferenceEqualityComparer.Instance);
    long work;

    Compaction(JsonLdOptions options)
    {
        this.options = options;
        contexts = new(options.Contexts);
    }

    /// <summary>Section 9.1, compact(), steps 6 to 11. Without a context only the shape is compacted.</summary>
    public static ExpandedMap Compact(List<object?> expanded, JsonElement? context, JsonLdOptions options)
    {
        var compaction = new Compaction(options);

        // 6. If context is a map having an @context entry, that entry.
        if (context is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty("@context", out var inner))
            context = inner;

        // 7. The active context. 8. Its base IRI.
        var active = options.Base is null || !options.CompactToRelative ? InitialContext.Shared : new(options.Base);
        if (context is { } given)
            active = compaction.contexts.Process(active, given, options.Base);

        // 9. The algorithm. 10.1 An empty array is an empty map. 10.2 Any other array is the content of the default graph.
        var compacted = compaction.Element(active, null, expanded);
        if (compacted is List<object?> items)
        {
            compacted = new ExpandedMap();
            if (items.Count > 0)
                ((ExpandedMap)compacted)[compaction.Alias(active, "@graph")] = items;
        }

        // 11. The context comes first.
        var result = new ExpandedMap();
        if (context is not null && !IsEmpty(context.Value))
            result["@context"] = context;
        foreach (var (key, value) in ((ExpandedMap)compacted!).Entries)
            result[key] = value;
        return result;
    }

    // NOTE: a context that says nothing is not repeated, as the suite expects.
    static bool IsEmpty(JsonElement context) =>
        context.ValueKind == JsonValueKind.Null
        || (context.ValueKind == JsonValueKind.Object && !context.EnumerateObject().MoveNext())
        || (context.ValueKind == JsonValueKind.Array && context.GetArrayLength() == 0);

    /// <summary>Section 6.1: the Compaction Algorithm.</summary>
    object? Element(ActiveContext active, string? property, object? element) =>
        element switch
        {
            // 3. If element is an array. Otherwise 4. to 13. element is a map. 2. If element is a scalar, return it.
            List<object?> items => Array(active, property, items),
            ExpandedMap map => Map(active, property, map),
            _ => element,
        };

    object? Array(ActiveContext active, string? property, List<object?> items)
    {
        // 3.1 Initialize result to an empty array. 3.2 For each item, compacted, if it is not null, append it.
        var result = new List<object?>(items.Count);
        foreach (var item in items)
            if (Element(active, property, item) is { } compacted)
                result.Add(compacted);

        // 3.3 Empty, several, or wanted as an array. 3.4 Otherwise, the one value.
        var isArray =
            result.Count != 1
            || !options.CompactArrays
            || property is "@graph" or "@set"
            || active.Find(property)?.Has(Containers.List | Containers.Set) == true;
        return isArray ? result : result[0];
    }

    object? Map(ActiveContext active, string? property, ExpandedMap element)
    {
        // 6. The property's scope is looked up before the context is reverted, as expansion does (section 5.5, step 3).
        var scope = active.Find(property);

        // 5. If active context has a previous context, it is not propagated: revert, unless a value object or a node reference.
        if (active.Previous is not null && !element.IsValueObject && !(element.Count == 1 && element.Has("@id")))
            active = active.Previous;
        if (scope?.LocalContext is not null)
            active = contexts.ProcessPropertyScope(active, scope);

        // 7. If element has an @value or @id entry, and the result of Value Compaction is a scalar, or a JSON literal of a JSON term,
        // return it.
        if ((element.IsValueObject || element.Has("@id")) && TryCompactValue(active, property, element, out var scalar))
            return scalar;

        // 8. If element is a list object, and the container mapping of active property includes @list, its list.
        if (element.IsListObject && active.Find(property)?.Has(Containers.List) == true)
            return Element(active, property, element["@list"]);

        // 1. NOTE: type-scoped context is the active context of this place (section 5.5, step 10, on the way back), not that before step 5.
        var typeScoped = active;
        active = EnterTypes(active, element);

        // 9. Inside reverse. 10. Initialize result to an empty map. 12. For each expanded property and value:
        var result = new ExpandedMap();
        var place = new Place(active, typeScoped, property, IsReverse: property == "@reverse", result);
        foreach (var (expandedProperty, value) in element.Entries)
            Entry(place, expandedProperty, value);

        // 13. Return result.
        return result;
    }

    /// <summary>Where entries are compacted: the contexts, the property whose value they are, and the map that takes them.</summary>
    readonly record struct Place(ActiveContext Active, ActiveContext TypeScoped, string? Property, bool IsReverse, ExpandedMap Result);

    // 11. For each compacted type in code point order: its local context.
    ActiveContext EnterTypes(ActiveContext typeScoped, ExpandedMap element)
    {
        if (element.IsValueObject || element["@type"] is not List<object?> types)
            return typeScoped;

        var active = typeScoped;
        foreach (var term in types.OfType<string>().Select(type => CompactIri(typeScoped, type, vocab: true)).Order(StringComparer.Ordinal))
            if (typeScoped.Find(term) is { LocalContext: not null } definition)
                active = contexts.ProcessTypeScope(active, definition);

        return active;
    }

    string Alias(ActiveContext active, string keyword) => CompactIri(active, keyword, vocab: true);

    InverseContext InverseOf(ActiveContext active)
    {
        if (inverses.TryGetValue(active, out var inverse))
            return inverse;

        Count(active.Terms.Count);
        return inverses[active] = new(active);
    }

    // NOTE: not in the algorithm: a document could bring as many prefixes as IRIs.
    void Count(int comparisons)
    {
        if ((work += comparisons) > MaxWork)
            throw new JsonLdException(JsonLdErrors.ContextWorkLimit, "@context");
    }

    /// <summary>The macro "add value": an entry becomes an array with its second value.</summary>
    static void AddValue(ExpandedMap map, string key, object? value, bool asArray)
    {
        if (value is List<object?> { Count: > 0 } items)
        {
            foreach (var item in items)
                AddValue(map, key, item, asArray);
        }
        else if (!map.Has(key))
            map[key] = asArray && !IsArray(value) ? new List<object?> { value } : value;
        else if (value is not List<object?>)
            map.Add(key, value);

        // A JSON literal may be an array.
        static bool IsArray(object? value) => value is List<object?> or JsonElement { ValueKind: JsonValueKind.Array };
    }
}
