using System.Runtime.InteropServices;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Canonical;

/// <summary>Types, identifiers, strings, numbers and lists in one pass.</summary>
internal ref partial struct OnePass
{
    const int MaxScopedTypes = 8;

    /// <summary>JSON-LD 1.1 API, section 5.5, step 11; null if the general way has to do it.</summary>
    readonly CompiledContext? EnterTypes(CompiledContext typeScoped, int at)
    {
        var name = json.Slice(entries[at].Start, entries[at].Length);
        if (name[0] != '@' && typeScoped.Find(name) is not { Use: TermUse.Type })
            return null;

        var value = entries[at].Value;
        if (value.ValueKind == JsonValueKind.String)
        {
            if (!TryInner(value, out var type))
                return null;
            if (typeScoped.Find(type) is not { HasScope: true } scope)
                return typeScoped;

            work?.DeriveScope(typeScoped, scope);
            return scope.TypeScope;
        }

        if (value.ValueKind != JsonValueKind.Array)
            return null;

        // Those with a scope, in the order of their names.
        var scoped = new ScopedTerms();
        var count = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || !TryInner(item, out var type))
                return null;
            if (typeScoped.Find(type) is not { HasScope: true } term)
                continue;
            if (count == MaxScopedTypes)
                return null;
            scoped[count++] = term;
        }

        if (count == 0)
            return typeScoped;
        if (count > 1)
            ((Span<CompiledTerm?>)scoped)[..count].Sort(static (x, y) => x!.Name.AsSpan().SequenceCompareTo(y!.Name));

        var active = typeScoped;
        for (var i = 0; i < count && active is not null; i++)
        {
            work?.DeriveScope(active, scoped[i]!);
            active = i == 0 ? scoped[0]!.TypeScope : active.TypeScopeOf(scoped[i]!);
        }

        return active;
    }

    [System.Runtime.CompilerServices.InlineArray(MaxScopedTypes)]
    struct ScopedTerms
    {
        CompiledTerm? first;
    }

    bool Types(CompiledContext active, CompiledContext typeScoped, ReadOnlySpan<byte> name, JsonElement value, int subject, int graph)
    {
        if (name[0] != '@' && active.Find(name) is not { Use: TermUse.Type })
            return false;
        if (value.ValueKind == JsonValueKind.String)
            return Type(typeScoped, value, subject, graph);

        foreach (var item in value.EnumerateArray())
            if (!Type(typeScoped, item, subject, graph))
                return false;
        return true;
    }

    bool Type(CompiledContext typeScoped, JsonElement value, int subject, int graph)
    {
        var start = text.Length;
        if (!TryInner(value, out var type) || !Tokens.TryVocabulary(text, typeScoped, type))
            return false;

        statements.AddText(subject, TypeToken, start, graph);
        return true;
    }

    int Identifier(CompiledContext active, int at)
    {
        var entry = entries[at];
        var name = json.Slice(entry.Start, entry.Length);
        if (name[0] != '@' && active.Find(name) is not { Use: TermUse.Id })
            return None;
        if (entry.Value.ValueKind != JsonValueKind.String || !TryInner(entry.Value, out var id))
            return None;

        var start = text.Length;
        if (!Tokens.TryReference(text, active, id))
            return None;

        trace?.Add(OffsetOf(id) - 1, id.Length + 2, term: null, active, start);
        return statements.AddResource(start);
    }

    /// <summary>Appends the token of a string, number or Boolean that is a value of a term.</summary>
    bool Scalar(CompiledTerm property, JsonElement value)
    {
        if (property.ScalarTerm is not { Use: TermUse.Property } term)
            return false;

        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return Text(term, JsonMarshal.GetRawUtf8Value(value));
            case JsonValueKind.Number:
                return Number(term, value);
            default:
                var name = value.ValueKind == JsonValueKind.True ? "\"true"u8 : "\"false"u8;
                Tokens.Append(text, name, term.Datatype is null ? "\"^^<http://www.w3.org/2001/XMLSchema#boolean>"u8 : term.StringEnd);
                return true;
        }
    }

    bool Text(CompiledTerm term, ReadOnlySpan<byte> quoted)
    {
        var start = text.Length;
        if (!Tokens.TryAppend(text, term, quoted))
            return false;

        trace?.Add(OffsetOf(quoted), quoted.Length, term, term.Context, start);
        return true;
    }

    bool Number(CompiledTerm term, JsonElement value)
    {
        // Short integers are written in JSON as in xsd:integer; real doubles take the long way.
        if (term.Datatype == Xsd.Double)
            return false;
        var raw = JsonMarshal.GetRawUtf8Value(value);
        if (raw.Length <= 15 && raw.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 && !raw.SequenceEqual("-0"u8))
        {
            text.Append((byte)'"');
            Tokens.Append(text, raw, term.Datatype is null ? "\"^^<http://www.w3.org/2001/XMLSchema#integer>"u8 : term.StringEnd);
            return true;
        }

        if (!value.TryGetDouble(out var number) || !double.IsFinite(number))
            return false;

        var isDouble = CanonicalNumber.Format(number, asDouble: false, out var lexical);
        text.Append((byte)'"');
        text.Append(lexical);
        text.Append(
            term.Datatype is not null ? term.StringEnd
            : isDouble ? "\"^^<http://www.w3.org/2001/XMLSchema#double>"u8
            : "\"^^<http://www.w3.org/2001/XMLSchema#integer>"u8
        );
        return true;
    }

    /// <summary>Section 8.3 of the API, List Conversion.</summary>
    bool List(CompiledTerm term, JsonElement value, CompiledContext active, int subject, int graph, int depth)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return true;
        if (value.ValueKind != JsonValueKind.Array)
            return false;
        if (depth >= maxDepth)
            return false;

        var (from, predicate) = (subject, term.Token);
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Null)
                continue;

            var link = statements.AddBlank();
            statements.Add(from, predicate, link, graph);
            (from, predicate) = (link, RestToken);
            if (item.ValueKind == JsonValueKind.Object)
            {
                var node = Node(item, active, term, graph, depth + 2);
                if (node < 0)
                    return false;
                statements.Add(link, FirstToken, node, graph);
            }
            else
            {
                var start = text.Length;
                if (item.ValueKind == JsonValueKind.Array || !Scalar(term, item))
                    return false;
                statements.AddText(link, FirstToken, start, graph);
            }
        }

        var nil = text.Length;
        text.Append("<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>"u8);
        statements.AddText(from, predicate, nil, graph);
        return true;
    }

    /// <summary>
    /// The bytes of a string between its quotes, escapes and all: no term has a backslash in its name and no IRI has one, so an escaped
    /// string is never mistaken for either.
    /// </summary>
    static bool TryInner(JsonElement value, out ReadOnlySpan<byte> inner)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            inner = default;
            return false;
        }

        inner = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        return true;
    }
}
