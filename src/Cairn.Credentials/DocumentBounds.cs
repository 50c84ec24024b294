using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Cairn.Credentials;

/// <summary>
/// What the algorithms rely on: nesting within the limit, and strings that are text. <see cref="JsonElement"/> guarantees neither (its
/// parser may have been given any depth, and does not look into strings), and would throw in the middle of an algorithm.
/// </summary>
internal static class DocumentBounds
{
    /// <summary>Checks a document, except for what it omits.</summary>
    public static void Check(in JsonLdDocument document, int maxDepth)
    {
        if (document.Context is { } context)
            Check(JsonMarshal.GetRawUtf8Value(context), maxDepth);
        if (document.Omit is null || document.Root.ValueKind != JsonValueKind.Object)
        {
            Check(JsonMarshal.GetRawUtf8Value(document.Root), maxDepth);
            return;
        }

        foreach (var property in document.Root.EnumerateObject())
        {
            if (!Utf8.IsValid(JsonMarshal.GetRawUtf8PropertyName(property)))
                throw new JsonLdException(JsonLdErrors.InvalidString);
            if (property.Key() != document.Omit)
                Check(JsonMarshal.GetRawUtf8Value(property.Value), maxDepth - 1);
        }
    }

    public static void Check(ReadOnlySpan<byte> json, int maxDepth)
    {
        if (!Utf8.IsValid(json))
            throw new JsonLdException(JsonLdErrors.InvalidString);

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
        }
        catch (JsonException)
        {
            throw new JsonLdException(JsonLdErrors.Depth, "");
        }
        catch (InvalidOperationException)
        {
            throw new JsonLdException(JsonLdErrors.InvalidString);
        }
    }
}
