namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 6.1, step 12: the entries of a map.</summary>
internal sealed partial class Compaction
{
    void Entry(in Place place, string expandedProperty, object? value)
    {
        var (active, result) = (place.Active, place.Result);
        switch (expandedProperty)
        {
            // 12.1 @id.
            case "@id":
                result[Alias(active, "@id")] = value is string id ? CompactIri(active, id, vocab: false) : null;
                break;

            // 12.2 @type.
            case "@type":
                Types(place, value);
                break;

            // 12.3 @reverse.
            case "@reverse":
                Reverse(place, (ExpandedMap)value!);
                break;

            // 12.5 @index, where the result will be inside of an @index container.
            case "@index" when active.Find(place.Property)?.Has(Containers.Index) == true:
                break;

            // 12.6 Otherwise, @direction, @index, @language or @value.
            case "@direction"
            or "@index"
            or "@language"
            or "@value":
                result[Alias(active, expandedProperty)] = value;
                break;

            default:
                Property(place, expandedProperty, ExpandedMap.AsArray(value));
                break;
        }
    }

    void Types(in Place place, object? value)
    {
        // 12.2.1 and 12.2.2 IRI compacting with the type-scoped context.
        var types = ExpandedMap.AsArray(value);
        var compacted = types.ConvertAll<object?>(type => type);
        for (var i = 0; i < types.Count; i++)
            if (types[i] is string type)
                compacted[i] = CompactIri(place.TypeScoped, type, vocab: true);

        // 12.2.3 Alias. 12.2.4 As array, when the alias's container includes @set. 12.2.5 Add value.
        var alias = Alias(place.Active, "@type");
        var asArray = !options.CompactArrays || place.Active.Find(alias)?.Has(Containers.Set) == true;
        AddValue(place.Result, alias, compacted, value is List<object?> && asArray);
    }

    void Reverse(in Place place, ExpandedMap value)
    {
        // 12.3.1 Compact with @reverse for active property. 12.3.2 What a reverse term stands for, stands in the node itself.
        var compacted = (ExpandedMap)Element(place.Active, "@reverse", value)!;
        foreach (var (property, items) in compacted.Entries.ToList())
        {
            if (place.Active.Find(property) is not { IsReverse: true } definition)
                continue;

            AddValue(place.Result, property, items, definition.Has(Containers.Set) || !options.CompactArrays);
            compacted.Remove(property);
        }

        // 12.3.3 The rest under @reverse.
        if (compacted.Count > 0)
            place.Result[Alias(place.Active, "@reverse")] = compacted;
    }

    void Property(in Place place, string expandedProperty, List<object?> values)
    {
        // 12.7 If expanded value is an empty array, an empty array.
        if (values.Count == 0)
        {
            var property = CompactIri(place.Active, expandedProperty, vocab: true, values, place.IsReverse);
            AddValue(NestOf(place, property), property, new List<object?>(), asArray: true);
        }

        // 12.8 For each expanded item in expanded value:
        foreach (var item in values)
        {
            // 12.8.1 Item active property. 12.8.2 and 12.8.3 Nest result.
            var property = CompactIri(place.Active, expandedProperty, vocab: true, item, place.IsReverse);
            Item(place.Active, property, item, NestOf(place, property));
        }
    }

    static ExpandedMap NestOf(in Place place, string property)
    {
        if (place.Active.Find(property)?.Nest is not { } nest)
            return place.Result;

        // 12.8.2.1 If nest term is not @nest, or a term that expands to @nest, an invalid @nest value.
        if (nest != "@nest" && place.Active.Find(nest)?.Iri != "@nest")
            throw new JsonLdException("invalid @nest value", nest);
        return MapOf(place.Result, nest);
    }

    static ExpandedMap MapOf(ExpandedMap result, string key)
    {
        if (!result.Has(key))
            result[key] = new ExpandedMap();

        // A list or a graph under the same term leaves no room for a map.
        return result[key] as ExpandedMap ?? throw new JsonLdException(JsonLdErrors.Changed, key);
    }

    void Item(ActiveContext active, string property, object? item, ExpandedMap nest)
    {
        // 12.8.4 Container. 12.8.5 As array.
        var definition = active.Find(property);
        var container = definition?.Container ?? Containers.None;
        var asArray = (container & Containers.Set) != 0 || property is "@graph" or "@list" || !options.CompactArrays;

        // 12.8.6 Compacted item, of a list object or a graph object its content.
        var map = item as ExpandedMap;
        var content =
            map is { IsListObject: true } ? map["@list"]
            : map is { IsGraphObject: true } ? map["@graph"]
            : item;
        var compacted = Element(active, property, content);

        if (map is { IsListObject: true })
            AddList(new(active, property, map, compacted, asArray, nest), container);
        else if (map is { IsGraphObject: true })
            AddGraph(new(active, property, map, compacted, asArray, nest), container);
        else if (
            map is not null
            && (container & (Containers.Language | Containers.Index | Containers.Id | Containers.Type)) != 0
            && (container & Containers.Graph) == 0
        )
        {
            AddToMap(new(active, property, map, compacted, asArray, nest), definition!);
        }
        // 12.8.10 Otherwise, add value.
        else
            AddValue(nest, property, compacted, asArray);
    }
}
