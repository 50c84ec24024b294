using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Cairn.Foundation.Api;

/// <summary>A JSON body that belongs to no act, read just as strictly (<see cref="JsonReading"/>).</summary>
/// <typeparam name="T">What the body holds.</typeparam>
internal sealed class JsonBody<T> : IEndpointParameterMetadataProvider
    where T : class
{
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
        var (value, refusal) = await JsonReading.ReadAsync<T>(context);
        return new JsonBody<T>(value, refusal);
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
