using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.Foundation.Storage;
using Microsoft.AspNetCore.Http.Metadata;

namespace Cairn.Foundation.Api;

/// <summary>
/// A JSON body, read strictly: a member that the model does not know, or that it needs and does not get, is a refusal with the member's
/// path. Bounded in depth here and in size by the route (<see cref="JsonBodies.WithBodyOfAtMost"/>).
/// </summary>
/// <typeparam name="T">What the body holds.</typeparam>
internal sealed class JsonBody<T> : IEndpointParameterMetadataProvider
    where T : class
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

    private readonly T? _value;
    private readonly Refusal? _refusal;

    private JsonBody(T? value, Refusal? refusal) => (_value, _refusal) = (value, refusal);

    public bool Succeeds([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        (value, refusal) = (_value, _refusal);
        return refusal is null;
    }

    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!context.Request.HasJsonContentType())
            throw new BadHttpRequestException("JSON is expected.", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Strict, context.RequestAborted);
            return value is null ? Refused("$") : new JsonBody<T>(value, null);
        }
        catch (JsonException malformed)
        {
            return Refused(malformed.Path ?? "$");
        }

        static JsonBody<T> Refused(string path) =>
            new(null, new Refusal("api.json", path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : null, path));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}

internal static class JsonBodies
{
    /// <summary>A larger body is a 413 before it is read.</summary>
    public static TBuilder WithBodyOfAtMost<TBuilder>(this TBuilder route, long bytes)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new BodyLimit(bytes));

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
