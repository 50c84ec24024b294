using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Cairn.Credentials.Achievements;

/// <summary>The data model as JSON: arrays where the model has several, nothing for what is absent, members in a fixed order.</summary>
static class OpenBadgesJson
{
    internal const int MaxBytes = 4 * 1024 * 1024;
    internal const int MaxDepth = 64;

    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
        MaxDepth = MaxDepth,
        RespectNullableAnnotations = true,
        TypeInfoResolver = OpenBadgesContext.Default.WithAddedModifier(OmitEmptyLists),
        Converters =
        {
            new SeveralConverter<string>(),
            new SeveralConverter<JsonNode>(),
            new SeveralConverter<JsonElement>(),
            new SeveralConverter<Achievement>(),
            new SeveralConverter<Alignment>(),
            new SeveralConverter<Association>(),
            new SeveralConverter<CredentialSchema>(),
            new SeveralConverter<EndorsementCredential>(),
            new SeveralConverter<Evidence>(),
            new SeveralConverter<IdentifierEntry>(),
            new SeveralConverter<IdentityObject>(),
            new SeveralConverter<Proof>(),
            new SeveralConverter<Related>(),
            new SeveralConverter<Result>(),
            new SeveralConverter<ResultDescription>(),
            new SeveralConverter<RubricCriterionLevel>(),
            new SeveralConverter<TermsOfUse>(),
        },
    };

    internal static JsonTypeInfo<T> TypeInfo<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    internal static byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, Options.GetTypeInfo(value.GetType()));

    internal static bool TryRead<T>(
        ReadOnlySpan<byte> utf8Json,
        [NotNullWhen(true)] out T? value,
        out IReadOnlyList<ModelViolation> violations
    )
        where T : class
    {
        value = null;
        violations = OpenBadgesModel.Check(utf8Json);
        if (violations.Any(v => v.Code is "model.size" or "model.json"))
            return false;

        if (utf8Json.StartsWith("\uFEFF"u8))
            utf8Json = utf8Json[3..];
        try
        {
            value = JsonSerializer.Deserialize(utf8Json, TypeInfo<T>(Options));
        }
        catch (JsonException problem)
        {
            // Anything that does not fit the classes departs from the model too, and the check should have named it; if it did not, the
            // reader's message is used.
            if (violations.Count == 0)
                violations = [new ModelViolation(problem.Path ?? "$", "model.type", "Open Badges 3.0 data model")];
        }

        return value is not null;
    }

    internal static CredentialStatus Status(JsonObject entry) =>
        entry.Deserialize(TypeInfo<CredentialStatus>(Options)) ?? throw new ArgumentException("An entry is an object.", nameof(entry));

    static void OmitEmptyLists(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
                property.ShouldSerialize = (_, value) =>
                    value is IReadOnlyCollection<object> { Count: > 0 } or IReadOnlyCollection<JsonElement> { Count: > 0 };
    }

    /// <summary>Reads an array or a single value, writes an array (see the two families of the official schema).</summary>
    sealed class SeveralConverter<T> : JsonConverter<IReadOnlyList<T>>
    {
        public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var type = TypeInfo<T>(options);
            if (reader.TokenType != JsonTokenType.StartArray)
                return [JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException()];

            List<T> several = [];
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                several.Add(JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException());
            return several;
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
        {
            var type = TypeInfo<T>(options);
            writer.WriteStartArray();
            foreach (var item in value)
                JsonSerializer.Serialize(writer, item, type);
            writer.WriteEndArray();
        }
    }
}

/// <summary>The classes of the data model, for the source generator.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AchievementCredential))]
[JsonSerializable(typeof(EndorsementCredential))]
[JsonSerializable(typeof(ClrCredential))]
[JsonSerializable(typeof(Profile))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonElement))]
sealed partial class OpenBadgesContext : JsonSerializerContext;
