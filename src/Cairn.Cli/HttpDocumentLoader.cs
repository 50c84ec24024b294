using System.Net;
using Cairn.Credentials.Verification;

namespace Cairn.Cli;

/// <summary>
/// Fetches documents for <c>--online</c>: https from machines on the public internet, and web addresses that name this machine itself; 5
/// seconds, 8 MB, three redirects, each checked like the first.
/// </summary>
sealed class HttpDocumentLoader : IDocumentLoader, IDisposable
{
    const int Seconds = 5;
    const int MostBytes = 8 * 1024 * 1024;
    const int MostRedirects = 3;

    readonly HttpClient client = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = ConnectAsync,
        }
    )
    {
        Timeout = TimeSpan.FromSeconds(Seconds),
        MaxResponseContentBufferSize = MostBytes,
        DefaultRequestHeaders =
        {
            {
                "Accept",
                "application/vc, application/did+json, application/ld+json, application/json, image/png, image/svg+xml;q=0.9, */*;q=0.1"
            },
            { "User-Agent", "cairn" },
        },
    };

    public async ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken)
    {
        if (!IsAllowed(url))
            return LoadedDocument.Unavailable("only https addresses are fetched");
        try
        {
            using var response = await FollowAsync(url, cancellationToken);
            if (response is null)
                return LoadedDocument.Unavailable("it leads to an address that is not fetched");

            if (response.StatusCode == HttpStatusCode.Gone)
                return LoadedDocument.Gone();
            if (response.StatusCode == HttpStatusCode.NotFound)
                return LoadedDocument.Absent();
            return response.IsSuccessStatusCode
                ? LoadedDocument.Found(await response.Content.ReadAsByteArrayAsync(cancellationToken))
                : LoadedDocument.Unavailable($"the answer was {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return LoadedDocument.Unavailable($"no answer within {Seconds} seconds");
        }
        catch (HttpRequestException exception)
        {
            return LoadedDocument.Unavailable(
                exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? "it is longer than 8 MB" : "no connection"
            );
        }
    }

    public void Dispose() => client.Dispose();

    // Null: a redirect that is not followed: one too many, or to a place that is not allowed.
    async Task<HttpResponseMessage?> FollowAsync(Uri url, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            var response = await client.GetAsync(url, cancellationToken);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
                return response;

            response.Dispose();
            url = new Uri(url, location);
            if (redirects == MostRedirects || !IsAllowed(url))
                return null;
        }
    }

    // A credential names addresses that its reader did not choose: nothing in the reader's own network is fetched, and this machine only
    // under its own name.
    static ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var isLocal = host == "localhost" || (IPAddress.TryParse(host, out var named) && IPAddress.IsLoopback(named));
        return PublicAddresses.ConnectAsync(context, isLocal ? IPAddress.IsLoopback : null, cancellationToken);
    }

    static bool IsAllowed(Uri url) => url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);
}
