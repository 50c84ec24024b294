using Cairn.Foundation.Files;
using Microsoft.Net.Http.Headers;

namespace Cairn.Earning;

/// <summary>A learner's file as it is sent: it runs nothing, is cached nowhere, and is shown in place only if that is harmless.</summary>
internal static class EvidenceFiles
{
    private const string Policy =
        "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

    /// <param name="http">The request.</param>
    /// <param name="file">What is sent.</param>
    /// <param name="mediaType">By its content.</param>
    /// <param name="name">That the reader may see.</param>
    /// <param name="download">Not in place, however harmless.</param>
    /// <param name="tag">By which a browser may ask for a part of it again; null: none.</param>
    public static FileStreamHttpResult Send(
        HttpContext http,
        Stream file,
        string mediaType,
        string? name,
        bool download = false,
        string? tag = null
    )
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "private, no-store";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        var disposition = new ContentDispositionHeaderValue(!download && MediaTypes.IsSafeInline(mediaType) ? "inline" : "attachment");
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(
            file,
            mediaType,
            entityTag: tag is null ? null : new EntityTagHeaderValue($"\"{tag}\""),
            enableRangeProcessing: true
        );
    }
}
