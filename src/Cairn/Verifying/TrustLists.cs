using Cairn.Credentials.Verification;

namespace Cairn.Verifying;

/// <summary>The lists of issuers that the operator trusts (<c>CAIRN_TRUST</c>), read once at startup.</summary>
internal static class TrustLists
{
    /// <summary>The lists as one store, the first the most authoritative; null if there are none.</summary>
    /// <exception cref="ArgumentException">A file that is missing or not a list, with a sentence for the operator.</exception>
    public static TrustStore? Read(IReadOnlyList<string> paths)
    {
        TrustStore? all = null;
        foreach (var path in paths)
        {
            var list = Read(path);
            all = all?.With(list) ?? list;
        }
        return all;
    }

    private static TrustStore Read(string path)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ArgumentException($"CAIRN_TRUST names {path}, which cannot be read.", problem);
        }
        return TrustStore.TryParse(file, out var store, Path.GetFileNameWithoutExtension(path))
            ? store
            : throw new ArgumentException(
                $"CAIRN_TRUST names {path}, which is no list of issuers; it has the form "
                    + $"{{\"issuers\":[{{\"id\":\"did:web:example.org\",\"name\":\"Example School\"}}]}}, or that of a registry of the "
                    + "Digital Credentials Consortium."
            );
    }
}
