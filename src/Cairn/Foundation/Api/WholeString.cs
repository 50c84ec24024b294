namespace Cairn.Foundation.Api;

/// <summary>
/// Strings without U+0000, which PostgreSQL cannot store and no real text contains: refused with its path, like any other malformed member.
/// </summary>
internal sealed class WholeString : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Whole(reader.GetString());

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Whole(reader.GetString())!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    private static string? Whole(string? text) => text?.Contains('\0') is true ? throw new JsonException() : text;
}
