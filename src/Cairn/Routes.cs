using System.Diagnostics.CodeAnalysis;

namespace Cairn;

/// <summary>
/// Maps an address as ASP.NET does, but makes the code that binds its handler's parameters when it is first requested. There are hundreds
/// of addresses, and to compile all of them took a quarter of a start. Within this product these methods come before ASP.NET's own.
/// </summary>
internal static class Routes
{
    public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        Map(routes, pattern, HttpMethods.Get, handler);

    public static RouteHandlerBuilder MapPost(
        this IEndpointRouteBuilder routes,
        [StringSyntax("Route")] string pattern,
        Delegate handler
    ) => Map(routes, pattern, HttpMethods.Post, handler);

    public static RouteHandlerBuilder MapPut(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        Map(routes, pattern, HttpMethods.Put, handler);

    public static RouteHandlerBuilder MapPatch(
        this IEndpointRouteBuilder routes,
        [StringSyntax("Route")] string pattern,
        Delegate handler
    ) => Map(routes, pattern, HttpMethods.Patch, handler);

    public static RouteHandlerBuilder MapDelete(
        this IEndpointRouteBuilder routes,
        [StringSyntax("Route")] string pattern,
        Delegate handler
    ) => Map(routes, pattern, HttpMethods.Delete, handler);

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string pattern, string method, Delegate handler) =>
        RouteHandlerServices.Map(
            routes,
            pattern,
            handler,
            [method],
            RequestDelegateFactory.InferMetadata,
            (asked, options, metadata) =>
                new RequestDelegateResult(Once(() => RequestDelegateFactory.Create(asked, options, metadata).RequestDelegate), [])
        );

    /// <summary>Made by the first request; what it is made of is forgotten then.</summary>
    public static RequestDelegate Once(Func<RequestDelegate> make)
    {
        var made = new Lazy<RequestDelegate>(make);
        return http => made.Value(http);
    }
}
