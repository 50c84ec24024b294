using System.Runtime.InteropServices;
using Cairn.Credentials.Contexts;

namespace Cairn.Credentials.JsonLd;

/// <summary>
/// An active context of pinned contexts, with terms found by their UTF-8 names. If a context or term is asked for, null means "cannot be
/// done in one pass". Thread-safe.
/// </summary>
internal sealed class CompiledContext
{
    const int MaxTerms = 256;
    const int MaxKnownArrays = 16;

    readonly ActiveContext context;
    readonly CompiledTerm?[] table;
    readonly int mask;
    (byte[] Json, CompiledContext Context)[] known = [];

    CompiledContext(ActiveContext context)
    {
        this.context = context;
        var size = 16;
        while (size < context.Terms.Count * 3)
            size *= 2;
        table = new CompiledTerm?[size];
        mask = size - 1;
        var index = 0;
        foreach (var (name, definition) in context.Terms)
        {
            var term = new CompiledTerm(this, name, definition, index++);
            var at = (int)HashOf(term.Name) & mask;
            while (table[at] is not null)
                at = (at + 1) & mask;
            table[at] = term;
        }
    }

    /// <summary>The context that a document without base IRI begins with.</summary>
    public static CompiledContext? Initial => InitialContext.Shared.Shared!.Compiled;

    /// <summary>The context that an inner node falls back to if this one comes from a type.</summary>
    public CompiledContext? Previous => context.Previous is null ? this : context.Previous.Shared?.Compiled;

    public bool HasPrevious => context.Previous is not null;

    public static CompiledContext? Of(ActiveContext context)
    {
        // Default language and direction, and other words for the keywords that decide the context, are left to the general way.
        if (context.Language is not null || context.Direction is not null || context.Terms.Count > MaxTerms)
            return null;
        if (context.Previous is { Shared: null })
            return null;

        foreach (var (name, definition) in context.Terms)
        {
            if (definition.Iri is "@id" && name != "id")
                return null;
            if (definition.Iri is "@type" && name is not ("type" or "@type"))
                return null;
            if (name is "id" && definition.Iri != "@id")
                return null;
            if (name is "type" && definition.Iri != "@type")
                return null;
            if (definition.Iri is "@value" or "@nest" || name.AsSpan().IndexOfAny(':', '/') >= 0)
                return null;
        }

        return new(context);
    }

    public CompiledTerm? Find(ReadOnlySpan<byte> name)
    {
        for (var at = (int)HashOf(name) & mask; table[at] is { } term; at = (at + 1) & mask)
            if (name.SequenceEqual(term.Name))
                return term;

        return null;
    }

    /// <summary>Processes a local context on top of this one if it is a URL, or an array of URLs, of pinned contexts.</summary>
    public CompiledContext? With(JsonElement localContext, CanonicalWork? work)
    {
        var json = JsonMarshal.GetRawUtf8Value(localContext);
        work?.Derive(this, json, localContext.ValueKind == JsonValueKind.Array ? localContext.GetArrayLength() : 1);
        foreach (var (text, context) in known)
            if (json.SequenceEqual(text))
                return context;

        return Process(localContext, json);
    }

    public CompiledContext? TypeScopeOf(CompiledTerm term) =>
        context.Shared!.WithScope(term.Definition, isOfProperty: false).Shared?.Compiled;

    public CompiledContext? PropertyScopeOf(CompiledTerm term) =>
        context.Shared!.WithScope(term.Definition, isOfProperty: true).Shared?.Compiled;

    public CompiledContext? NodeScopeOf(CompiledTerm term) => term.HasScope ? Previous?.PropertyScopeOf(term) : Previous;

    CompiledContext? Process(JsonElement localContext, ReadOnlySpan<byte> json)
    {
        var result = context;
        if (localContext.ValueKind == JsonValueKind.String)
        {
            if (!TryAdd(localContext, ref result))
                return null;
        }
        else if (localContext.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in localContext.EnumerateArray())
                if (item.ValueKind != JsonValueKind.String || !TryAdd(item, ref result))
                    return null;
        }
        else
            return null;

        if (result.Shared?.Compiled is not { } compiled)
            return null;

        // The most recent ones are kept by their text; losing a race loses only that.
        var before = known;
        known = [(json.ToArray(), compiled), .. before.AsSpan(0, Math.Min(before.Length, MaxKnownArrays - 1))];
        return compiled;
    }

    static bool TryAdd(JsonElement url, ref ActiveContext result)
    {
        if (!PinnedContexts.Instance.TryGet(url.Text(), out var document) || result.Shared is not { } shared)
            return false;

        result = shared.With(document);
        return true;
    }

    static uint HashOf(ReadOnlySpan<byte> name)
    {
        ulong first,
            last;
        if (name.Length >= 8)
        {
            first = MemoryMarshal.Read<ulong>(name);
            last = MemoryMarshal.Read<ulong>(name[^8..]);
        }
        else if (name.Length >= 4)
        {
            first = MemoryMarshal.Read<uint>(name);
            last = MemoryMarshal.Read<uint>(name[^4..]);
        }
        else
        {
            first = last = 0;
            foreach (var b in name)
                first = (first << 8) | b;
        }

        var hash =
            (first * 0x9E3779B97F4A7C15) ^ (ulong.RotateLeft(last, 32) * 0xC2B2AE3D27D4EB4F) ^ ((ulong)name.Length * 0x165667B19E3779F9);
        return (uint)(hash >> 37);
    }
}
