using System.Text;
using System.Xml.Linq;
using Cairn.Foundation.Files;

namespace Cairn.Tests.Foundation.Files;

public sealed class SvgSanitiserTests
{
    private const string Open = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">""";

    [Fact]
    public void A_harmless_drawing_stays_as_it_is()
    {
        const string svg =
            Open
            + """<title>A &amp; B</title><defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs><g transform="rotate(3 4 5)" fill="url(#g)"><path d="M0 0h9z"/><use xlink:href="#g"/></g></svg>""";
        var clean = XDocument.Parse(Clean(svg));
        Assert.Equal(
            ["svg", "title", "defs", "linearGradient", "stop", "g", "path", "use"],
            clean.Descendants().Select(e => e.Name.LocalName)
        );
        Assert.Equal("url(#g)", clean.Descendants().Single(e => e.Name.LocalName == "g").Attribute("fill")!.Value);
        Assert.Equal("#g", clean.Descendants().Last().Attribute("href")!.Value);
        Assert.Equal(Clean(svg), Clean(Clean(svg)));
    }

    // The prologs that drawing programs write; the document type is dropped, nothing is asked for.
    [Theory]
    [InlineData(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Generator: Kelp Draw 14 -->\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG "
            + "1.1//EN\" \"http://127.0.0.1:9/svg11.dtd\">\n"
    )]
    [InlineData("<!DOCTYPE svg>")]
    [InlineData("\uFEFF<!-- [ -->")]
    public void A_drawing_with_a_document_type_or_comments_is_taken_without_them(string prolog)
    {
        var clean = Clean(prolog + Open + """<!-- a --><circle r="4"/></svg>""");
        Assert.DoesNotContain("<!", clean, StringComparison.Ordinal);
        Assert.Equal("circle", XDocument.Parse(clean).Root!.Elements().Single().Name.LocalName);
    }

    [Fact]
    public void Declarations_of_a_style_become_attributes()
    {
        var path = XDocument
            .Parse(
                Clean(
                    Open
                        + """<path d="M0 0" fill="red" style="fill: #123 !important; -inkscape-x: 1; behavior:url(x); stroke-width:2"/></svg>"""
                )
            )
            .Root!.Elements()
            .Single();
        Assert.Equal(["d=M0 0", "fill=#123", "stroke-width=2"], path.Attributes().Select(a => $"{a.Name}={a.Value}").Order());
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>")]
    [InlineData("<path onload='alert(1)' d='M0 0'/>")]
    [InlineData("<g onclick='alert(1)'/>")]
    [InlineData("<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><iframe src='https://x'/></body></foreignObject>")]
    [InlineData("<image href='https://x/y.png'/>")]
    [InlineData("<image xlink:href='data:image/svg+xml;base64,AAAA'/>")]
    [InlineData("<use href='https://x/y.svg#alert'/>")]
    [InlineData("<use xlink:href='data:image/svg+xml,x#alert'/>")]
    [InlineData("<a href='javascript:alert(1)'><path/></a>")]
    [InlineData("<a xlink:href='JAVASCRIPT:alert(1)'><path/></a>")]
    [InlineData("<style>@import 'https://x'; path { fill: url(https://x) }</style>")]
    [InlineData("<path style='fill:url(https://x)'/>")]
    [InlineData("<path style='fill:u\\72l(https://x)'/>")]
    [InlineData("<path fill='url(https://x#a)'/>")]
    [InlineData("<path fill=\"url('//x/y#a')\"/>")]
    [InlineData("<path fill='url(#a) url(https://x)'/>")]
    [InlineData("<path fill='image-set(\"https://x\" 1x)'/>")]
    [InlineData("<set attributeName='href' to='javascript:alert(1)'/>")]
    [InlineData("<animate attributeName='href' values='javascript:alert(1)'/>")]
    [InlineData("<handler>alert(1)</handler>")]
    [InlineData("<path xml:base='https://x/'/>")]
    [InlineData("<feImage href='https://x'/>")]
    [InlineData("<?xml-stylesheet href='https://x'?>")]
    [InlineData("<!-- <script>https://x alert(1)</script> -->")]
    public void Fails_when_a_drawing_could_run_or_load_something(string hostile)
    {
        var clean = Clean(Open + hostile + "</svg>");
        foreach (var trace in new[] { "alert", "https://x", "//x/", "javascript", "data:", "script", "style", "import" })
            Assert.DoesNotContain(
                trace,
                clean.Replace("xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal),
                StringComparison.OrdinalIgnoreCase
            );
    }

    [Fact]
    public void Fails_when_references_could_multiply()
    {
        var clean = Clean(
            Open
                + """<g id="a"><path d="M0 0"/></g><g id="b"><use href="#a"/><use href="#a"/></g><g id="c"><use href="#b"/></g><pattern id="p"><rect fill="url(#p)"/></pattern><use id="u" href="#c"/><use href="#c"/></svg>"""
        );
        Assert.Equal(1, clean.Split("<use").Length - 1);
        Assert.DoesNotContain("url(", clean, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("files.svg-doctype", "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>")]
    [InlineData(
        "files.svg-doctype",
        "\uFEFF<?xml version='1.0'?><!-- a --><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x' [ ]><svg "
            + "xmlns='http://www.w3.org/2000/svg'/>"
    )]
    [InlineData("files.svg-malformed", "<!DOCTYPE svg SYSTEM 'http://127.0.0.1:9/x'><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>")]
    [InlineData("files.svg-malformed", "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>")]
    [InlineData("files.svg-malformed", "")]
    [InlineData("files.svg-root", "<html xmlns='http://www.w3.org/1999/xhtml'/>")]
    [InlineData("files.svg-root", "<svg/>")]
    public void Fails_when_it_is_no_drawing(string code, string svg) => Assert.Equal(code, Refused(svg));

    [Fact]
    public void Fails_when_a_drawing_is_deep_or_long()
    {
        Assert.Equal(
            "files.svg-complex",
            Refused(Open + string.Concat(Enumerable.Repeat("<g>", 100)) + string.Concat(Enumerable.Repeat("</g>", 100)) + "</svg>")
        );
        Assert.Equal("files.svg-complex", Refused(Open + string.Concat(Enumerable.Repeat("<g/>", 30_000)) + "</svg>"));
        Assert.Equal("files.svg-size", Refused(new string(' ', SvgSanitiser.MaxBytes + 1)));
    }

    private static string Clean(string svg) => Encoding.UTF8.GetString(SvgSanitiser.Sanitise(Encoding.UTF8.GetBytes(svg)).Value);

    private static string? Refused(string svg) => SvgSanitiser.Sanitise(Encoding.UTF8.GetBytes(svg)).Refusal?.Code;
}
