using System.Runtime.InteropServices;

namespace Cairn.Credentials.JsonLd;

/// <summary>What the creation of the terms of one context definition shares.</summary>
internal sealed record TermCreation(
    ActiveContext Active,
    Dictionary<string, JsonElement> Local,
    string? BaseUrl,
    bool Protected,
    bool OverrideProtected,
    RemoteContext? RemoteContexts
)
{
    public Dictionary<string, bool> Defined { get; } = new(StringComparer.Ordinal);
}

/// <summary>JSON-LD 1.1 API, section 5.1.2: the Create Term Definition algorithm.</summary>
internal sealed partial class ContextProcessing
{
    static readonly JsonElement Null = JsonElement.Parse("null");

    void CreateTermDefinition(TermCreation creation, string term)
    {
        var (active, local) = (creation.Active, creation.Local);

        // 1. If defined contains the entry term: true returns, false is a cyclic IRI mapping.
        if (creation.Defined.TryGetValue(term, out var done))
        {
            if (done)
                return;
            throw new JsonLdException("cyclic IRI mapping", term);
        }

        // NOTE: not in the algorithm: a chain of prefixes is as deep as an attacker likes.
        if (++nesting > MaxNesting)
            throw new JsonLdException("context overflow", term);

        // 2. If term is the empty string, an invalid term definition. Otherwise, set defined's term to false.
        if (term.Length == 0)
            throw new JsonLdException("invalid term definition", term);
        creation.Defined[term] = false;

        // 3. Initialize value to a copy of the value associated with the entry term in local context.
        var value = local[term];
        work?.Spend(2 + ((term.Length + JsonMarshal.GetRawUtf8Value(value).Length) / 16));

        // 4. If term is @type, value is a map with only @container (@set) and @protected.
        // 5. Otherwise, a keyword cannot be redefined; what has the form of one is ignored.
        if (term == "@type")
            CheckTypeRedefinition(value);
        else if (Keywords.IsKeyword(term))
            throw new JsonLdException("keyword redefinition", term);
        else if (Keywords.HasKeywordForm(term))
        {
            nesting--;
            return;
        }

        // 6. Initialize previous definition to any existing term definition for term in active context, removing it.
        var previous = active.Find(term);
        Count(active.Remove(term));

        // 7. null is a map with @id null. 8. A string is a map with that @id, a simple term. 9. Otherwise, value MUST be a map.
        var simple = value.ValueKind == JsonValueKind.String;
        var map = value.ValueKind switch
        {
            JsonValueKind.Null => new(StringComparer.Ordinal) { ["@id"] = Null },
            JsonValueKind.String => new(StringComparer.Ordinal) { ["@id"] = value },
            JsonValueKind.Object => Entries(value),
            _ => throw new JsonLdException("invalid term definition", term),
        };

        // 10. Create a new term definition.
        var definition = new TermDefinition { IsProtected = creation.Protected, IsPinned = isPinned };

        // 11. If value has an @protected entry, set the protected flag to it.
        if (map.TryGetValue("@protected", out var isProtected))
            definition.IsProtected = Boolean(isProtected, "invalid @protected value");

        // 12. If value contains the entry @type:
        if (map.TryGetValue("@type", out var type))
            definition.Type = TypeMapping(creation, type);

        // 13. If value contains the entry @reverse, that; otherwise 14. to 18., the IRI mapping. 19. The container (of a reverse property:
        // 13.5).
        var defined = map.TryGetValue("@reverse", out var reverse)
            ? MapReverse(creation, term, map, reverse, definition)
            : MapIri(creation, term, map, simple, definition);
        if (!defined)
        {
            nesting--;
            return;
        }

        // 20. NOTE: of a reverse property too, although step 13.7 returns before (the suite's t0131 has it so).
        if (!definition.IsReverse)
            DefineContainer(map, definition);
        DefineIndex(creation, map, definition);

        if (!definition.IsReverse)
        {
            // 21. to 25. The other entries.
            DefineScope(creation, map, definition, term);
            DefineText(map, definition);
            DefineNestAndPrefix(map, definition, term);

            // 26. Any other entry is an invalid term definition.
            foreach (var key in map.Keys)
                if (
                    key
                    is not (
                        "@id"
                        or "@reverse"
                        or "@container"
                        or "@context"
                        or "@direction"
                        or "@index"
                        or "@language"
                        or "@nest"
                        or "@prefix"
                        or "@protected"
                        or "@type"
                    )
                )
                    throw new JsonLdException("invalid term definition", term, key);
        }

        // 27. If override protected is false and previous definition is protected, only the same definition may replace it.
        if (!creation.OverrideProtected && previous is { IsProtected: true })
        {
            if (!definition.SameAs(previous))
                throw new JsonLdException("protected term redefinition", term);
            definition = previous;
        }

        // 28. Set the term definition, and defined's term to true.
        Count(active.Set(term, definition));
        creation.Defined[term] = true;
        nesting--;
    }

    void Count(int copied)
    {
        work?.Spend(copied / 32);
        if ((definitionsCopied += copied) > MaxDefinitionsCopied)
            throw new JsonLdException(JsonLdErrors.ContextWorkLimit, "@context");
    }

    static void CheckTypeRedefinition(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw new JsonLdException("keyword redefinition", "@type");

        var count = 0;
        foreach (var entry in value.EnumerateObject())
        {
            count++;
            var allowed = entry.NameEquals("@protected") || (entry.NameEquals("@container") && IsSet(entry.Value));
            if (!allowed)
                throw new JsonLdException("keyword redefinition", "@type");
        }

        if (count == 0)
            throw new JsonLdException("keyword redefinition", "@type");

        static bool IsSet(JsonElement container) =>
            container.ValueKind == JsonValueKind.String
                ? container.ValueEquals("@set")
                : container.ValueKind == JsonValueKind.Array
                    && container.GetArrayLength() == 1
                    && container[0].ValueKind == JsonValueKind.String
                    && container[0].ValueEquals("@set");
    }

    string TypeMapping(TermCreation creation, JsonElement value)
    {
        // 12.1 A string. 12.2 IRI expanded. 12.4 @id, @json, @none, @vocab or an IRI.
        if (value.ValueKind != JsonValueKind.String)
            throw new JsonLdException("invalid type mapping", value.GetRawText());
        var type = ExpandIri(creation.Active, value.Text(), documentRelative: false, vocab: true, creation);
        return type is "@id" or "@json" or "@none" or "@vocab" || (type is not null && Iri.IsAbsolute(type))
            ? type
            : throw new JsonLdException("invalid type mapping", value.GetRawText());
    }

    bool MapReverse(TermCreation creation, string term, Dictionary<string, JsonElement> map, JsonElement reverse, TermDefinition definition)
    {
        // 13.1 If value contains @id or @nest, an invalid reverse property. 13.2 The value is a string.
        if (map.ContainsKey("@id") || map.ContainsKey("@nest"))
            throw new JsonLdException("invalid reverse property", term);
        if (reverse.ValueKind != JsonValueKind.String)
            throw new JsonLdException("invalid IRI mapping", term);

        // 13.3 If it has the form of a keyword, return.
        var text = reverse.Text();
        if (Keywords.HasKeywordForm(text))
            return false;

        // 13.4 Otherwise, set the IRI mapping to the result of IRI expanding it.
        var iri = ExpandIri(creation.Active, text, documentRelative: false, vocab: true, creation);
        if (iri is null || !Iri.IsAbsoluteOrBlankNode(iri))
            throw new JsonLdException("invalid IRI mapping", term);
        definition.Iri = iri;

        // 13.5 If value contains an @container entry: @set, @index or null.
        if (map.TryGetValue("@container", out var container) && container.ValueKind != JsonValueKind.Null)
        {
            definition.Container =
                container.ValueKind != JsonValueKind.String ? throw new JsonLdException("invalid reverse property", term)
                : container.ValueEquals("@set") ? Containers.Set
                : container.ValueEquals("@index") ? Containers.Index
                : throw new JsonLdException("invalid reverse property", term);
        }

        // 13.6 Set the reverse property flag. 13.7 Set the definition and return.
        // NOTE: the caller sets it, after step 27 (as the published errata do), so that a protected term stays protected.
        definition.IsReverse = true;
        return true;
    }

    bool MapIri(TermCreation creation, string term, Dictionary<string, JsonElement> map, bool simple, TermDefinition definition)
    {
        var (active, local) = (creation.Active, creation.Local);
        var colon = term.IndexOf(':', StringComparison.Ordinal);
        var slash = term.Contains('/', StringComparison.Ordinal);

        // 14. If value contains the entry @id and its value does not equal term:
        if (map.TryGetValue("@id", out var id) && !(id.ValueKind == JsonValueKind.String && id.Text() == term))
        {
            // 14.1 If null, the term is not used for IRI expansion, but is retained to detect future redefinitions.
            if (id.ValueKind == JsonValueKind.Null)
                return true;

            // 14.2.1 Otherwise, a string. 14.2.2 If it has the form of a keyword without being one, return.
            if (id.ValueKind != JsonValueKind.String)
                throw new JsonLdException("invalid IRI mapping", term);
            var text = id.Text();
            if (!Keywords.IsKeyword(text) && Keywords.HasKeywordForm(text))
                return false;

            // 14.2.3 The result of IRI expanding it: a keyword, an IRI or a blank node identifier, and not @context.
            var iri = ExpandIri(active, text, documentRelative: false, vocab: true, creation);
            if (iri is null || !(Keywords.IsKeyword(iri) || Iri.IsAbsoluteOrBlankNode(iri)))
                throw new JsonLdException("invalid IRI mapping", term);
            if (iri == "@context")
                throw new JsonLdException("invalid keyword alias", term);
            definition.Iri = iri;

            // 14.2.4 If term contains a colon anywhere but as the first or last character, or a slash: it expands to the same.
            if ((colon > 0 && term.IndexOf(':', 1) < term.Length - 1) || slash)
            {
                creation.Defined[term] = true;
                if (ExpandIri(active, term, documentRelative: false, vocab: true, creation) != iri)
                    throw new JsonLdException("invalid IRI mapping", term);
            }
            // 14.2.5 Otherwise, a simple term that ends with a gen-delim or is a blank node identifier may be used as a prefix.
            else if (colon < 0 && simple && (iri[^1] is ':' or '/' or '?' or '#' or '[' or ']' or '@' || Iri.IsBlankNode(iri)))
            {
                definition.IsPrefix = true;
            }
        }
        // 15. Otherwise, if the term contains a colon anywhere after the first character:
        else if (term.IndexOf(':', 1) is var at && at > 0)
        {
            // 15.1 If its prefix is an entry in local context, create that term first.
            var prefix = term[..at];
            if (local.ContainsKey(prefix))
                CreateTermDefinition(creation, prefix);

            // 15.2 The prefix's IRI mapping and the suffix; 15.3 otherwise, the term is the IRI.
            definition.Iri = active.Find(prefix)?.Iri is { } mapping ? mapping + term[(at + 1)..] : term;
        }
        // 16. Otherwise, if the term contains a slash, the result of IRI expanding it, an IRI.
        else if (slash)
        {
            var iri = ExpandIri(active, term, documentRelative: false, vocab: true);
            definition.Iri = iri is not null && Iri.IsAbsolute(iri) ? iri : throw new JsonLdException("invalid IRI mapping", term);
        }
        // 17. Otherwise, @type maps to itself. 18. Otherwise, the vocabulary mapping and the term.
        else
        {
            definition.Iri =
                term == "@type" ? "@type"
                : active.Vocab is not null ? active.Vocab + term
                : throw new JsonLdException("invalid IRI mapping", term);
        }

        return true;
    }
}
