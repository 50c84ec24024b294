using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification;

/// <summary>
/// Finds the key that a proof names (Controlled Identifiers 1.0, section 3.3, Retrieve Verification Method): did:key and did:jwk in the
/// identifier itself, did:web and https by the loader.
/// </summary>
static class KeyFinder
{
    public static async ValueTask<KeySource> FindAsync(string verificationMethod, VerificationSession session)
    {
        var hash = verificationMethod.IndexOf('#');
        if (hash < 0)
            return verificationMethod.StartsWith("did:", StringComparison.Ordinal)
                ? KeySource.Without(new(Outcome.Fail, "key.no-fragment", verificationMethod))
                : KeySource.Without(new(Outcome.NotDeterminable, "key.method-unsupported", verificationMethod));

        var controller = verificationMethod[..hash];
        if (controller.StartsWith("did:key:", StringComparison.Ordinal))
            return InItself(DidKey.Resolve(controller, out var document), document, controller, verificationMethod);
        if (controller.StartsWith("did:jwk:", StringComparison.Ordinal))
            return InItself(DidJwk.Resolve(controller, out var document), document, controller, verificationMethod);
        if (controller.StartsWith("did:web:", StringComparison.Ordinal))
            return DidWeb.TryGetUrl(controller, out var address)
                ? await FetchAsync(address, controller, verificationMethod, null, session)
                : KeySource.Without(new(Outcome.Fail, "key.did-malformed", controller));

        if (Uri.TryCreate(controller, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps)
        {
            // Open Badges 3.0 issuers name their key by its Multikey in the fragment: enough for the signature, not for whose it is.
            _ = PublicKey.TryParse(verificationMethod.AsSpan(hash + 1), out var key);
            return await FetchAsync(url, controller, verificationMethod, key, session);
        }

        return KeySource.Without(new(Outcome.NotDeterminable, "key.method-unsupported", controller));
    }

    static KeySource InItself(KeyReading reading, ControllerDocument? document, string did, string verificationMethod) => reading switch
    {
        KeyReading.Unsupported => KeySource.Without(new(Outcome.NotDeterminable, "key.unsupported", verificationMethod)),
        KeyReading.Malformed => KeySource.Without(new(Outcome.Fail, "key.did-malformed", did)),
        _ => Listed(document!, verificationMethod),
    };

    static async ValueTask<KeySource> FetchAsync(
        Uri address, string controller, string verificationMethod, PublicKey? named, VerificationSession session)
    {
        if (session.IsOffline) return KeySource.Without(new(Outcome.NotDeterminable, "key.offline", controller), named);

        var loaded = await session.LoadAsync(address);
        if (loaded.Problem is { } problem)
            return KeySource.Without(new(Outcome.NotDeterminable, "key.unreachable", controller, problem), named);
        if (!ControllerDocument.TryParse(loaded.Content, out var document))
            return KeySource.Without(new(Outcome.NotDeterminable, "key.document-unreadable", controller), named);
        if (document.Id != controller)
            return KeySource.Without(new(Outcome.Fail, "key.document-of-another", controller, document.Id));
        // Many issuers serve their Open Badges profile at their address, which names no keys at all.
        if (document.VerificationMethods.Count == 0)
            return KeySource.Without(new(Outcome.NotDeterminable, "key.none-published", controller), named);

        return Listed(document, verificationMethod);
    }

    static KeySource Listed(ControllerDocument document, string verificationMethod) => document.Find(verificationMethod) is { } method
        ? KeySource.Of(document, method)
        : KeySource.Without(new(Outcome.Fail, "key.not-listed", verificationMethod));
}
