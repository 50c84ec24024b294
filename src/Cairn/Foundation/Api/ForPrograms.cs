using Microsoft.AspNetCore.Routing.Patterns;

namespace Cairn.Foundation.Api;

/// <summary>The addresses for programs: bearer tokens count there and cookies do not, and what goes wrong is problem details.</summary>
internal static class ForPrograms
{
    public static bool Is(HttpRequest request) => request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/vcalm");

    /// <summary>The same of an address before anybody asks for it.</summary>
    public static bool Is(EndpointBuilder endpoint) =>
        endpoint
            is RouteEndpointBuilder { RoutePattern.PathSegments: [{ Parts: [RoutePatternLiteralPart { Content: "api" or "vcalm" }] }, ..] };
}
