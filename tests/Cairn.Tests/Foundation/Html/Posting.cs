using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Cairn.Tests.Foundation.Html;

/// <summary>Fills in a page's form as a browser without a script does.</summary>
internal static class Posting
{
    public static async Task<IDocument> ReadAsync(this HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    public static async Task<HttpResponseMessage> PostFormAsync(
        this HttpClient browser,
        string url,
        params (string Name, string Value)[] fields
    )
    {
        var page = await (await browser.GetAsync(new Uri(url, UriKind.Relative))).ReadAsync();
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await browser.SendFormAsync(url, [.. fields, ("__RequestVerificationToken", token)]);
    }

    public static async Task<HttpResponseMessage> SendFormAsync(
        this HttpClient browser,
        string url,
        params (string Name, string Value)[] fields
    )
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            if (name == "Photo")
                content.Add(new StringContent(value), name, "photo.png");
            else
                content.Add(new StringContent(value), name);
        }
        return await browser.PostAsync(new Uri(url, UriKind.Relative), content);
    }
}
