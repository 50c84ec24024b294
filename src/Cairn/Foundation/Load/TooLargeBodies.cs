using Microsoft.AspNetCore.Http.Features;

namespace Cairn.Foundation.Load;

/// <summary>For an endpoint that answers a file over its limit with its own page instead of the shared one.</summary>
internal sealed record TooLargeAnswer(Func<HttpContext, IResult> Page);

/// <summary>
/// A body that announces itself as larger than its endpoint allows. A browser sends all of a form before it reads the answer, and a
/// connection closed meanwhile shows as "reset". So if files may be sent there, or the sender is signed in, the body is discarded, within
/// limits, and then answered with a page; what was typed is still in the browser. A stranger has not typed so much.
/// </summary>
internal static class TooLargeBodies
{
    private const long MostBytes = 300_000_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    public static async Task RefuseAsync(HttpContext http, bool listens)
    {
        if (
            listens
            && http.Request.ContentLength < MostBytes
            && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size
        )
        {
            size.MaxRequestBodySize = MostBytes;
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            deadline.CancelAfter(Longest);
            await http.Request.Body.CopyToAsync(Stream.Null, deadline.Token);
        }
        else
        {
            await Unread.HoldAsync(http);
        }
        // Without its own page, the status gets the shared page or problem.
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        if (http.Request.HasFormContentType && http.GetEndpoint()?.Metadata.GetMetadata<TooLargeAnswer>() is { } own)
            await own.Page(http).ExecuteAsync(http);
    }
}

/// <summary>
/// A long body that is refused without being read. Receiving it would cost as much as accepting it, and a sender who is refused at once
/// sends the next: so the answer waits for a second, nothing is read meanwhile, and then the connection ends.
/// </summary>
internal static class Unread
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    public static Task HoldAsync(HttpContext http)
    {
        if (
            http.Request.ContentLength is <= FairShare.Smallest
            || http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not true
        )
            return Task.CompletedTask;

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = 0;
        http.Response.OnStarting(
            static response =>
            {
                ((HttpResponse)response).Headers.Connection = "close";
                return Task.CompletedTask;
            },
            http.Response
        );
        // A client that asks first has sent nothing.
        return http.Request.Headers.Expect.Count > 0 ? Task.CompletedTask : Task.Delay(Wait, http.RequestAborted);
    }
}
