using Cairn.Foundation.Html.Errors;

namespace Cairn.Foundation.Html;

/// <summary>Builds the frame of a request; rendered pages receive it as a cascading value.</summary>
internal sealed class FrameSource(IHttpContextAccessor accessor, Func<HttpContext, FrameContent> content, FlashCookie flash)
{
    public Frame Current()
    {
        var http = accessor.HttpContext ?? throw new InvalidOperationException("A page is rendered within a request.");
        var isPublic = http.GetEndpoint()?.Metadata.GetMetadata<PublicPage>() is not null;
        var bare = new Frame
        {
            Address = AddressOf(http.Request),
            Culture = CultureInfo.CurrentUICulture,
            Answers = HttpMethods.IsPost(http.Request.Method),
        };
        return isPublic ? bare : bare with { Theme = ThemeCookie.Read(http.Request), Flash = flash.Take(http), Content = content(http) };
    }

    // Where choosing a language leads back to: after a refused form, the page that held it, because the form's own address may only answer
    // POST.
    static string AddressOf(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : ErrorPages.CameFrom(request) ?? "/";
}
