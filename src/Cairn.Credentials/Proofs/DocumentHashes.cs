namespace Cairn.Credentials.Proofs;

/// <summary>
/// The hashes of one document without its proofs, each computed for the first proof that needs it. Contexts may be added meanwhile but
/// never changed, so an existing hash stays right.
/// </summary>
sealed class DocumentHashes
{
    readonly List<(bool IsJcs, HashAlgorithmName Algorithm, string? Context, byte[] Hash)> known = [];

    /// <param name="isJcs">Of which canonical form.</param>
    /// <param name="algorithm">The hash.</param>
    /// <param name="context">The text of the context that stands in for the document's own.</param>
    /// <param name="destination">As long as the hash.</param>
    public bool TryCopy(bool isJcs, HashAlgorithmName algorithm, string? context, Span<byte> destination)
    {
        foreach (var entry in known)
            if (entry.IsJcs == isJcs && entry.Algorithm == algorithm && entry.Context == context)
            {
                entry.Hash.CopyTo(destination);
                return true;
            }

        return false;
    }

    public void Add(bool isJcs, HashAlgorithmName algorithm, string? context, ReadOnlySpan<byte> hash) =>
        known.Add((isJcs, algorithm, context, hash.ToArray()));
}
