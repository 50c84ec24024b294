using System.Text;
using Cairn.Credentials.Baking;
using static Cairn.Credentials.Tests.Baking.Pictures;

namespace Cairn.Credentials.Tests.Baking;

public class OpenBadges2ImageTests
{
    const string Address = "https://example.org/assertions/1";

    public static TheoryData<string, byte[]> Baked =>
        new()
        {
            { Address, Png("tEXt", [.. "openbadges\0"u8, .. Encoding.ASCII.GetBytes(Address)]) },
            { """{"type":"Assertion"}""", Png("iTXt", Text("""{"type":"Assertion"}"""u8.ToArray(), keyword: "openbadges")) },
            { Encoding.ASCII.GetString(Jws), Png("iTXt", Text(Jws, keyword: "openbadges")) },
            { Address, Svg($"<openbadges:assertion verify='{Address}'/>") },
            { """{"type":"Assertion"}""", Svg("""<openbadges:assertion><![CDATA[{"type":"Assertion"}]]></openbadges:assertion>""") },
        };

    const string Hosted = $$"""{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"{{Address}}"}""";

    // Baking 2.0, SVG: the address and, in the body, what lies there.
    [Theory]
    [InlineData(null, $"<openbadges:assertion verify='{Address}'><![CDATA[\n{Hosted}\n]]></openbadges:assertion>")]
    [InlineData(null, $"<!-- a --><openbadges:assertion verify=' {Address} '>\n  {Hosted}\n</openbadges:assertion>")]
    [InlineData("baking.svg.ambiguous", $"<openbadges:assertion verify='{Address}1'><![CDATA[{Hosted}]]></openbadges:assertion>")]
    [InlineData("baking.svg.ambiguous", $"<openbadges:assertion verify='a.b.c'><![CDATA[{Hosted}]]></openbadges:assertion>")]
    [InlineData("baking.svg.ambiguous", $"<openbadges:assertion verify='{Address}'>x</openbadges:assertion>")]
    public void Reads_a_hosted_assertion_whose_body_calls_itself_by_its_address(string? code, string body)
    {
        Assert.Equal(code is null, OpenBadges2Image.TryExtract(Svg(body), out var assertion, out var failure));
        Assert.Equal(code, failure?.Code);
        if (code is null)
            Assert.Equal(Hosted, Encoding.UTF8.GetString(assertion).Trim());
    }

    [Theory, MemberData(nameof(Baked))]
    public void Reads_the_assertion(string expected, byte[] file)
    {
        Assert.True(OpenBadges2Image.TryExtract(file, out var assertion, out var failure), failure?.Code);
        Assert.Equal(expected, Encoding.UTF8.GetString(assertion));
        Assert.False(BakedImage.TryExtract(file, out _));
    }

    [Theory]
    [InlineData("baking.credential.absent", "<g/>")]
    [InlineData("baking.credential.form", "<openbadges:assertion verify='javascript:alert(1)'/>")]
    [InlineData("baking.credential.twice", "<openbadges:assertion verify='https://a'/><openbadges:assertion verify='https://b'/>")]
    public void Fails_when_there_is_not_one_assertion(string code, string body)
    {
        Assert.False(OpenBadges2Image.TryExtract(Svg(body), out var assertion, out var failure));
        Assert.Equal(code, failure.Code);
        Assert.Empty(assertion);
    }

    [Fact]
    public void Fails_when_the_badge_is_of_version_3()
    {
        Assert.False(OpenBadges2Image.TryExtract(PngBaking.Bake(Pictures.Png, Credential), out _, out var failure));
        Assert.Equal("baking.credential.absent", failure.Code);
    }

    static byte[] Png(string type, byte[] data) => Chunks(("IHDR", Header), (type, data), ("IDAT", Pixel), ("IEND", []));

    static byte[] Svg(string body) =>
        Encoding.UTF8.GetBytes($"<svg xmlns='http://www.w3.org/2000/svg' xmlns:openbadges='http://openbadges.org'>{body}</svg>");
}
