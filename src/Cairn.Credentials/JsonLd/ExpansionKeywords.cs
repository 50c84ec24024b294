namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 5.5, step 13.4: entries whose key is a keyword.</summary>
internal sealed partial class Expansion
{
    void CheckKeyword(in Scope scope, string keyword, ExpandedMap result)
    {
        // 13.4.1 If active property equals @reverse, an invalid reverse property map.
        if (scope.Property == "@reverse")
            throw path.Error("invalid reverse property map", keyword);

        // 13.4.2 If result already has the entry, other than for @included or @type, colliding keywords.
        if (result.Has(keyword) && keyword is not ("@included" or "@type" or "@nest"))
            throw path.Error("colliding keywords", keyword);
    }

    void ExpandKeyword(in Scope scope, string keyword, JsonElement value, ExpandedMap result)
    {
        CheckKeyword(scope, keyword, result);
        switch (keyword)
        {
            // 13.4.3 @id: a string, IRI expanded document-relative.
            case "@id":
                if (value.ValueKind != JsonValueKind.String)
                    throw path.Error("invalid @id value", value.GetRawText());
                result["@id"] = SafeIri(contexts.ExpandIri(scope.Active, value.Text(), documentRelative: true, vocab: false), value);
                options.Spelling?.Reference(value.Text(), result["@id"] as string);
                break;

            // 13.4.4 @type.
            case "@type":
                ExpandType(scope, value, result);
                break;

            // 13.4.5 @graph.
            case "@graph":
                result["@graph"] = ExpandAll(scope, "@graph", value);
                break;

            // 13.4.6 @included: node objects.
            case "@included":
                ExpandIncluded(scope, value, result);
                break;

            // 13.4.7 @value.
            case "@value":
                ExpandValueEntry(scope, value, result);
                break;

            // 13.4.8 @language: a string.
            case "@language":
                if (value.ValueKind != JsonValueKind.String)
                    throw path.Error("invalid language-tagged string", value.GetRawText());
                result["@language"] = SafeLanguage(value.Text());
                break;

            // 13.4.9 @direction: "ltr" or "rtl".
            case "@direction":
                if (value.ValueKind != JsonValueKind.String || value.Text() is not ("ltr" or "rtl"))
                    throw path.Error("invalid base direction", value.GetRawText());
                result["@direction"] = SafeDirection(value.Text());
                break;

            // 13.4.10 @index: a string.
            case "@index":
                if (value.ValueKind != JsonValueKind.String)
                    throw path.Error("invalid @index value", value.GetRawText());
                if (options.Safe)
                    throw path.Error(JsonLdErrors.DroppedValue, "@index");
                result["@index"] = value.Text();
                break;

            // 13.4.11 @list: dropped when free-floating.
            case "@list":
                if (scope.Property is null or "@graph")
                {
                    Drop("@list");
                    break;
                }

                result["@list"] = ExpandAll(scope, scope.Property, value);
                break;

            // 13.4.12 @set.
            case "@set":
                result["@set"] = ExpandElement(scope.Active, scope.Property, value, scope.BaseUrl, fromMap: false);
                break;

            // 13.4.13 @reverse.
            case "@reverse":
                ExpandReverse(scope, value, result);
                break;

            // NOTE: keywords that do not belong in a node (@base, @vocab, framing keywords) are dropped, as the reference implementations
            // do.
            default:
                if (options.Safe)
                    throw path.Error(JsonLdErrors.ReservedTerm, keyword);
                break;
        }
    }

    List<object?> ExpandAll(in Scope scope, string? property, JsonElement value) =>
        ExpandElement(scope.Active, property, value, scope.BaseUrl, fromMap: false) is { } expanded ? ExpandedMap.AsArray(expanded) : [];

    void ExpandType(in Scope scope, JsonElement value, ExpandedMap result)
    {
        // 13.4.4.1 If value is neither a string nor an array of strings, an invalid type value.
        object expanded;
        if (value.ValueKind == JsonValueKind.String)
        {
            expanded = Type(scope, value)!;
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            // 13.4.4.4 Expand each using type-scoped context, vocab and document relative.
            var types = new List<object?>();
            foreach (var item in value.EnumerateArray())
                types.Add(
                    item.ValueKind == JsonValueKind.String ? Type(scope, item) : throw path.Error("invalid type value", item.GetRawText())
                );
            expanded = types;
        }
        else
            throw path.Error("invalid type value", value.GetRawText());

        // 13.4.4.5 If result already has an entry for @type, prepend it.
        result["@type"] = result.Has("@type")
            ? (List<object?>)[.. ExpandedMap.AsArray(result["@type"]), .. ExpandedMap.AsArray(expanded)]
            : expanded;

        string? Type(in Scope scope, JsonElement item)
        {
            var type = contexts.ExpandIri(scope.TypeScoped, item.Text(), documentRelative: true, vocab: true);
            options.Spelling?.Type(item.Text(), type);
            return type == "@json" ? type : SafeIri(type, item);
        }
    }

    void ExpandIncluded(in Scope scope, JsonElement value, ExpandedMap result)
    {
        var expanded = ExpandAll(scope, null, value);
        if (expanded.Count == 0)
            throw path.Error("invalid @included value", value.GetRawText());

        // 13.4.6.3 If any element of expanded value is not a node object, an invalid @included value.
        foreach (var item in expanded)
            if (item is not ExpandedMap { IsValueObject: false, IsListObject: false } node || node.Has("@set"))
                throw path.Error("invalid @included value", value.GetRawText());

        result.Add("@included", expanded);
    }

    void ExpandValueEntry(in Scope scope, JsonElement value, ExpandedMap result)
    {
        // 13.4.7.1 If input type is @json, value as is. 13.4.7.2 Otherwise, a scalar or null. 13.4.7.4 null stands as null.
        if (scope.InputType == "@json")
            result["@value"] = value;
        else if (value.ValueKind == JsonValueKind.Null)
            result["@value"] = null;
        else if (value.IsScalar())
            result["@value"] = Scalar(value);
        else
            throw path.Error("invalid value object value", value.GetRawText());
    }

    void ExpandReverse(in Scope scope, JsonElement value, ExpandedMap result)
    {
        // 13.4.13.1 If value is not a map, an invalid @reverse value. 13.4.13.2 Expand with @reverse as active property.
        if (value.ValueKind != JsonValueKind.Object)
            throw path.Error("invalid @reverse value", value.GetRawText());
        if (ExpandElement(scope.Active, "@reverse", value, scope.BaseUrl, fromMap: false) is not ExpandedMap expanded)
            return;

        // 13.4.13.3 Properties that are reversed twice are properties of result.
        if (expanded["@reverse"] is ExpandedMap twice)
        {
            foreach (var (property, items) in twice.Entries)
                result.Add(property, items);
        }

        // 13.4.13.4 The others go into result's reverse map.
        foreach (var (property, items) in expanded.Entries)
            if (property != "@reverse")
                AddReverse(result, property, items);
    }

    string? SafeIri(string? iri, JsonElement value)
    {
        if (!options.Safe)
            return iri;
        if (iri is null)
            throw path.Error(JsonLdErrors.ReservedTerm, value.Text());
        if (Iri.IsBlankNode(iri))
            return Iri.IsWellFormedBlankNode(iri) ? iri : throw path.Error(JsonLdErrors.InvalidIri, iri);
        if (!Iri.IsAbsolute(iri) && !iri.Contains(':', StringComparison.Ordinal))
            throw path.Error(JsonLdErrors.RelativeIri, iri);

        return Iri.IsWellFormed(iri) ? iri : throw path.Error(JsonLdErrors.InvalidIri, iri);
    }

    // Language tags MAY be normalized to lower case; the libraries that most credentials are signed with do so.
    string SafeLanguage(string language) =>
        !options.Safe || LanguageTag.IsWellFormed(language)
            ? language.ToLowerInvariant()
            : throw path.Error(JsonLdErrors.InvalidLanguage, language);

    string SafeDirection(string direction) =>
        !options.Safe || options.RdfDirection != RdfDirection.None ? direction : throw path.Error(JsonLdErrors.Direction, direction);

    static object Scalar(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.Text() : value;
}
