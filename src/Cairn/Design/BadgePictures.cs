using Cairn.Design.Badges;
using Cairn.Foundation.Files;

namespace Cairn.Design;

/// <summary>A blueprint's badge: the school's own picture if one was uploaded, otherwise the stone that Cairn draws.</summary>
internal sealed class BadgePictures(FileStore files)
{
    public IResult Answer(Blueprint blueprint) =>
        blueprint.Badge.UploadSha256 is { } sha && files.Open(sha) is { } picture
            ? new StrictPicture(picture)
            : new StrictPicture(new MemoryStream(Encoding.UTF8.GetBytes(Stone.Draw(blueprint).ToSvg())));

    // A picture opened by itself runs nothing and loads nothing.
    private sealed class StrictPicture(Stream picture) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await using var content = picture;
            var head = new byte[8];
            var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, httpContext.RequestAborted);
            content.Position = 0;
            var response = httpContext.Response;
            response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            response.ContentType = MediaTypes.Sniff(head.AsSpan(0, read)) is "image/png" ? "image/png" : "image/svg+xml";
            response.ContentLength = content.Length;
            await content.CopyToAsync(response.Body, httpContext.RequestAborted);
        }
    }
}
