using System.Text.Json;

namespace Cairn.Tests.Foundation.Api;

/// <summary>Whoever makes a client of the document finds what each operation answers, and what it refuses with.</summary>
public sealed class OpenApiSchemasTests
{
    private static readonly JsonElement Document = JsonDocument.Parse(File.ReadAllText(OpenApiDocumentTests.Path)).RootElement;

    public static TheoryData<string, string> Operations =>
        [
            .. from path in Document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Value.TryGetProperty("responses", out _)
            select (operation.Name, path.Name),
        ];

    [Fact]
    public void There_are_operations() => Assert.True(Operations.Count > 100);

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_answer_has_a_schema(string verb, string path)
    {
        var responses = Document
            .GetProperty("paths")
            .GetProperty(path)
            .GetProperty(verb)
            .GetProperty("responses")
            .EnumerateObject()
            .ToLookup(response => response.Name[0], response => (response.Name, response.Value));

        Assert.NotEmpty(responses['2']);
        Assert.NotEmpty(responses['4']);
        Assert.All(
            responses['2'].Where(response => response.Name is not "204"),
            response =>
            {
                var schemas = Schemas(response.Value);
                Assert.NotEmpty(schemas);
                Assert.All(schemas, one => Assert.True(Tells(one.Schema), $"{response.Name} {one.Type} tells nothing"));
            }
        );
        Assert.All(
            responses['4'],
            response => Assert.Contains(Schemas(response.Value), one => one.Type is "application/problem+json" && Tells(one.Schema))
        );
    }

    private static List<(string Type, JsonElement Schema)> Schemas(JsonElement response) =>
        response.TryGetProperty("content", out var content)
            ?
            [
                .. content
                    .EnumerateObject()
                    .Select(one => (one.Name, one.Value.TryGetProperty("schema", out var schema) ? schema : default)),
            ]
            : [];

    /// <summary>A reference, a type, or a choice of them; not "anything".</summary>
    private static bool Tells(JsonElement schema) =>
        schema.ValueKind is JsonValueKind.Object
        && ((string[])["$ref", "type", "oneOf", "anyOf", "allOf"]).Any(word => schema.TryGetProperty(word, out _));
}
