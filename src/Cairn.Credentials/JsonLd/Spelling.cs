using System.Collections.Frozen;
using Cairn.Credentials.Contexts;

namespace Cairn.Credentials.JsonLd;

/// <summary>
/// Notes, while a document is expanded, what it says under a name other than the standards': a full or compact IRI, a name from its own
/// context, a keyword, an identifier with a prefix. Statements and signature are the same, but a reader of the JSON would not see it.
/// Conforming documents are compact (VC Data Model 2.0, section 1.3), so none needs such a name.
/// </summary>
internal sealed class Spelling
{
    static readonly Lazy<FrozenDictionary<string, string[]>> Names = new(NamesOfThePinned);

    /// <summary>The proper name of the first thing said under another name. Null if there is none.</summary>
    public string? Hidden { get; private set; }

    /// <param name="key">As written in the document.</param>
    /// <param name="property">What it stands for: an IRI or a keyword.</param>
    /// <param name="isValue">Whether the map is a value object.</param>
    public void Key(string key, string property, bool isValue)
    {
        var isPlain = property switch
        {
            "@id" => key is "id",
            "@type" => key is "type" || (isValue && key is "@type"),
            "@value" or "@language" or "@direction" => key == property,
            ['@', ..] => false,
            _ => IsNamed(property, key, isType: false),
        };
        if (!isPlain)
            Hidden ??= Names.Value.TryGetValue(property, out var names)
                ? (names.FirstOrDefault(name => !IsOfType(name)) ?? names[0])
                : property;
    }

    public void Type(string text, string? iri)
    {
        if (iri is not null && !IsNamed(iri, text, isType: true))
            Hidden ??= "type";
    }

    public void Reference(string text, string? iri)
    {
        if (iri != text)
            Hidden ??= "id";
    }

    // Open Badges has IRIs that are a class and a property: "Profile" is not another word for "creator".
    static bool IsNamed(string iri, string name, bool isType) =>
        !Names.Value.TryGetValue(iri, out var names)
        || (names.Contains(name) && (IsOfType(name) == isType || Array.TrueForAll(names, other => IsOfType(other) != isType)));

    static bool IsOfType(string name) => char.IsAsciiLetterUpper(name[0]);

    // Everywhere in the pinned contexts: their own terms, and those of each term's scope.
    static FrozenDictionary<string, string[]> NamesOfThePinned()
    {
        Dictionary<string, SortedSet<string>> names = [];
        HashSet<TermDefinition> seen = [];
        var initial = new ActiveContext(null).Share();
        foreach (var url in PinnedContexts.Urls)
            if (PinnedContexts.Instance.TryGet(url, out var document))
                Visit(initial.Shared!.With(document));
        // What older suites call "expiration" is not read in the proofs that are verified.
        names["https://w3id.org/security#expiration"] = ["expires"];
        return names.ToFrozenDictionary(entry => entry.Key, entry => entry.Value.ToArray(), StringComparer.Ordinal);

        void Visit(ActiveContext context)
        {
            foreach (var (name, definition) in context.Terms)
            {
                if (!seen.Add(definition))
                    continue;
                if (definition.Iri is { } iri && IsTheStandards(iri))
                    (names.TryGetValue(iri, out var known) ? known : names[iri] = new(StringComparer.Ordinal)).Add(name);
                if (definition.LocalContext is not null)
                    Visit(context.Shared!.WithScope(definition, isOfProperty: true));
            }
        }
    }

    // Names that others also use in their own contexts, and that no verdict depends on.
    static bool IsTheStandards(string iri) =>
        !iri.StartsWith('@')
        && !iri.StartsWith("https://schema.org/", StringComparison.Ordinal)
        && !iri.StartsWith("http://schema.org/", StringComparison.Ordinal);
}
