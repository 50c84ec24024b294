namespace Cairn.Credentials;

/// <summary>RFC 8785, the JSON Canonicalization Scheme.</summary>
internal static class JsonCanonicalization
{
    /// <summary>An object with its root's member left out or its context replaced.</summary>
    public static string Canonicalize(in JsonLdDocument document, int maxDepth)
    {
        var output = new StringBuilder();
        if (document.Root.ValueKind == JsonValueKind.Object)
            WriteObject(output, document, maxDepth);
        else
            Write(output, document.Root, maxDepth);
        return output.ToString();
    }

    public static string Canonicalize(JsonElement value, int maxDepth)
    {
        var output = new StringBuilder();
        Write(output, value, maxDepth);
        return output.ToString();
    }

    static void Write(StringBuilder output, JsonElement value, int depth)
    {
        if (depth < 0)
            throw new JsonLdException(JsonLdErrors.Depth, "");

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(output, new(value), depth);
                break;
            case JsonValueKind.Array:
                WriteArray(output, value, depth);
                break;
            case JsonValueKind.String:
                WriteString(output, value.Text());
                break;
            case JsonValueKind.Number:
                // 3.2.2.3 Numbers, as ECMAScript serializes an IEEE 754 double.
                var number = value.GetDouble();
                if (!double.IsFinite(number))
                    throw new JsonLdException(JsonLdErrors.NumberRange, value.GetRawText());
                output.Append(EcmaScriptNumber.Format(number));
                break;
            case JsonValueKind.True:
                output.Append("true");
                break;
            case JsonValueKind.False:
                output.Append("false");
                break;
            default:
                output.Append("null");
                break;
        }
    }

    static void WriteObject(StringBuilder output, in JsonLdDocument value, int depth)
    {
        // 3.2.3 Property name strings are sorted by their UTF-16 code units.
        var properties = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in value.Root.EnumerateObject())
        {
            if (value.Omit is not null && property.NameEquals(value.Omit))
                continue;
            if (!properties.TryAdd(property.Key(), property.Value))
                throw new JsonLdException(JsonLdErrors.DuplicateKey, property.Key());
        }

        if (value.Context is { } context)
            properties["@context"] = context;

        var separator = '{';
        foreach (var (name, member) in properties)
        {
            output.Append(separator);
            WriteString(output, name);
            output.Append(':');
            Write(output, member, depth - 1);
            separator = ',';
        }

        output.Append(properties.Count == 0 ? "{}" : "}");
    }

    static void WriteArray(StringBuilder output, JsonElement value, int depth)
    {
        var separator = '[';
        foreach (var item in value.EnumerateArray())
        {
            output.Append(separator);
            Write(output, item, depth - 1);
            separator = ',';
        }

        output.Append(value.GetArrayLength() == 0 ? "[]" : "]");
    }

    // 3.2.2.2 Strings: the two-character escapes, other controls as lower-case \u00xx, everything else as is.
    static void WriteString(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => output.Append("\\\""),
                '\\' => output.Append("\\\\"),
                '\b' => output.Append("\\b"),
                '\t' => output.Append("\\t"),
                '\n' => output.Append("\\n"),
                '\f' => output.Append("\\f"),
                '\r' => output.Append("\\r"),
                < ' ' => output.Append("\\u00").Append((c >> 4).ToString("x", null)).Append((c & 15).ToString("x", null)),
                _ => output.Append(c),
            };
        }

        output.Append('"');
    }
}
