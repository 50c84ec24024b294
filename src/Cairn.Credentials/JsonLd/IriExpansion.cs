namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 5.2: IRI Expansion.</summary>
internal sealed partial class ContextProcessing
{
    public string? ExpandIri(ActiveContext activeContext, string value, bool documentRelative, bool vocab, TermCreation? creation = null)
    {
        // 1. If value is a keyword, return value as is. 2. If it has the form of a keyword, return null.
        if (Keywords.IsKeyword(value))
            return value;
        if (Keywords.HasKeywordForm(value))
            return null;

        // 3. If local context has an entry for value that is not yet defined, create that term definition.
        Define(creation, value);

        // 4. If active context has a term definition for value whose IRI mapping is a keyword, return that keyword.
        // 5. If vocab is true and there is a term definition for value, return the IRI mapping.
        if (activeContext.Find(value) is { } definition)
        {
            if (definition.Iri is { } iri && Keywords.IsKeyword(iri))
                return iri;
            if (vocab)
                return definition.Iri;
        }

        // 6. If value contains a colon anywhere after the first character:
        var colon = value.Length > 1 ? value.IndexOf(':', 1) : -1;
        if (colon > 0)
        {
            // 6.1 Split at the first colon. 6.2 If prefix is underscore or suffix begins with "//", return value.
            var prefix = value[..colon];
            if (prefix == "_" || value.AsSpan(colon + 1).StartsWith("//"))
                return value;

            // 6.3 Define the prefix first. 6.4 If it has a non-null IRI mapping and the prefix flag, concatenate.
            Define(creation, prefix);
            if (activeContext.Find(prefix) is { IsPrefix: true, Iri: { } mapping })
                return Joined(mapping, value.AsSpan(colon + 1));

            // 6.5 If value has the form of an IRI, return value.
            if (Iri.IsAbsolute(value))
                return value;
        }

        // 7. If vocab is true, and active context has a vocabulary mapping, concatenate.
        if (vocab && activeContext.Vocab is not null)
            return Joined(activeContext.Vocab, value);

        // 8. Otherwise, if document relative is true, resolve against the base IRI. 9. Return value as is.
        return documentRelative ? Iri.Resolve(activeContext.BaseIri, value) : value;
    }

    // NOTE: not in the algorithm: a long prefix times many short names is more than any memory.
    string Joined(string prefix, ReadOnlySpan<char> suffix)
    {
        work?.Spend(prefix.Length / 256);
        return (charactersJoined += prefix.Length) > MaxCharactersJoined
            ? throw new JsonLdException(JsonLdErrors.ContextWorkLimit, "@context")
            : string.Concat(prefix, suffix);
    }

    void Define(TermCreation? creation, string key)
    {
        if (creation is not null && creation.Local.ContainsKey(key) && !creation.Defined.GetValueOrDefault(key))
            CreateTermDefinition(creation, key);
    }
}
