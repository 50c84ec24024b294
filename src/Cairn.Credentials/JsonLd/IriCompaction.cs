namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 6.2: IRI Compaction.</summary>
internal sealed partial class Compaction
{
    string CompactIri(ActiveContext active, string iri, bool vocab, object? value = null, bool reverse = false)
    {
        // 2. and 3. The inverse context. 4. If vocab is true and iri is an entry of it, a term.
        var inverse = InverseOf(active);
        if (vocab && inverse.Has(iri) && SelectTerm(active, inverse, iri, value, reverse) is { } term)
            return term;

        // 5. If vocab is true and active context has a vocabulary mapping: the suffix, unless that is a term.
        if (
            vocab
            && active.Vocab is { } vocabulary
            && iri.Length > vocabulary.Length
            && iri.StartsWith(vocabulary, StringComparison.Ordinal)
            && iri[vocabulary.Length..] is var suffix
            && active.Find(suffix) is null
        )
            return suffix;

        // 6. to 8. Try to create a compact IRI.
        if (CompactByPrefix(active, inverse, iri, value) is { } compact)
            return compact;

        // 9. An IRI that would be read as a compact one.
        var colon = iri.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && !iri.AsSpan(colon + 1).StartsWith("//") && active.Find(iri[..colon]) is { IsPrefix: true })
            throw new JsonLdException("IRI confused with prefix", iri);

        // 10. If vocab is false, relative to the base IRI, and never in the form of a keyword.
        if (!vocab && active.BaseIri is { } baseIri)
        {
            var relative = Iri.RelativeTo(baseIri, iri);
            return Keywords.HasKeywordForm(relative) ? "./" + relative : relative;
        }

        // 11. Finally, as it is.
        return iri;
    }

    string? CompactByPrefix(ActiveContext active, InverseContext inverse, string iri, object? value)
    {
        string? compact = null;
        Count(inverse.Prefixes.Count);
        foreach (var (term, prefix) in inverse.Prefixes)
        {
            // 7.1 Its IRI is a true beginning of iri. 7.2 The candidate.
            if (iri.Length <= prefix.Length || !iri.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var candidate = string.Concat(term, ":", iri.AsSpan(prefix.Length));

            // 7.3 Shorter, or as long and less, and no other term.
            if (
                compact is not null
                && (
                    candidate.Length > compact.Length
                    || (candidate.Length == compact.Length && string.CompareOrdinal(candidate, compact) >= 0)
                )
            )
                continue;
            if (active.Find(candidate) is not { } other || (other.Iri == iri && value is null))
                compact = candidate;
        }

        return compact;
    }

    /// <summary>Step 4: the term that is meant for such a value, if there is one.</summary>
    string? SelectTerm(ActiveContext active, InverseContext inverse, string iri, object? value, bool reverse)
    {
        var map = value as ExpandedMap;
        var containers = new List<Containers>();
        var (mapping, wanted) = (Mapping.Language, "@null");

        // 4.5 An index.
        if (map is { IsGraphObject: false } && map.Has("@index"))
            AddWithSet(containers, Containers.Index);

        // 4.6 A reverse property.
        if (reverse)
        {
            (mapping, wanted) = (Mapping.Type, "@reverse");
            containers.Add(Containers.Set);
        }
        // 4.7 A list object.
        else if (map is { IsListObject: true })
        {
            if (!map.Has("@index"))
                containers.Add(Containers.List);
            (mapping, wanted) = CommonOf(ExpandedMap.AsArray(map["@list"]), inverse.DefaultLanguage);
        }
        // 4.8 A graph object.
        else if (map is { IsGraphObject: true })
        {
            AddGraphContainers(containers, map);
            (mapping, wanted) = (Mapping.Type, "@id");
        }
        // 4.9 Otherwise, a value object, or a node object (or nothing).
        else
        {
            if (map is not { IsValueObject: true })
            {
                (mapping, wanted) = (Mapping.Type, "@id");
                AddWithSet(containers, Containers.Id);
                AddWithSet(containers, Containers.Type);
            }
            else if (
                !map.Has("@index")
                && InverseContext.LanguageAndDirection(map["@language"] as string, map["@direction"] as string) is { } language
            )
            {
                wanted = language;
                AddWithSet(containers, Containers.Language);
            }
            else if (map["@type"] is string type)
                (mapping, wanted) = (Mapping.Type, type);

            containers.Add(Containers.Set);
        }

        // 4.10 No container at all comes last but for these: 4.11 an index of @none, 4.12 a language of @none.
        containers.Add(Containers.None);
        if (map?.Has("@index") != true)
            AddWithSet(containers, Containers.Index);
        // NOTE: of strings only; expansion refuses anything else in a map of languages.
        if (map is { Count: 1, IsValueObject: true } && map["@value"] is string)
            AddWithSet(containers, Containers.Language);

        // 4.14 to 4.19 Preferred values.
        var preferred = Preferred(active, map, wanted);
        if (map is { IsListObject: true } && map["@list"] is List<object?> { Count: 0 })
            mapping = Mapping.Any;
        return inverse.Select(iri, containers, mapping, preferred);
    }

    List<string> Preferred(ActiveContext active, ExpandedMap? value, string wanted)
    {
        List<string> preferred = wanted == "@reverse" ? ["@reverse"] : [];
        if (wanted is "@id" or "@reverse" && value?["@id"] is string id)
        {
            // 4.16.1 A term for the identifier asks for @vocab first.
            var isTerm = active.Find(CompactIri(active, id, vocab: true))?.Iri == id;
            preferred.AddRange(isTerm ? ["@vocab", "@id", "@none"] : ["@id", "@vocab", "@none"]);
        }
        else
            preferred.AddRange([wanted, "@none"]);

        preferred.Add("@any");
        foreach (var item in preferred.ToArray())
            if (item.IndexOf('_', StringComparison.Ordinal) is var at && at >= 0)
                preferred.Add(item[at..]);

        return preferred;
    }

    // 4.7.3 to 4.7.8 What all items of a list have in common.
    static (Mapping, string) CommonOf(List<object?> list, string defaultLanguage)
    {
        string? commonType = null;
        var commonLanguage = list.Count == 0 ? defaultLanguage : null;
        foreach (var entry in list)
        {
            var item = (ExpandedMap)entry!;
            var (language, type) = ("@none", "@none");
            if (!item.IsValueObject)
                type = "@id";
            else if (InverseContext.LanguageAndDirection(item["@language"] as string, item["@direction"] as string) is { } known)
                language = known;
            else if (item["@type"] is string datatype)
                type = datatype;
            else
                language = "@null";

            commonLanguage ??= language;
            if (language != commonLanguage && item.IsValueObject)
                commonLanguage = "@none";
            commonType ??= type;
            if (type != commonType)
                commonType = "@none";
            if (commonLanguage == "@none" && commonType == "@none")
                break;
        }

        return commonType is null or "@none" ? (Mapping.Language, commonLanguage ?? "@none") : (Mapping.Type, commonType);
    }

    static void AddGraphContainers(List<Containers> containers, ExpandedMap graph)
    {
        if (graph.Has("@index"))
            AddWithSet(containers, Containers.Graph | Containers.Index);
        if (graph.Has("@id"))
            AddWithSet(containers, Containers.Graph | Containers.Id);
        AddWithSet(containers, Containers.Graph);
        containers.Add(Containers.Set);
        if (!graph.Has("@index"))
            AddWithSet(containers, Containers.Graph | Containers.Index);
        if (!graph.Has("@id"))
            AddWithSet(containers, Containers.Graph | Containers.Id);
        AddWithSet(containers, Containers.Index);
    }

    static void AddWithSet(List<Containers> containers, Containers container)
    {
        containers.Add(container);
        containers.Add(container | Containers.Set);
    }
}
