using System.Buffers;

namespace Cairn.Credentials.Keys;

/// <summary>
/// <c>did:web</c> (W3C CCG, "did:web Method Specification"): an identifier that stands for an HTTPS address, where its document is. This
/// class only translates; a verifier's loader fetches the documents. Thread safe.
/// </summary>
public static class DidWeb
{
    const string Prefix = "did:web:";

    static readonly SearchValues<char> NotInADid = SearchValues.Create("/?#@\\ ");

    /// <summary>
    /// Where a DID's document is: <c>did:web:example.org</c> at <c>https://example.org/.well-known/did.json</c>,
    /// <c>did:web:example.org%3A8443:schools:1</c> at <c>https://example.org:8443/schools/1/did.json</c>. False if it is not a well-formed
    /// did:web.
    /// </summary>
    public static bool TryGetUrl(string did, [NotNullWhen(true)] out Uri? url)
    {
        url = null;
        if (!did.StartsWith(Prefix, StringComparison.Ordinal) || did.AsSpan(Prefix.Length).ContainsAny(NotInADid))
            return false;

        // Read (Resolve), steps 1 to 4: colons are slashes, the port's colon is percent-encoded, https goes before.
        var parts = did[Prefix.Length..].Split(':');
        if (parts.Any(part => part.Length == 0 || part is "." or ".."))
            return false;
        if (HostOf(parts[0]) is not { } host)
            return false;

        var path = parts.Length == 1 ? "/.well-known" : "/" + string.Join('/', parts[1..]);
        if (!Uri.TryCreate($"https://{host}{path}/did.json", UriKind.Absolute, out var candidate))
            return false;
        // What the URL parser normalises away would be another identifier's address.
        if (candidate.AbsolutePath != $"{path}/did.json" || candidate.UserInfo.Length > 0 || candidate.HostNameType != UriHostNameType.Dns)
            return false;

        url = candidate;
        return true;
    }

    /// <summary>The DID of an HTTPS address: its host and port, and the path if there is one.</summary>
    /// <param name="address">
    /// An absolute <c>https</c> URL without query, fragment and user, such as <c>https://example.org/schools/1</c>.
    /// </param>
    /// <exception cref="ArgumentException">Another scheme, or one of the parts that a DID cannot carry.</exception>
    public static string FromUrl(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (
            !address.IsAbsoluteUri
            || address.Scheme != Uri.UriSchemeHttps
            || address.UserInfo.Length > 0
            || address.Query.Length > 0
            || address.Fragment.Length > 0
            || address.HostNameType != UriHostNameType.Dns
        )
            throw new ArgumentException(
                "A did:web stands for an https address of a host, a port and a path, and nothing else.",
                nameof(address)
            );

        var host = address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}%3A{address.Port}";
        var path = address.AbsolutePath.Trim('/');
        if (path.Contains(':'))
            throw new ArgumentException("A did:web cannot carry a path with a colon.", nameof(address));
        return path.Length == 0 ? Prefix + host : $"{Prefix}{host}:{path.Replace('/', ':')}";
    }

    static string? HostOf(string part)
    {
        var at = part.IndexOf("%3A", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return part.Contains('%') ? null : part;

        var (name, port) = (part[..at], part[(at + 3)..]);
        return !name.Contains('%') && name.Length > 0 && port.Length is > 0 and < 6 && port.All(char.IsAsciiDigit)
            ? $"{name}:{port}"
            : null;
    }
}
