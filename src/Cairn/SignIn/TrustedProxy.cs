using Microsoft.AspNetCore.HttpOverrides;

namespace Cairn.SignIn;

/// <summary>
/// What is between the world and this process: <c>CAIRN_PROXY</c> says whom to trust, <c>CAIRN_ORIGIN</c> that the world comes by HTTPS and
/// under which name; a request for another name is refused.
/// </summary>
internal static class TrustedProxy
{
    public static IServiceCollection AddTrustedProxy(this IServiceCollection services, CairnOptions options)
    {
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in options.Proxy)
                forwarded.KnownIPNetworks.Add(network);
            forwarded.ForwardLimit = null; // each hop is checked, up to the first that is not ours
        });
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        return services;
    }

    /// <summary>Before everything that asks who is there.</summary>
    public static void UseTrustedProxy(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<CairnOptions>();
        // With no known network the middleware would trust everybody.
        if (options.Proxy.Count > 0)
            app.UseForwardedHeaders();
        if (options.Origin is null)
            return;

        var origin = new Uri(options.Origin);
        var host = new HostString(origin.Authority);
        app.Use(
            (http, next) =>
            {
                if (!IsOurs(http.Request, origin.Host))
                {
                    http.Response.StatusCode = StatusCodes.Status400BadRequest;
                    return http.Response.WriteAsync($"This is {origin.Authority}.", http.RequestAborted);
                }
                // What is made from the request (redirects, links on paper) names the origin, whatever the header said.
                (http.Request.Scheme, http.Request.Host) = (Uri.UriSchemeHttps, host);
                return next(http);
            }
        );
        app.UseHsts();
    }

    /// <summary>Requested under our own name, or from this machine; a load balancer checks our health by address.</summary>
    private static bool IsOurs(HttpRequest request, string host) =>
        request.Host.Host.Equals(host, StringComparison.OrdinalIgnoreCase)
        || request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
        || request.Path.StartsWithSegments("/health");
}
