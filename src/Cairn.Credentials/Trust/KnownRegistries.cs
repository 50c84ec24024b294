using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Trust;

/// <summary>
/// A list of registries, most authoritative first, in the format of the Digital Credentials Consortium's <c>known-did-registries.json</c>:
/// <c>[{"type":"dcc-legacy","name":"…","url":"https://…"},{"type":"oidf","name":"…","trustAnchorEC":"https://…"}]</c>. The list names no
/// issuers; its registries are asked through the caller's loader. Immutable, thread safe.
/// </summary>
public sealed class KnownRegistries
{
    const int MostBytes = 1024 * 1024;
    const int MostDepth = 8;
    const int Most = 64;

    readonly ContentDigest digest;

    KnownRegistries(IReadOnlyList<KnownRegistry> registries, ContentDigest digest) => (Registries, this.digest) = (registries, digest);

    /// <summary>The registries, in order.</summary>
    public IReadOnlyList<KnownRegistry> Registries { get; }

    /// <summary>Reads the list. False if it is not such a list, or has more than 64 registries.</summary>
    /// <param name="json">The file, JSON in UTF-8, at most 1 MB.</param>
    /// <param name="registries">The list; null on failure.</param>
    public static bool TryParse(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out KnownRegistries? registries)
    {
        registries = null;
        if (StrictJson.TryParse(json, MostBytes, MostDepth, out var document) != JsonProblem.None)
            return false;
        using (document)
        {
            var root = document!.RootElement;
            if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() is 0 or > Most)
                return false;

            List<KnownRegistry> read = [];
            foreach (var item in root.EnumerateArray())
            {
                if (item.Text("type") is not { } type || item.Text("name") is not { } name)
                    return false;
                read.Add(new(name, type, Address(item, type)));
            }

            registries = new(read, ContentDigest.Of(json));
            return true;
        }
    }

    /// <summary>
    /// Asks the registries: files for everything in them, federations for one issuer. Taken on trust: the list, and that its addresses
    /// serve what the registry says. A federation's statement must be signed by a key of the entity configuration at the list's address.
    /// </summary>
    /// <param name="loader">How documents are fetched.</param>
    /// <param name="issuer">The issuer that federations are asked about; null: they are not asked.</param> <param name="instant">When
    /// statements must be in force.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The issuers found, each from the first registry that has it; <see cref="TrustStore.Unchecked"/> names the registries that
    /// could not be asked.</returns>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async ValueTask<TrustStore> LoadAsync(
        IDocumentLoader loader,
        string? issuer,
        DateTimeOffset instant,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(loader);
        TrustStore all = new(Enumerable.Empty<TrustedIssuer>()) { Digests = [digest] };
        foreach (var registry in Registries)
            all = all.With(await AskAsync(registry, loader, issuer, instant, cancellationToken) ?? NotAsked(registry));
        return all;
    }

    /// <summary>The store to use if nothing may be fetched: it is empty, and no registry was asked.</summary>
    public TrustStore NotAsked() =>
        new(Enumerable.Empty<TrustedIssuer>()) { Digests = [digest], Unchecked = [.. Registries.Select(registry => registry.Name)] };

    static Uri? Address(JsonElement item, string type) =>
        Uri.TryCreate(item.Text(type == KnownRegistry.OpenIdFederation ? "trustAnchorEC" : "url"), UriKind.Absolute, out var address)
            ? address
            : null;

    static TrustStore NotAsked(KnownRegistry registry) =>
        new(Enumerable.Empty<TrustedIssuer>()) { Digests = [], Unchecked = [registry.Name] };

    static async ValueTask<TrustStore?> AskAsync(
        KnownRegistry registry,
        IDocumentLoader loader,
        string? issuer,
        DateTimeOffset instant,
        CancellationToken cancellation
    )
    {
        if (registry.Address is null)
            return null;
        if (registry.Type == KnownRegistry.OpenIdFederation)
            return issuer is null ? null : await FederationLookup.AskAsync(registry, loader, issuer, instant, cancellation);
        if (registry.Type != KnownRegistry.DccLegacy)
            return null;

        var loaded = await loader.LoadAsync(registry.Address, cancellation);
        return loaded.Problem is null && TrustStore.TryParse(loaded.Content, out var store, registry.Name) ? store : null;
    }
}
