using System.Net;
using System.Net.Sockets;

namespace Cairn.SignIn;

/// <summary>From where somebody asks: an IPv4 address as it is; of IPv6 the network, for somebody has a whole /64 to ask from.</summary>
internal static class NetworkAddress
{
    public const int Longest = 45;

    /// <summary>Empty when there is none, which no connection of a network has.</summary>
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
