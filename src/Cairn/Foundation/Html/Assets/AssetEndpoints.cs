using Cairn.Foundation.Load;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cairn.Foundation.Html.Assets;

internal static class AssetEndpoints
{
    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/{name}", Send).AllowAnonymous().WithoutTurn();
        routes.MapGet("/favicon.ico", () => Results.Redirect(AssetFiles.Url("mark.svg"))).AllowAnonymous();
    }

    static Results<FileContentHttpResult, NotFound> Send(string name, HttpRequest request, HttpResponse response)
    {
        if (!AssetFiles.ByHashedName.TryGetValue(name, out var file))
            return TypedResults.NotFound();

        // The name holds the content's hash, so the content under it never changes.
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        if (file.Brotli is null)
            return TypedResults.Bytes(file.Bytes, file.ContentType);

        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (!Accepts(request.Headers.AcceptEncoding, "br"))
            return TypedResults.Bytes(file.Bytes, file.ContentType);

        response.Headers.ContentEncoding = "br";
        return TypedResults.Bytes(file.Brotli, file.ContentType);
    }

    static bool Accepts(StringValues header, string coding) =>
        StringWithQualityHeaderValue.TryParseList(header, out var codings)
        && codings.Any(one => one.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);
}
