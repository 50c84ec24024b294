namespace Cairn.Credentials.Achievements;

/// <summary>
/// An instant as a document writes it (Open Badges 3.0, DateTime and DateTimeZ): the text is kept, so that it is written as it was read.
/// </summary>
/// <param name="Text">ISO 8601, as XML Schema's dateTime has it.</param>
[JsonConverter(typeof(TimestampConverter))]
public readonly record struct Timestamp(string Text)
{
    /// <summary>The instant, with the text's offset; null if the text is not an instant. Without a zone it is taken as UTC.</summary>
    public DateTimeOffset? Instant =>
        Text is not null
        && Text.Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : null;

    /// <summary>
    /// The day that the writer wrote, by the offset in the text, whatever day it is elsewhere; null if the text is not an instant.
    /// </summary>
    public DateOnly? Day => Instant is { } instant ? DateOnly.FromDateTime(instant.DateTime) : null;

    /// <summary>Whether the text names its zone, as DateTimeZ requires.</summary>
    public bool HasZone => Text is { Length: > 10 } && (Text[^1] is 'Z' or 'z' || Text.AsSpan(10).ContainsAny('+', '-'));

    /// <summary>An instant in UTC, without a fraction if it has none.</summary>
    /// <param name="instant">The instant.</param>
    public static implicit operator Timestamp(DateTimeOffset instant) => FromDateTimeOffset(instant);

    /// <summary>An instant in UTC, without a fraction if it has none.</summary>
    /// <param name="instant">The instant.</param>
    public static Timestamp FromDateTimeOffset(DateTimeOffset instant) =>
        new(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}

sealed class TimestampConverter : JsonConverter<Timestamp>
{
    public override Timestamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? new(reader.GetString()!) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Timestamp value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
