using Cairn.Awarding;
using Microsoft.Net.Http.Headers;

namespace Cairn.Portfolio;

/// <summary>A credential as a file to keep: the stored bytes, or a picture with them inside, which shows if it was taken back.</summary>
internal static class CredentialFiles
{
    /// <param name="format"><c>json</c>, <c>png</c> or <c>svg</c>; anything else is not found.</param>
    public static async Task<IResult> AnswerAsync(
        HttpContext http,
        CredentialPictures pictures,
        Credential credential,
        string format,
        bool open,
        CancellationToken stop
    )
    {
        var takenBack = format is not "json" && await pictures.IsTakenBackAsync(credential, stop);
        var (bytes, type) = format switch
        {
            "json" => (credential.Bytes, "application/vc"),
            "png" => (await pictures.BakeAsync(credential, PictureFormat.Png, takenBack, stop), "image/png"),
            "svg" => (await pictures.BakeAsync(credential, PictureFormat.Svg, takenBack, stop), "image/svg+xml"),
            _ => (null, ""),
        };
        if (bytes is null)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = open ? PublicPages.ForEverybody : "private, no-store";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.File(
            bytes,
            type,
            $"credential-{credential.PublicId.ToString("N")[..8]}.{format}",
            entityTag: new EntityTagHeaderValue($"\"{credential.Sha256}-{format}{(takenBack ? "-taken-back" : "")}\"")
        );
    }
}
