using Cairn.Foundation.Load;

namespace Cairn.Foundation.Acts;

/// <summary>
/// JSON, read strictly: an unknown or missing member is a refusal with the member's path (<see cref="JsonFaults"/>). Depth is limited here,
/// size by the route.
/// </summary>
internal static class JsonReading
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        Converters =
        {
            new WholeString(),
            new NoFile(),
            new IdJsonConverterFactory(),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        MaxDepth = 16,
    };

    /// <summary>Everything in it may be left out, and so may the body.</summary>
    public static bool MayBeNothing(Type input) => Limits.Of(input).All(parameter => parameter.HasDefaultValue);

    /// <summary>One of the two is null.</summary>
    public static async Task<(T? Value, Refusal? Refusal)> ReadAsync<T>(HttpContext context)
        where T : class
    {
        if (MayBeNothing(typeof(T)) && context.Request.ContentType is null && context.Request.ContentLength is null or 0)
            return (JsonSerializer.Deserialize<T>("{}", Strict), null);
        if (!context.Request.HasJsonContentType())
            throw new BadHttpRequestException("JSON is expected.", StatusCodes.Status415UnsupportedMediaType);
        var body = await context.Request.ReadWholeAsync(context.RequestAborted);
        try
        {
            if (JsonSerializer.Deserialize<T>(body.Span, Strict) is { } value)
                return (value, null);
        }
        catch (JsonException)
        {
            // It is looked at again, for everything that is wrong with it.
        }
        return (null, JsonFaults.In(body, typeof(T), Strict));
    }

    /// <summary>A file comes in a form.</summary>
    private sealed class NoFile : JsonConverter<IFormFile>
    {
        public override IFormFile? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException();

        public override void Write(Utf8JsonWriter writer, IFormFile value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
