using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Tests.Keys;

public sealed class DidTests
{
    const string Multikey = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";

    [Fact]
    public void A_did_key_resolves_to_its_own_key()
    {
        Assert.True(DidKey.TryResolve("did:key:" + Multikey, out var document));

        var method = Assert.Single(document.VerificationMethods);
        Assert.Equal($"did:key:{Multikey}#{Multikey}", method.Id);
        Assert.Equal("did:key:" + Multikey, method.Controller);
        Assert.Equal("did:key:" + Multikey, DidKey.Create(method.PublicKey!));
        Assert.Equal(method.Id, DidKey.VerificationMethod(method.PublicKey!));
        Assert.True(document.AuthorizesAssertion(method.Id));
    }

    [Theory]
    [InlineData("did:key:")]
    [InlineData("did:key:z6Mk")]
    [InlineData("did:web:example.org")]
    [InlineData("did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2")]
    public void Fails_when_it_is_no_did_key(string did) => Assert.False(DidKey.TryResolve(did, out _));

    [Theory]
    [InlineData("did:web:example.org", "https://example.org/.well-known/did.json", "https://example.org")]
    [InlineData("did:web:example.org:schools:7", "https://example.org/schools/7/did.json", "https://example.org/schools/7")]
    [InlineData("did:web:example.org%3A8443", "https://example.org:8443/.well-known/did.json", "https://example.org:8443/")]
    [InlineData("did:web:localhost%3A8443:o:north", "https://localhost:8443/o/north/did.json", "https://localhost:8443/o/north")]
    public void A_did_web_stands_for_an_address(string did, string document, string address)
    {
        Assert.True(DidWeb.TryGetUrl(did, out var url));
        Assert.Equal(document, url.AbsoluteUri);
        Assert.Equal(did, DidWeb.FromUrl(new(address)));
    }

    [Theory]
    [InlineData("did:web:")]
    [InlineData("did:web:example.org:")]
    [InlineData("did:web:example.org::a")]
    [InlineData("did:web:example.org/a")]
    [InlineData("did:web:user@example.org")]
    [InlineData("did:web:example.org:..:a")]
    [InlineData("did:web:example.org:%2e%2e:a")]
    [InlineData("did:web:example.org%3A")]
    [InlineData("did:web:example.org%3A80a")]
    [InlineData("did:web:example.org%2Fa")]
    [InlineData("did:web:127.0.0.1")]
    [InlineData("did:key:z6Mk")]
    public void Fails_when_it_is_no_did_web(string did) => Assert.False(DidWeb.TryGetUrl(did, out _));

    [Theory]
    [InlineData("http://example.org")]
    [InlineData("https://example.org/?a=b")]
    [InlineData("https://user@example.org/")]
    [InlineData("https://10.0.0.1/")]
    public void Refuses_addresses_that_no_did_web_can_carry(string address) =>
        Assert.Throws<ArgumentException>(() => DidWeb.FromUrl(new(address)));
}
