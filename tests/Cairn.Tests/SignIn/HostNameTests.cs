using System.Net;
using Cairn.Tests.Issuing;

namespace Cairn.Tests.SignIn;

/// <summary>Behind a public origin, nothing is built from the name that a request came with.</summary>
public sealed class HostNameTests(PublicHost host) : IClassFixture<PublicHost>
{
    [Theory]
    [InlineData("evil.example", "/portfolio", 400)]
    [InlineData("evil.example", "/", 400)]
    [InlineData("cairn.example.org.evil.example", "/sign-in", 400)]
    [InlineData("CAIRN.example.org", "/sign-in", 200)]
    [InlineData("cairn.example.org:8443", "/sign-in", 200)]
    [InlineData("10.0.0.7", "/health/live", 200)]
    public async Task Fails_when_it_is_asked_for_by_another_name(string name, string address, int status)
    {
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Host = name;

        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.DoesNotContain("evil", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cairn.example.org:1234")]
    [InlineData("localhost")]
    public async Task A_redirect_leads_to_the_origin(string name)
    {
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Host = name;

        using var answer = await client.GetAsync(new Uri("/portfolio", UriKind.Relative));

        Assert.Equal("https://cairn.example.org/sign-in?return=%2Fportfolio", answer.Headers.Location?.ToString());
    }
}
