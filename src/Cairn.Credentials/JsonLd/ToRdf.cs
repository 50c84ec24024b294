namespace Cairn.Credentials.JsonLd;

/// <summary>
/// JSON-LD 1.1 API, section 8.1: Deserialize JSON-LD to RDF, of expanded JSON-LD.
/// NOTE: the node map (section 4.6.1) is not built: a dataset is a set, so adding each node's statements as it is met gives the same
/// result. Blank node labels are issued as the Generate Blank Node Identifier algorithm does.
/// </summary>
internal sealed partial class ToRdf
{
    readonly JsonLdOptions options;
    readonly HashSet<Quad> dataset = [];
    readonly IdentifierIssuer blankNodes = new("b");
    readonly Dictionary<(RdfTerm Graph, RdfTerm Id), string> indexes = [];
    int generated;
    string place = "";

    ToRdf(JsonLdOptions options) => this.options = options;

    public static HashSet<Quad> Convert(List<object?> expanded, JsonLdOptions options)
    {
        var conversion = new ToRdf(options);
        foreach (var item in expanded)
            conversion.Node((ExpandedMap)item!, default);

        return conversion.dataset;
    }

    /// <summary>Adds the statements of a node object; null if RDF cannot hold its @id, which drops the statements about it.</summary>
    RdfTerm? Node(ExpandedMap node, RdfTerm graph)
    {
        // Node Map Generation, 6.1, 6.2: the node's identifier, or a new blank node.
        var subject = node.Has("@id") ? Resource(node["@id"] as string) : Unnamed(node);

        // Node Map Generation, 6.8: @index.
        if (
            node["@index"] is string index
            && subject is { } indexed
            && !indexes.TryAdd((graph, indexed), index)
            && indexes[(graph, indexed)] != index
        )
            throw new JsonLdException("conflicting indexes", index);

        foreach (var (property, value) in node.Entries)
        {
            options.Work?.Spend(1 + (property.Length / 64));
            switch (property)
            {
                // 1.3.2.1 If property is @type, a statement for each type.
                case "@type":
                    foreach (var type in ExpandedMap.AsArray(value))
                        Add(subject, RdfVocabulary.Type, Resource(type as string), graph);
                    break;

                // Node Map Generation, 6.9: reverse properties.
                case "@reverse":
                    foreach (var (reverse, items) in ((ExpandedMap)value!).Entries)
                    foreach (var item in ExpandedMap.AsArray(items))
                        Add(Node((ExpandedMap)item!, graph), reverse, subject, graph);
                    break;

                // Node Map Generation, 6.10: a named graph. 1.1 A graph name that is not well-formed drops the graph.
                case "@graph":
                    if (subject is { } name)
                        AddGraph(value, name);
                    break;

                // Node Map Generation, 6.11.
                case "@included":
                    foreach (var item in ExpandedMap.AsArray(value))
                        Node((ExpandedMap)item!, graph);
                    break;

                // 1.3.2.2 Otherwise, if property is a keyword, continue.
                case var keyword when keyword.StartsWith('@'):
                    break;

                // 1.3.2.5 Otherwise, each item of values.
                default:
                    place = subject is { } known ? $"{known.Value} {property}" : "";
                    foreach (var item in ExpandedMap.AsArray(value))
                        Add(subject, property, Object((ExpandedMap)item!, graph), graph);
                    break;
            }
        }

        return subject;
    }

    void AddGraph(object? content, RdfTerm name)
    {
        foreach (var item in ExpandedMap.AsArray(content))
        {
            if (item is ExpandedMap { IsValueObject: false, IsListObject: false } node)
                Node(node, name);
            else
                Dropped(JsonLdErrors.DroppedValue, "@graph");
        }
    }

    void Add(RdfTerm? subject, string predicate, RdfTerm? value, RdfTerm graph)
    {
        // 1.3.2.3 A blank node as property, and 1.3.2.4 one that is not well-formed, is dropped.
        if (subject is null || value is null || Iri.IsBlankNode(predicate) || !Iri.IsWellFormed(predicate))
        {
            if (options.Safe)
                throw new JsonLdException(JsonLdErrors.InvalidIri, predicate);
            return;
        }

        options.Work?.Spend(2 + ((subject.Value.Value.Length + value.Value.Value.Length) / 64));
        if (dataset.Add(new(subject.Value, RdfTerm.Iri(predicate), value.Value, graph)) && dataset.Count > options.MaxQuads)
            throw new JsonLdException(JsonLdErrors.QuadLimit, "quads");
    }

    RdfTerm? Resource(string? id)
    {
        if (id is null)
            return null;
        if (Iri.IsBlankNode(id))
            return RdfTerm.BlankNode(options.StableLabels ? id[2..] : blankNodes.Issue(id));

        return Iri.IsWellFormed(id) ? RdfTerm.Iri(id) : null;
    }

    // A key that no document can contain as a blank node identifier.
    RdfTerm NewBlankNode() => RdfTerm.BlankNode(blankNodes.Issue($" {generated++}"));

    // A graph without a name is identified by the node in it; with stable labels only graph objects made by a container have none.
    RdfTerm Unnamed(ExpandedMap node) =>
        options.StableLabels && node["@graph"] is List<object?> and [ExpandedMap inner, ..] && inner["@id"] is string id
            ? RdfTerm.BlankNode($"graph {id}")
            : NewBlankNode();

    /// <summary>Section 8.3: List Conversion.</summary>
    RdfTerm List(List<object?> list, RdfTerm graph)
    {
        var at = place;
        // 1. If list is empty, return rdf:nil. 2. An array of blank node identifiers, one for each entry.
        var head = RdfTerm.Iri(RdfVocabulary.Nil);
        for (var i = list.Count - 1; i >= 0; i--)
        {
            // 3. For each pair of subject and item: 3.2 Object to RDF. 3.3 Unless null, rdf:first. 3.4 rdf:rest.
            var subject = options.StableLabels ? RdfTerm.BlankNode($"list {at} {i}") : NewBlankNode();
            place = $"{at} {i}";
            if (Object((ExpandedMap)list[i]!, graph) is { } value)
                Add(subject, RdfVocabulary.First, value, graph);
            Add(subject, RdfVocabulary.Rest, head, graph);
            head = subject;
        }

        return head;
    }
}
