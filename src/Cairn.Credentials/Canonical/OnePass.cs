using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Canonical;

/// <summary>
/// Expansion and deserialization to RDF in one pass, for documents of pinned contexts that use only plain features (what credentials are
/// made of). It never decides that a document is wrong: anything unusual, including an error, is left to the general way, which gives the
/// same statements for everything that passes here (a test sends documents through both).
/// </summary>
internal ref partial struct OnePass
{
    const int None = -1;

    static readonly byte[] TypeToken = Encoding.UTF8.GetBytes($"<{RdfVocabulary.Type}>");
    static readonly byte[] FirstToken = Encoding.UTF8.GetBytes($"<{RdfVocabulary.First}>");
    static readonly byte[] RestToken = Encoding.UTF8.GetBytes($"<{RdfVocabulary.Rest}>");

    readonly ReadOnlySpan<byte> json;
    readonly ReadOnlySpan<char> omit;
    readonly JsonElement? rootContext;
    readonly bool omits;
    readonly int maxDepth;
    readonly Statements statements;
    readonly EntryStack entries;
    readonly ByteBuffer text;
    readonly StringTrace? trace;
    readonly CanonicalWork? work;

    OnePass(in JsonLdDocument document, int maxDepth, Statements statements, EntryStack entries, StringTrace? trace, CanonicalWork? work)
    {
        this.trace = trace;
        this.work = work;
        json = JsonMarshal.GetRawUtf8Value(document.Root);
        omits = document.Omit is not null;
        omit = document.Omit;
        rootContext = document.Context;
        this.maxDepth = maxDepth;
        this.statements = statements;
        this.entries = entries;
        text = statements.Text;
    }

    /// <summary>Collects the statements of a document; false if the general way has to do it.</summary>
    public static bool TryRead(
        in JsonLdDocument document,
        int maxDepth,
        Statements statements,
        EntryStack entries,
        StringTrace? trace = null,
        CanonicalWork? work = null
    )
    {
        if (document.Root.ValueKind != JsonValueKind.Object || CompiledContext.Initial is not { } initial)
            return false;

        entries.Clear();
        var pass = new OnePass(document, maxDepth, statements, entries, trace, work);
        return pass.Node(document.Root, initial, null, None, 1) >= 0 && statements.Count > 0;
    }

    /// <summary>The number of the node's resource, or None if the general way has to do it.</summary>
    int Node(JsonElement element, CompiledContext active, CompiledTerm? property, int graph, int depth)
    {
        if (depth > maxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return None;

        // The entries, with those that decide the context kept apart.
        var isRoot = property is null;
        var shape = new NodeShape();
        if (!Gather(element, isRoot, ref shape))
            return None;

        // 5.5, steps 7 and 8: back to the previous context, and the property's scope.
        var isReference = shape.Count == 1 && shape.Id >= 0;
        if (property is { HasScope: true })
        {
            if (isReference && active.HasPrevious)
                return None;
            work?.DeriveScope(property, property);
            active = property.NodeScope!;
        }
        else if (active.HasPrevious && !isReference)
            active = active.Previous!;

        if (active is null)
            return None;

        // Step 9: the node's own context.
        if (isRoot && rootContext is { } given)
            active = active.With(given, work)!;
        else if (shape.HasContext)
            active = active.With(shape.Context, work)!;
        if (active is null)
            return None;

        // Steps 10 and 11: type-scoped contexts.
        var typeScoped = active;
        if (shape.Type >= 0 && (active = EnterTypes(typeScoped, shape.Type)!) is null)
            return None;

        // The node's identifier comes first because its statements need it.
        var subject = shape.Id < 0 ? statements.AddBlank() : Identifier(active, shape.Id);
        if (subject < 0)
            return None;

        return Properties(shape, active, typeScoped, subject, graph, depth) ? subject : None;
    }

    struct NodeShape
    {
        public int First;
        public int End;
        public int Count;
        public int Id;
        public int Type;
        public bool HasContext;
        public JsonElement Context;
    }

    bool Gather(JsonElement element, bool isRoot, ref NodeShape shape)
    {
        shape.First = entries.Count;
        shape.Id = shape.Type = None;
        bool omitted = false,
            replaced = false;
        foreach (var property in element.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(property);
            if (isRoot && omits && Ascii.Equals(name, omit))
            {
                if (omitted)
                    return false;
                omitted = true;
                continue;
            }

            shape.Count++;
            switch (name.Length)
            {
                case 8 when name.SequenceEqual("@context"u8):
                    if (shape.HasContext || replaced)
                        return false;
                    if (isRoot && rootContext is not null)
                        replaced = true;
                    else
                        (shape.HasContext, shape.Context) = (true, property.Value);
                    continue;
                case 2 when name.SequenceEqual("id"u8):
                case 3 when name.SequenceEqual("@id"u8):
                    if (shape.Id >= 0)
                        return false;
                    shape.Id = entries.Count;
                    break;
                case 4 when name.SequenceEqual("type"u8):
                case 5 when name.SequenceEqual("@type"u8):
                    if (shape.Type >= 0)
                        return false;
                    shape.Type = entries.Count;
                    break;
                case > 0 when name[0] == '@':
                    return false;
            }

            entries.Push(OffsetOf(name), name.Length, property.Value);
        }

        if (isRoot && rootContext is not null && !replaced)
            shape.Count++;
        shape.End = entries.Count;
        return true;
    }

    bool Properties(in NodeShape shape, CompiledContext active, CompiledContext typeScoped, int subject, int graph, int depth)
    {
        Span<ulong> seen = stackalloc ulong[4];
        seen.Clear();
        for (var i = shape.First; i < shape.End; i++)
        {
            // Not by reference: the stack of entries grows.
            var entry = entries[i];
            var name = json.Slice(entry.Start, entry.Length);
            if (i == shape.Id)
                continue;
            if (i == shape.Type)
            {
                if (!Types(active, typeScoped, name, entry.Value, subject, graph))
                    return false;
                continue;
            }

            if (active.Find(name) is not { Use: TermUse.Property } term)
                return false;

            // The same key twice is an error.
            ref var bits = ref seen[term.Index >> 6];
            var bit = 1UL << term.Index;
            if ((bits & bit) != 0)
                return false;
            bits |= bit;

            var done = term.IsList
                ? List(term, entry.Value, active, subject, graph, depth)
                : Values(term, entry.Value, active, subject, graph, depth);
            if (!done)
                return false;
        }

        entries.Count = shape.First;
        return true;
    }

    bool Values(CompiledTerm term, JsonElement value, CompiledContext active, int subject, int graph, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return Map(term, value, active, subject, graph, depth);

            case JsonValueKind.Array:
                if (depth >= maxDepth)
                    return false;
                foreach (var item in value.EnumerateArray())
                    if (!Values(term, item, active, subject, graph, depth + 1))
                        return false;
                return true;

            case JsonValueKind.Null:
                return true;

            default:
                var start = text.Length;
                if (term.IsGraph || !Scalar(term, value))
                    return false;
                statements.AddText(subject, term.Token, start, graph);
                return true;
        }
    }

    bool Map(CompiledTerm term, JsonElement value, CompiledContext active, int subject, int graph, int depth)
    {
        if (!term.IsGraph)
        {
            var node = Node(value, active, term, graph, depth + 1);
            if (node < 0)
                return false;
            statements.Add(subject, term.Token, node, graph);
            return true;
        }

        // 5.5, step 13.12: the node is in a graph of its own, named by a blank node.
        var name = statements.AddBlank();
        statements.Add(subject, term.Token, name, graph);
        var before = statements.Count;
        return Node(value, active, term, name, depth + 1) >= 0 && statements.Count > before;
    }

    int OffsetOf(ReadOnlySpan<byte> name) =>
        (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(json), ref MemoryMarshal.GetReference(name));
}
