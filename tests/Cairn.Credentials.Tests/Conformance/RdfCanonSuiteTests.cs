using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Canonical;

namespace Cairn.Credentials.Tests.Conformance;

/// <summary>The W3C RDF Dataset Canonicalization suite, all of it.</summary>
public sealed class RdfCanonSuiteTests
{
    const string Folder = "rdf-canon/tests/";

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            if (!Standards.IsPresent)
                return data;

            foreach (var entry in Entries())
                data.Add(Text(entry, "id"), Text(entry, "name"), Text(entry, "type"));
            return data;
        }
    }

    [StandardsTheory]
    [MemberData(nameof(Cases))]
    public void Canonicalizes(string id, string name, string type)
    {
        var entry = Entries().Single(entry => Text(entry, "id") == id);
        var dataset = NQuadsParser.Parse(Standards.Text(Folder + Text(entry, "action")));
        var algorithm =
            entry.TryGetProperty("hashAlgorithm", out var hash) && hash.ValueEquals("SHA384")
                ? HashAlgorithmName.SHA384
                : HashAlgorithmName.SHA256;
        using var output = new ByteBuffer(int.MaxValue);

        if (type == "rdfc:RDFC10NegativeEvalTest")
        {
            var e = Assert.Throws<JsonLdException>(() => Rdfc10.Canonicalize(dataset, algorithm, CanonicalLimits.Default, output));
            Assert.Equal("rdfc.work-limit", e.Code);
            return;
        }

        var issued = Rdfc10.Canonicalize(dataset, algorithm, CanonicalLimits.Default, output);

        var expected = Standards.Text(Folder + Text(entry, "result"));
        if (type == "rdfc:RDFC10MapTest")
        {
            var map = JsonElement
                .Parse(expected)
                .EnumerateObject()
                .ToDictionary(static pair => pair.Name, static pair => pair.Value.GetString()!);
            Assert.Equal(map.OrderBy(static pair => pair.Key), issued.OrderBy(static pair => pair.Key));
        }
        else
        {
            Assert.Equal("rdfc:RDFC10EvalTest", type);
            Assert.True(expected == Encoding.UTF8.GetString(output.Written), name);
        }
    }

    static IEnumerable<JsonElement> Entries() =>
        JsonElement.Parse(Standards.Bytes(Folder + "manifest.jsonld")).GetProperty("entries").EnumerateArray();

    static string Text(JsonElement entry, string property) => entry.GetProperty(property).GetString()!;
}
