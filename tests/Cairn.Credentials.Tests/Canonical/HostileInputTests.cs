using System.Text;
using System.Text.Json;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;

namespace Cairn.Credentials.Tests.Canonical;

/// <summary>Whatever the document, only a <see cref="JsonLdException"/> is thrown.</summary>
public sealed class HostileInputTests
{
    static readonly string[] Pieces =
    [
        "@context",
        "@id",
        "@type",
        "@graph",
        "@value",
        "@list",
        "@set",
        "@reverse",
        "@nest",
        "@index",
        "@language",
        "@direction",
        "@included",
        "@vocab",
        "@base",
        "@protected",
        "@propagate",
        "@import",
        "@version",
        "@container",
        "@prefix",
        "@json",
        "@none",
        "type",
        "id",
        "name",
        "proof",
        "_:b",
        "a:b",
        "urn:x",
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "VerifiableCredential",
        "\\ud800",
        "",
        "rtl",
        "x/y",
        "ü",
    ];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Fails_with_a_name_or_succeeds(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 6_000; i++)
        {
            var text = new StringBuilder();
            Value(random, text, 0);
            Try(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    [Fact]
    public void Fails_with_a_name_when_bytes_are_not_utf8()
    {
        foreach (
            var text in (string[])
                [
                    "{\"urn:p\":\"?\"}",
                    "{\"?\":1}",
                    "{\"@context\":{\"?\":\"urn:x\"},\"urn:p\":1}",
                    "{\"@context\":\"?\",\"urn:p\":1}",
                    "{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"name\":\"?\"}",
                ]
        )
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            bytes[Array.IndexOf(bytes, (byte)'?')] = 0xC3;

            var e = Assert.Throws<JsonLdException>(() => CanonicalForm.NQuads(new(JsonElement.Parse(bytes)), PinnedContexts.Instance));
            Assert.Equal("json.invalid-string", e.Code);
        }
    }

    static void Try(byte[] text)
    {
        try
        {
            CanonicalForm.NQuads(new(JsonElement.Parse(text), "proof"), PinnedContexts.Instance);
        }
        catch (JsonLdException)
        {
            // The expected kind.
        }
        catch (Exception e)
        {
            Assert.Fail($"{e}\n{Encoding.UTF8.GetString(text)}");
        }
    }

    static void Value(Random random, StringBuilder text, int depth)
    {
        switch (random.Next(depth > 5 ? 4 : 10))
        {
            case 0:
                text.Append(
                    random.Next(3) switch
                    {
                        0 => "null",
                        1 => "true",
                        _ => "1.1",
                    }
                );
                break;
            case 1 or 2 or 3:
                text.Append('"').Append(Pieces[random.Next(Pieces.Length)]).Append('"');
                break;
            case 4:
                text.Append('[');
                for (var i = random.Next(4); i > 0; i--)
                {
                    Value(random, text, depth + 1);
                    if (i > 1)
                        text.Append(',');
                }

                text.Append(']');
                break;
            default:
                text.Append('{');
                for (var i = random.Next(5); i > 0; i--)
                {
                    text.Append('"').Append(Pieces[random.Next(Pieces.Length)]).Append("\":");
                    Value(random, text, depth + 1);
                    if (i > 1)
                        text.Append(',');
                }

                text.Append('}');
                break;
        }
    }
}
