namespace Cairn.Foundation.Html;

/// <summary>Only our own files as script or style, nothing framed unless the endpoint says so, no address passed to other sites.</summary>
internal static class SecurityHeaders
{
    const string Policy =
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action "
        + "'self'; frame-ancestors ";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                http.Response.OnStarting(static state => Write((HttpContext)state), http);
                return next(http);
            }
        );

    static Task Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        var embeddable = http.GetEndpoint()?.Metadata.GetMetadata<PublicPage>() is { Embeddable: true };
        // A handler that serves a learner's upload sets its own, stricter policy.
        if (!headers.ContainsKey("Content-Security-Policy"))
            headers.ContentSecurityPolicy = Policy + (embeddable ? "*" : "'none'");
        headers.XContentTypeOptions = "nosniff";
        // A page behind a secret link tells its address to nobody, not even to our own pages.
        if (!headers.ContainsKey("Referrer-Policy"))
            headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), interest-cohort=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return Task.CompletedTask;
    }
}
