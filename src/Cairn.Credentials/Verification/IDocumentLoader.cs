namespace Cairn.Credentials.Verification;

/// <summary>
/// How a verifier gets documents that a credential points to: did:web documents, status lists, contexts. Nothing is fetched without
/// one. An implementation decides what may be fetched (schemes, addresses, sizes, deadlines); addresses come from strangers.
/// Implementations are thread safe.
/// </summary>
public interface IDocumentLoader
{
    /// <summary>
    /// Fetches a document. What cannot be had is a <see cref="LoadedDocument.Unavailable"/>, not an exception.
    /// </summary>
    /// <param name="url">An absolute URL.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken);
}
