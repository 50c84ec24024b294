using Microsoft.AspNetCore.Localization;

namespace Cairn.Foundation.Html;

/// <summary>Language and theme, remembered in a cookie by a plain form post. Harmless if forged, so it needs no token.</summary>
internal static class Preferences
{
    public static void MapPreferences(this IEndpointRouteBuilder routes)
    {
        var group = routes
            .MapGroup("/preferences")
            .AllowAnonymous()
            .DisableAntiforgery()
            .OnlyForBrowsers("It is about this browser's own cookies; a program has none.");
        group.MapPost("/language", KeepLanguage);
        group.MapPost("/theme", KeepTheme);
    }

    static SeeOther KeepLanguage(Form form, HttpResponse response)
    {
        RememberLanguage(response, form["language"]);
        return Back(form);
    }

    /// <summary>Nothing, if it is none that we know.</summary>
    public static void RememberLanguage(HttpResponse response, string? language)
    {
        if (CairnCulture.Known(language) is { } culture)
            Remember(response, CairnCulture.Cookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)));
    }

    static SeeOther KeepTheme(Form form, HttpResponse response)
    {
        if (Enum.TryParse<Theme>(form["theme"], ignoreCase: true, out var theme) && Enum.IsDefined(theme))
            Remember(response, ThemeCookie.Name, theme.ToString());
        return Back(form);
    }

    static SeeOther Back(Form form) => SeeOther.To(SeeOther.IsLocal(form["back"]) ? form["back"]! : "/");

    static void Remember(HttpResponse response, string cookie, string value) =>
        response.Cookies.Append(
            cookie,
            value,
            new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = response.HttpContext.Request.IsHttps,
                HttpOnly = true,
                Path = "/",
                IsEssential = true,
            }
        );
}

internal static class ThemeCookie
{
    public const string Name = "cairn-theme";

    public static Theme Read(HttpRequest request) =>
        Enum.TryParse<Theme>(request.Cookies[Name], out var theme) && Enum.IsDefined(theme) ? theme : Theme.Auto;
}
