using Cairn.Earning;
using Cairn.Foundation.Files;
using Microsoft.Net.Http.Headers;

namespace Cairn.Assessing;

/// <summary>
/// A submitted file to those who judge it. It runs nothing, is cached nowhere, and its name reveals no more than the reader may know.
/// </summary>
internal static class SubmittedFiles
{
    private const string Policy =
        "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

    /// <summary>Null if it is not a file, or not in the store.</summary>
    public static IResult? Send(HttpContext http, FileStore files, ReviewedSubmission work, SubmittedArtifact artifact)
    {
        if (artifact is not { FileName: not null, MediaType: { } type } || files.Open(artifact.Sha256) is not { } stream)
            return null;

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "private, no-store";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        var disposition = new ContentDispositionHeaderValue(MediaTypes.IsSafeInline(type) ? "inline" : "attachment");
        disposition.SetHttpFileName(work.FileNameOf(artifact));
        headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(stream, type, enableRangeProcessing: true);
    }
}
