namespace Cairn.Credentials.Verification;

/// <summary>The issuers that the caller trusts, by their identifiers, and the source of each. Immutable, thread safe.</summary>
public sealed class TrustStore
{
    const int MostBytes = 16 * 1024 * 1024;
    const int MostDepth = 32;
    readonly Dictionary<string, TrustedIssuer> issuers = new(StringComparer.Ordinal);

    /// <summary>A store of these issuer identifiers (DIDs or URLs), compared character by character.</summary>
    public TrustStore(IEnumerable<string> issuers)
        : this(issuers.Select(issuer => new TrustedIssuer(issuer))) { }

    /// <summary>A store of these issuers; of two with the same identifier the first counts.</summary>
    public TrustStore(IEnumerable<TrustedIssuer> issuers)
    {
        ArgumentNullException.ThrowIfNull(issuers);
        foreach (var issuer in issuers)
            this.issuers.TryAdd(issuer.Id, issuer);
    }

    /// <summary>Of the files that it was read from; for a store made in code, of its identifiers in order, one per line.</summary>
    internal IReadOnlyList<ContentDigest> Digests
    {
        get =>
            field ??= [ContentDigest.Of(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', issuers.Keys.Order(StringComparer.Ordinal))))];
        init;
    }

    /// <summary>
    /// Names of registries that should have been asked and could not be: an issuer not in the store may be in one of them.
    /// </summary>
    public IReadOnlyList<string> Unchecked { get; init; } = [];

    /// <summary>How many issuers it holds.</summary>
    public int Count => issuers.Count;

    /// <summary>The issuers, in no particular order.</summary>
    public IReadOnlyCollection<TrustedIssuer> Issuers => issuers.Values;

    /// <summary>Whether an issuer is in it.</summary>
    public bool Contains(string issuer) => issuers.ContainsKey(issuer);

    /// <summary>What the store says about an issuer; null if it is not in the store.</summary>
    public TrustedIssuer? Find(string issuer) => issuers.GetValueOrDefault(issuer);

    /// <summary>The issuers of both stores; if two have the same identifier this store's counts.</summary>
    public TrustStore With(TrustStore other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(issuers.Values.Concat(other.issuers.Values))
        {
            Digests = [.. Digests, .. other.Digests],
            Unchecked = [.. Unchecked, .. other.Unchecked],
        };
    }

    /// <summary>
    /// Reads a file: <c>{"issuers":["did:web:example.org",{"id":"did:key:z6Mk…","name":"…","source":"…"}]}</c>, or a registry of the
    /// Digital Credentials Consortium, <c>{"registry":{"did:key:z6Mk…":{"name":"…"}}}</c>. Other members are ignored. False if it has
    /// neither shape.
    /// </summary>
    /// <param name="json">The file, JSON in UTF-8, at most 16 MB.</param>
    /// <param name="store">The store; null on failure.</param>
    /// <param name="source">The source of the file, for entries that do not say.</param>
    public static bool TryParse(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out TrustStore? store, string? source = null)
    {
        store = null;
        if (StrictJson.TryParse(json, MostBytes, MostDepth, out var document) != JsonProblem.None)
            return false;
        using (document)
        {
            var root = document!.RootElement;
            var issuers =
                root.Member("issuers") is { ValueKind: JsonValueKind.Array } list
                    ? [.. list.EnumerateArray().Select(entry => Entry(entry, source))]
                : root.Member("registry") is { ValueKind: JsonValueKind.Object } registry
                    ?
                    [
                        .. registry
                            .EnumerateObject()
                            .Select(entry => (TrustedIssuer?)new TrustedIssuer(entry.Name, entry.Value.Text("name"), source)),
                    ]
                : (List<TrustedIssuer?>?)null;
            if (issuers is null || issuers.Contains(null))
                return false;

            store = new(issuers.OfType<TrustedIssuer>()) { Digests = [ContentDigest.Of(json)] };
            return true;
        }
    }

    static TrustedIssuer? Entry(JsonElement entry, string? source) =>
        entry.ValueKind == JsonValueKind.String ? Named(entry.GetString(), null, source)
        : entry.ValueKind == JsonValueKind.Object ? Named(entry.Text("id"), entry.Text("name"), entry.Text("source") ?? source)
        : null;

    static TrustedIssuer? Named(string? id, string? name, string? source) => id is { Length: > 0 } ? new(id, name, source) : null;
}
