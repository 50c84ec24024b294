namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 6.1, steps 12.8.7 to 12.8.9: lists, graphs, and the maps that containers make.</summary>
internal sealed partial class Compaction
{
    // 12.8.7 If expanded item is a list object:
    void AddList(
        ActiveContext active,
        string property,
        ExpandedMap item,
        object? compacted,
        Containers container,
        bool asArray,
        ExpandedMap nest
    )
    {
        // 12.8.7.1 If compacted item is not an array, an array containing only it.
        var list = ExpandedMap.AsArray(compacted);

        // 12.8.7.3 If container includes @list, the array is the entry.
        if ((container & Containers.List) != 0)
        {
            nest[property] = list;
            return;
        }

        // 12.8.7.2 Otherwise, a list object, with its index.
        var map = new ExpandedMap { [Alias(active, "@list")] = list };
        if (item.Has("@index"))
            map[Alias(active, "@index")] = item["@index"];
        AddValue(nest, property, map, asArray);
    }

    // 12.8.8 If expanded item is a graph object:
    void AddGraph(
        ActiveContext active,
        string property,
        ExpandedMap item,
        object? compacted,
        Containers container,
        bool asArray,
        ExpandedMap nest
    )
    {
        var isGraph = (container & Containers.Graph) != 0;
        var isSimple = !item.Has("@id");

        // 12.8.8.1 If container includes @graph and @id: by the graph's name.
        if (isGraph && (container & Containers.Id) != 0)
        {
            var key = item["@id"] is string id ? CompactIri(active, id, vocab: false) : Alias(active, "@none");
            AddValue(MapOf(nest, property), key, compacted, asArray);
        }
        // 12.8.8.2 Otherwise, if container includes @graph and @index, and it is a simple graph object: by its index.
        else if (isGraph && (container & Containers.Index) != 0 && isSimple)
        {
            AddValue(MapOf(nest, property), item["@index"] as string ?? Alias(active, "@none"), compacted, asArray);
        }
        // 12.8.8.3 Otherwise, if container includes @graph and it is a simple graph object; several nodes are included by a node without
        // properties.
        else if (isGraph && isSimple)
        {
            if (compacted is List<object?> { Count: > 1 })
                compacted = new ExpandedMap { [Alias(active, "@included")] = compacted };
            AddValue(nest, property, compacted, asArray);
        }
        // 12.8.8.4 Otherwise, a map with @graph, and with @id and @index where they are.
        else
        {
            var map = new ExpandedMap { [Alias(active, "@graph")] = compacted };
            if (item["@id"] is string id)
                map[Alias(active, "@id")] = CompactIri(active, id, vocab: false);
            if (item.Has("@index"))
                map[Alias(active, "@index")] = item["@index"];
            AddValue(nest, property, map, asArray);
        }
    }

    // 12.8.9 Otherwise, if container includes @language, @index, @id, or @type and container does not include @graph:
    void AddToMap(
        ActiveContext active,
        string property,
        ExpandedMap item,
        object? compacted,
        TermDefinition definition,
        bool asArray,
        ExpandedMap nest
    )
    {
        // 12.8.9.1 Map object. 12.8.9.2 Container key. 12.8.9.3 Index key.
        string? key;
        var map = compacted as ExpandedMap;

        // 12.8.9.4 @language: the value by its language.
        if (definition.Has(Containers.Language))
        {
            if (item.IsValueObject)
                compacted = item["@value"];
            key = item["@language"] as string;
        }
        // 12.8.9.5 @index, by the index. 12.8.9.6 Or by a property of the node.
        else if (definition.Has(Containers.Index))
        {
            key = definition.Index is null or "@index"
                ? item["@index"] as string
                : TakeFirst(map, IndexEntry(active, map, definition.Index));
        }
        // 12.8.9.7 @id: by the node's identifier.
        else if (definition.Has(Containers.Id))
        {
            var alias = Alias(active, "@id");
            key = map?[alias] as string;
            if (key is not null)
                map!.Remove(alias);
        }
        // 12.8.9.8 @type: by the first type; of a node with nothing else but an identifier, that is compacted anew.
        else
        {
            key = TakeFirst(map, Alias(active, "@type"));
            if (map is { Count: 1 } && map.Has(Alias(active, "@id")))
                compacted = Element(active, property, new ExpandedMap { ["@id"] = item["@id"] });
        }

        // 12.8.9.9 If map key is null, @none. 12.8.9.10 Add value.
        AddValue(MapOf(nest, property), key ?? Alias(active, "@none"), compacted, asArray);
    }

    // 12.8.9.6.1 The index key expanded and compacted. NOTE: as it is where that is what the node has; the suite's t0114 has a typed term.
    string IndexEntry(ActiveContext active, ExpandedMap? map, string indexKey) =>
        map?.Has(indexKey) == true || contexts.ExpandIri(active, indexKey, documentRelative: false, vocab: true) is not { } iri
            ? indexKey
            : CompactIri(active, iri, vocab: true);

    // The first value of an entry, which keeps the others.
    static string? TakeFirst(ExpandedMap? map, string entry)
    {
        if (map is null || !map.Has(entry))
            return null;

        var values = ExpandedMap.AsArray(map[entry]);
        if (values is not [string first, ..])
            return null;

        if (values.Count == 1)
            map.Remove(entry);
        else
            map[entry] = values.Count == 2 ? values[1] : values[1..];
        return first;
    }
}
