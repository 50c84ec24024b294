namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 7.1: the Flattening Algorithm, of expanded JSON-LD.</summary>
internal static class Flattening
{
    public static List<object?> Flatten(List<object?> expanded, JsonLdOptions options)
    {
        // 1. and 2. The node map. 3. The default graph.
        var graphs = new NodeMap(expanded, options.MaxDepth).Graphs;
        var defaultGraph = graphs[NodeMap.Default];

        // 4. For each other graph: its nodes are the @graph of the node of its name.
        foreach (var (name, nodes) in graphs)
        {
            if (name == NodeMap.Default)
                continue;
            if (!defaultGraph.TryGetValue(name, out var entry))
                defaultGraph[name] = entry = new() { ["@id"] = name };
            entry["@graph"] = NodesOf(nodes);
        }

        // 5. and 6. The nodes of the default graph. 7. Return them.
        return NodesOf(defaultGraph);
    }

    // In code point order, which the algorithm leaves open; nodes about which nothing is said are left out.
    static List<object?> NodesOf(OrderedDictionary<string, ExpandedMap> nodes) =>
        [
            .. nodes
                .OrderBy(static node => node.Key, StringComparer.Ordinal)
                .Select(static node => node.Value)
                .Where(static node => node.Count > 1),
        ];
}
