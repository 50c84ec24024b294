using System.Net;
using System.Net.Sockets;

namespace Cairn.Credentials.Verification;

/// <summary>
/// Addresses of single machines on the public internet (IANA's special-purpose registries, RFC 6890): not this machine, not the school's
/// own network, not a cloud's metadata, no group of machines, and no IPv6 address that carries an IPv4 address to some gateway. Everything
/// not known to be global is refused. For loaders that fetch what strangers name; the library itself fetches nothing. Thread-safe.
/// </summary>
public static class PublicAddresses
{
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "2620:4f:8000::/48",
            "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether the address is such an address.</summary>
    public static bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return (address.AddressFamily is AddressFamily.InterNetwork || Global.Contains(address))
            && !IsIsatap(address)
            && !Special.Any(network => network.Contains(address));
    }

    /// <summary>
    /// For <see cref="SocketsHttpHandler.ConnectCallback"/>: connects to the host's first allowed address. It is asked at every connection,
    /// so also at every redirect, and about the address itself: a name that changes between check and use gains nothing.
    /// </summary>
    /// <param name="context">What the handler wants to connect to.</param>
    /// <param name="isAllowed">Null: <see cref="Contains"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="HttpRequestException">There is no such address, or none answers.</exception>
    public static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        Predicate<IPAddress>? isAllowed,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var address in await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false))
        {
            if (!(isAllowed ?? Contains)(address))
                continue;
            Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }
        throw new HttpRequestException(HttpRequestError.ConnectionError);
    }

    /// <summary>RFC 5214: an interface identifier 0000:5efe or 0200:5efe before an IPv4 address.</summary>
    private static bool IsIsatap(IPAddress address) =>
        address.AddressFamily is AddressFamily.InterNetworkV6
        && address.GetAddressBytes() is [_, _, _, _, _, _, _, _, 0 or 2, 0, 0x5e, 0xfe, ..];
}
