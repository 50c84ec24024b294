namespace Cairn.Credentials.JsonLd;

/// <summary>
/// JSON-LD 1.1 API, section 7.2: Node Map Generation, of expanded JSON-LD, which stays unchanged. What the algorithm removes from an
/// element is skipped.
/// </summary>
internal sealed class NodeMap
{
    public const string Default = "@default";

    readonly IdentifierIssuer blankNodes = new("_:b");
    readonly HashSet<(ExpandedMap Node, string Property, string Value)> values = [];
    readonly int maxDepth;
    int generated;

    public NodeMap(List<object?> expanded, int maxDepth)
    {
        this.maxDepth = maxDepth;
        Graphs[Default] = new();
        foreach (var item in expanded)
            Add((ExpandedMap)item!, new(Default));
    }

    /// <summary>The nodes of each graph, by name and identifier, in order of appearance.</summary>
    public OrderedDictionary<string, OrderedDictionary<string, ExpandedMap>> Graphs { get; } = new(StringComparer.Ordinal);

    /// <summary>Where an element is: its graph, and the node and property, or the list, that it is a value of.</summary>
    readonly record struct Place(
        string Graph,
        ExpandedMap? Subject = null,
        string? Property = null,
        List<object?>? List = null,
        ExpandedMap? ReverseOf = null
    );

    // 1. If element is an array, each item.
    void AddAll(object? elements, in Place place)
    {
        foreach (var item in ExpandedMap.AsArray(elements))
            Add((ExpandedMap)item!, place);
    }

    // 2. Otherwise element is a map.
    void Add(ExpandedMap element, in Place place)
    {
        // 4. A value object. 3. Its type, if it is a blank node, gets a new label.
        if (element.IsValueObject)
            AddValue(place, Relabelled(element));
        // 5. A list object.
        else if (element.IsListObject)
        {
            var list = new List<object?>();
            AddAll(element["@list"], place with { List = list });
            var result = new ExpandedMap { ["@list"] = list };
            if (place.List is { } outer)
                outer.Add(result);
            else
                place.Subject!.Add(place.Property!, result);
        }
        // 6. A node object.
        else
            AddNode(element, place);
    }

    void AddValue(in Place place, ExpandedMap value)
    {
        if (place.List is { } list)
            list.Add(value);
        else
            AddOnce(place.Subject!, place.Property!, value, KeyOf(value));
    }

    void AddNode(ExpandedMap element, in Place place)
    {
        // 6.1, 6.2 The node's identifier, or a new blank node. 6.3, 6.4 The node.
        var id = element["@id"] is string given
            ? Label(given)
            : blankNodes.Issue(string.Create(CultureInfo.InvariantCulture, $" {generated++}"));
        var node = NodeOf(place.Graph, id);

        // 6.5 A reverse property: the node has a reference to the one that it was a value of.
        var reference = new ExpandedMap { ["@id"] = id };
        if (place.ReverseOf is { } referenced)
            AddOnce(node, place.Property!, referenced, (string)referenced["@id"]!);
        // 6.6 Otherwise, a reference in the place of the element.
        else if (place.List is { } list)
            list.Add(reference);
        else if (place.Subject is { } subject)
            AddOnce(subject, place.Property!, reference, id);

        // 6.7 @type.
        if (element["@type"] is { } types)
        {
            foreach (var type in ExpandedMap.AsArray(types).OfType<string>())
                AddOnce(node, "@type", Label(type), type);
        }

        // 6.8 @index.
        if (element["@index"] is string index)
        {
            if (node["@index"] is string other && other != index)
                throw new JsonLdException("conflicting indexes", index);
            node["@index"] = index;
        }

        // 6.9 @reverse. 6.10 @graph. 6.11 @included.
        if (element["@reverse"] is ExpandedMap reverse)
        {
            foreach (var (property, items) in reverse.Entries)
                AddAll(items, new(place.Graph, Property: property, ReverseOf: reference));
        }

        if (element["@graph"] is { } graph)
        {
            if (!Graphs.ContainsKey(id))
                Graphs[id] = new(StringComparer.Ordinal);
            AddAll(graph, new(id));
        }

        if (element["@included"] is { } included)
            AddAll(included, new(place.Graph));

        // 6.12 Each property, ordered.
        foreach (var (property, items) in element.Entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
        {
            if (property.StartsWith('@'))
                continue;

            var label = Label(property);
            if (!node.Has(label))
                node[label] = new List<object?>();
            AddAll(items, new(place.Graph, node, label));
        }
    }

    ExpandedMap NodeOf(string graph, string id)
    {
        var nodes = Graphs[graph];
        if (!nodes.TryGetValue(id, out var node))
            nodes[id] = node = new() { ["@id"] = id };
        return node;
    }

    string Label(string id) => Iri.IsBlankNode(id) ? blankNodes.Issue(id) : id;

    ExpandedMap Relabelled(ExpandedMap value)
    {
        if (value["@type"] is not string type || !Iri.IsBlankNode(type))
            return value;

        var copy = new ExpandedMap();
        foreach (var (key, entry) in value.Entries)
            copy[key] = entry;
        copy["@type"] = Label(type);
        return copy;
    }

    // NOTE: found by key in place of "compare against every item".
    void AddOnce(ExpandedMap node, string property, object value, string key)
    {
        if (values.Add((node, property, key)))
            node.Add(property, value);
    }

    string KeyOf(ExpandedMap value) =>
        string.Join(
            '\0',
            value
                .Entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal)
                .Select(entry =>
                    $"{entry.Key} "
                    + (entry.Value is JsonElement json ? $"{JsonCanonicalization.Canonicalize(json, maxDepth)}" : $" {entry.Value}")
                )
        );
}
