using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cairn.Foundation.Html;

/// <summary>
/// The reader's language: <c>?lang=</c>, otherwise the cookie, otherwise what the browser asks for. A public page follows the address
/// alone, so that one cached copy is right for everyone who requests it.
/// </summary>
internal sealed class CairnCulture : RequestCultureProvider
{
    public const string Cookie = "cairn-language";

    /// <summary>The languages of the interface; a regional form of one (es-MX) formats dates and numbers its own way.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "es"];

    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var culture = Known(request.Query["lang"]);
        if (culture is null && httpContext.GetEndpoint()?.Metadata.GetMetadata<PublicPage>() is null)
            culture = FromCookie(request.Cookies[Cookie]) ?? FromBrowser(request.Headers.AcceptLanguage);
        return Task.FromResult<ProviderCultureResult?>(new(culture ?? "en"));
    }

    /// <summary>The name of a real culture in one of our languages, or null.</summary>
    public static string? Known(string? name)
    {
        if (name is not { Length: >= 2 and <= 12 } || !Languages.Contains(name.Split('-')[0], StringComparer.OrdinalIgnoreCase))
            return null;

        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true).Name;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    static string? FromCookie(string? cookie) =>
        cookie is null ? null : Known(CookieRequestCultureProvider.ParseCookieValue(cookie)?.UICultures[0].Value);

    static string? FromBrowser(StringValues header) =>
        StringWithQualityHeaderValue.TryParseList(header, out var wishes)
            ? wishes
                .Take(20)
                .OrderByDescending(wish => wish.Quality ?? 1)
                .Select(wish => Known(wish.Value.Value))
                .FirstOrDefault(found => found is not null)
            : null;
}
