using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;

namespace Cairn.Credentials.Tests.Canonical;

/// <summary>Documents meant to be expensive: each ends quickly with the name of the limit.</summary>
public sealed class LimitsTests
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public void Fails_when_maps_nest_too_deep() => Fails(Nested("{\"urn:p\":", "1", "}", 3_000), "json.depth");

    [Fact]
    public void Fails_when_arrays_nest_too_deep() => Fails("{\"urn:p\":" + Nested("[", "1", "]", 3_000) + "}", "json.depth");

    [Fact]
    public void Fails_when_contexts_nest_too_deep() =>
        Fails("{\"@context\":" + Nested("{\"t\":{\"@id\":\"urn:t\",\"@context\":", "{}", "}}", 3_000) + "}", "json.depth");

    [Fact]
    public void Fails_when_prefixes_chain_too_long()
    {
        var terms = string.Join(',', Enumerable.Range(0, 20_000).Select(static i => $"\"t{i}\":\"t{i + 1}:x\""));
        Fails($"{{\"@context\":{{{terms},\"t20000\":\"urn:end\"}},\"t0\":1}}", "context overflow");
    }

    [Fact]
    public void Fails_when_scoped_contexts_multiply()
    {
        var contexts = new FetchedContexts(PinnedContexts.Instance);
        for (var level = 0; level < 10; level++)
        {
            var terms = string.Join(
                ',',
                Enumerable.Range(0, 10).Select(i => $"\"t{i}\":{{\"@id\":\"urn:t{i}\",\"@context\":\"https://example.com/{level + 1}\"}}")
            );
            contexts.Add(
                ContextDocument.Parse(
                    string.Create(CultureInfo.InvariantCulture, $"https://example.com/{level}"),
                    Encoding.UTF8.GetBytes($"{{\"@context\":{{{terms}}}}}")
                )
            );
        }

        contexts.Add(ContextDocument.Parse("https://example.com/10", """{"@context":{}}"""u8));
        Fails("""{"@context":"https://example.com/0","@id":"urn:x","t0":1}""", "jsonld.work-limit", contexts);
    }

    [Fact]
    public void Fails_when_blank_nodes_cannot_be_told_apart()
    {
        // A clique: every node knows every other one.
        var nodes = Enumerable
            .Range(0, 12)
            .Select(i =>
                $"{{\"@id\":\"_:n{i}\",\"urn:knows\":[{string.Join(',', Enumerable.Range(0, 12).Where(j => j != i).Select(j => $"{{\"@id\":\"_:n{j}\"}}"))}]}}"
            );
        Fails($"{{\"@graph\":[{string.Join(',', nodes)}]}}", "rdfc.work-limit");
    }

    [Fact]
    public void Fails_when_equal_siblings_are_too_many() =>
        Fails(
            $"{{\"urn:q\":[{string.Join(',', Enumerable.Repeat($"{{\"urn:p\":[{string.Join(',', Enumerable.Repeat("{\"@type\":\"urn:t\"}", 3_000))}]}}", 2))}]}}",
            "rdfc.work-limit"
        );

    [Fact]
    public void Fails_when_a_list_of_equal_items_is_too_long() =>
        Fails($"{{\"@id\":\"urn:x\",\"urn:p\":{{\"@list\":[{string.Join(',', Enumerable.Repeat("1", 20_000))}]}}}}", "rdfc.work-limit");

    [Fact]
    public void Fails_when_the_result_is_much_larger_than_the_document()
    {
        var id = "urn:" + new string('x', 100_000);
        var values = string.Join(',', Enumerable.Range(0, 2_000));
        Fails($"{{\"@id\":\"{id}\",\"urn:p\":[{values}]}}", "rdfc.quad-limit");
        Fails($"{{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"id\":\"{id}\",\"name\":[{values}]}}", "rdfc.quad-limit");
    }

    [Fact]
    public void Fails_when_a_long_prefix_stands_before_many_names()
    {
        var nodes = string.Join(',', Enumerable.Range(0, 20_000).Select(static i => $"{{\"@id\":\"p:{i}\",\"urn:q\":1}}"));
        Fails($"{{\"@context\":{{\"p\":\"urn:{new string('x', 1_000_000)}:\"}},\"@graph\":[{nodes}]}}", "jsonld.work-limit");
    }

    [Fact]
    public void Fails_when_statements_are_too_many() =>
        Fails($"{{\"@id\":\"urn:x\",\"urn:p\":[{string.Join(',', Enumerable.Range(0, 100_001))}]}}", "rdfc.quad-limit");

    [Fact]
    public void Takes_a_large_honest_document()
    {
        var results = string.Join(',', Enumerable.Range(0, 20_000).Select(static i => $"{{\"type\":\"Evidence\",\"name\":\"n{i}\"}}"));
        var text =
            $"{{\"@context\":[\"https://www.w3.org/ns/credentials/v2\",\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],\"type\":\"VerifiableCredential\",\"evidence\":[{results}]}}";

        Assert.NotEmpty(CanonicalForm.NQuads(new(Parse(text)), PinnedContexts.Instance));
    }

    static void Fails(string text, string code, IContextSource? contexts = null)
    {
        var document = new JsonLdDocument(Parse(text));
        var started = Stopwatch.GetTimestamp();

        var e = Assert.Throws<JsonLdException>(() => CanonicalForm.NQuads(document, contexts ?? PinnedContexts.Instance));

        Assert.Equal(code, e.Code);
        Assert.True(Stopwatch.GetElapsedTime(started) < Soon, $"took {Stopwatch.GetElapsedTime(started)}");
    }

    static JsonElement Parse(string text) => JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 1_000_000 }).RootElement;

    static string Nested(string open, string inner, string close, int times) =>
        string.Concat(Enumerable.Repeat(open, times)) + inner + string.Concat(Enumerable.Repeat(close, times));
}
