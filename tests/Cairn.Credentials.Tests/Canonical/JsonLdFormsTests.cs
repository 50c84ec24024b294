using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Tests.Verification;

namespace Cairn.Credentials.Tests.Canonical;

/// <summary>The public forms; the suite (Conformance) shows that the algorithms are the standard's.</summary>
public sealed class JsonLdFormsTests
{
    static readonly JsonElement Own = Json(
        """{"@version":1.1,"ob":"https://purl.imsglobal.org/spec/vc/ob/vocab.html#","cred":"https://www.w3.org/2018/credentials#","ID":"@id","kind":"@type","subject":{"@id":"cred:credentialSubject","@type":"@id"}}"""
    );

    static readonly JsonElement[] Contexts =
    [
        Own,
        Json("{}"),
        Json("""["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]"""),
        Json("\"https://www.w3.org/2018/credentials/v1\""),
        Json("\"https://w3id.org/openbadges/v2\""),
        Json(
            """{"@vocab":"https://purl.imsglobal.org/spec/vc/ob/vocab.html#","u":{"@id":"urn:","@prefix":true},"types":{"@id":"@type","@container":"@set"}}"""
        ),
        Json(
            """{"@context":{"@language":"es","extra":{"@id":"urn:extra","@container":["@index","@set"]},"list":{"@id":"urn:list","@container":"@list"}}}"""
        ),
    ];

    [Fact]
    public void A_credential_is_compacted_to_a_context_of_the_callers()
    {
        var badge = Json(Scenario.Badge().ToJsonString());

        var compacted = Json(JsonLdForms.Compact(new(badge), Own, PinnedContexts.Instance));

        Assert.True(JsonElement.DeepEquals(Own, compacted.GetProperty("@context")));
        Assert.Equal("urn:uuid:018f3c7e-0000-7000-8000-000000000001", compacted.GetProperty("ID").GetString());
        Assert.Equal("ob:Achievement", compacted.GetProperty("subject").GetProperty("ob:achievement").GetProperty("kind").GetString());
        Assert.Equal(Canonical(badge), Canonical(compacted));
    }

    [Fact]
    public void A_flattened_credential_has_every_node_once()
    {
        var badge = Json(Scenario.Badge().ToJsonString());

        var flattened = Json(JsonLdForms.Flatten(new(badge), PinnedContexts.Instance));

        Assert.Equal(8, flattened.GetArrayLength());
        Assert.Equal(
            flattened.GetArrayLength(),
            flattened.EnumerateArray().Select(node => node.GetProperty("@id").GetString()).Distinct().Count()
        );
        Assert.Equal(Canonical(badge), Canonical(flattened));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Every_form_of_a_random_document_has_its_canonical_form(int seed)
    {
        var random = new RandomDocuments(seed);
        var (said, refused) = (0, 0);
        for (var i = 0; i < 700; i++)
        {
            var text = random.Next();
            if (CanonicalOrNull(Json(text)) is not { } canonical)
                continue;

            said++;
            JsonLdDocument document = new(Json(text));
            Same(canonical, JsonLdForms.Expand(document, PinnedContexts.Instance), text);
            Same(canonical, JsonLdForms.Flatten(document, PinnedContexts.Instance), text);
            foreach (var context in (JsonElement[])[Json(text).GetProperty("@context"), Contexts[i % Contexts.Length]])
            {
                // Anything that compaction cannot express in that context is refused by name.
                if (Try(() => JsonLdForms.Compact(document, context, PinnedContexts.Instance)) is { } compacted)
                    Same(canonical, compacted, text);
                else
                    refused++;
                if (Try(() => JsonLdForms.Flatten(document, PinnedContexts.Instance, context)) is { } flattened)
                    Same(canonical, flattened, text);
            }
        }

        Assert.True(said > 200, $"only {said} of 700 documents say something");
        Assert.True(refused * 10 < said * 2, $"{refused} of {said * 2} compactions were refused");
    }

    [Fact]
    public void Fails_when_two_json_literals_would_become_one() =>
        Fails(
            "jsonld.safe.changed",
            """{"@id":"urn:x","urn:j":[{"@value":[1],"@type":"@json"},{"@value":[2],"@type":"@json"}]}""",
            """{"j":{"@id":"urn:j","@type":"@json"}}"""
        );

    [Fact]
    public void Fails_when_an_iri_would_be_read_as_a_compact_one() =>
        Fails(
            "IRI confused with prefix",
            """{"@id":"urn:x","urn:p":{"@id":"tag:y"}}""",
            """{"tag":{"@id":"https://example.com/","@prefix":true}}"""
        );

    [Fact]
    public void Fails_when_something_would_be_dropped() => Fails("jsonld.safe.undefined-term", """{"@id":"urn:x","nickname":"y"}""", "{}");

    [Fact]
    public void Fails_when_a_context_is_unknown() =>
        Fails("jsonld.context-unknown", """{"@id":"urn:x","urn:p":"y"}""", "\"https://example.com/c\"");

    [Fact]
    public void Fails_when_the_context_nests_too_deep() =>
        Fails(
            "json.depth",
            """{"@id":"urn:x","urn:p":"y"}""",
            string.Concat(Enumerable.Repeat("[", 60)) + string.Concat(Enumerable.Repeat("]", 60)),
            new() { MaxDepth = 50 }
        );

    [Fact]
    public void Fails_when_the_result_is_much_larger_than_the_document()
    {
        var nodes = string.Join(',', Enumerable.Range(0, 2_000).Select(i => $"{{\"@id\":\"urn:{i}\",\"urn:p\":1}}"));
        Fails("rdfc.quad-limit", $"{{\"@graph\":[{nodes}]}}", $"{{\"{new string('p', 100_000)}\":\"urn:p\"}}");
    }

    [Fact]
    public void Fails_when_prefixes_and_iris_are_too_many()
    {
        var prefixes = string.Join(',', Enumerable.Range(0, 30_000).Select(i => $"\"p{i}\":\"urn:{i}:\""));
        var nodes = string.Join(',', Enumerable.Range(0, 30_000).Select(i => $"{{\"@id\":\"https://example.com/{i}\",\"urn:p\":1}}"));
        var started = Stopwatch.GetTimestamp();

        Fails("jsonld.work-limit", $"{{\"@graph\":[{nodes}]}}", $"{{{prefixes}}}");

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20));
    }

    static void Fails(string code, string document, string context, CanonicalLimits? limits = null)
    {
        var e = Assert.Throws<JsonLdException>(() =>
            JsonLdForms.Compact(new(Json(document)), Json(context), PinnedContexts.Instance, limits)
        );

        Assert.Equal(code, e.Code);
    }

    static void Same(string canonical, byte[] form, string text) =>
        Assert.True(
            canonical == CanonicalOrNull(Json(form)),
            $"{text}\n{Encoding.UTF8.GetString(form)}\n{canonical}\n{CanonicalOrNull(Json(form))}"
        );

    static byte[]? Try(Func<byte[]> form)
    {
        try
        {
            return form();
        }
        catch (JsonLdException)
        {
            return null;
        }
    }

    static string? CanonicalOrNull(JsonElement document)
    {
        try
        {
            return Canonical(document);
        }
        catch (JsonLdException)
        {
            return null;
        }
    }

    static string Canonical(JsonElement document) =>
        Encoding.UTF8.GetString(CanonicalForm.NQuads(new(document), PinnedContexts.Instance, new() { MaxDepth = 256 }));

    static JsonElement Json(string text) => JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = 256 });

    static JsonElement Json(byte[] text) => JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = 256 });
}
