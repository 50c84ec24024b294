using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;

namespace Cairn.Foundation.Acts;

/// <summary>
/// JSON, read strictly: a member that the record does not know, or that it needs and does not get, is a refusal with the member's path.
/// Bounded in depth here, and in size by the route.
/// </summary>
internal static class JsonReading
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        Converters =
        {
            new WholeString(),
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

    /// <summary>One of the two is null.</summary>
    public static async Task<(T? Value, Refusal? Refusal)> ReadAsync<T>(HttpContext context)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
            throw new BadHttpRequestException("JSON is expected.", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Strict, context.RequestAborted);
            return value is null ? (null, Unread("$")) : (value, null);
        }
        catch (JsonException malformed)
        {
            return (null, Unread(malformed.Path ?? "$"));
        }

        static Refusal Unread(string path) => new("api.json", path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : null, path);
    }
}
