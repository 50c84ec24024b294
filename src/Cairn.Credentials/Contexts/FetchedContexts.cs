using System.Collections.Concurrent;

namespace Cairn.Credentials.Contexts;

/// <summary>
/// Contexts that the caller has obtained, behind another source. The other source wins: a fetched document never replaces a pinned one.
/// Thread-safe.
/// </summary>
public sealed class FetchedContexts(IContextSource inner) : IContextSource
{
    readonly ConcurrentDictionary<string, ContextDocument> fetched = new(StringComparer.Ordinal);

    /// <summary>Whether a pinned URL always gives the pinned context.</summary>
    internal bool ServesPinned => inner is PinnedContexts or FetchedContexts { ServesPinned: true };

    /// <summary>Adds a document under its <see cref="ContextDocument.Url"/>; the last one added under a URL counts.</summary>
    public void Add(ContextDocument context)
    {
        ArgumentNullException.ThrowIfNull(context);
        fetched[context.Url] = context;
    }

    /// <inheritdoc/>
    public bool TryGet(string url, [NotNullWhen(true)] out ContextDocument? context) =>
        inner.TryGet(url, out context) || fetched.TryGetValue(url, out context);
}
