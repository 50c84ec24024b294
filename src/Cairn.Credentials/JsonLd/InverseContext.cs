namespace Cairn.Credentials.JsonLd;

/// <summary>What a term is chosen by: the value's language (and direction), its type, or nothing.</summary>
internal enum Mapping : byte
{
    Language,
    Type,
    Any,
}

/// <summary>
/// JSON-LD 1.1 API, sections 4.2 and 5.3: the terms of an active context by what they stand for and what they are meant for.
/// NOTE: one flat map in place of nested ones. Immutable.
/// </summary>
internal sealed class InverseContext
{
    readonly Dictionary<(string Iri, Containers Container, Mapping Mapping, string Value), string> terms = [];
    readonly HashSet<string> iris = new(StringComparer.Ordinal);
    readonly List<(string Term, string Iri)> prefixes = [];

    /// <summary>Section 5.3: Inverse Context Creation.</summary>
    public InverseContext(ActiveContext active)
    {
        // 2. The default language, with the default base direction.
        DefaultLanguage = LanguageAndDirection(active.Language, active.Direction) ?? "@none";

        // 3. For each term, the shortest and then the least first:
        foreach (
            var (term, definition) in active
                .Terms.OrderBy(static entry => entry.Key.Length)
                .ThenBy(static entry => entry.Key, StringComparer.Ordinal)
        )
        {
            // 3.1 A term without IRI cannot be selected.
            if (definition.Iri is not { } iri)
                continue;

            if (definition.IsPrefix)
                prefixes.Add((term, iri));
            Add(iri, definition, term);
        }
    }

    /// <summary>The default language and base direction of the active context, or <c>@none</c>.</summary>
    public string DefaultLanguage { get; }

    /// <summary>The terms that may be used as a prefix.</summary>
    public IReadOnlyList<(string Term, string Iri)> Prefixes => prefixes;

    public bool Has(string iri) => iris.Contains(iri);

    /// <summary>Section 6.3: Term Selection.</summary>
    public string? Select(string iri, List<Containers> containers, Mapping mapping, List<string> preferred)
    {
        foreach (var container in containers)
        foreach (var value in preferred)
            if (terms.TryGetValue((iri, container, mapping, value), out var term))
                return term;

        return null;
    }

    /// <summary>"en_rtl", "en", "_rtl", or null when there is neither.</summary>
    public static string? LanguageAndDirection(string? language, string? direction) =>
        direction is not null ? $"{language}_{direction}".ToLowerInvariant() : language?.ToLowerInvariant();

    // 3.2 to 3.15. The first term of its kind stays.
    void Add(string iri, TermDefinition definition, string term)
    {
        iris.Add(iri);
        Put(Mapping.Any, "@none");

        if (definition.IsReverse)
            Put(Mapping.Type, "@reverse");
        else if (definition.Type == "@none")
        {
            Put(Mapping.Language, "@any");
            Put(Mapping.Type, "@any");
        }
        else if (definition.Type is { } type)
            Put(Mapping.Type, type);
        else if (definition.HasLanguage || definition.HasDirection)
        {
            // A mapping to null: of a language @null, of a direction alone @none.
            Put(
                Mapping.Language,
                LanguageAndDirection(definition.Language, definition.Direction) ?? (definition.HasLanguage ? "@null" : "@none")
            );
        }
        else
        {
            Put(Mapping.Language, DefaultLanguage);
            Put(Mapping.Language, "@none");
            Put(Mapping.Type, "@none");
        }

        void Put(Mapping mapping, string value) => terms.TryAdd((iri, definition.Container, mapping, value), term);
    }
}
