using Microsoft.Net.Http.Headers;

namespace Cairn.Foundation.Html;

/// <summary>A public page with the ETag of its own bytes: a reader who already has it gets 304.</summary>
internal sealed class TaggedPage(IResult page) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = httpContext.Response.Body;
        using var rendered = new MemoryStream();
        httpContext.Response.Body = rendered;
        try
        {
            await page.ExecuteAsync(httpContext);
        }
        finally
        {
            httpContext.Response.Body = body;
        }
        var bytes = rendered.GetBuffer().AsMemory(0, (int)rendered.Length);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span))}\"");
        await TypedResults.Bytes(bytes, httpContext.Response.ContentType, entityTag: tag).ExecuteAsync(httpContext);
    }
}
