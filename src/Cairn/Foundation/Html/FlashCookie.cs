namespace Cairn.Foundation.Html;

/// <summary>
/// One sentence that survives one redirect: "Sent. You will hear from us." The cookie holds the name of a text and its arguments,
/// never the sentence, so that a forged cookie can at most show one of our own sentences to its forger.
/// </summary>
internal sealed class FlashCookie(IStringLocalizerFactory texts)
{
    const string Name = "cairn-flash";

    public static void Put<TTexts>(HttpContext http, Tone tone, string key, params object[] arguments)
    {
        var note = new Note(
            typeof(TTexts).FullName!,
            key,
            tone,
            [.. arguments.Select(argument => Convert.ToString(argument, CultureInfo.CurrentCulture) ?? "")]
        );
        http.Response.Cookies.Append(Name, JsonSerializer.Serialize(note), Options(http, TimeSpan.FromMinutes(2)));
    }

    public FlashMessage? Take(HttpContext http)
    {
        if (http.Request.Cookies[Name] is not { Length: < 2000 } cookie)
            return null;
        if (!http.Response.HasStarted)
            http.Response.Cookies.Delete(Name, Options(http, null));
        if (Parse(cookie) is not { } note || typeof(FlashCookie).Assembly.GetType(note.Texts) is not { } type)
            return null;

        var text = texts.Create(type)[note.Key, [.. note.Arguments]];
        return text.ResourceNotFound ? null : new FlashMessage(text.Value, note.Tone);
    }

    static Note? Parse(string cookie)
    {
        try
        {
            return JsonSerializer.Deserialize<Note>(cookie);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static CookieOptions Options(HttpContext http, TimeSpan? age) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = "/",
            MaxAge = age,
            IsEssential = true,
        };

    sealed record Note(string Texts, string Key, Tone Tone, string[] Arguments);
}
