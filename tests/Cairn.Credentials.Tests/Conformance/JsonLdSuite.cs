using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Tests.Conformance;

/// <summary>One case of the W3C JSON-LD API suite.</summary>
internal sealed record JsonLdCase(string Manifest, JsonElement Entry)
{
    public string Id => Entry.GetProperty("@id").GetString()!.TrimStart('#');

    public string Name => Entry.GetProperty("name").GetString()!;

    public bool Is(string type) => Entry.GetProperty("@type").EnumerateArray().Any(item => item.ValueEquals("jld:" + type));

    public string Input => Entry.GetProperty("input").GetString()!;

    public string? Expect => Entry.TryGetProperty("expect", out var expect) ? expect.GetString() : null;

    public string? Context => Entry.TryGetProperty("context", out var context) ? context.GetString() : null;

    public string? ExpectedError => Entry.TryGetProperty("expectErrorCode", out var code) ? code.GetString() : null;

    public string? Option(string name) =>
        Entry.TryGetProperty("option", out var options) && options.TryGetProperty(name, out var value) ? value.ToString() : null;
}

/// <summary>The suite's files, and how a case is run.</summary>
internal sealed class JsonLdSuite : IContextSource
{
    const string Folder = "json-ld-api/tests/";
    const string Address = "https://w3c.github.io/json-ld-api/tests/";

    public static IEnumerable<JsonLdCase> Cases(string manifest)
    {
        if (!Standards.IsPresent)
            return [];

        var entries = JsonElement.Parse(Standards.Bytes($"{Folder}{manifest}-manifest.jsonld")).GetProperty("sequence");
        return entries.EnumerateArray().Select(entry => new JsonLdCase(manifest, entry));
    }

    public bool TryGet(string url, [NotNullWhen(true)] out ContextDocument? context)
    {
        context = null;
        if (!url.StartsWith(Address, StringComparison.Ordinal))
            return false;

        var path = Standards.PathOf(Folder + url[Address.Length..]);
        if (File.Exists(path))
            context = ContextDocument.Parse(url, File.ReadAllBytes(path));
        return context is not null;
    }

    public static List<object?> Expand(JsonLdCase item, out JsonLdOptions options)
    {
        options = new(new JsonLdSuite())
        {
            Base = item.Option("base") ?? Address + item.Input,
            RdfDirection = item.Option("rdfDirection") switch
            {
                "i18n-datatype" => RdfDirection.I18nDatatype,
                "compound-literal" => RdfDirection.CompoundLiteral,
                _ => RdfDirection.None,
            },
        };
        JsonElement? expandContext = item.Option("expandContext") is { } path ? JsonElement.Parse(Standards.Bytes(Folder + path)) : null;
        return Expansion.Expand(new(JsonElement.Parse(Standards.Bytes(Folder + item.Input))), options, expandContext);
    }

    /// <summary>The compacted, or flattened (and compacted), form; the first is what a case of the suite compares.</summary>
    static JsonElement Result(JsonLdCase item, List<object?> expanded, JsonLdOptions options)
    {
        options = options with
        {
            CompactArrays = item.Option("compactArrays") != "False",
            CompactToRelative = item.Option("compactToRelative") != "False",
        };
        JsonElement? context = item.Context is { } path ? JsonElement.Parse(Standards.Bytes(Folder + path)) : null;
        object result = item.Manifest switch
        {
            "compact" => Compaction.Compact(expanded, context, options),
            "flatten" when context is null => Flattening.Flatten(expanded, options),
            "flatten" => Compaction.Compact(Flattening.Flatten(expanded, options), context, options),
            _ => expanded,
        };
        return JsonElement.Parse(JsonLdText.Write(result, int.MaxValue));
    }

    /// <summary>Runs a case; null if it passes, otherwise what went wrong.</summary>
    public static string? Failure(JsonLdCase item)
    {
        try
        {
            var expanded = Expand(item, out var options);
            if (item.Manifest != "toRdf")
            {
                var actual = Result(item, expanded, options);
                if (item.ExpectedError is not null)
                    return $"{actual}, instead of failing with {item.ExpectedError}";
                var expected = JsonElement.Parse(Standards.Bytes(Folder + item.Expect));
                return JsonLdEquality.Same(expected, actual) ? null : actual.GetRawText();
            }

            var dataset = ToRdf.Convert(expanded, options);
            if (item.ExpectedError is not null)
                return $"converted, instead of failing with {item.ExpectedError}";
            if (item.Expect is null)
                return null;

            var (want, got) = (Canonical(NQuadsParser.Parse(Standards.Text(Folder + item.Expect))), Canonical(dataset));
            return want == got ? null : $"expected\n{want}got\n{got}";
        }
        catch (JsonLdException e)
        {
            var code = e.Code == JsonLdException.ContextUnknown ? "loading remote context failed" : e.Code;
            return code == item.ExpectedError ? null : $"{e.Message}, instead of {item.ExpectedError ?? "a result"}";
        }
    }

    static string Canonical(HashSet<Quad> dataset)
    {
        using var output = new ByteBuffer(int.MaxValue);
        Rdfc10.Canonicalize(dataset, HashAlgorithmName.SHA256, CanonicalLimits.Default, output);
        return Encoding.UTF8.GetString(output.Written);
    }
}
