namespace Cairn.Credentials.JsonLd;

/// <summary>The scoped contexts of term definitions, processed once where the active context is shared.</summary>
internal sealed partial class ContextProcessing
{
    /// <summary>
    /// JSON-LD 1.1 API, section 5.5, steps 4.2, 8 and 14.2.2.
    /// NOTE: step 4.2 does not mention override protected; as a term's own scope means the same for scalars and maps, it is true there too.
    /// </summary>
    public ActiveContext ProcessPropertyScope(ActiveContext active, TermDefinition definition) =>
        ProcessOnce(active, definition, isOfProperty: true);

    /// <summary>Section 5.5, step 11.2.</summary>
    public ActiveContext ProcessTypeScope(ActiveContext active, TermDefinition definition) =>
        ProcessOnce(active, definition, isOfProperty: false);

    ActiveContext ProcessOnce(ActiveContext active, TermDefinition definition, bool isOfProperty)
    {
        if (active.Shared is { } shared && definition.IsPinned)
        {
            work?.DeriveScope(active, definition);
            return shared.WithScope(definition, isOfProperty);
        }

        if (scoped.TryGetValue((active, definition, isOfProperty), out var known))
            return known;

        return scoped[(active, definition, isOfProperty)] = ProcessScope(active, definition, isOfProperty);
    }

    internal ActiveContext ProcessScope(ActiveContext active, TermDefinition definition, bool isOfProperty) =>
        Process(active, definition.LocalContext!.Value, definition.BaseUrl, overrideProtected: isOfProperty, propagate: isOfProperty);

    // What this operation has processed, by reference.
    readonly Dictionary<(ActiveContext, TermDefinition, bool), ActiveContext> scoped = [];
}
