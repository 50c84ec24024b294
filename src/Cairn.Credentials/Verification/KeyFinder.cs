using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification;

/// <summary>
/// Finds the key that a proof names (Controlled Identifiers 1.0, section 3.3, Retrieve Verification Method): did:key and did:jwk in the
/// identifier itself, did:web and https through the loader.
/// </summary>
static class KeyFinder
{
    public static async ValueTask<KeySource> FindAsync(string verificationMethod, VerificationSession session)
    {
        var hash = verificationMethod.IndexOf('#');
        if (hash < 0)
            return verificationMethod.StartsWith("did:", StringComparison.Ordinal)
                ? await OnlyKeyAsync(verificationMethod, session)
                : KeySource.Without(new(Outcome.NotDeterminable, "key.method-unsupported", verificationMethod));

        var controller = verificationMethod[..hash];
        var (document, problem) = await DocumentAsync(controller, session);
        if (document is not null)
            return Listed(document, verificationMethod);

        // Open Badges 3.0 issuers name their key by its Multikey in the fragment: enough to check the signature, not to know whose it is.
        if (
            problem!.Outcome == Outcome.NotDeterminable
            && Https(controller) is not null
            && PublicKey.TryParse(verificationMethod.AsSpan(hash + 1), out var key)
        )
            return KeySource.Without(problem, key);
        return KeySource.Without(problem);
    }

    /// <summary>The URL of the only key of an identifier that is a key itself (did:key, did:jwk), or null.</summary>
    public static string? Only(string did) =>
        DidKey.TryResolve(did, out var document) || DidJwk.TryResolve(did, out document) ? document.VerificationMethods[0].Id : null;

    /// <summary>A controller's document, or why there is none.</summary>
    public static async ValueTask<(ControllerDocument? Document, KeyProblem? Problem)> DocumentAsync(
        string controller,
        VerificationSession session
    )
    {
        if (controller.StartsWith("did:key:", StringComparison.Ordinal))
            return InItself(DidKey.Resolve(controller, out var document), document, controller);
        if (controller.StartsWith("did:jwk:", StringComparison.Ordinal))
            return InItself(DidJwk.Resolve(controller, out var document), document, controller);
        if (controller.StartsWith("did:web:", StringComparison.Ordinal))
            return DidWeb.TryGetUrl(controller, out var address)
                ? await FetchAsync(address, controller, session)
                : (null, new(Outcome.Fail, "key.did-malformed", controller));

        return Https(controller) is { } url
            ? await FetchAsync(url, controller, session)
            : (null, new(Outcome.NotDeterminable, "key.method-unsupported", controller));
    }

    // A DID without a fragment is not a key's name, but if it has only one key, that one is meant.
    static async ValueTask<KeySource> OnlyKeyAsync(string did, VerificationSession session)
    {
        var (document, problem) = await DocumentAsync(did, session);
        return document is null ? KeySource.Without(problem!)
            : document.VerificationMethods is [var only] ? KeySource.Of(document, only)
            : KeySource.Without(new(Outcome.Fail, "key.no-fragment", did));
    }

    static Uri? Https(string controller) =>
        Uri.TryCreate(controller, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps ? url : null;

    static (ControllerDocument?, KeyProblem?) InItself(KeyReading reading, ControllerDocument? document, string did) =>
        reading switch
        {
            KeyReading.Read => (document, null),
            KeyReading.Malformed => (null, new(Outcome.Fail, "key.did-malformed", did)),
            _ => (null, KeyProblem.Of(reading, did)),
        };

    static async ValueTask<(ControllerDocument?, KeyProblem?)> FetchAsync(Uri address, string controller, VerificationSession session)
    {
        if (session.IsOffline)
            return (null, new(Outcome.NotDeterminable, "key.offline", controller));

        var loaded = await session.LoadAsync(address);
        if (loaded.Problem is { } problem)
            return (null, new(Outcome.NotDeterminable, "key.unreachable", controller, problem));
        if (!ControllerDocument.TryParse(loaded.Content, out var document))
            return (null, new(Outcome.NotDeterminable, "key.document-unreadable", controller));
        if (document.Id != controller)
            return (null, new(Outcome.Fail, "key.document-of-another", controller, document.Id));
        // Many issuers serve their Open Badges profile at their address, and it names no keys at all.
        if (document.VerificationMethods.Count == 0)
            return (null, new(Outcome.NotDeterminable, "key.none-published", controller));

        return (document, null);
    }

    static KeySource Listed(ControllerDocument document, string verificationMethod) =>
        document.Find(verificationMethod) is { } method
            ? KeySource.Of(document, method)
            : KeySource.Without(new(Outcome.Fail, "key.not-listed", verificationMethod));
}
