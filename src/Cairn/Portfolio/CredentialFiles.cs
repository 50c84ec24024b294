using Cairn.Awarding;
using Cairn.Foundation.Files;
using Cairn.Verifying;

namespace Cairn.Portfolio;

/// <summary>A credential as a file to keep: the stored bytes, or a picture with them inside, which shows if it was taken back.</summary>
internal static class CredentialFiles
{
    /// <param name="http">The request.</param>
    /// <param name="pictures">Which bakes them.</param>
    /// <param name="credential">What is inside.</param>
    /// <param name="format"><c>json</c>, <c>png</c> or <c>svg</c>; anything else is not found.</param>
    /// <param name="open">Everybody may ask for it.</param>
    /// <param name="holder">Their name, for themself; null: a file says no more than the credential in it.</param>
    /// <param name="stop">Ends the work early.</param>
    public static async Task<IResult> AnswerAsync(
        HttpContext http,
        CredentialPictures pictures,
        Credential credential,
        string format,
        bool open,
        string? holder,
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
        var story = CredentialStory.Of(credential.Bytes);
        return Attachment.Of(
            bytes,
            type,
            [holder ?? story?.Holder, story?.Title],
            $"{credential.Sha256}-{format}{(takenBack ? "-taken-back" : "")}"
        );
    }
}
