namespace Cairn.Operations;

internal static class HeadRequests
{
    /// <summary>
    /// Anything that allows GET also allows HEAD (RFC 9110, 9.3.2): link checkers and load balancers do. The server sends no body, whatever
    /// the endpoint writes, because the request on the wire was a HEAD.
    /// </summary>
    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                if (HttpMethods.IsHead(http.Request.Method))
                    http.Request.Method = HttpMethods.Get;
                return next(http);
            }
        );
}
