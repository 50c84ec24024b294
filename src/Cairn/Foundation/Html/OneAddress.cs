using Microsoft.AspNetCore.Routing.Patterns;

namespace Cairn.Foundation.Html;

/// <summary>
/// A page has one address. Capitals, a slash at the end, an id in another spelling and, where answers are cached, a meaningless query all
/// redirect to it, so that no cache, here or in front of us, fills up with spellings of the same page.
/// </summary>
internal static class OneAddress
{
    /// <summary>After routing.</summary>
    public static IApplicationBuilder UseOneAddress(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                if (!HttpMethods.IsGet(http.Request.Method) || http.GetEndpoint() is not RouteEndpoint endpoint)
                    return next(http);

                var isKept = endpoint.Metadata.GetMetadata<AnswersAreKept>() is not null;
                var path = PathOf(http.Request.Path.Value!, endpoint.RoutePattern, isKept);
                var query = isKept ? LanguageIn(http.Request) : http.Request.QueryString;
                if (path == http.Request.Path.Value && query == http.Request.QueryString)
                    return next(http);

                http.Response.Redirect(http.Request.PathBase + new PathString(path).ToUriComponent() + query, permanent: true);
                return Task.CompletedTask;
            }
        );

    /// <summary>For an endpoint whose answers are kept in memory: only the language in a query counts.</summary>
    public static TBuilder AsKept<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AnswersAreKept());

    private static string PathOf(string path, RoutePattern pattern, bool isKept)
    {
        var asked = path.TrimEnd('/').Split('/')[1..];
        if (asked.Length != pattern.PathSegments.Count)
            return path; // the front page, or what takes the rest of an address

        return "/" + string.Join('/', asked.Zip(pattern.PathSegments, (segment, whole) => SegmentOf(segment, whole, isKept)));
    }

    private static string SegmentOf(string asked, RoutePatternPathSegment segment, bool isKept)
    {
        if (segment.Parts.All(part => part is RoutePatternLiteralPart))
            return string.Concat(segment.Parts.Select(part => ((RoutePatternLiteralPart)part).Content));
        // Some addresses have ids with hyphens, some without, and old credentials use both.
        if (segment.Parts is [RoutePatternParameterPart] && Guid.TryParse(asked, out var id))
            return id.ToString(asked.Length == 32 && !isKept ? "N" : "D");

        return segment.Parts is [RoutePatternLiteralPart start, ..] && asked.StartsWith(start.Content, StringComparison.OrdinalIgnoreCase)
            ? start.Content + asked[start.Content.Length..]
            : asked;
    }

    private static QueryString LanguageIn(HttpRequest request) =>
        CairnCulture.Known(request.Query["lang"]) is { } language ? QueryString.Create("lang", language) : QueryString.Empty;

    private sealed record AnswersAreKept;
}
