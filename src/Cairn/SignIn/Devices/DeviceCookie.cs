namespace Cairn.SignIn.Devices;

/// <summary>
/// A random secret that a browser keeps from its first sign-in on, so that it can be told from a stranger's. It opens nothing and says
/// nothing about anybody; its hash is what is stored.
/// </summary>
internal static class DeviceCookie
{
    public const string Name = "cairn-device";
    private const int Length = 43; // 256 bits, base64url
    private static readonly TimeSpan Age = TimeSpan.FromDays(400); // as long as browsers keep any

    /// <summary>The hash of what the browser sent; null if it sent none of ours.</summary>
    public static string? Of(HttpContext http) => http.Request.Cookies[Name] is { Length: Length } secret ? Secrets.Hash(secret) : null;

    /// <summary>The same, and the browser keeps it from now on; a new one if there was none.</summary>
    public static string Keep(HttpContext http)
    {
        var secret = http.Request.Cookies[Name] is { Length: Length } sent ? sent : Secrets.New();
        http.Response.Cookies.Append(
            Name,
            secret,
            new CookieOptions
            {
                MaxAge = Age,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                HttpOnly = true,
                Path = "/",
                IsEssential = true,
            }
        );
        return Secrets.Hash(secret);
    }
}
