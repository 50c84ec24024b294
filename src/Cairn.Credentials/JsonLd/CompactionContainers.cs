namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 6.1, steps 12.8.7 to 12.8.9: lists, graphs, and the maps that containers make.</summary>
internal sealed partial class Compaction
{
    /// <summary>An item of a property, the value that it was compacted to, and the map that the value goes into.</summary>
    readonly record struct CompactedItem(
        ActiveContext Active,
        string Property,
        ExpandedMap Item,
        object? Compacted,
        bool AsArray,
        ExpandedMap Nest
    );

    // 12.8.7 If expanded item is a list object:
    void AddList(in CompactedItem one, Containers container)
    {
        // 12.8.7.1 If compacted item is not an array, an array containing only it.
        var list = ExpandedMap.AsArray(one.Compacted);

        // 12.8.7.3 If container includes @list, the array is the entry.
        if ((container & Containers.List) != 0)
        {
            one.Nest[one.Property] = list;
            return;
        }

        // 12.8.7.2 Otherwise, a list object, with its index.
        var map = new ExpandedMap { [Alias(one.Active, "@list")] = list };
        AddWithIndex(one, map);
    }

    // 12.8.8 If expanded item is a graph object:
    void AddGraph(in CompactedItem one, Containers container)
    {
        var isGraph = (container & Containers.Graph) != 0;
        var compacted = one.Compacted;
        var isSimple = !one.Item.Has("@id");

        // 12.8.8.1 If container includes @graph and @id: by the graph's name.
        if (isGraph && (container & Containers.Id) != 0)
        {
            var key = one.Item["@id"] is string id ? CompactIri(one.Active, id, vocab: false) : Alias(one.Active, "@none");
            AddValue(MapOf(one.Nest, one.Property), key, compacted, one.AsArray);
        }
        // 12.8.8.2 Otherwise, if container includes @graph and @index, and it is a simple graph object: by its index.
        else if (isGraph && (container & Containers.Index) != 0 && isSimple)
        {
            AddValue(MapOf(one.Nest, one.Property), one.Item["@index"] as string ?? Alias(one.Active, "@none"), compacted, one.AsArray);
        }
        // 12.8.8.3 Otherwise, if container includes @graph and it is a simple graph object; several nodes are included by a node without
        // properties.
        else if (isGraph && isSimple)
        {
            if (compacted is List<object?> { Count: > 1 })
                compacted = new ExpandedMap { [Alias(one.Active, "@included")] = compacted };
            AddValue(one.Nest, one.Property, compacted, one.AsArray);
        }
        // 12.8.8.4 Otherwise, a map with @graph, and with @id and @index where they are.
        else
        {
            var map = new ExpandedMap { [Alias(one.Active, "@graph")] = compacted };
            if (one.Item["@id"] is string id)
                map[Alias(one.Active, "@id")] = CompactIri(one.Active, id, vocab: false);
            AddWithIndex(one, map);
        }
    }

    void AddWithIndex(in CompactedItem one, ExpandedMap map)
    {
        if (one.Item.Has("@index"))
            map[Alias(one.Active, "@index")] = one.Item["@index"];
        AddValue(one.Nest, one.Property, map, one.AsArray);
    }

    // 12.8.9 Otherwise, if container includes @language, @index, @id, or @type and container does not include @graph:
    void AddToMap(in CompactedItem one, TermDefinition definition)
    {
        // 12.8.9.1 Map object. 12.8.9.2 Container key. 12.8.9.3 Index key.
        string? key;
        var compacted = one.Compacted;
        var map = compacted as ExpandedMap;

        // 12.8.9.4 @language: the value by its language.
        if (definition.Has(Containers.Language))
        {
            if (one.Item.IsValueObject)
                compacted = one.Item["@value"];
            key = one.Item["@language"] as string;
        }
        // 12.8.9.5 @index, by the index. 12.8.9.6 Or by a property of the node.
        else if (definition.Has(Containers.Index))
        {
            key = definition.Index is null or "@index"
                ? one.Item["@index"] as string
                : TakeFirst(map, IndexEntry(one.Active, map, definition.Index));
        }
        // 12.8.9.7 @id: by the node's identifier.
        else if (definition.Has(Containers.Id))
        {
            var alias = Alias(one.Active, "@id");
            key = map?[alias] as string;
            if (key is not null)
                map!.Remove(alias);
        }
        // 12.8.9.8 @type: by the first type; of a node with nothing else but an identifier, that is compacted anew.
        else
        {
            key = TakeFirst(map, Alias(one.Active, "@type"));
            if (map is { Count: 1 } && map.Has(Alias(one.Active, "@id")))
                compacted = Element(one.Active, one.Property, new ExpandedMap { ["@id"] = one.Item["@id"] });
        }

        // 12.8.9.9 If map key is null, @none. 12.8.9.10 Add value.
        AddValue(MapOf(one.Nest, one.Property), key ?? Alias(one.Active, "@none"), compacted, one.AsArray);
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
