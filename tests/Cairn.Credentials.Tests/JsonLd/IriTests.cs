using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Tests.JsonLd;

public sealed class IriTests
{
    // RFC 3986, section 5.4: reference resolution examples.
    [Theory]
    [InlineData("g:h", "g:h")]
    [InlineData("g", "http://a/b/c/g")]
    [InlineData("./g", "http://a/b/c/g")]
    [InlineData("g/", "http://a/b/c/g/")]
    [InlineData("/g", "http://a/g")]
    [InlineData("//g", "http://g")]
    [InlineData("?y", "http://a/b/c/d;p?y")]
    [InlineData("g?y", "http://a/b/c/g?y")]
    [InlineData("#s", "http://a/b/c/d;p?q#s")]
    [InlineData("g?y#s", "http://a/b/c/g?y#s")]
    [InlineData(";x", "http://a/b/c/;x")]
    [InlineData("", "http://a/b/c/d;p?q")]
    [InlineData(".", "http://a/b/c/")]
    [InlineData("..", "http://a/b/")]
    [InlineData("../..", "http://a/")]
    [InlineData("../../../g", "http://a/g")]
    [InlineData("/../g", "http://a/g")]
    [InlineData("g.", "http://a/b/c/g.")]
    [InlineData("..g", "http://a/b/c/..g")]
    [InlineData("./g/.", "http://a/b/c/g/")]
    [InlineData("g;x=1/../y", "http://a/b/c/y")]
    [InlineData("g?y/../x", "http://a/b/c/g?y/../x")]
    public void Resolves(string reference, string expected) => Assert.Equal(expected, Iri.Resolve("http://a/b/c/d;p?q", reference));

    [Theory]
    [InlineData("https://example.com/a#b", true)]
    [InlineData("urn:x", true)]
    [InlineData("https://example.com/é", true)]
    [InlineData("relative", false)]
    [InlineData("1http://x", false)]
    [InlineData(":x", false)]
    [InlineData("https://example.com/a b", false)]
    [InlineData("https://example.com/{x}", false)]
    [InlineData("https://example.com/#a#b", false)]
    public void Knows_what_n_quads_can_carry(string iri, bool expected) => Assert.Equal(expected, Iri.IsWellFormed(iri));
}
