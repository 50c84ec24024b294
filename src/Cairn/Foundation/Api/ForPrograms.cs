using Microsoft.AspNetCore.Routing.Patterns;

namespace Cairn.Foundation.Api;

/// <summary>The addresses for programs: only bearer tokens count there, not cookies, and errors are problem details.</summary>
internal static class ForPrograms
{
    public static bool Is(HttpRequest request) => request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/vcalm");

    /// <summary>The same for an address before anybody requests it.</summary>
    public static bool Is(EndpointBuilder endpoint) =>
        endpoint
            is RouteEndpointBuilder { RoutePattern.PathSegments: [{ Parts: [RoutePatternLiteralPart { Content: "api" or "vcalm" }] }, ..] };
}
