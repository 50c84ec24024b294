namespace Cairn.Credentials.Verification;

/// <summary>
/// How a verifier gets the documents that a credential points to: did:web documents, status lists, contexts. Without a loader nothing is
/// fetched. An implementation decides what may be fetched (schemes, addresses, sizes, deadlines); the addresses come from strangers.
/// Implementations must be thread safe.
/// </summary>
public interface IDocumentLoader
{
    /// <summary>
    /// Fetches a document. If it cannot be had, the result is <see cref="LoadedDocument.Unavailable"/>, not an exception.
    /// </summary>
    /// <param name="url">An absolute URL.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken);
}
