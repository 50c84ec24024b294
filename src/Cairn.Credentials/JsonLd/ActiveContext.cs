namespace Cairn.Credentials.JsonLd;

/// <summary>
/// JSON-LD 1.1 API, section 4.1: an active context. Written to only by the context processing that creates it, immutable afterwards;
/// the terms are shared with the context that it was cloned from until the first change.
/// </summary>
internal sealed class ActiveContext
{
    Dictionary<string, TermDefinition> terms;
    bool ownsTerms;

    public ActiveContext(string? baseIri)
    {
        terms = new(StringComparer.Ordinal);
        ownsTerms = true;
        BaseIri = OriginalBase = baseIri;
    }

    ActiveContext(ActiveContext other)
    {
        terms = other.terms;
        BaseIri = other.BaseIri;
        OriginalBase = other.OriginalBase;
        Vocab = other.Vocab;
        Language = other.Language;
        Direction = other.Direction;
        Previous = other.Previous;
    }

    public string? BaseIri { get; set; }
    public string? OriginalBase { get; }
    public string? Vocab { get; set; }
    public string? Language { get; set; }
    public string? Direction { get; set; }
    public ActiveContext? Previous { get; set; }

    public IReadOnlyDictionary<string, TermDefinition> Terms => terms;

    public TermDefinition? Find(string? term) => term is not null && terms.TryGetValue(term, out var definition) ? definition : null;

    public bool HasProtectedTerms
    {
        get
        {
            foreach (var definition in terms.Values)
                if (definition.IsProtected)
                    return true;

            return false;
        }
    }

    public ActiveContext Clone() => new(this);

    /// <summary>
    /// Set on contexts made of pinned contexts only, so that every document can share them: what is derived from one is kept with it.
    /// </summary>
    public SharedContext? Shared { get; private set; }

    public ActiveContext Share()
    {
        Shared ??= new(this);
        return this;
    }

    /// <summary>Returns the number of definitions that had to be copied first.</summary>
    public int Set(string term, TermDefinition definition)
    {
        var copied = Own();
        terms[term] = definition;
        return copied;
    }

    public int Remove(string term)
    {
        if (!terms.ContainsKey(term))
            return 0;

        var copied = Own();
        terms.Remove(term);
        return copied;
    }

    int Own()
    {
        if (ownsTerms)
            return 0;

        terms = new(terms, StringComparer.Ordinal);
        ownsTerms = true;
        return terms.Count;
    }
}
