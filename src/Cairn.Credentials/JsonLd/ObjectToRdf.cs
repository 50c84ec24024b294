using System.Numerics;

namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 8.2: Object to RDF Conversion.</summary>
internal sealed partial class ToRdf
{
    RdfTerm? Object(ExpandedMap item, RdfTerm graph)
    {
        // 3. If item is a list object, List Conversion. 1. and 2. If a node object, its identifier.
        if (item.IsListObject)
            return List(ExpandedMap.AsArray(item["@list"]), graph);
        if (!item.IsValueObject)
            return Node(item, graph);

        // 4. Value. 5. Datatype. 6. If datatype is neither a well-formed IRI nor @json, return null. 7. Likewise the language.
        var value = item["@value"];
        var datatype = item["@type"] as string;
        var language = item["@language"] as string;
        if (datatype is not null and not "@json" && !Iri.IsWellFormed(datatype))
            return Dropped(JsonLdErrors.InvalidIri, datatype);
        if (language is not null && !LanguageTag.IsWellFormed(language))
            return Dropped(JsonLdErrors.InvalidLanguage, language);

        // 8. If datatype is @json, the canonical form of value, and rdf:JSON.
        if (datatype == "@json")
            return RdfTerm.Literal(
                value is JsonElement json ? JsonCanonicalization.Canonicalize(json, options.MaxDepth) : "null",
                RdfVocabulary.Json
            );

        if (value is JsonElement scalar)
            return Scalar(scalar, datatype);

        // 12. Otherwise, a string. 13. With a direction, what the rdfDirection option says.
        var text = (string)value!;
        if (item["@direction"] is string direction)
        {
            if (options.RdfDirection == RdfDirection.I18nDatatype)
                return RdfTerm.Literal(text, $"{RdfVocabulary.I18n}{language?.ToLowerInvariant()}_{direction}");
            if (options.RdfDirection == RdfDirection.CompoundLiteral)
                return CompoundLiteral(text, language, direction, graph);
            if (options.Safe)
                throw new JsonLdException(JsonLdErrors.Direction, direction);
        }

        return RdfTerm.Literal(text, language is null ? datatype : null, language);
    }

    RdfTerm? Scalar(JsonElement value, string? datatype)
    {
        // 9. If value is true or false, its name, and xsd:boolean.
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return RdfTerm.Literal(value.ValueKind == JsonValueKind.True ? "true" : "false", datatype ?? Xsd.Boolean);

        if (value.ValueKind != JsonValueKind.Number)
            return Dropped(JsonLdErrors.DroppedValue, value.GetRawText());
        if (!value.TryGetDouble(out var number) || !double.IsFinite(number))
            return Dropped(JsonLdErrors.NumberRange, value.GetRawText());

        return CanonicalNumber.Format(number, datatype == Xsd.Double, out var text)
            ? RdfTerm.Literal(text, datatype ?? Xsd.Double)
            : RdfTerm.Literal(text, datatype ?? Xsd.Integer);
    }

    RdfTerm? Dropped(string code, string what) => options.Safe ? throw new JsonLdException(code, what) : null;

    // 13.2 Otherwise, if rdfDirection is compound-literal: a blank node with rdf:value, rdf:language and rdf:direction.
    RdfTerm CompoundLiteral(string text, string? language, string direction, RdfTerm graph)
    {
        var literal = NewBlankNode();
        Add(literal, RdfVocabulary.Value, RdfTerm.Literal(text), graph);
        if (language is not null)
            Add(literal, RdfVocabulary.Language, RdfTerm.Literal(language.ToLowerInvariant()), graph);
        Add(literal, RdfVocabulary.Direction, RdfTerm.Literal(direction), graph);
        return literal;
    }
}

/// <summary>JSON-LD 1.1 API, section 8.6: the canonical lexical forms of xsd:integer and xsd:double.</summary>
internal static class CanonicalNumber
{
    /// <summary>Whether the result is a double: a fraction, too large for an integer, or asked for.</summary>
    public static bool Format(double value, bool asDouble, out string text)
    {
        // 10. A non-zero fractional part, an absolute value of 1e21 or more, or the datatype xsd:double.
        if (asDouble || value % 1 != 0 || Math.Abs(value) >= 1e21)
        {
            text = Double(value);
            return true;
        }

        // 11. Otherwise, no fractional part: decimal digits without leading zeros.
        text =
            Math.Abs(value) < long.MaxValue
                ? ((long)value).ToString(CultureInfo.InvariantCulture)
                : new BigInteger(value).ToString(CultureInfo.InvariantCulture);
        return false;
    }

    // Section 8.6: printf("%1.15E"), without trailing zeros after the first decimal, and without + and leading zeros in the exponent.
    static string Double(double value)
    {
        var text = value.ToString("E15", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = text.AsSpan(0, e).TrimEnd('0');
        var exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}{(mantissa[^1] == '.' ? "0" : "")}E{exponent}");
    }
}
