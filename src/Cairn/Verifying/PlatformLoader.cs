using Cairn.Credentials.Verification;
using Cairn.Issuing;

namespace Cairn.Verifying;

/// <summary>
/// How the platform's verifier gets documents. What this installation itself publishes comes from its database; everything else comes over
/// HTTPS only, with a deadline, a size limit, a short memory, and never from a private address, checked on the actual connection.
/// </summary>
internal sealed class PlatformLoader(CairnOptions options, IssuersAtAddresses published, IOpenCredentials open, TimeProvider clock)
    : IDocumentLoader,
        IDisposable
{
    private const int MaxBytes = 2 * 1024 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private readonly FetchedDocuments _fetched = new(clock);
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            ConnectCallback = static (context, stop) => PublicAddresses.ConnectAsync(context, null, stop),
            MaxAutomaticRedirections = 3,
            ConnectTimeout = Deadline,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            UseCookies = false,
            UseProxy = false,
        }
    )
    {
        Timeout = Deadline,
        MaxResponseContentBufferSize = MaxBytes,
    };

    public async ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken) =>
        await OwnAsync(url, cancellationToken)
        ?? await FetchAsync(url, "application/vc, application/ld+json, application/json;q=0.9", cancellationToken);

    /// <summary>A credential whose address somebody pasted: one of ours that is open to everyone, or one from elsewhere.</summary>
    /// <param name="url">Absolute.</param>
    /// <param name="reached">The origin that the reader used for this installation, which may have several. Taken on trust: it only decides
    /// that the database answers.</param>
    public async Task<LoadedDocument> LoadCredentialAsync(Uri url, string reached, CancellationToken stop)
    {
        if (!IsOwn(url) && !SameOrigin(url, reached))
            return await FetchAsync(
                url,
                "application/vc, application/ld+json, application/json;q=0.9, image/png;q=0.8, image/svg+xml;q=0.8",
                stop
            );
        return await open.FindAsync(url.AbsolutePath, stop) is { } credential
            ? LoadedDocument.Found(credential)
            : LoadedDocument.Unavailable("404 Not Found");
    }

    public void Dispose() => _http.Dispose();

    private bool IsOwn(Uri url) => SameOrigin(url, options.LocalOrigin);

    private static bool SameOrigin(Uri url, string origin) =>
        string.Equals(url.GetLeftPart(UriPartial.Authority), origin, StringComparison.OrdinalIgnoreCase);

    private async Task<LoadedDocument?> OwnAsync(Uri url, CancellationToken stop) =>
        await published.FindAsync(url, stop) is { } own ? LoadedDocument.Found(own)
        : IsOwn(url) ? LoadedDocument.Unavailable("404 Not Found")
        : null;

    private async Task<LoadedDocument> FetchAsync(Uri url, string accept, CancellationToken stop)
    {
        if (url.Scheme != Uri.UriSchemeHttps)
            return LoadedDocument.Unavailable("only https addresses are fetched");
        if (_fetched.Find(url, accept) is { } known)
            return known;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, stop);
            if (response.StatusCode == System.Net.HttpStatusCode.Gone)
                return LoadedDocument.Gone();
            if (!response.IsSuccessStatusCode)
                return LoadedDocument.Unavailable($"{(int)response.StatusCode}");
            var document = LoadedDocument.Found(await response.Content.ReadAsByteArrayAsync(stop));
            _fetched.Keep(url, accept, document);
            return document;
        }
        catch (HttpRequestException problem)
        {
            return LoadedDocument.Unavailable(
                problem.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded ? "the document is too long" : "no answer"
            );
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return LoadedDocument.Unavailable($"no answer within {Deadline.TotalSeconds} seconds");
        }
    }
}

/// <summary>The credentials of this installation that are open at its addresses; the portfolio, where they are published, tells.</summary>
internal interface IOpenCredentials
{
    /// <summary>The credential's bytes; null when nothing is open at that path.</summary>
    Task<byte[]?> FindAsync(string path, CancellationToken stop);
}
