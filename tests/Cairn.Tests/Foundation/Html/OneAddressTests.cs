using System.Net;

namespace Cairn.Tests.Foundation.Html;

[Collection("sqlite")]
public sealed class OneAddressTests(SqliteHost host)
{
    private const string Hyphens = "0198c0de-0000-7000-8000-00000000abcd";

    [Theory]
    [InlineData("/credentials/0198C0DE-0000-7000-8000-00000000ABCD", "/credentials/" + Hyphens)]
    [InlineData("/credentials/0198c0de00007000800000000000abcd", "/credentials/" + Hyphens)]
    [InlineData("/Credentials/" + Hyphens + "/Credential.png", "/credentials/" + Hyphens + "/credential.png")]
    [InlineData("/credentials/" + Hyphens + "/", "/credentials/" + Hyphens)]
    [InlineData("/credentials/" + Hyphens + "?utm_source=mail&lang=es", "/credentials/" + Hyphens + "?lang=es")]
    [InlineData("/credentials/" + Hyphens + "/credential.png?1", "/credentials/" + Hyphens + "/credential.png")]
    [InlineData("/status/0198C0DE-0000-7000-8000-00000000ABCD", "/status/" + Hyphens)]
    [InlineData("/achievements/0198C0DE-0000-7000-8000-00000000ABCD/badge", "/achievements/" + Hyphens + "/badge")]
    [InlineData("/status/0198C0DE00007000800000000000ABCD", "/status/0198c0de00007000800000000000abcd")]
    [InlineData("/organizations/0198C0DE00007000800000000000ABCD/did.json", "/organizations/0198c0de00007000800000000000abcd/did.json")]
    [InlineData("/VERIFY?link=https%3A%2F%2Fa.example%2FX", "/verify?link=https%3A%2F%2Fa.example%2FX")]
    public async Task Another_spelling_leads_to_the_one_address(string asked, string one)
    {
        using var client = host.Anonymous();

        using var answer = await client.GetAsync(new Uri(asked, UriKind.Relative));

        Assert.Equal((HttpStatusCode.MovedPermanently, one), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("/credentials/" + Hyphens)]
    [InlineData("/status/" + Hyphens)]
    [InlineData("/status/0198c0de00007000800000000000abcd")]
    [InlineData("/credentials/" + Hyphens + "?lang=es")]
    [InlineData("/verify?link=https%3A%2F%2Fa.example%2FX")]
    [InlineData("/s/AbC_d-E")]
    [InlineData("/p/%E2%82%AC%2Fx")]
    [InlineData("/")]
    public async Task The_one_address_leads_nowhere_else(string asked)
    {
        using var client = host.Anonymous();

        using var answer = await client.GetAsync(new Uri(asked, UriKind.Relative));

        Assert.NotEqual(HttpStatusCode.MovedPermanently, answer.StatusCode);
    }
}
