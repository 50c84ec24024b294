namespace Cairn.Credentials.Contexts;

/// <summary>
/// Where JSON-LD contexts come from. Synchronous and without network: a missing context is a
/// <see cref="JsonLdException"/> with the code <see cref="JsonLdException.ContextUnknown"/> and the URL as its first
/// argument, so that a caller who may fetch it can do so, add it to a <see cref="FetchedContexts"/> and try again. Implementations are
/// thread-safe.
/// </summary>
public interface IContextSource
{
    /// <summary>Finds the context document of a URL, compared as an exact string.</summary>
    bool TryGet(string url, [NotNullWhen(true)] out ContextDocument? context);
}
