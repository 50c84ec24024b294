using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cairn.Credentials.Tests.Achievements;

/// <summary>The keywords of JSON Schema 2019-09 that the official schemas of Open Badges use; any other is an error of the test.</summary>
static class JsonSchemaSubset
{
    public static List<string> Problems(JsonElement root, JsonElement schema, JsonElement json, string path)
    {
        List<string> problems = [];
        foreach (var keyword in schema.EnumerateObject())
        {
            var value = keyword.Value;
            switch (keyword.Name)
            {
                case "$comment" or "$schema" or "$id" or "title" or "description" or "$defs" or "items" or "additionalItems":
                    break;
                case "$ref":
                    problems.AddRange(Problems(root, Resolve(root, value.GetString()!), json, path));
                    break;
                case "type":
                    Fail(!IsType(value.GetString()!, json));
                    break;
                case "enum":
                    Fail(!value.EnumerateArray().Any(v => JsonElement.DeepEquals(v, json)));
                    break;
                case "pattern":
                    Fail(json.ValueKind == JsonValueKind.String && !Regex.IsMatch(json.GetString()!, value.GetString()!));
                    break;
                case "format":
                    Fail(json.ValueKind == JsonValueKind.String && !DateTimeOffset.TryParse(json.GetString(), null, out _));
                    break;
                case "minItems":
                    Fail(json.ValueKind == JsonValueKind.Array && json.GetArrayLength() < value.GetInt32());
                    break;
                case "contains":
                    Fail(json.ValueKind == JsonValueKind.Array && !json.EnumerateArray().Any(i => Passes(root, value, i)));
                    break;
                case "oneOf":
                    Fail(value.EnumerateArray().Count(s => Passes(root, s, json)) != 1);
                    break;
                case "allOf":
                    foreach (var s in value.EnumerateArray())
                        problems.AddRange(Problems(root, s, json, path));
                    break;
                case "required":
                    Fail(
                        json.ValueKind == JsonValueKind.Object
                            && value.EnumerateArray().Any(r => !json.TryGetProperty(r.GetString()!, out _))
                    );
                    break;
                case "properties" when json.ValueKind == JsonValueKind.Object:
                    foreach (var p in value.EnumerateObject())
                        if (json.TryGetProperty(p.Name, out var member))
                            problems.AddRange(Problems(root, p.Value, member, $"{path}.{p.Name}"));
                    break;
                case "properties":
                    break;
                case "additionalProperties":
                    Fail(
                        value.ValueKind == JsonValueKind.False
                            && json.ValueKind == JsonValueKind.Object
                            && json.EnumerateObject().Any(m => !schema.GetProperty("properties").TryGetProperty(m.Name, out _))
                    );
                    break;
                default:
                    throw new NotSupportedException(keyword.Name);
            }

            void Fail(bool failed)
            {
                if (failed)
                    problems.Add($"{path} {keyword.Name}");
            }
        }

        if (json.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            var index = 0;
            foreach (var item in json.EnumerateArray())
            {
                var rule =
                    items.ValueKind != JsonValueKind.Array ? items
                    : index < items.GetArrayLength() ? items[index]
                    : schema.GetProperty("additionalItems");
                problems.AddRange(Problems(root, rule, item, $"{path}[{index++}]"));
            }
        }

        return problems;
    }

    static bool Passes(JsonElement root, JsonElement schema, JsonElement json) => Problems(root, schema, json, "").Count == 0;

    static JsonElement Resolve(JsonElement root, string reference) =>
        reference["#/".Length..].Split('/').Aggregate(root, (json, name) => json.GetProperty(name));

    static bool IsType(string type, JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => type == "object",
            JsonValueKind.Array => type == "array",
            JsonValueKind.String => type == "string",
            JsonValueKind.Number => type is "number" or "integer",
            JsonValueKind.True or JsonValueKind.False => type == "boolean",
            _ => type == "null",
        };
}
