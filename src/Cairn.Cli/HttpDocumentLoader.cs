using Cairn.Credentials.Verification;

namespace Cairn.Cli;

/// <summary>
/// Fetches documents for <c>--online</c>: https everywhere, http from this machine only, 5 seconds, 8 MB, three redirects.
/// </summary>
sealed class HttpDocumentLoader : IDocumentLoader, IDisposable
{
    const int Seconds = 5;
    const int MostBytes = 8 * 1024 * 1024;

    readonly HttpClient client = new(new SocketsHttpHandler { MaxAutomaticRedirections = 3, UseCookies = false })
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
            using var response = await client.GetAsync(url, cancellationToken);
            if (response.RequestMessage?.RequestUri is { } final && !IsAllowed(final))
                return LoadedDocument.Unavailable("it leads to an address that is not https");

            if (response.StatusCode == System.Net.HttpStatusCode.Gone)
                return LoadedDocument.Gone();
            if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
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

    static bool IsAllowed(Uri url) => url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);
}
