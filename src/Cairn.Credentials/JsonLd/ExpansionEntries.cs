namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 5.5, steps 13 and 14: the entries of a map.</summary>
internal sealed partial class Expansion
{
    readonly record struct Scope(ActiveContext Active, ActiveContext TypeScoped, string? Property, string? BaseUrl, string? InputType);

    void ExpandEntries(in Scope scope, List<KeyValuePair<string, JsonElement>> entries, ExpandedMap result)
    {
        List<KeyValuePair<string, JsonElement>>? nests = null;
        var isValue = options.Spelling is not null && HasValue(scope.Active, entries);

        // 13. For each key and value in element:
        foreach (var (key, value) in entries)
        {
            // 13.1 If key is @context, continue. 13.2 IRI expand key. 13.3 Drop what is neither IRI nor keyword.
            if (key == "@context")
                continue;
            var property = contexts.ExpandIri(scope.Active, key, documentRelative: false, vocab: true);
            if (property is null || !(property.Contains(':', StringComparison.Ordinal) || Keywords.IsKeyword(property)))
            {
                if (!options.Safe)
                    continue;
                throw path.Error(property is null && key.StartsWith('@') ? JsonLdErrors.ReservedTerm : JsonLdErrors.UndefinedTerm, key);
            }

            options.Spelling?.Key(key, property, isValue);
            path.Push(key);

            // 13.4 If expanded property is a keyword:
            if (Keywords.IsKeyword(property))
            {
                // 13.4.14 @nest is gathered for step 14.
                if (property == "@nest")
                {
                    CheckKeyword(scope, property, result);
                    (nests ??= []).Add(new(key, value));
                }
                else
                    ExpandKeyword(scope, property, value, result);
            }
            else
            {
                if (options.Safe)
                    CheckProperty(property);
                ExpandProperty(scope, key, property, value, result);
            }

            path.Pop();
        }

        if (nests is null)
            return;

        // 14. For each key nesting-key in nests, ordered:
        foreach (var (key, value) in nests)
        {
            // 14.1 Initialize nested values to the value of nesting-key in element, ensuring that it is an array.
            path.Push(key);
            if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (var nested in value.EnumerateArray())
                    ExpandNested(scope, key, nested, result);
            }
            else
                ExpandNested(scope, key, value, result);

            path.Pop();
        }
    }

    static bool HasValue(ActiveContext active, List<KeyValuePair<string, JsonElement>> entries) =>
        entries.Exists(entry => Alias(active, entry.Key) == "@value");

    void ExpandNested(in Scope scope, string key, JsonElement nested, ExpandedMap result)
    {
        // 14.2.1 If nested value is not a map, or any key within it expands to @value, an invalid @nest value.
        if (nested.ValueKind != JsonValueKind.Object)
            throw path.Error("invalid @nest value", key);
        if (++depth > options.MaxDepth)
            throw path.Error(JsonLdErrors.Depth, "");
        var entries = Entries(nested);
        if (HasValue(scope.Active, entries))
            throw path.Error("invalid @nest value", key);

        // 14.2.2 Recursively repeat steps 3, 8, 13, and 14 using nesting-key for active property, and nested value for element.
        var active = scope.Active.Find(key) is { LocalContext: not null } definition
            ? contexts.ProcessPropertyScope(scope.Active, definition)
            : scope.Active;
        ExpandEntries(scope with { Active = active, Property = key }, entries, result);
        depth--;
    }

    void CheckProperty(string property)
    {
        // Deserialize to RDF, steps 1.3.2.3 and 1.3.2.4 drop these.
        if (Iri.IsBlankNode(property))
            throw path.Error(JsonLdErrors.BlankNodePredicate, property);
        if (!Iri.IsWellFormed(property))
            throw path.Error(JsonLdErrors.InvalidIri, property);
    }

    void ExpandProperty(in Scope scope, string key, string property, JsonElement value, ExpandedMap result)
    {
        // 13.5 Initialize container mapping to key's container mapping in active context.
        var definition = scope.Active.Find(key);
        var container = definition?.Container ?? Containers.None;
        object? expanded;

        // 13.6 If key's term definition includes a type mapping of @json, a JSON literal.
        if (definition?.Type == "@json")
        {
            expanded = new ExpandedMap { ["@value"] = value, ["@type"] = "@json" };
        }
        // 13.7 Otherwise, if container mapping includes @language and value is a map:
        else if ((container & Containers.Language) != 0 && value.ValueKind == JsonValueKind.Object)
        {
            expanded = ExpandLanguageMap(scope.Active, definition!, value);
        }
        // 13.8 Otherwise, if container mapping includes @index, @type, or @id and value is a map:
        else if ((container & (Containers.Index | Containers.Type | Containers.Id)) != 0 && value.ValueKind == JsonValueKind.Object)
        {
            expanded = ExpandIndexMap(scope, key, definition!, value);
        }
        // 13.9 Otherwise, expand value.
        else
        {
            expanded = ExpandElement(scope.Active, key, value, scope.BaseUrl, fromMap: false);
        }

        // 13.10 If expanded value is null, ignore key.
        if (expanded is null)
            return;

        // 13.11 If container mapping includes @list and expanded value is not already a list object, make it one.
        if ((container & Containers.List) != 0 && expanded is not ExpandedMap { IsListObject: true })
            expanded = new ExpandedMap { ["@list"] = ExpandedMap.AsArray(expanded) };

        // 13.12 If container mapping includes @graph, and neither @id nor @index, convert each value to a graph object.
        if ((container & Containers.Graph) != 0 && (container & (Containers.Id | Containers.Index)) == 0)
            expanded = ExpandedMap.AsArray(expanded).ConvertAll<object?>(item => ToGraph((ExpandedMap)item!));

        // 13.13 If the term definition indicates that it is a reverse property:
        if (definition is { IsReverse: true })
        {
            AddReverse(result, property, expanded);
            return;
        }

        // 13.14 Otherwise, use add value.
        result.Add(property, expanded);
    }

    ExpandedMap ToGraph(ExpandedMap item)
    {
        // A graph says nothing about a node of which nothing but the identifier is known.
        if (item.Count == 1 && item.Has("@id"))
            Drop("@id");
        return new() { ["@graph"] = ExpandedMap.AsArray(item) };
    }

    void AddReverse(ExpandedMap result, string property, object? values)
    {
        if (result["@reverse"] is not ExpandedMap reverse)
            result["@reverse"] = reverse = new();

        foreach (var item in ExpandedMap.AsArray(values))
        {
            // If item is a value object or list object, an invalid reverse property value.
            if (item is ExpandedMap { IsValueObject: true } or ExpandedMap { IsListObject: true })
                throw path.Error("invalid reverse property value", property);
            reverse.Add(property, item);
        }
    }

    object? Finish(ExpandedMap result, string? property)
    {
        // 15. If result contains the entry @value:
        if (result.IsValueObject)
        {
            if (CheckValueObject(result) is null)
                return null;
        }
        // 16. Otherwise, if result contains @type and its value is not an array, set it to an array.
        else if (result.Has("@type"))
        {
            result["@type"] = ExpandedMap.AsArray(result["@type"]);
        }

        // 17. Otherwise, if result contains @set or @list:
        if (result.Has("@set") || result.IsListObject)
        {
            // 17.1 At most one other entry, @index. 17.2 If @set, set result to that value.
            if (result.Count > 2 || (result.Count == 2 && !result.Has("@index")))
                throw path.Error("invalid set or list object", property);
            if (result.Has("@set"))
                return result["@set"];
        }

        // 18. If result is a map that contains only an @language entry, return null.
        if (result.Count == 1 && result.Has("@language"))
            return Drop("@language");

        // 19. If active property is null or @graph, drop free-floating values: 19.1 an empty map, @value or @list; 19.2 a map with only
        // @id.
        if (property is null or "@graph")
        {
            if (result.Count == 0 || result.IsValueObject || result.IsListObject)
                return Drop("@value");
            if (result.Count == 1 && result.Has("@id"))
                return Drop("@id");
        }

        // 20. Return result.
        return result;
    }

    ExpandedMap? CheckValueObject(ExpandedMap result)
    {
        // 15.1 No entries other than @direction, @index, @language, @type, and @value; not both @type and either @language or @direction.
        foreach (var key in result.Entries.Keys)
            if (key is not ("@direction" or "@index" or "@language" or "@type" or "@value"))
                throw path.Error("invalid value object", key);

        var type = result["@type"];
        if (result.Has("@type") && (result.Has("@language") || result.Has("@direction")))
            throw path.Error("invalid value object", "@type");

        // 15.2 If the result's @type entry is @json, then the @value entry may contain any value.
        if (type is "@json")
            return result;

        // 15.3 Otherwise, if the value of result's @value entry is null, return null.
        var value = result["@value"];
        if (value is null)
            return (ExpandedMap?)Drop("@value");

        // 15.4 Otherwise, if the value of @value is not a string and result contains @language, an invalid language-tagged value.
        if (value is not string && result.Has("@language"))
            throw path.Error("invalid language-tagged value", "@language");

        // 15.5 Otherwise, if the result has an @type entry and its value is not an IRI, an invalid typed value.
        if (result.Has("@type") && (type is not string iri || !Iri.IsAbsolute(iri)))
            throw path.Error("invalid typed value", type as string);

        return result;
    }
}
