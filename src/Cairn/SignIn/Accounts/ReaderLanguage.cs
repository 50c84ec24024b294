using Microsoft.AspNetCore.Localization;

namespace Cairn.SignIn.Accounts;

/// <summary>The language that a person reads best, passed to the browser in which they signed in.</summary>
internal static class ReaderLanguage
{
    public static void Remember(HttpResponse response, string? language)
    {
        if (CairnCulture.Known(language) is not { } culture)
            return;

        response.Cookies.Append(
            CairnCulture.Cookie,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
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

    public static void Remember(HttpResponse response, IEnumerable<Person> presences) =>
        Remember(response, presences.Select(person => person.Language).FirstOrDefault(language => language is not null));
}
