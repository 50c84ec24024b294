using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification;

/// <summary>
/// Finds the key of a JWT (Open Badges 3.0, section 8.2.3, Create the JOSE Header; VC-JOSE-COSE, section 4, Key Discovery) and whose it is:
/// <c>kid</c> as a DID URL or an https address, <c>jwk</c>, or the one key that the issuer's identifier is.
/// </summary>
static class JwtKey
{
    const int MostBytes = 256 * 1024;
    const int MostDepth = 16;

    public static async ValueTask<(KeySource Source, string Method)> FindAsync(
        JsonElement header,
        string issuer,
        VerificationSession session
    )
    {
        if (header.Member("kid") is { } kid)
        {
            if (kid.ValueKind != JsonValueKind.String)
                return (KeySource.Without(new(Outcome.Fail, "key.malformed", "kid")), "");
            var name = Absolute(kid.GetString()!, issuer);
            var source = IsAddress(name) ? await AtAddressAsync(name, issuer, session) : await KeyFinder.FindAsync(name, session);
            return (Agrees(source, header) ? source : KeySource.Without(new(Outcome.Fail, "key.malformed", "jwk")), name);
        }

        if (header.Member("jwk") is { } jwk)
            return JsonWebKey.ReadPublic(jwk, out var key) switch
            {
                KeyReading.Read => (await OfIssuerAsync(key!, issuer, session), "jwk"),
                var reading => (KeySource.Without(KeyProblem.Of(reading, "jwk")), "jwk"),
            };

        return KeyFinder.Only(issuer) is { } only
            ? (await KeyFinder.FindAsync(only, session), only)
            // No standard finally says where an issuer on the web keeps its keys when it names none.
            : (KeySource.Without(new(IsAddress(issuer) ? Outcome.NotDeterminable : Outcome.Fail, "key.none-named", issuer)), "");
    }

    // VC-JOSE-COSE, 4.1: a kid that is not an absolute URL refers to the issuer's document.
    static string Absolute(string kid, string issuer)
    {
        if (kid.StartsWith('#'))
            return issuer + kid;
        if (!Uri.TryCreate(kid, UriKind.Absolute, out _))
            return $"{issuer}#{kid}";
        return KeyFinder.Only(kid) ?? kid;
    }

    static bool IsAddress(string name) => Uri.TryCreate(name, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps;

    static bool Agrees(KeySource source, JsonElement header) =>
        source.Key is null || header.Member("jwk") is not { } jwk || (PublicKey.TryParseJwk(jwk, out var key) && key.Equals(source.Key));

    /// <summary>The key in a header could be anybody's until the issuer's own document lists it.</summary>
    static async ValueTask<KeySource> OfIssuerAsync(PublicKey key, string issuer, VerificationSession session)
    {
        var (document, problem) = await KeyFinder.DocumentAsync(issuer, session);
        if (document is null)
            return KeySource.Without(problem!, key);

        return document.VerificationMethods.FirstOrDefault(method => key.Equals(method.PublicKey)) is { } method
            ? KeySource.Of(document, method)
            : KeySource.Without(new(Outcome.Fail, "key.not-listed", "jwk"), key);
    }

    /// <summary>
    /// An https address gives a JWK, a set of them (the fragment is then the key's <c>kid</c>), or a controller's document.
    /// </summary>
    static async ValueTask<KeySource> AtAddressAsync(string name, string issuer, VerificationSession session)
    {
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        Uri address = new(hash < 0 ? name : name[..hash]);
        if (session.IsOffline)
            return KeySource.Without(new(Outcome.NotDeterminable, "key.offline", name));
        var loaded = await session.LoadAsync(address);
        if (loaded.Problem is { } problem)
            return KeySource.Without(new(Outcome.NotDeterminable, "key.unreachable", name, problem));
        if (StrictJson.TryParse(loaded.Content, MostBytes, MostDepth, out var parsed) != JsonProblem.None)
            return KeySource.Without(new(Outcome.NotDeterminable, "key.document-unreadable", name));

        using (parsed)
        {
            var root = parsed!.RootElement;
            if (root.Member("kty") is null && root.Member("keys") is null)
                return await KeyFinder.FindAsync(name, session);
            if (Jwk(root, name, hash) is not { } jwk)
                return KeySource.Without(new(Outcome.Fail, "key.not-listed", name));

            return JsonWebKey.ReadPublic(jwk, out var key) switch
            {
                KeyReading.Read => Owned(key!, name, issuer, address),
                var reading => KeySource.Without(KeyProblem.Of(reading, name)),
            };
        }
    }

    static JsonElement? Jwk(JsonElement root, string name, int hash)
    {
        if (root.Member("kty") is not null)
            return root;
        var keys = root.Items("keys");
        if (hash < 0)
            return keys is [var only] ? only : null;

        var named = keys.Where(key => key.Text("kid") is { } kid && (kid == name || kid == name[(hash + 1)..])).ToList();
        return named is [var one] ? one : null;
    }

    // A bare JWK does not name its owner. At the issuer's own origin it is the issuer's; anywhere else it is a stranger's word.
    static KeySource Owned(PublicKey key, string name, string issuer, Uri address)
    {
        if (!IsSameOrigin(issuer, address))
            return KeySource.Without(new(Outcome.NotDeterminable, "key.owner-unknown", name, issuer), key);

        VerificationMethod method = new(name, issuer, key);
        return KeySource.Of(new(issuer, [method], [name], [name]), method);
    }

    static bool IsSameOrigin(string issuer, Uri address)
    {
        // A did:web with a path is one of several on its host and does not speak for the host.
        var home = issuer.StartsWith("did:web:", StringComparison.Ordinal)
            ? DidWeb.TryGetUrl(issuer, out var document) && document.AbsolutePath.StartsWith("/.well-known/", StringComparison.Ordinal)
                ? document
                : null
            : Uri.TryCreate(issuer, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
                ? url
                : null;
        return home is not null && home.GetLeftPart(UriPartial.Authority) == address.GetLeftPart(UriPartial.Authority);
    }
}
