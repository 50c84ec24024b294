using System.Collections.Frozen;

namespace Cairn.Credentials.Contexts;

/// <summary>
/// The embedded contexts: Verifiable Credentials 1.1 and 2.0, Data Integrity, Multikey, DID, Open Badges 2.0 and 3.0, CLR 2.0, status lists
/// and the older signature suites, as they were when they were pinned. Each is read once, on first use. Thread-safe.
/// </summary>
public sealed class PinnedContexts : IContextSource
{
    readonly FrozenDictionary<string, Lazy<ContextDocument>> documents;

    PinnedContexts() =>
        documents = PinnedTables.All.ToFrozenDictionary(
            static entry => entry.Url,
            static entry => new Lazy<ContextDocument>(() => Read(entry.Url, entry.Table)),
            StringComparer.Ordinal
        );

    /// <summary>The only instance.</summary>
    public static PinnedContexts Instance { get; } = new();

    /// <summary>The URLs of the embedded contexts.</summary>
    public static IReadOnlyList<string> Urls => [.. PinnedTables.All.Select(static entry => entry.Url)];

    /// <inheritdoc/>
    public bool TryGet(string url, [NotNullWhen(true)] out ContextDocument? context)
    {
        context = documents.TryGetValue(url, out var document) ? document.Value : null;
        return context is not null;
    }

    static ContextDocument Read(string url, string table)
    {
        using var stream = typeof(PinnedContexts).Assembly.GetManifestResourceStream($"Contexts/{table}.terms")!;
        using var reader = new StreamReader(stream);
        return ContextDocument.Pinned(url, ContextTable.ToJson(reader));
    }
}
