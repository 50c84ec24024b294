using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Cairn.Foundation;

/// <summary>
/// How an outcome answers a program: the value as JSON, nothing (204) if there is nothing to tell, or problem details. If part of a value
/// was refused, it gives its own status.
/// </summary>
internal readonly partial struct Outcome<T> : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    /// <summary>For filters in front of the act: the refusal's; null when it was done.</summary>
    int? IStatusCodeHttpResult.StatusCode => Refusal?.Status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var result =
            Refusal == Refusal.NotFound ? TypedResults.NotFound()
            : Refusal is { } refusal ? httpContext.RequestServices.GetRequiredService<RefusalTexts>().Problem(refusal)
            : _value is Done or null ? TypedResults.NoContent()
            : _value is IStatusCodeHttpResult { StatusCode: { } status } ? TypedResults.Json(_value, statusCode: status)
            : (IResult)TypedResults.Ok(_value);
        return result.ExecuteAsync(httpContext);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            typeof(T) == typeof(Done)
                ? new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent, typeof(void))
                : new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"])
        );
}
