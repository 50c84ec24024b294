using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Tests.Contexts;

/// <summary>Documents for trying both forms of a context, and both ways through the code.</summary>
internal static class Corpus
{
    /// <summary>A JSON file that is a JSON-LD document, or null.</summary>
    public static JsonElement? Document(string file)
    {
        var root = JsonElement.Parse(File.ReadAllBytes(file));
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("@context", out _) ? root : null;
    }

    /// <summary>Nodes that use every term of a context as a property and as a type, with every term of its scope.</summary>
    public static JsonElement EveryTerm(string url, ActiveContext context)
    {
        var nodes = new JsonArray();
        foreach (var (term, definition) in context.Terms)
        {
            if (definition.Iri is null || definition.Iri.StartsWith('@'))
                continue;

            nodes.Add(new JsonObject { ["@id"] = "urn:x:s", [term] = Values() });
            nodes.Add(
                new JsonObject
                {
                    ["@id"] = "urn:x:s",
                    ["@type"] = term,
                    ["http://example.com/p"] = term + ":suffix",
                }
            );
            nodes.Add(new JsonObject { ["@id"] = term + ":suffix", [term + ":suffix"] = "value" });
            if (definition.LocalContext is not { ValueKind: JsonValueKind.Object } scope)
                continue;

            foreach (var entry in scope.EnumerateObject())
            {
                if (entry.Name.StartsWith('@'))
                    continue;

                nodes.Add(
                    new JsonObject
                    {
                        ["@id"] = "urn:x:s",
                        ["@type"] = term,
                        [entry.Name] = Values(entry.Name),
                    }
                );
                nodes.Add(
                    new JsonObject
                    {
                        ["@id"] = "urn:x:s",
                        [term] = new JsonObject { [entry.Name] = Values(entry.Name) },
                    }
                );
                nodes.Add(
                    new JsonObject
                    {
                        ["@id"] = "urn:x:s",
                        ["@type"] = term,
                        ["http://example.com/p"] = new JsonObject { [entry.Name] = Values(entry.Name) },
                    }
                );
            }
        }

        return JsonSerializer.SerializeToElement(new JsonObject { ["@context"] = url, ["@graph"] = nodes });
    }

    /// <summary>The expanded form as text, or the failure.</summary>
    public static string ExpandOrFail(JsonElement document, IContextSource source)
    {
        try
        {
            return Encoding.UTF8.GetString(
                JsonLdText.Write(Expansion.Expand(new(document), new(source) { Base = "https://example.org/doc/" }), int.MaxValue)
            );
        }
        catch (JsonLdException e)
        {
            return e.Message;
        }
    }

    public static FetchedContexts WithPublished(this FetchedContexts contexts)
    {
        foreach (var url in PublishedContexts.Instance.Urls)
            if (PublishedContexts.Instance.TryGet(url, out var document))
                contexts.Add(document);

        return contexts;
    }

    static JsonNode Values(string? name = null) =>
        name is "id" or "type"
            ? "https://example.com/x"
            : new JsonArray(
                "text",
                7,
                true,
                "https://example.com/x",
                new JsonObject { ["@id"] = "rel" },
                new JsonObject { ["@type"] = "urn:x:t", ["@value"] = "v" }
            );
}
