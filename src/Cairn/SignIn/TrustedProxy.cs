using Microsoft.AspNetCore.HttpOverrides;

namespace Cairn.SignIn;

/// <summary>What stands between the world and this process: <c>CAIRN_PROXY</c> says whom to believe, <c>CAIRN_ORIGIN</c> that the world comes by HTTPS.</summary>
internal static class TrustedProxy
{
    public static IServiceCollection AddTrustedProxy(this IServiceCollection services, CairnOptions options)
    {
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in options.Proxy) forwarded.KnownIPNetworks.Add(network);
            forwarded.ForwardLimit = null; // each hop is asked for; the walk ends at the first that is not ours
        });
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        return services;
    }

    /// <summary>Before everything that asks who is there.</summary>
    public static void UseTrustedProxy(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<CairnOptions>();
        // With no known network the middleware would believe everybody.
        if (options.Proxy.Count > 0) app.UseForwardedHeaders();
        if (options.Origin is null) return;

        app.Use((http, next) =>
        {
            http.Request.Scheme = Uri.UriSchemeHttps;
            return next(http);
        });
        app.UseHsts();
    }
}
