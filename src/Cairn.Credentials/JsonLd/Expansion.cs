namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 5.5: the Expansion Algorithm, with safe mode. One instance serves one document.</summary>
internal sealed partial class Expansion
{
    readonly JsonLdOptions options;
    readonly ContextProcessing contexts;
    readonly DocumentPath path = new();
    JsonLdDocument document;
    int depth;

    Expansion(JsonLdOptions options)
    {
        this.options = options;
        contexts = new(options.Contexts, work: options.Work);
    }

    /// <summary>Section 9.1, expand(), steps 5 to 9: the initial context, the algorithm, and the shape of the outermost value.</summary>
    public static List<object?> Expand(in JsonLdDocument document, JsonLdOptions options, JsonElement? expandContext = null)
    {
        var expansion = new Expansion(options) { document = document };
        var active = InitialContext.For(options);
        if (expandContext is { } given)
        {
            // 6. If the expandContext option is a map with an @context entry, that entry.
            if (given.ValueKind == JsonValueKind.Object && given.TryGetProperty("@context", out var inner))
                given = inner;
            active = expansion.contexts.Process(active, given, options.Base);
        }

        var expanded = expansion.ExpandElement(active, null, document.Root, options.Base, fromMap: false);

        // 8.1 If expanded output is a map that contains only an @graph entry, set expanded output that value. 8.2 null is an empty array.
        if (expanded is ExpandedMap { Count: 1 } map && map.Has("@graph"))
            expanded = map["@graph"];
        return expanded is null ? [] : ExpandedMap.AsArray(expanded);
    }

    object? ExpandElement(ActiveContext active, string? property, JsonElement element, string? baseUrl, bool fromMap)
    {
        // 1. If element is null, return null.
        if (element.ValueKind == JsonValueKind.Null)
            return null;

        // 3. If active property has a term definition with a local context, that is the property-scoped context.
        var scope = active.Find(property);

        // 4. If element is a scalar:
        if (element.IsScalar())
        {
            // 4.1 If active property is null or @graph, drop the free-floating scalar.
            if (property is null or "@graph")
                return Drop(element.GetRawText());

            // 4.2 If property-scoped context is defined, process it. 4.3 Value Expansion.
            if (scope?.LocalContext is not null)
                active = contexts.ProcessPropertyScope(active, scope);
            return ExpandValue(active, property, element);
        }

        if (++depth > options.MaxDepth)
            throw path.Error(JsonLdErrors.Depth, "");
        var result =
            element.ValueKind == JsonValueKind.Array
                ? ExpandArray(active, property, element, baseUrl, fromMap)
                : ExpandMap(active, property, element, scope, baseUrl, fromMap);
        depth--;
        return result;
    }

    // 5. If element is an array:
    List<object?> ExpandArray(ActiveContext active, string? property, JsonElement element, string? baseUrl, bool fromMap)
    {
        // 5.1 Initialize an empty array, result. 5.2 For each item in element:
        var result = new List<object?>();
        var isList = active.Find(property)?.Has(Containers.List) == true;
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            // 5.2.1 Initialize expanded item to the result of using this algorithm recursively.
            path.Push(index++);
            var expanded = ExpandElement(active, property, item, baseUrl, fromMap);
            path.Pop();

            // 5.2.2 If the container mapping of active property includes @list, and expanded item is an array, make it a list object.
            if (isList && expanded is List<object?>)
                expanded = new ExpandedMap { ["@list"] = expanded };

            // 5.2.3 If expanded item is an array, append each of its items; otherwise, if it is not null, append it.
            if (expanded is List<object?> items)
                result.AddRange(items);
            else if (expanded is not null)
                result.Add(expanded);
        }

        // 5.3 Return result.
        return result;
    }

    // 6. Otherwise element is a map.
    object? ExpandMap(ActiveContext active, string? property, JsonElement element, TermDefinition? scope, string? baseUrl, bool fromMap)
    {
        var entries = Entries(element);

        // 7. If active context has a previous context, it is not propagated: revert, unless from map, a value object or a node reference.
        if (active.Previous is not null && !fromMap && !KeepsContext(active, entries))
            active = active.Previous;

        // 8. If property-scoped context is defined, process it with override protected true.
        if (scope?.LocalContext is not null)
            active = contexts.ProcessPropertyScope(active, scope);

        // 9. If element contains the entry @context, process it.
        foreach (var (key, value) in entries)
        {
            if (key != "@context")
                continue;
            active = contexts.Process(active, value, baseUrl);
            break;
        }

        // 10. Initialize type-scoped context to active context. 11. Type-scoped contexts.
        var typeScoped = active;
        active = ProcessTypes(active, typeScoped, entries, out var inputType);

        // 12. Initialize two empty maps, result and nests. 13. and 14. Expand the entries.
        var result = new ExpandedMap();
        ExpandEntries(new(active, typeScoped, property, baseUrl, inputType), entries, result);

        // 15. to 20. The shape of the result.
        var finished = Finish(result, property);
        if (
            options.Unnamed is { } unnamed
            && ReferenceEquals(finished, result)
            && !result.IsValueObject
            && !result.IsListObject
            && !result.Has("@id")
        )
            unnamed.Add(path.ToString());
        return finished;
    }

    static bool KeepsContext(ActiveContext active, List<KeyValuePair<string, JsonElement>> entries)
    {
        foreach (var (key, _) in entries)
        {
            var keyword = Alias(active, key);
            if (keyword == "@value" || (keyword == "@id" && entries.Count == 1))
                return true;
        }

        return false;
    }

    /// <summary>The keyword that a key is or stands for; sufficient where only keywords matter.</summary>
    static string? Alias(ActiveContext active, string key) =>
        key.StartsWith('@') ? key
        : active.Find(key)?.Iri is { } iri && iri.StartsWith('@') ? iri
        : null;

    ActiveContext ProcessTypes(
        ActiveContext active,
        ActiveContext typeScoped,
        List<KeyValuePair<string, JsonElement>> entries,
        out string? inputType
    )
    {
        inputType = null;
        List<KeyValuePair<string, JsonElement>>? typed = null;
        foreach (var entry in entries)
            if (Alias(active, entry.Key) == "@type")
                (typed ??= []).Add(entry);

        if (typed is null)
            return active;

        // 11. For each entry in element ordered lexicographically by key whose key expands to @type:
        typed.Sort(static (x, y) => string.CompareOrdinal(x.Key, y.Key));
        var seenFirst = false;
        foreach (var (_, value) in typed)
        {
            // 11.1 Convert value into an array, if necessary.
            List<string> terms = [];
            if (value.ValueKind == JsonValueKind.String)
                terms.Add(value.Text());
            else if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in value.EnumerateArray())
                    if (item.ValueKind == JsonValueKind.String)
                        terms.Add(item.Text());
            }

            // 12. Initialize input type to expansion of the last value of the first entry in element expanding to @type.
            if (!seenFirst && terms.Count > 0)
                inputType = contexts.ExpandIri(typeScoped, terms[^1], documentRelative: false, vocab: true);
            seenFirst = true;

            // 11.2 For each term which is a value of value ordered lexicographically, process its local context with propagate false.
            terms.Sort(StringComparer.Ordinal);
            foreach (var term in terms)
                if (typeScoped.Find(term) is { LocalContext: not null } definition)
                    active = contexts.ProcessTypeScope(active, definition);
        }

        return active;
    }

    List<KeyValuePair<string, JsonElement>> Entries(JsonElement element)
    {
        var entries = new List<KeyValuePair<string, JsonElement>>();
        var isRoot = depth == 1 && element.ValueKind == JsonValueKind.Object && (document.Omit is not null || document.Context is not null);
        HashSet<string>? seen = options.Safe ? new(StringComparer.Ordinal) : null;
        if (isRoot && document.Context is { } given)
            entries.Add(new("@context", given));

        foreach (var property in element.EnumerateObject())
        {
            var key = property.Key();
            if (seen?.Add(key) == false)
                throw path.Error(JsonLdErrors.DuplicateKey, key);
            if (isRoot && (key == document.Omit || (key == "@context" && document.Context is not null)))
                continue;
            entries.Add(new(key, property.Value));
        }

        return entries;
    }

    object? Drop(string what) => options.Safe ? throw path.Error(JsonLdErrors.DroppedValue, what) : null;
}
