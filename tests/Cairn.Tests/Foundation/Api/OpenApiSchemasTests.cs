using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cairn.Tests.Foundation.Api;

/// <summary>
/// Whoever makes a client of the document finds of each operation its name, who may call it, what it answers, what it refuses with, its
/// choices and how its list goes on.
/// </summary>
public sealed partial class OpenApiSchemasTests
{
    private static readonly JsonElement Document = JsonDocument.Parse(File.ReadAllText(DocumentedAnswers.Path)).RootElement;

    /// <summary>Everything else takes a token.</summary>
    private static readonly HashSet<string> Public =
    [
        "get /api/v1/invitations/{secret}",
        "post /api/v1/invitations/{secret}",
        "get /api/v1/portfolios/{handle}",
        "post /api/v1/verify",
    ];

    /// <summary>Parameters of addresses that are words, keys or secrets and no ids; a passkey's id is its maker's.</summary>
    private static readonly HashSet<string> NoIds = ["secret", "handle", "key", "sample", "requirement", "format", "index"];

    public static TheoryData<string, string> Operations =>
        [
            .. from path in Document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Value.TryGetProperty("responses", out _)
            select (operation.Name, path.Name),
        ];

    [Fact]
    public void There_are_operations_and_each_has_a_name_of_its_own()
    {
        var names = Operations.Select(row => Of(row.Data.Item1, row.Data.Item2).GetProperty("operationId").GetString()!).ToList();

        Assert.True(names.Count > 100);
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches(Name(), name));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_answer_has_a_schema(string verb, string path)
    {
        var responses = Of(verb, path)
            .GetProperty("responses")
            .EnumerateObject()
            .ToLookup(response => response.Name[0], response => (response.Name, Value: Resolved(response.Value)));

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

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_operation_says_whether_it_takes_a_token_and_what_it_refuses_with(string verb, string path)
    {
        var operation = Of(verb, path);
        var refusals = operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).ToHashSet();
        var isPublic = Public.Contains($"{verb} {path}");

        Assert.Equal(!isPublic, operation.TryGetProperty("security", out var security) && security[0].TryGetProperty("token", out _));
        Assert.Equal(!isPublic, refusals.Contains("401"));
        Assert.Superset(new HashSet<string> { "429", "503" }, refusals);
        if (operation.TryGetProperty("requestBody", out _))
            Assert.Superset(new HashSet<string> { "413", "415", "422" }, refusals);
        if (path.Contains('{', StringComparison.Ordinal))
            Assert.Contains("404", refusals);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_list_says_how_long_its_pages_are_and_how_it_goes_on(string verb, string path)
    {
        var operation = Of(verb, path);
        var cursor = Parameters(operation).FirstOrDefault(one => one.GetProperty("name").GetString() is "after" or "from");
        if (cursor.ValueKind is JsonValueKind.Undefined)
            return;
        var page = operation.GetProperty("responses").GetProperty("200");

        Assert.NotEmpty(cursor.GetProperty("description").GetString()!);
        Assert.Contains("maximum", page.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.InRange(page.GetProperty("x-page-size").GetProperty("default").GetInt32(), 1, 50);
        Assert.InRange(page.GetProperty("x-page-size").GetProperty("maximum").GetInt32(), 1, 50);
        var list = Resolved(Schemas(page)[0].Schema).GetProperty("properties");
        Assert.True(list.TryGetProperty("items", out _) && list.TryGetProperty("next", out _));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_id_in_an_address_is_named_one(string verb, string path)
    {
        foreach (var parameter in Parameters(Of(verb, path)).Where(one => one.GetProperty("in").GetString() is "path"))
            if (!IsNoId(path, parameter.GetProperty("name").GetString()!))
                AssertId(parameter.GetProperty("schema"), path);
    }

    [Fact]
    public void Every_id_in_a_body_is_named_one_and_no_other_form_of_it_is_left()
    {
        var text = Document.GetRawText();
        Assert.DoesNotContain("\"uuid\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"IdOf", text, StringComparison.Ordinal);
        foreach (var (where, name, schema) in Members())
            if (name is "id" && !where.StartsWith("Passkey", StringComparison.Ordinal) && where is not "ReportIssuer")
                AssertId(schema, where);
    }

    [Fact]
    public void Every_choice_lists_its_values_as_text()
    {
        var choices = All(Document)
            .Where(one => one.TryGetProperty("enum", out var list) && list.ValueKind is JsonValueKind.Array)
            .ToList();

        Assert.True(choices.Count > 25);
        Assert.All(
            choices,
            one =>
            {
                Assert.Contains("string", one.GetProperty("type").ToString(), StringComparison.Ordinal);
                Assert.All(
                    one.GetProperty("enum").EnumerateArray(),
                    value => Assert.True(value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
                );
            }
        );
    }

    [Fact]
    public void No_number_may_be_text() =>
        Assert.All(
            All(Document)
                .Where(one => one.TryGetProperty("type", out var type) && type.ToString().Contains("integer", StringComparison.Ordinal)),
            one => Assert.DoesNotContain("string", one.GetProperty("type").ToString(), StringComparison.Ordinal)
        );

    private static bool IsNoId(string path, string name) =>
        path.Contains("/passkeys/", StringComparison.Ordinal)
        || NoIds.Contains(name) && !(name is "key" && path.Contains("/keys/", StringComparison.Ordinal));

    private static void AssertId(JsonElement schema, string where) =>
        Assert.True(
            schema.TryGetProperty("format", out var format)
                && format.GetString() is "id"
                && schema.GetProperty("pattern").GetString() is "^[0-9a-f]{32}$",
            $"{where}: {schema}"
        );

    private static JsonElement Of(string verb, string path) => Document.GetProperty("paths").GetProperty(path).GetProperty(verb);

    private static IEnumerable<JsonElement> Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    private static IEnumerable<(string Where, string Name, JsonElement Schema)> Members() =>
        from schema in Document.GetProperty("components").GetProperty("schemas").EnumerateObject()
        where schema.Value.TryGetProperty("properties", out _)
        from member in schema.Value.GetProperty("properties").EnumerateObject()
        select (schema.Name, member.Name, member.Value);

    private static IEnumerable<JsonElement> All(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(one => All(one.Value)).Prepend(value),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(All),
            _ => [],
        };

    private static JsonElement Resolved(JsonElement value) => DocumentedAnswers.Resolved(Document, value);

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

    [GeneratedRegex("^(get|put|post|patch|delete)([A-Z][a-z]+)+$")]
    private static partial Regex Name();
}
