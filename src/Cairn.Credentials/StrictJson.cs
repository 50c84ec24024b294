using System.Text.Unicode;

namespace Cairn.Credentials;

/// <summary>
/// Parses JSON from strangers: limited before it is parsed, no member twice (two readers would see two documents), only Unicode text. The
/// result can be read without further exceptions.
/// </summary>
static class StrictJson
{
    /// <summary>Far more than a credential or a list has; parsed, this many take some twenty megabytes.</summary>
    public const int MostValues = 200_000;

    public static JsonProblem TryParse(
        ReadOnlyMemory<byte> json,
        int mostBytes,
        int mostDepth,
        out JsonDocument? document,
        int mostValues = MostValues
    )
    {
        document = null;
        if (json.Length > mostBytes)
            return JsonProblem.TooLong;
        if (json.Span.StartsWith("\uFEFF"u8))
            json = json[3..];
        if (!Utf8.IsValid(json.Span))
            return JsonProblem.NotUtf8;
        if (json.Length / 2 > mostValues && HasMore(json.Span, mostDepth, mostValues))
            return JsonProblem.TooMany;
        // Done before the parser compares member names, which it cannot do if they hold half a surrogate pair.
        if (json.Span.IndexOf("\\u"u8) >= 0 && !EscapesAreUnicode(json.Span, mostDepth))
            return JsonProblem.NotUnicode;

        try
        {
            document = JsonDocument.Parse(json, Options(mostDepth, duplicates: false));
        }
        catch (JsonException)
        {
            return Explain(json, mostDepth);
        }

        return JsonProblem.None;
    }

    static JsonDocumentOptions Options(int depth, bool duplicates) => new() { MaxDepth = depth, AllowDuplicateProperties = duplicates };

    // The exception has no code, so the reasons are tried in turn.
    static JsonProblem Explain(ReadOnlyMemory<byte> json, int mostDepth) =>
        Parses(json, mostDepth) ? JsonProblem.DuplicateMember
        : TooDeep(json.Span, mostDepth) ? JsonProblem.TooDeep
        : JsonProblem.NotJson;

    static bool Parses(ReadOnlyMemory<byte> json, int depth)
    {
        try
        {
            JsonDocument.Parse(json, Options(depth, duplicates: true)).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Read but not kept: parsed, it would take many times its length.
    static bool HasMore(ReadOnlySpan<byte> json, int mostDepth, int mostValues)
    {
        Utf8JsonReader reader = new(json, new() { MaxDepth = mostDepth });
        try
        {
            for (var values = 0; reader.Read(); )
                if (
                    reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject or JsonTokenType.PropertyName)
                    && ++values > mostValues
                )
                    return true;
        }
        catch (JsonException)
        {
            // Not JSON at all, which the parser reports better.
        }
        return false;
    }

    static bool TooDeep(ReadOnlySpan<byte> json, int mostDepth)
    {
        Utf8JsonReader reader = new(json, new() { MaxDepth = mostDepth + 1 });
        try
        {
            while (reader.Read())
                if (reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject ? 1 : 0) > mostDepth)
                    return true;
        }
        catch (JsonException)
        {
            return false;
        }

        return false;
    }

    // An escaped half of a surrogate pair is grammatical JSON but not text.
    static bool EscapesAreUnicode(ReadOnlySpan<byte> json, int mostDepth)
    {
        Utf8JsonReader reader = new(json, new() { MaxDepth = mostDepth });
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
            return true;
        }
        catch (JsonException)
        {
            // Not JSON at all, which the parser reports better.
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

/// <summary>Why bytes are not JSON that Cairn reads.</summary>
enum JsonProblem
{
    None,
    TooLong,
    TooDeep,
    TooMany,
    NotUtf8,
    NotJson,
    DuplicateMember,
    NotUnicode,
}
