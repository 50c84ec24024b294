namespace Cairn.Foundation.Html;

/// <summary>
/// 303 after a form: <c>return SeeOther.To("/work/12").Saying&lt;Texts&gt;(Texts.SubmitDone);</c>. The next page shows the text once.
/// </summary>
internal sealed class SeeOther : IResult, IStatusCodeHttpResult
{
    readonly string url;
    Action<HttpContext>? say;

    SeeOther(string url) => this.url = url;

    public int? StatusCode => StatusCodes.Status303SeeOther;

    /// <param name="url">A local address; anything else is a caller's mistake.</param>
    public static SeeOther To(string url) =>
        IsLocal(url) ? new(url) : throw new ArgumentException("Only an address of our own.", nameof(url));

    public SeeOther Saying<TTexts>(string key, params object[] arguments) => Saying<TTexts>(Tone.Good, key, arguments);

    public SeeOther Saying<TTexts>(Tone tone, string key, params object[] arguments)
    {
        say = http => FlashCookie.Put<TTexts>(http, tone, key, arguments);
        return this;
    }

    /// <summary>
    /// The page tells its script by this cookie which form was accepted, so that what was kept of it on the device is forgotten: a redirect
    /// alone might as well lead to the sign-in page.
    /// </summary>
    const string Accepted = "cairn-accepted";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (HttpMethods.IsPost(httpContext.Request.Method))
            httpContext.Response.Cookies.Append(
                Accepted,
                httpContext.Request.Path,
                new CookieOptions
                {
                    SameSite = SameSiteMode.Lax,
                    Secure = httpContext.Request.IsHttps,
                    MaxAge = TimeSpan.FromMinutes(2),
                    IsEssential = true,
                }
            );
        say?.Invoke(httpContext);
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = url;
        return Task.CompletedTask;
    }

    // "//host" and "/\host" leave the site although they begin with a slash; control characters would split the header.
    public static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.AsSpan().ContainsAnyInRange('\0', '\u001f');
}
