using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cairn.Issuing;

/// <summary>
/// Stored bytes of a public JSON document, served as they are: an ETag, <c>max-age=0</c>, readable from every origin, and the media type
/// that was asked for of those that it has.
/// </summary>
internal sealed class StoredDocument(ReadOnlyMemory<byte> bytes, params IReadOnlyList<string> types) : IResult
{
    private static readonly string[] CredentialTypes =
    [
        "application/vc",
        "application/ld+json",
        "application/vc+ld+json",
        "application/json",
    ];

    /// <summary>Of credentials: W3C's own type first, then the general one and the one of older Open Badges software.</summary>
    public static StoredDocument Credential(ReadOnlyMemory<byte> bytes) => new(bytes, CredentialTypes);

    /// <summary>The type that <see cref="Credential"/> answers with.</summary>
    public static string CredentialTypeFor(StringValues accept) => ChosenOf(accept, CredentialTypes);

    public static StoredDocument Did(ReadOnlyMemory<byte> bytes) =>
        new(bytes, "application/did", "application/did+ld+json", "application/json");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.CacheControl = "public, max-age=0";
        headers.Vary = "Accept";
        headers.AccessControlAllowOrigin = "*";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span))}\"");
        return TypedResults.Bytes(bytes, ChosenOf(httpContext.Request.Headers.Accept, types), entityTag: tag).ExecuteAsync(httpContext);
    }

    private static string ChosenOf(StringValues accept, IReadOnlyList<string> types)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var wanted))
            return types[0];
        foreach (var range in wanted.OrderByDescending(w => w.Quality ?? 1))
            if (types.FirstOrDefault(type => new MediaTypeHeaderValue(type).IsSubsetOf(range)) is { } type)
                return type;
        return types[0];
    }
}
