namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 5.5.3: Value Expansion.</summary>
internal sealed partial class Expansion
{
    ExpandedMap ExpandValue(ActiveContext active, string property, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return ExpandText(active, property, value.Text());

        // 3. Otherwise, initialize result to a map with an @value entry whose value is set to value.
        var result = new ExpandedMap { ["@value"] = value };

        // 4. If active property has a type mapping other than @id, @vocab, or @none, add @type.
        if (active.Find(property)?.Type is { } type and not ("@id" or "@vocab" or "@none"))
            result["@type"] = SafeType(type);
        return result;
    }

    ExpandedMap ExpandText(ActiveContext active, string property, string value)
    {
        var definition = active.Find(property);
        switch (definition?.Type)
        {
            // 1. If the type mapping is @id, and the value is a string, the result of IRI expanding value document-relative.
            case "@id":
                var reference = SafeReference(contexts.ExpandIri(active, value, documentRelative: true, vocab: false), value);
                options.Spelling?.Reference(value, reference);
                return new() { ["@id"] = reference };

            // 2. If the type mapping is @vocab, and the value is a string, the same with vocab true.
            case "@vocab":
                return new() { ["@id"] = SafeReference(contexts.ExpandIri(active, value, documentRelative: true, vocab: true), value) };

            // 3. and 5. A string: 5.1 language and 5.2 direction of the term, or else the default ones. 5.3, 5.4 Add them.
            case null
            or "@none":
                var result = new ExpandedMap { ["@value"] = value };
                if (definition?.Type is null or "@none")
                {
                    var language = definition is { HasLanguage: true } ? definition.Language : active.Language;
                    var direction = definition is { HasDirection: true } ? definition.Direction : active.Direction;
                    if (language is not null)
                        result["@language"] = SafeLanguage(language);
                    if (direction is not null)
                        result["@direction"] = SafeDirection(direction);
                }

                return result;

            // 4. Any other type mapping.
            default:
                return new() { ["@value"] = value, ["@type"] = SafeType(definition!.Type!) };
        }
    }

    string SafeType(string type) =>
        !options.Safe || type == "@json" || Iri.IsWellFormed(type) ? type : throw path.Error(JsonLdErrors.InvalidIri, type);

    string? SafeReference(string? iri, string value)
    {
        if (!options.Safe)
            return iri;
        if (iri is null)
            throw path.Error(JsonLdErrors.ReservedTerm, value);
        if (Iri.IsBlankNode(iri))
            return Iri.IsWellFormedBlankNode(iri) ? iri : throw path.Error(JsonLdErrors.InvalidIri, iri);
        if (!iri.Contains(':', StringComparison.Ordinal))
            throw path.Error(JsonLdErrors.RelativeIri, iri);

        return Iri.IsWellFormed(iri) ? iri : throw path.Error(JsonLdErrors.InvalidIri, iri);
    }
}
