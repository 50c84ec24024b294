using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Cairn.Tests;

/// <summary>Pages and forms as a browser without script uses them.</summary>
internal static class Forms
{
    public static async Task<IHtmlDocument> PageAsync(this HttpClient client, string address) =>
        await (await client.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute))).PageAsync();

    public static async Task<IHtmlDocument> PageAsync(this HttpResponseMessage answer) =>
        await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());

    /// <summary>
    /// Posts a form with the antiforgery token of the page at <paramref name="address"/> (or at <paramref name="page"/>, if the form is
    /// elsewhere).
    /// </summary>
    public static async Task<HttpResponseMessage> PostFormAsync(
        this HttpClient client,
        string address,
        IEnumerable<(string Name, string Value)> fields,
        string? page = null
    )
    {
        var token = (await client.PageAsync(page ?? address))
            .QuerySelector("input[name=__RequestVerificationToken]")
            ?.GetAttribute("value");
        Assert.False(token is null, $"{page ?? address} has no form");
        using var content = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token!)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))
        );
        return await client.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    public static Task<HttpResponseMessage> PostFormAsync(
        this HttpClient client,
        string address,
        params (string Name, string Value)[] fields
    ) => client.PostFormAsync(address, fields, page: null);
}
