using Cairn.Foundation.Load;
using Microsoft.AspNetCore.Http.Features;

namespace Cairn.Foundation.Html.Errors;

/// <summary>Of an endpoint that answers a file over its limit with a page of its own, in place of the one that all share.</summary>
internal sealed record TooLargeAnswer(Func<HttpContext, IResult> Page);

/// <summary>
/// A form that says itself that it is larger than its endpoint allows. A browser sends all of it before it reads the answer, and a
/// connection closed meanwhile shows as "reset": so what is sent is thrown away, within bounds, and then answered with a page.
/// </summary>
internal static class TooLargeForms
{
    const long MostBytes = 300_000_000;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    public static IApplicationBuilder UseTooLargeForms(this IApplicationBuilder app, Func<HttpContext, int, Task> answer) => app.Use(async (http, next) =>
    {
        var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (limit is not { IsReadOnly: false } || !(http.Request.ContentLength > limit.MaxRequestBodySize) || !http.Request.HasFormContentType)
        {
            await next(http);
            return;
        }
        // Only where people send files does somebody wait for the page; elsewhere nobody has typed so much.
        if (limit.MaxRequestBodySize > FairShare.Small && http.Request.ContentLength < MostBytes)
        {
            limit.MaxRequestBodySize = MostBytes;
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            deadline.CancelAfter(Longest);
            await http.Request.Body.CopyToAsync(Stream.Null, deadline.Token);
        }
        if (http.GetEndpoint()?.Metadata.GetMetadata<TooLargeAnswer>() is { } own) await own.Page(http).ExecuteAsync(http);
        else await answer(http, StatusCodes.Status413PayloadTooLarge);
    });
}
