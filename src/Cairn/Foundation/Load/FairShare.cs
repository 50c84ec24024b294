using System.Buffers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Cairn.Foundation.Load;

/// <summary>
/// One visitor cannot stop the others. A request's size is known before any of it is read; its body is received before it takes a place
/// that others need; and places go round the askers. An asker is an account or a card, and for strangers an address: a school is one
/// address, and its three hundred children at eight o'clock are served as fast as the machine can, unless somebody else wants something
/// too.
/// </summary>
internal sealed class FairShare(RequestDelegate next, Lines lines, GentleThreads gentle, AskerOf askerOf)
{
    /// <summary>The largest body unless an endpoint says otherwise: a long form, or JSON.</summary>
    public const long Small = 1 << 20;

    /// <summary>The same if nobody has to be signed in: a name and a password.</summary>
    public const long Smallest = 64 << 10;

    /// <summary>What is larger (a roster's archive) streams to its handler.</summary>
    private const long Whole = 16 << 20;

    /// <summary>Anything larger than this goes to the disk while it arrives.</summary>
    private const int InMemory = 64 << 10;

    public async Task InvokeAsync(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<WithoutTurn>() is not null)
        {
            await next(http);
            return;
        }
        var asker = askerOf(http);
        var limit = LimitOf(endpoint, http.Request);
        // Somebody who has to sign in first is told so, and what they send is not read, except as much of a typed form as a form may hold.
        var isHeard = IsOpen(endpoint) || http.User.Identity?.IsAuthenticated is true;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = isHeard ? limit : Small;

        var sends = isHeard && http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true;
        var sendsMuch = sends && limit > Small;
        using var sending = sendsMuch ? await lines.Sending.TakeAsync(asker, http.RequestAborted) : null;
        if (sendsMuch && sending is null)
        {
            await RefuseAsync(http);
            return;
        }
        if (sends && http.Request.ContentLength > limit)
        {
            await TooLargeBodies.RefuseAsync(
                http,
                listens: (sendsMuch && http.Request.HasFormContentType)
                    || (http.User.Identity?.IsAuthenticated is true && http.Request.ContentLength < Whole)
            );
            return;
        }
        if (sendsMuch)
            await gentle.RunAsync(() => ReceiveAsync(http.Request, limit, http.RequestAborted));
        else if (sends)
            await ReceiveAsync(http.Request, limit, http.RequestAborted);

        var isMuch = sendsMuch || endpoint?.Metadata.GetMetadata<MuchWork>() is not null;
        using var turn = await (isMuch ? lines.MuchWork : lines.Everything).TakeAsync(asker, http.RequestAborted);
        if (turn is null)
            await RefuseAsync(http);
        else if (isMuch)
            await gentle.RunAsync(() => next(http));
        else
            await next(http);
    }

    private static long LimitOf(Endpoint? endpoint, HttpRequest request) =>
        endpoint?.Metadata.GetMetadata<FilesInForms>() is not null && !request.HasFormContentType
            ? Small
            : endpoint?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? (IsOpen(endpoint) ? Smallest : Small);

    private static bool IsOpen(Endpoint? endpoint) =>
        endpoint is null
        || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || (endpoint.Metadata.GetMetadata<IAuthorizeData>() is null && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null);

    /// <summary>Waits until all of it has arrived; meanwhile it takes nobody else's place.</summary>
    private static async Task ReceiveAsync(HttpRequest request, long limit, CancellationToken stop)
    {
        // Programs call anything a form: curl does so by default.
        if (request.HasFormContentType && !ForPrograms.Is(request))
        {
            await request.ReadFormAsync(stop);
        }
        else if (limit <= Whole)
        {
            await KeepAsync(request, stop);
        }
    }

    internal static async Task KeepAsync(HttpRequest request, CancellationToken stop)
    {
        request.EnableBuffering(InMemory);
        await request.Body.CopyToAsync(Stream.Null, stop);
        request.Body.Position = 0;
    }

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = "2";
        return Unread.HoldAsync(http);
    }
}

internal static class WholeBody
{
    /// <summary>
    /// What <see cref="FairShare"/> has received of a request that is not a form. It is in an array that the next request reuses, so
    /// nothing of it is kept longer than the answer takes: allocating large blocks each time makes everybody wait while they are collected.
    /// </summary>
    public static async Task<ReadOnlyMemory<byte>> ReadWholeAsync(this HttpRequest request, CancellationToken stop)
    {
        // A request that another rule than the endpoint's lets through without sign-in has not been received yet.
        if (!request.Body.CanSeek)
            await FairShare.KeepAsync(request, stop);
        return await ReadAsync(request.HttpContext, request.Body, stop);
    }

    /// <summary>The same for a file in a form.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadWholeAsync(this IFormFile file, HttpContext http, CancellationToken stop)
    {
        await using var stream = file.OpenReadStream();
        return await ReadAsync(http, stream, stop);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext http, Stream stream, CancellationToken stop)
    {
        var length = (int)stream.Length;
        var owner = MemoryPool<byte>.Shared.Rent(length);
        http.Response.RegisterForDispose(owner);
        var bytes = owner.Memory[..length];
        await stream.ReadExactlyAsync(bytes, stop);
        return bytes;
    }
}

/// <summary>Who is asking: an account, a card, or for strangers an address. Must not touch the database.</summary>
internal delegate string AskerOf(HttpContext http);

/// <summary>Endpoint metadata: costs next to nothing, or must be answered whatever happens.</summary>
internal sealed record WithoutTurn;

/// <summary>Endpoint metadata: keeps a processor busy for a long time, like verifying a stranger's document.</summary>
internal sealed record MuchWork;

/// <summary>For an endpoint that takes files in a form: a body that is not a form is text, and no longer than any other.</summary>
internal sealed record FilesInForms;
