namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 5.1.2, steps 19 to 25: the entries of an expanded term definition.</summary>
internal sealed partial class ContextProcessing
{
    static void DefineContainer(Dictionary<string, JsonElement> map, TermDefinition definition)
    {
        // 19. If value contains the entry @container:
        if (!map.TryGetValue("@container", out var value))
            return;

        // 19.1 One of the keywords, or an allowed combination. 19.3 Set the container mapping.
        definition.Container = ContainerOf(value);

        // 19.4 If the container mapping includes @type: the type mapping is @id (the default) or @vocab.
        if (definition.Has(Containers.Type))
        {
            definition.Type ??= "@id";
            if (definition.Type is not ("@id" or "@vocab"))
                throw new JsonLdException("invalid type mapping", definition.Type);
        }
    }

    static Containers ContainerOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return One(value);
        if (value.ValueKind != JsonValueKind.Array)
            throw Invalid(value);

        var all = Containers.None;
        foreach (var item in value.EnumerateArray())
            all |= item.ValueKind == JsonValueKind.String ? One(item) : throw Invalid(value);

        const Containers WithSet =
            Containers.Set | Containers.Index | Containers.Graph | Containers.Id | Containers.Type | Containers.Language;
        var withoutSet = all & ~Containers.Set;
        var single = (all & (all - 1)) == 0;
        var graph =
            (withoutSet & Containers.Graph) != 0
            && withoutSet is Containers.Graph or (Containers.Graph | Containers.Id) or (Containers.Graph | Containers.Index);
        var set = (all & Containers.Set) != 0 && (all & ~WithSet) == 0 && (withoutSet & (withoutSet - 1)) == 0;
        return all != Containers.None && (single || graph || set) ? all : throw Invalid(value);

        static Containers One(JsonElement item) =>
            item.Text() switch
            {
                "@graph" => Containers.Graph,
                "@id" => Containers.Id,
                "@index" => Containers.Index,
                "@language" => Containers.Language,
                "@list" => Containers.List,
                "@set" => Containers.Set,
                "@type" => Containers.Type,
                _ => throw Invalid(item),
            };

        static JsonLdException Invalid(JsonElement value) => new("invalid container mapping", value.GetRawText());
    }

    void DefineIndex(TermCreation creation, Dictionary<string, JsonElement> map, TermDefinition definition)
    {
        // 20. If value contains the entry @index: the container includes @index, and it is a string that expands to an IRI.
        if (!map.TryGetValue("@index", out var value))
            return;
        if (!definition.Has(Containers.Index) || value.ValueKind != JsonValueKind.String)
            throw new JsonLdException("invalid term definition", value.GetRawText());

        var iri = ExpandIri(creation.Active, value.Text(), documentRelative: false, vocab: true, creation);
        if (iri is null || !Iri.IsAbsolute(iri))
            throw new JsonLdException("invalid term definition", value.GetRawText());
        definition.Index = value.Text();
    }

    void DefineScope(TermCreation creation, Dictionary<string, JsonElement> map, TermDefinition definition, string term)
    {
        // 21. If value contains the entry @context:
        if (!map.TryGetValue("@context", out var context))
            return;

        // 21.3 Process it once to find its errors; any is an invalid scoped context.
        // NOTE: an unknown context and a work limit keep their own names: the caller can do something about them.
        var depth = nesting;
        try
        {
            Process(
                creation.Active,
                context,
                creation.BaseUrl,
                creation.RemoteContexts,
                overrideProtected: true,
                validateScopedContext: false
            );
        }
        catch (JsonLdException e) when (!e.IsOurs)
        {
            throw new JsonLdException("invalid scoped context", [term, e.Code, .. e.Arguments]);
        }

        // 21.4 Set the local context of definition to context, and base URL to base URL.
        nesting = depth;
        definition.LocalContext = context;
        definition.BaseUrl = creation.BaseUrl;
    }

    static void DefineText(Dictionary<string, JsonElement> map, TermDefinition definition)
    {
        if (map.ContainsKey("@type"))
            return;

        // 22. If value contains @language and not @type: null or a string.
        if (map.TryGetValue("@language", out var language))
        {
            definition.HasLanguage = true;
            definition.Language = TextOrNull(language, "invalid language mapping");
        }

        // 23. If value contains @direction and not @type: null, "ltr" or "rtl".
        if (map.TryGetValue("@direction", out var direction))
        {
            definition.HasDirection = true;
            definition.Direction = DirectionOf(direction);
        }
    }

    static void DefineNestAndPrefix(Dictionary<string, JsonElement> map, TermDefinition definition, string term)
    {
        // 24. If value contains @nest: a string and not a keyword other than @nest.
        if (map.TryGetValue("@nest", out var nest))
        {
            definition.Nest =
                nest.ValueKind == JsonValueKind.String && nest.Text() is var text && (text == "@nest" || !Keywords.IsKeyword(text))
                    ? text
                    : throw new JsonLdException("invalid @nest value", term);
        }

        // 25. If value contains @prefix: a boolean, of a term without colon or slash, and not of a keyword alias.
        if (map.TryGetValue("@prefix", out var prefix))
        {
            if (term.AsSpan().IndexOfAny(':', '/') >= 0)
                throw new JsonLdException("invalid term definition", term);
            definition.IsPrefix = Boolean(prefix, "invalid @prefix value");
            if (definition.IsPrefix && definition.Iri is not null && Keywords.IsKeyword(definition.Iri))
                throw new JsonLdException("invalid term definition", term);
        }
    }
}
