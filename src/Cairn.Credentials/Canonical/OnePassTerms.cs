using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Canonical;

/// <summary>Types, identifiers, strings, numbers and lists in one pass.</summary>
internal ref partial struct OnePass
{
    const int MaxScopedTypes = 8;

    // Printable ASCII without what IRIREF of N-Quads excludes: an IRI of these stands in JSON as in N-Quads.
    static readonly SearchValues<byte> IriBytes =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x5E).Select(static c => (byte)c).Except("<>\"{}|^`\\"u8.ToArray())]);

    // Printable ASCII without the backslash (a quote is escaped): text that stands in JSON as in N-Quads.
    static readonly SearchValues<byte> PlainBytes =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(static c => (byte)c).Except("\\"u8.ToArray())]);

    /// <summary>JSON-LD 1.1 API, section 5.5, step 11; null when the general way has to do it.</summary>
    readonly CompiledContext? EnterTypes(CompiledContext typeScoped, int at)
    {
        var name = json.Slice(entries[at].Start, entries[at].Length);
        if (name[0] != '@' && typeScoped.Find(name) is not { Use: TermUse.Type }) return null;

        var value = entries[at].Value;
        if (value.ValueKind == JsonValueKind.String)
        {
            if (!TryInner(value, out var type)) return null;
            return typeScoped.Find(type) is { HasScope: true } term ? term.TypeScope : typeScoped;
        }

        if (value.ValueKind != JsonValueKind.Array) return null;

        // Those with a scope, in the order of their names.
        var scoped = new ScopedTerms();
        var count = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || !TryInner(item, out var type)) return null;
            if (typeScoped.Find(type) is not { HasScope: true } term) continue;
            if (count == MaxScopedTypes) return null;
            scoped[count++] = term;
        }

        if (count == 0) return typeScoped;
        if (count > 1) ((Span<CompiledTerm?>)scoped)[..count].Sort(static (x, y) => x!.Name.AsSpan().SequenceCompareTo(y!.Name));

        var active = scoped[0]!.TypeScope;
        for (var i = 1; i < count && active is not null; i++) active = active.TypeScopeOf(scoped[i]!);
        return active;
    }

    [System.Runtime.CompilerServices.InlineArray(MaxScopedTypes)]
    struct ScopedTerms
    {
        CompiledTerm? first;
    }

    bool Types(CompiledContext active, CompiledContext typeScoped, ReadOnlySpan<byte> name, JsonElement value, int subject, int graph)
    {
        if (name[0] != '@' && active.Find(name) is not { Use: TermUse.Type }) return false;
        if (value.ValueKind == JsonValueKind.String) return Type(typeScoped, value, subject, graph);

        foreach (var item in value.EnumerateArray())
            if (!Type(typeScoped, item, subject, graph)) return false;
        return true;
    }

    bool Type(CompiledContext typeScoped, JsonElement value, int subject, int graph)
    {
        var start = text.Length;
        if (!TryInner(value, out var type) || !Vocabulary(typeScoped, type)) return false;

        statements.AddText(subject, TypeToken, start, graph);
        return true;
    }

    int Identifier(CompiledContext active, int at)
    {
        var entry = entries[at];
        var name = json.Slice(entry.Start, entry.Length);
        if (name[0] != '@' && active.Find(name) is not { Use: TermUse.Id }) return None;
        if (entry.Value.ValueKind != JsonValueKind.String || !TryInner(entry.Value, out var id)) return None;

        var start = text.Length;
        return Reference(active, id) ? statements.AddResource(start) : None;
    }

    /// <summary>Appends the token of a string, number or Boolean that is a value of a term.</summary>
    bool Scalar(CompiledTerm property, JsonElement value)
    {
        if (property.ScalarTerm is not { Use: TermUse.Property } term) return false;

        switch (value.ValueKind)
        {
            case JsonValueKind.String when term.Form == ValueForm.Literal:
                return Literal(term, value);
            case JsonValueKind.String:
                return TryInner(value, out var iri) && (term.Form == ValueForm.Id ? Reference(term.Context, iri) : Vocabulary(term.Context, iri));
            case JsonValueKind.Number:
                return Number(term, value);
            default:
                var name = value.ValueKind == JsonValueKind.True ? "\"true"u8 : "\"false"u8;
                return Typed(name, term.Datatype is null ? "\"^^<http://www.w3.org/2001/XMLSchema#boolean>"u8 : term.StringEnd);
        }
    }

    bool Literal(CompiledTerm term, JsonElement value)
    {
        // What JSON leaves unescaped N-Quads does too, but for DEL.
        var raw = JsonMarshal.GetRawUtf8Value(value);
        var inner = raw[1..^1];
        var odd = inner.IndexOfAnyExcept(PlainBytes);
        if (odd < 0) return Typed(raw[..^1], term.StringEnd);

        inner = inner[odd..];
        if (inner.IndexOfAny((byte)'\\', (byte)0x7F) < 0) return Utf8.IsValid(inner) && Typed(raw[..^1], term.StringEnd);

        text.Append((byte)'"');
        NQuadsWriter.WriteEscaped(text, value.Text());
        text.Append(term.StringEnd);
        return true;
    }

    bool Number(CompiledTerm term, JsonElement value)
    {
        // Short integers stand in JSON as xsd:integer has them; doubles proper take the long way.
        if (term.Datatype == Xsd.Double) return false;
        var raw = JsonMarshal.GetRawUtf8Value(value);
        if (raw.Length <= 15 && raw.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 && !raw.SequenceEqual("-0"u8))
        {
            text.Append((byte)'"');
            return Typed(raw, term.Datatype is null ? "\"^^<http://www.w3.org/2001/XMLSchema#integer>"u8 : term.StringEnd);
        }

        if (!value.TryGetDouble(out var number) || !double.IsFinite(number)) return false;

        var isDouble = CanonicalNumber.Format(number, asDouble: false, out var lexical);
        text.Append((byte)'"');
        text.Append(lexical);
        text.Append(
            term.Datatype is not null ? term.StringEnd
            : isDouble ? "\"^^<http://www.w3.org/2001/XMLSchema#double>"u8
            : "\"^^<http://www.w3.org/2001/XMLSchema#integer>"u8);
        return true;
    }

    bool Typed(ReadOnlySpan<byte> value, ReadOnlySpan<byte> end)
    {
        var room = text.Reserve(value.Length + end.Length);
        value.CopyTo(room);
        end.CopyTo(room[value.Length..]);
        text.Advance(value.Length + end.Length);
        return true;
    }

    /// <summary>Section 8.3 of the API, List Conversion.</summary>
    bool List(CompiledTerm term, JsonElement value, CompiledContext active, int subject, int graph, int depth)
    {
        if (value.ValueKind == JsonValueKind.Null) return true;
        if (value.ValueKind != JsonValueKind.Array) return false;
        if (depth >= maxDepth) return false;

        var (from, predicate) = (subject, term.Token);
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Null) continue;

            var link = statements.AddBlank();
            statements.Add(from, predicate, link, graph);
            (from, predicate) = (link, RestToken);
            if (item.ValueKind == JsonValueKind.Object)
            {
                var node = Node(item, active, term, graph, depth + 2);
                if (node < 0) return false;
                statements.Add(link, FirstToken, node, graph);
            }
            else
            {
                var start = text.Length;
                if (item.ValueKind == JsonValueKind.Array || !Scalar(term, item)) return false;
                statements.AddText(link, FirstToken, start, graph);
            }
        }

        var nil = text.Length;
        text.Append("<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>"u8);
        statements.AddText(from, predicate, nil, graph);
        return true;
    }

    /// <summary>IRI expansion, document-relative: an absolute IRI, or a compact one. Appends its token.</summary>
    bool Reference(CompiledContext active, ReadOnlySpan<byte> value)
    {
        if (value.IndexOfAnyExcept(IriBytes) >= 0) return false;

        var colon = SchemeLength(value);
        if (colon < 0) return false;

        var prefix = default(ReadOnlySpan<byte>);
        var suffix = value;
        if (!value[(colon + 1)..].StartsWith("//"u8) && active.Find(value[..colon]) is { IsPrefix: true } term)
        {
            if (!term.IsResource) return false;
            prefix = term.Iri;
            suffix = value[(colon + 1)..];
        }

        // One fragment at most.
        var hash = suffix.IndexOf((byte)'#');
        if (hash >= 0 && (suffix[(hash + 1)..].Contains((byte)'#') || prefix.Contains((byte)'#'))) return false;

        var length = prefix.Length + suffix.Length + 2;
        var room = text.Reserve(length);
        room[0] = (byte)'<';
        prefix.CopyTo(room[1..]);
        suffix.CopyTo(room[(1 + prefix.Length)..]);
        room[length - 1] = (byte)'>';
        text.Advance(length);
        return true;
    }

    /// <summary>IRI expansion by the vocabulary: a term, or else as <see cref="Reference"/>.</summary>
    bool Vocabulary(CompiledContext active, ReadOnlySpan<byte> value)
    {
        if (active.Find(value) is not { } term) return Reference(active, value);
        if (!term.IsResource) return false;

        text.Append(term.Token);
        return true;
    }

    static int SchemeLength(ReadOnlySpan<byte> value)
    {
        if (value.Length == 0 || !char.IsAsciiLetter((char)value[0])) return -1;

        for (var i = 1; i < value.Length; i++)
        {
            var c = (char)value[i];
            if (c == ':') return i;
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.')) return -1;
        }

        return -1;
    }

    /// <summary>
    /// The bytes of a string between its quotes, escapes and all: no term has a backslash in its name and no IRI has one, so an escaped string is
    /// never mistaken for either.
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
