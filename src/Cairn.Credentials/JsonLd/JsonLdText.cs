using System.Buffers;
using System.Text.Encodings.Web;

namespace Cairn.Credentials.JsonLd;

/// <summary>Expanded or compacted JSON-LD as JSON in UTF-8, up to a number of bytes.</summary>
internal static class JsonLdText
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(object? value, int maxBytes)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Options))
            Write(json, value, maxBytes);
        return output.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter json, object? value, int maxBytes)
    {
        // A document's own terms may be much longer than what they stand for.
        if (json.BytesCommitted + json.BytesPending > maxBytes)
            throw new JsonLdException(JsonLdErrors.QuadLimit, "bytes");

        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            case List<object?> items:
                json.WriteStartArray();
                foreach (var item in items)
                    Write(json, item, maxBytes);
                json.WriteEndArray();
                break;
            case ExpandedMap map:
                json.WriteStartObject();
                foreach (var (key, entry) in map.Entries)
                {
                    json.WritePropertyName(key);
                    Write(json, entry, maxBytes);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
