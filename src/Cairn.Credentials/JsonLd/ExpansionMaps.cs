namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 5.5, steps 13.7 and 13.8: language maps and index, id and type maps.</summary>
internal sealed partial class Expansion
{
    List<object?> ExpandLanguageMap(ActiveContext active, TermDefinition definition, JsonElement map)
    {
        // 13.7.1 An empty array. 13.7.2, 13.7.3 The direction of the term, or else the default base direction.
        var expanded = new List<object?>();
        var direction = definition.HasDirection ? definition.Direction : active.Direction;

        // 13.7.4 For each key-value pair language-language value in value:
        foreach (var (language, value) in Entries(map))
        {
            path.Push(language);
            if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in value.EnumerateArray())
                    Add(language, item);
            }
            else
                Add(language, value);

            path.Pop();
        }

        return expanded;

        void Add(string language, JsonElement item)
        {
            // 13.7.4.2.1 If item is null, continue. 13.7.4.2.2 Item MUST be a string.
            if (item.ValueKind == JsonValueKind.Null)
                return;
            if (item.ValueKind != JsonValueKind.String)
                throw path.Error("invalid language map value", item.GetRawText());

            // 13.7.4.2.3 A language-tagged string. 13.7.4.2.4 Without language if it is @none or expands to it. 13.7.4.2.5 With direction.
            var v = new ExpandedMap { ["@value"] = item.Text() };
            if (language != "@none" && contexts.ExpandIri(active, language, documentRelative: false, vocab: true) != "@none")
                v["@language"] = SafeLanguage(language);
            if (direction is not null)
                v["@direction"] = SafeDirection(direction);
            expanded.Add(v);
        }
    }

    List<object?> ExpandIndexMap(in Scope scope, string key, TermDefinition definition, JsonElement map)
    {
        // 13.8.1 An empty array. 13.8.2 Index key: key's index mapping in active context, or @index.
        var expanded = new List<object?>();
        var indexKey = definition.Index ?? "@index";
        var byIdOrType = definition.Has(Containers.Id | Containers.Type);

        // 13.8.3 For each key-value pair index-index value in value:
        foreach (var (index, value) in Entries(map))
        {
            path.Push(index);

            // 13.8.3.1 If container mapping includes @id or @type, map context is the previous context, if there is one.
            var mapContext = byIdOrType ? scope.Active.Previous ?? scope.Active : scope.Active;

            // 13.8.3.2 If it includes @type and index's term definition in map context has a local context, process it.
            if (definition.Has(Containers.Type) && mapContext.Find(index) is { LocalContext: { } local } typed)
                mapContext = contexts.Process(mapContext, local, typed.BaseUrl);

            // 13.8.3.4 Expanded index. 13.8.3.5 and 13.8.3.6 Expand index value, as an array, from map.
            var expandedIndex = contexts.ExpandIri(scope.Active, index, documentRelative: false, vocab: true);
            List<object?> items = ExpandElement(mapContext, key, value, scope.BaseUrl, fromMap: true) is { } some
                ? ExpandedMap.AsArray(some)
                : [];

            // 13.8.3.7 For each item of index value:
            foreach (var item in items)
                expanded.Add(Indexed(scope, definition, indexKey, index, expandedIndex, item!));

            path.Pop();
        }

        return expanded;
    }

    ExpandedMap Indexed(in Scope scope, TermDefinition definition, string indexKey, string index, string? expandedIndex, object value)
    {
        // 13.8.3.7.1 If container mapping includes @graph, and item is not a graph object, set item to one.
        var item = (ExpandedMap)value;
        if (definition.Has(Containers.Graph) && !item.IsGraphObject)
            item = ToGraph(item);

        var isNone = expandedIndex == "@none";
        if (definition.Has(Containers.Index))
        {
            // 13.8.3.7.2 If index key is not @index, and expanded index is not @none, the index is the value of a property.
            if (indexKey != "@index" && !isNone)
            {
                var property = contexts.ExpandIri(scope.Active, indexKey, documentRelative: false, vocab: true)!;
                var reexpanded = ExpandText(scope.Active, indexKey, index);
                item[property] = item.Has(property)
                    ? (List<object?>)[reexpanded, .. ExpandedMap.AsArray(item[property])]
                    : new List<object?> { reexpanded };
                if (item.IsValueObject)
                    throw path.Error("invalid value object", index);
            }
            // 13.8.3.7.3 Otherwise, an @index entry, unless it has one.
            else if (indexKey == "@index" && !isNone && !item.Has("@index"))
                item["@index"] = options.Safe ? throw path.Error(JsonLdErrors.DroppedValue, index) : index;
        }
        // 13.8.3.7.4 Otherwise, if container mapping includes @id, an @id entry, unless it has one.
        else if (definition.Has(Containers.Id))
        {
            if (!isNone && !item.Has("@id"))
                item["@id"] = SafeIndex(contexts.ExpandIri(scope.Active, index, documentRelative: true, vocab: false), index);
        }
        // 13.8.3.7.5 Otherwise, if container mapping includes @type, its types come after the index.
        else if (!isNone)
        {
            item["@type"] = item.Has("@type")
                ? (List<object?>)[SafeIndex(expandedIndex, index), .. ExpandedMap.AsArray(item["@type"])]
                : new List<object?> { SafeIndex(expandedIndex, index) };
        }

        return item;
    }

    string? SafeIndex(string? iri, string index)
    {
        if (!options.Safe)
            return iri;
        if (iri is null || !Iri.IsAbsoluteOrBlankNode(iri))
            throw path.Error(JsonLdErrors.RelativeIri, index);
        return Iri.IsWellFormed(iri) || Iri.IsWellFormedBlankNode(iri) ? iri : throw path.Error(JsonLdErrors.InvalidIri, index);
    }
}
