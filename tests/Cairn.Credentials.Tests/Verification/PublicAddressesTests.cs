using System.Net;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Verification;

public sealed class PublicAddressesTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("192.88.99.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:4136:e378::", false)]
    [InlineData("2606:4700::5efe:10.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("5f00::1", false)]
    [InlineData("4000::1", false)]
    [InlineData("3fff::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("100.64.0.1", false)]
    public void Only_addresses_of_the_public_internet_are_fetched(string address, bool open) =>
        Assert.Equal(open, PublicAddresses.Contains(IPAddress.Parse(address)));
}
