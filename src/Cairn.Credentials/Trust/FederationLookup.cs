using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Trust;

/// <summary>
/// Asks a trust anchor about one issuer (OpenID Federation 1.0, section 9, Obtaining Federation Entity Configuration Information, and
/// section 8.1, Fetching a Subordinate Statement). Only issuers that the anchor itself vouches for are found; chains of intermediates are
/// not followed.
/// </summary>
static class FederationLookup
{
    /// <summary>
    /// The issuer if the anchor vouches for it, nobody if the anchor does not know it; null if the anchor could not be asked.
    /// </summary>
    public static async ValueTask<TrustStore?> AskAsync(
        KnownRegistry registry,
        IDocumentLoader loader,
        string issuer,
        DateTimeOffset instant,
        CancellationToken cancellation
    )
    {
        // The anchor's configuration: signed by its own key, which its address vouches for.
        var loaded = await loader.LoadAsync(registry.Address!, cancellation);
        if (loaded.Problem is not null || FederationStatement.Parse(loaded.Content) is not { } anchor)
            return null;
        var keys = FederationStatement.Keys(anchor.Claims);
        if (anchor.Verify(keys, instant) is not null || anchor.Issuer is null || anchor.Issuer != anchor.Subject)
            return null;
        if (!Uri.TryCreate(anchor.FetchEndpoint, UriKind.Absolute, out var endpoint))
            return null;

        // 8.1.1: "sub", the entity that the statement is about.
        Uri address = new($"{endpoint.OriginalString}{(endpoint.Query.Length > 0 ? '&' : '?')}sub={Uri.EscapeDataString(issuer)}");
        var answer = await loader.LoadAsync(address, cancellation);
        var configuration = ContentDigest.Of(loaded.Content);
        if (answer.IsAbsent)
            return new(Enumerable.Empty<TrustedIssuer>()) { Digests = [configuration] };
        if (answer.Problem is not null || FederationStatement.Parse(answer.Content) is not { } statement)
            return null;
        if (statement.Verify(keys, instant) is not null || statement.Issuer != anchor.Issuer || statement.Subject != issuer)
            return null;

        return new([new TrustedIssuer(issuer, statement.Name, registry.Name)])
        {
            Digests = [configuration, ContentDigest.Of(answer.Content)],
        };
    }
}
