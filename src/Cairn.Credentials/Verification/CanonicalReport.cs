using System.Buffers;

namespace Cairn.Credentials.Verification;

/// <summary>Reports for the record: canonical JSON (RFC 8785) without sentences.</summary>
static class CanonicalReport
{
    const int MostDepth = 16;

    public static byte[] Of(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
            write(json);

        using var report = JsonDocument.Parse(buffer.WrittenMemory);
        return Encoding.UTF8.GetBytes(JsonCanonicalization.Canonicalize(report.RootElement, MostDepth));
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<JudgedDocument> documents)
    {
        json.WriteStartArray("documents");
        foreach (var document in documents)
        {
            json.WriteStartObject();
            json.WriteString("url", document.Url);
            json.WriteString("sha256", document.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<Check> checks)
    {
        json.WriteStartArray("checks");
        foreach (var check in checks)
        {
            VerificationReport.WriteHead(json, check);
            json.WriteString("clause", check.Clause);
            Write(json, "arguments", check.Arguments);
            Write(json, "judgedOn", check.JudgedOn);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
