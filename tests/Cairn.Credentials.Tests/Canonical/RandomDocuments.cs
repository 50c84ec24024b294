using System.Text;
using System.Text.Json;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Tests.Canonical;

/// <summary>
/// JSON texts that look like credentials, more or less: some of them tidy, the others with everything that can go wrong.
/// </summary>
internal sealed class RandomDocuments(int seed)
{
    static readonly string[][] Contexts =
    [
        ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        ],
        [
            "https://www.w3.org/2018/credentials/v1",
            "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
            "https://w3id.org/security/suites/ed25519-2020/v1",
        ],
        [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        ],
        ["https://w3id.org/openbadges/v2"],
        ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        ["https://w3id.org/security/v2"],
        ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
        ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json", "https://www.w3.org/ns/credentials/v2"],
    ];

    static readonly string[] Texts =
    [
        "\"text\"",
        "\"Señorita: ünïcode 漢字 🎓\"",
        "\"line\\nbreak \\\"quoted\\\" \\\\ back\"",
        "\"\\u00e9\\u0041\\ud83c\\udf93\"",
        "\"\"",
        "\"\u007f del\"",
        "\"\\t\\u0001\\b\\f\"",
        "\"2026-01-01T00:00:00Z\"",
        "\"assertionMethod\"",
        "\"a/b\\/c\"",
    ];

    static readonly string[] Iris =
    [
        "\"https://example.com/a\"",
        "\"https://example.com/a#b\"",
        "\"urn:uuid:1\"",
        "\"did:key:z6Mk#z6Mk\"",
        "\"sec:thing\"",
        "\"obi:Badge\"",
        "\"cred:x#y\"",
        "\"https://example.com/a\"",
        "\"https://example.com/ab\"",
        "\"mailto:a@b.c\"",
    ];

    static readonly string[] OddIris =
    [
        "\"relative\"",
        "\"_:b1\"",
        "\"\"",
        "\"https://example.com/a b\"",
        "\"https://example.com/é\"",
        "\"https://example.com/#a#b\"",
        "7",
        "null",
        "\"@json\"",
        "\"@id\"",
        "\"https:\\/\\/example.com\\/x\"",
        "\"type\"",
        "[\"urn:a\"]",
        "\"\\ud800\"",
    ];

    static readonly string[] Scalars =
    [
        "1",
        "-7",
        "0",
        "-0",
        "1.5",
        "1e3",
        "1e21",
        "12345678901234567890",
        "1E400",
        "true",
        "false",
        "null",
        "0.1",
    ];

    static readonly string[] OddEntries =
    [
        "\"undefined\":1",
        "\"https://example.com/p\":\"v\"",
        "\"@id\":\"urn:z\"",
        "\"@type\":\"urn:t\"",
        "\"@index\":\"i\"",
        "\"@graph\":[]",
        "\"@graph\":[{\"id\":\"urn:a\",\"type\":\"urn:b\"}]",
        "\"@included\":[{\"id\":\"urn:a\",\"type\":\"urn:b\"}]",
        "\"@reverse\":{\"urn:p\":{\"id\":\"urn:q\"}}",
        "\"@nest\":{\"name\":\"x\"}",
        "\"@foo\":1",
        "\"name\":\"twice\"",
        "\"id\":\"urn:twice\"",
        "\"@context\":{\"extra\":\"urn:extra\"}",
        "\"@context\":[]",
        "\"@context\":null",
        "\"@context\":\"https://example.com/unknown\"",
        "\"type\":[]",
        "\"\":1",
        "\"@context\":[\"https://www.w3.org/ns/credentials/v2\"]",
        "\"proof\":{\"type\":\"DataIntegrityProof\",\"created\":\"2026-01-01T00:00:00Z\"}",
        "\"\\u0069d\":\"urn:escaped\"",
    ];

    static readonly string[] OddValues =
    [
        "{\"@value\":\"v\"}",
        "{\"@value\":\"v\",\"@language\":\"es\"}",
        "{\"@value\":5,\"@type\":\"urn:t\"}",
        "{\"@list\":[1,2]}",
        "{\"@set\":[\"a\",\"b\"]}",
        "{\"@value\":null}",
        "{\"@language\":\"es\"}",
        "{}",
        "[]",
        "[[1,[2]],3]",
        "[null]",
        "{\"@value\":\"v\",\"@direction\":\"rtl\"}",
        "{\"en\":\"a\"}",
        "{\"id\":\"urn:only\"}",
    ];

    // A document's own contexts: every JSON-LD 1.1 feature that a credential's extension might use.
    static readonly string[] Own =
    [
        "{\"extra\":\"urn:extra\",\"name\":\"urn:name\"}",
        "{\"extra\":{\"@id\":\"urn:extra\",\"@container\":\"@list\"}}",
        "{\"extra\":{\"@id\":\"urn:extra\",\"@container\":\"@language\"}}",
        "{\"extra\":{\"@id\":\"urn:extra\",\"@container\":\"@index\"}}",
        "{\"extra\":{\"@id\":\"urn:extra\",\"@container\":\"@id\"}}",
        "{\"extra\":{\"@id\":\"urn:extra\",\"@container\":\"@type\"}}",
        "{\"extra\":{\"@id\":\"urn:extra\",\"@container\":[\"@graph\",\"@index\"]}}",
        "{\"extra\":{\"@id\":\"urn:extra\",\"@container\":[\"@graph\",\"@id\",\"@set\"]}}",
        "{\"extra\":{\"@id\":\"urn:extra\",\"@container\":\"@index\",\"@index\":\"urn:key\"}}",
        "{\"extra\":{\"@id\":\"urn:extra\",\"@type\":\"@json\"}}",
        "{\"extra\":{\"@reverse\":\"urn:extra\"}}",
        "{\"extra\":\"@nest\"}",
        "{\"extra\":{\"@id\":\"urn:extra\",\"@type\":\"@vocab\",\"@context\":{\"text\":\"urn:scoped\"}}}",
        "{\"extra\":{\"@id\":\"urn:extra\",\"@context\":{\"@propagate\":false,\"inner\":\"urn:inner\"}}}",
        "{\"@language\":\"en-US\",\"extra\":\"urn:extra\"}",
        "{\"@vocab\":\"urn:vocab:\"}",
        "{\"@version\":1.1,\"ex\":\"https://example.com/#\",\"extra\":\"ex:tra\"}",
        "{\"extra\":null}",
        "{\"extra\":\"relative\"}",
    ];

    static readonly string[] OwnEntries =
    [
        "\"extra\":\"text\"",
        "\"extra\":[\"a\",1,null]",
        "\"extra\":[[1],[2]]",
        "\"extra\":{\"en-US\":\"a\",\"es\":[\"b\"],\"@none\":\"c\"}",
        "\"extra\":{\"k\":{\"id\":\"urn:k\",\"type\":\"urn:t\"}}",
        "\"extra\":{\"urn:k\":{\"type\":\"urn:t\"}}",
        "\"extra\":{\"urn:k\":[{\"id\":\"urn:x\"},{\"id\":\"urn:y\",\"type\":\"urn:t\"}]}",
        "\"extra\":{\"b\":[1e0,{\"a\":\"\\u20ac\"}],\"a\":null}",
        "\"extra\":{\"id\":\"urn:x\",\"inner\":\"v\"}",
        "\"extra\":{\"type\":\"urn:t\",\"inner\":{\"type\":\"urn:u\"}}",
        "\"extra\":{\"@value\":\"v\",\"@language\":\"es-MX\"}",
        "\"ex:tra\":\"ex:tra\"",
    ];

    readonly Random random = new(seed);
    readonly StringBuilder output = new();
    (string[] Types, string[] Properties, Dictionary<string, string[]> Scoped) words = ([], [], []);
    bool tidy;
    bool extended;

    public string Next()
    {
        output.Clear();
        tidy = random.Next(10) < 6;
        var contexts = Contexts[random.Next(Contexts.Length)];
        words = Words(contexts);
        var context = JsonSerializer.Serialize(contexts);
        extended = Chance(tidy ? 8 : 2);
        if (extended)
            context = context[..^1] + "," + Of(Own) + "]";
        Node($"\"@context\":{context},\"id\":\"urn:root\"", depth: 0);
        return output.ToString();
    }

    void Node(string? head, int depth)
    {
        var names = new List<string>(words.Properties);
        var entries = new List<Action>();
        if (words.Types.Length > 0 && !Chance(6))
        {
            var types = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Of(words.Types)).ToArray();
            foreach (var type in types)
                names.AddRange(words.Scoped.GetValueOrDefault(type, []));
            entries.Add(() => output.Append("\"type\":").Append(types.Length == 1 ? $"\"{types[0]}\"" : JsonSerializer.Serialize(types)));
        }

        if (head is null && !Chance(3))
            entries.Add(() => output.Append("\"id\":").Append(!tidy && Chance(4) ? Of(OddIris) : Of(Iris)));
        foreach (
            var name in Enumerable
                .Range(0, random.Next(0, 6))
                .Select(_ => names.Count == 0 ? "name" : names[random.Next(names.Count)])
                .Distinct()
        )
            entries.Add(() =>
            {
                output.Append('"').Append(name).Append("\":");
                Value(depth + 1);
            });
        if (!tidy && Chance(3))
            entries.Add(() => output.Append(Of(OddEntries)));
        if (extended && Chance(2))
            entries.Add(() => output.Append(Of(OwnEntries)));

        output.Append('{').Append(head);
        var first = head is null;
        foreach (var entry in Chance(2) ? entries : entries.OrderBy(_ => random.Next()).ToList())
        {
            if (!first)
                output.Append(Chance(5) ? " , " : ",");
            first = false;
            entry();
        }

        output.Append('}');
    }

    void Value(int depth)
    {
        switch (random.Next(depth > 5 ? 5 : 9))
        {
            case 0 or 1:
                output.Append(Of(Iris));
                break;
            case 2:
                output.Append(Of(Texts));
                break;
            case 3:
                output.Append(tidy ? Of(Iris) : Of(OddIris));
                break;
            case 4:
                output.Append(Of(Scalars));
                break;
            case 5 when !tidy:
                output.Append(Of(OddValues));
                break;
            case 6:
                output.Append('[');
                for (var i = random.Next(4); i > 0; i--)
                {
                    Value(depth + 1);
                    if (i > 1)
                        output.Append(',');
                }

                output.Append(']');
                break;
            default:
                Node(null, depth);
                break;
        }
    }

    bool Chance(int oneIn) => random.Next(oneIn) == 0;

    string Of(string[] items) => items[random.Next(items.Length)];

    static readonly Dictionary<string, (string[], string[], Dictionary<string, string[]>)> Known = new(StringComparer.Ordinal);

    static (string[] Types, string[] Properties, Dictionary<string, string[]> Scoped) Words(string[] contexts)
    {
        lock (Known)
        {
            var key = string.Join(' ', contexts);
            if (Known.TryGetValue(key, out var known))
                return known;

            var active = new ContextProcessing(PinnedContexts.Instance).Process(
                new(null),
                JsonSerializer.SerializeToElement(contexts),
                null
            );
            var scoped = active
                .Terms.Where(static term => term.Value.LocalContext is { ValueKind: JsonValueKind.Object })
                .ToDictionary(
                    static term => term.Key,
                    static term =>
                        term.Value.LocalContext!.Value.EnumerateObject()
                            .Select(static entry => entry.Name)
                            .Where(static name => name[0] != '@' && name is not ("id" or "type"))
                            .ToArray()
                );
            var types = active.Terms.Keys.Where(static term => char.IsUpper(term[0])).ToArray();
            var properties = active
                .Terms.Where(static term => char.IsLower(term.Key[0]) && term.Key is not ("id" or "type"))
                .Select(static term => term.Key)
                .ToArray();
            return Known[key] = (types, properties, scoped);
        }
    }
}
