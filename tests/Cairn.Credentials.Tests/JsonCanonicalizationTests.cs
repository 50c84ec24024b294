using System.Text.Json;

namespace Cairn.Credentials.Tests;

public sealed class JsonCanonicalizationTests
{
    // RFC 8785, appendix B: bits of a double, and its form.
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(unchecked((long)0x8000000000000000), "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(unchecked((long)0x8000000000000001), "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(unchecked((long)0xbecbf647612f3696), "-0.0000033333333333333333")]
    public void Writes_numbers_as_ecmascript_does(long bits, string expected) =>
        Assert.Equal(expected, EcmaScriptNumber.Format(BitConverter.Int64BitsToDouble(bits)));

    [Theory]
    [InlineData("""{ "b": [ 1.0, true, null, {} ], "a": "\u20ac\/\u000f\n" }""", """{"a":"€/\u000f\n","b":[1,true,null,{}]}""")]
    [InlineData("""{"\ud83d\ude00":1,"\ufb33":2,"1":3}""", "{\"1\":3,\"\ud83d\ude00\":1,\"\ufb33\":2}")]
    public void Sorts_and_escapes(string text, string expected) =>
        Assert.Equal(expected, JsonCanonicalization.Canonicalize(JsonElement.Parse(text), maxDepth: 8));

    [Theory]
    [InlineData("""{"a":1,"a":2}""", "json.duplicate-key")]
    [InlineData("[1e999]", "jsonld.safe.number-range")]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]", "json.depth")]
    public void Fails_when_there_is_no_canonical_form(string text, string code) =>
        Assert.Equal(
            code,
            Assert.Throws<JsonLdException>(() => JsonCanonicalization.Canonicalize(JsonElement.Parse(text), maxDepth: 8)).Code
        );
}
