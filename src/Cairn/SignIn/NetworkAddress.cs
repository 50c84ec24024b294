using System.Net;
using System.Net.Sockets;

namespace Cairn.SignIn;

/// <summary>Where a request comes from: an IPv4 address as it is; for IPv6 the network, because one person has a whole /64.</summary>
internal static class NetworkAddress
{
    public const int Longest = 45;

    /// <summary>Empty if there is none; every network connection has one.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address.ToString();

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }
}
