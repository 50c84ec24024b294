using Cairn.Credentials.Contexts;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Canonical;

/// <summary>
/// The other forms of a JSON-LD document (JSON-LD 1.1 API): expanded, compacted to the caller's context, flattened. In safe mode, as in
/// <see cref="CanonicalForm"/>: anything that would be dropped or stay relative is a failure, and the result says the same: its canonical
/// form is that of the document. Deterministic, synchronous, thread-safe. Whatever the document, the only exception is
/// <see cref="JsonLdException"/>.
/// </summary>
public static class JsonLdForms
{
    // Graphs, lists and language maps can be deeper in another form, but never three times as deep.
    const int DepthFactor = 3;

    /// <summary>Returns the expanded form: no context, every IRI written out; JSON in UTF-8, an array.</summary>
    /// <param name="document">The document.</param>
    /// <param name="contexts">Where its contexts come from.</param>
    /// <param name="limits">What it may cost; <see cref="CanonicalLimits.MaxBytes"/> holds for the result too.</param>
    /// <exception cref="JsonLdException">The document, or a context of it, is refused; the code says why.</exception>
    public static byte[] Expand(in JsonLdDocument document, IContextSource contexts, CanonicalLimits? limits = null)
    {
        limits ??= CanonicalLimits.Default;
        return JsonLdText.Write(Read(document, contexts, limits, out _), limits.MaxBytes);
    }

    /// <summary>
    /// Returns the form that a context gives: its terms for IRIs, its aliases for keywords; JSON in UTF-8, with that context.
    /// </summary>
    /// <param name="document">The document, with whatever contexts it has.</param>
    /// <param name="context">A context, an array of them, an address, or a map with <c>@context</c>.</param>
    /// <param name="contexts">Where the contexts of both come from.</param>
    /// <param name="limits">What it may cost; <see cref="CanonicalLimits.MaxBytes"/> holds for the result too.</param>
    /// <exception cref="JsonLdException">
    /// The document or a context is refused; or (<c>jsonld.safe.changed</c>) in that context the document would say something else.
    /// </exception>
    public static byte[] Compact(in JsonLdDocument document, JsonElement context, IContextSource contexts, CanonicalLimits? limits = null)
    {
        limits ??= CanonicalLimits.Default;
        return Compacted(Read(document, contexts, limits, out var options), context, options, limits);
    }

    /// <summary>
    /// Returns the flattened form: every node once, at the top, and references to it elsewhere; blank nodes have labels. Without a context
    /// the nodes stay expanded.
    /// </summary>
    /// <param name="document">The document.</param>
    /// <param name="contexts">Where the contexts of both come from.</param>
    /// <param name="context">What the nodes are compacted with, as for <see cref="Compact"/>; null: they are not.</param>
    /// <param name="limits">What it may cost; <see cref="CanonicalLimits.MaxBytes"/> holds for the result too.</param>
    /// <exception cref="JsonLdException">
    /// The document or a context is refused; or (<c>jsonld.safe.changed</c>) in that context the document would say something else.
    /// </exception>
    public static byte[] Flatten(
        in JsonLdDocument document,
        IContextSource contexts,
        JsonElement? context = null,
        CanonicalLimits? limits = null
    )
    {
        limits ??= CanonicalLimits.Default;
        var flattened = Flattening.Flatten(Read(document, contexts, limits, out var options), options);
        return context is { } given ? Compacted(flattened, given, options, limits) : JsonLdText.Write(flattened, limits.MaxBytes);
    }

    static List<object?> Read(in JsonLdDocument document, IContextSource contexts, CanonicalLimits limits, out JsonLdOptions options)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        if (document.Root.ValueKind == JsonValueKind.Undefined)
            throw new ArgumentException("The document has no root.", nameof(document));

        DocumentBounds.Check(document, limits.MaxDepth);
        options = new(contexts)
        {
            Safe = true,
            RdfDirection = RdfDirection.I18nDatatype,
            MaxDepth = limits.MaxDepth,
            MaxQuads = limits.MaxQuads,
        };
        return Expansion.Expand(document, options);
    }

    static byte[] Compacted(List<object?> expanded, JsonElement context, JsonLdOptions options, CanonicalLimits limits)
    {
        if (context.ValueKind == JsonValueKind.Undefined)
            throw new ArgumentException("There is no context.", nameof(context));

        DocumentBounds.Check(new JsonLdDocument(context), limits.MaxDepth);
        var compacted = JsonLdText.Write(Compaction.Compact(expanded, context, options), limits.MaxBytes);

        // Compaction alone does not promise it: a prefix that looks like a scheme, two JSON literals under one term.
        options = options with
        {
            MaxDepth = DepthFactor * limits.MaxDepth,
        };
        var again = JsonElement.Parse(compacted, new JsonDocumentOptions { MaxDepth = options.MaxDepth + 1 });
        return CanonicalOf(Again(again, options), options, limits).AsSpan().SequenceEqual(CanonicalOf(expanded, options, limits))
            ? compacted
            : throw new JsonLdException(JsonLdErrors.Changed);
    }

    static List<object?> Again(JsonElement compacted, JsonLdOptions options)
    {
        try
        {
            return Expansion.Expand(new(compacted), options);
        }
        catch (JsonLdException e) when (e.Code != JsonLdErrors.ContextWorkLimit)
        {
            throw new JsonLdException(JsonLdErrors.Changed, [e.Code, .. e.Arguments]);
        }
    }

    static byte[] CanonicalOf(List<object?> expanded, JsonLdOptions options, CanonicalLimits limits)
    {
        using ByteBuffer output = new(limits.MaxBytes);
        Rdfc10.Canonicalize(ToRdf.Convert(expanded, options), HashAlgorithmName.SHA256, limits, output);
        return output.Written.ToArray();
    }
}
