using System.Text;
using System.Xml.Linq;
using Cairn.Credentials.Baking;
using static Cairn.Credentials.Tests.Baking.Pictures;

namespace Cairn.Credentials.Tests.Baking;

public class SvgBakingTests
{
    const string Open = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">""";

    [Theory]
    [InlineData("""{"a":"plain <b> & c"}""")]
    [InlineData("{\"a\":\"]]>\",\"b\":\"]]]]>>\"}")]
    [InlineData("\r\n{\r\n \"a\":\t1\r}\r\r\n")]
    [InlineData("  {\"a\":\"🪨 \u0085\u2028\u007f\"}  ")]
    [InlineData("\uFEFF{}")]
    public void Returns_the_credential_byte_for_byte(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Assert.True(BakedImage.TryExtract(SvgBaking.Bake(Utf8(Svg), bytes), out var credential));
        Assert.Equal(bytes, credential);
    }

    [Fact]
    public void Puts_json_into_a_section_directly_after_the_root()
    {
        var baked = Encoding.UTF8.GetString(SvgBaking.Bake(Utf8(Svg), Credential));
        Assert.Contains("><openbadges:credential><![CDATA[{", baked, StringComparison.Ordinal);
        Assert.Contains("xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\"", baked, StringComparison.Ordinal);
    }

    [Fact]
    public void Puts_a_jws_into_the_verify_attribute()
    {
        var baked = SvgBaking.Bake(Utf8(Svg), Jws);
        var element = XDocument.Parse(Encoding.UTF8.GetString(baked)).Root!.Elements().First();
        Assert.Equal(Encoding.UTF8.GetString(Jws), element.Attribute("verify")!.Value);
        Assert.True(BakedImage.TryExtract(baked, out var credential));
        Assert.Equal(Jws, credential);
    }

    [Fact]
    public void Baking_again_replaces_the_credential_and_keeps_the_picture()
    {
        var once = SvgBaking.Bake(Utf8(Svg), Credential);
        Assert.Equal(once, SvgBaking.Bake(SvgBaking.Bake(once, Jws), Credential));

        var picture = XDocument.Parse(Encoding.UTF8.GetString(once));
        picture.Root!.Elements().First().Remove();
        picture.Root.Attribute(XNamespace.Xmlns + "openbadges")!.Remove();
        Assert.True(XNode.DeepEquals(XDocument.Parse(Svg), picture));
    }

    [Theory]
    [InlineData("""<?xml version="1.0"?><svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>""")]
    [InlineData(
        """<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org"><openbadges:assertion verify="x"/></svg>"""
    )]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="#a"/></svg> """)]
    public void Bakes_pictures_of_other_tools(string svg)
    {
        Assert.True(BakedImage.TryExtract(SvgBaking.Bake(Utf8(svg), Credential), out var credential));
        Assert.Equal(Credential, credential);
    }

    [Fact]
    public void Reads_utf16_and_layout_around_the_section()
    {
        var svg = Open + "<openbadges:credential>\n  <![CDATA[{\"a\":1}]]>\n</openbadges:credential></svg>";
        Assert.True(BakedImage.TryExtract([0xff, 0xfe, .. Encoding.Unicode.GetBytes(svg)], out var credential));
        Assert.Equal("{\"a\":1}"u8.ToArray(), credential);
    }

    public static TheoryData<string, int> Prologs
    {
        get
        {
            TheoryData<string, int> all = [];
            foreach (
                var prolog in (string[])
                    [
                        "",
                        "<!DOCTYPE svg>",
                        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">",
                        "<!-- a [ > comment --> <!DOCTYPE svg SYSTEM 'http://127.0.0.1:9/a[b]>.dtd' > <!-- <!DOCTYPE x [ ]> -->",
                        "<?xml version=\"1.0\"?>\n<?xml-stylesheet href='a.css'?>\r\n<!-- 🪨 -->\n<!DOCTYPE svg\n>\n",
                    ]
            )
                for (var encoding = 0; encoding < 4; encoding++)
                    all.Add(prolog, encoding);
            return all;
        }
    }

    // As drawing programs write them, in each encoding that they use: UTF-8 without and with its mark, UTF-16 in both orders.
    [Theory, MemberData(nameof(Prologs))]
    public async Task Reads_and_bakes_whatever_stands_before_the_picture(string prolog, int encoding)
    {
        Encoding[] encodings =
        [
            new UTF8Encoding(false),
            new UTF8Encoding(true),
            new UnicodeEncoding(false, true),
            new UnicodeEncoding(true, true),
        ];
        byte[] Of(string text) => [.. encodings[encoding].Preamble, .. encodings[encoding].GetBytes(text)];
        var signed = Verification.Scenario.Sign(Verification.Scenario.Badge());
        var file = Of(
            prolog
                + Open
                + "<!-- a --><openbadges:credential><!-- b --><![CDATA["
                + Encoding.UTF8.GetString(signed)
                + "]]><!-- c --></openbadges:credential><g/></svg><!-- d -->"
        );

        Assert.True(BakedImage.TryExtract(file, out var credential, out var failure), failure?.Code);
        Assert.Equal(signed, credential);
        Assert.Equal(Credentials.Verification.Verdict.Pass, (await Verification.Scenario.VerifyAsync(file)).Verdict);
        var again = SvgBaking.Bake(Of(prolog + Svg[Svg.IndexOf("<svg", StringComparison.Ordinal)..]), signed);
        Assert.True(BakedImage.TryExtract(again, out credential));
        Assert.Equal(signed, credential);
        Assert.DoesNotContain("DOCTYPE", Encoding.UTF8.GetString(again), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("baking.credential.absent", Svg)]
    [InlineData(
        "baking.credential.twice",
        Open + "<openbadges:credential>{}</openbadges:credential><openbadges:credential>{}</openbadges:credential></svg>"
    )]
    [InlineData("baking.svg.ambiguous", Open + "<openbadges:credential verify='a.b.c'>{}</openbadges:credential></svg>")]
    [InlineData("baking.credential.form", Open + "<openbadges:credential/></svg>")]
    [InlineData("baking.svg.dtd", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>")]
    [InlineData(
        "baking.svg.dtd",
        "\uFEFF<?xml version='1.0'?><!-- > --><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' \"[>\" [ ]><svg "
            + "xmlns='http://www.w3.org/2000/svg'/>"
    )]
    [InlineData(
        "baking.svg.dtd",
        "<?a ?><!DOCTYPE svg SYSTEM 'x' [<!ENTITY % a SYSTEM 'http://127.0.0.1:9/x'> %a;]><svg xmlns='http://www.w3.org/2000/svg'/>"
    )]
    [InlineData("baking.credential.absent", "<!DOCTYPE svg SYSTEM 'http://127.0.0.1:9/x.dtd'><svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData(
        "baking.svg.malformed",
        "<!DOCTYPE svg SYSTEM 'http://127.0.0.1:9/x.dtd'><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>"
    )]
    [InlineData("baking.svg.malformed", "<!DOCTYPE svg")]
    [InlineData("baking.svg.malformed", "<!-- ")]
    [InlineData("baking.svg.root", "<html xmlns='http://www.w3.org/1999/xhtml'/>")]
    [InlineData("baking.svg.root", "<svg/>")]
    [InlineData("baking.svg.malformed", Open + "<g></svg>")]
    [InlineData("baking.svg.malformed", "<")]
    public void Fails_when_the_file_is_broken(string code, string svg)
    {
        Assert.False(BakedImage.TryExtract(Utf8(svg), out var credential, out var failure));
        Assert.Equal(code, failure.Code);
        Assert.Empty(credential);
    }

    [Fact]
    public void Fails_when_the_credential_has_no_form_in_xml()
    {
        Assert.False(SvgBaking.TryBake(Utf8(Svg), Utf8("{\"a\":\"\uFFFE\"}"), out _, out var failure));
        Assert.Equal("baking.credential.encoding", failure.Code);
    }

    [Fact]
    public void Fails_when_any_byte_is_cut_off()
    {
        var baked = SvgBaking.Bake(Utf8(Svg), Credential);
        for (var length = 0; length < baked.Length; length++)
            Assert.False(BakedImage.TryExtract(baked.AsSpan(0, length), out _), $"{length}");
    }

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
