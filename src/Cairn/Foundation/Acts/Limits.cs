using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Cairn.Foundation.Acts;

/// <summary>
/// What the attributes of an input's parameters say about its values. The same attributes appear in the OpenAPI document.
/// </summary>
internal static class Limits
{
    /// <summary>The parameters of the only constructor, in order.</summary>
    public static IReadOnlyList<ParameterInfo> Of(Type input) =>
        input.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters();

    /// <summary>The most characters that the parameter accepts; null: no limit is stated.</summary>
    public static int? Longest(Type input, string name) =>
        Of(input).FirstOrDefault(one => one.Name!.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } parameter
        && parameter.ParameterType == typeof(string)
            ? parameter.GetCustomAttribute<MaxLengthAttribute>()?.Length
            : null;

    public static IEnumerable<Refusal> Broken(object input) =>
        from parameter in Of(input.GetType())
        let value = input.GetType().GetProperty(parameter.Name!)!.GetValue(input)
        where value is not null
        from attribute in parameter.GetCustomAttributes<ValidationAttribute>()
        let refusal = Broken(attribute, value)
        where refusal is not null
        select refusal.On(JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!));

    /// <summary>Writes them into the OpenAPI document.</summary>
    public static void Describe(OpenApiSchema schema, ICustomAttributeProvider? parameter)
    {
        foreach (var attribute in parameter?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true) ?? [])
        {
            if (attribute is MaxLengthAttribute most && schema.Type?.HasFlag(JsonSchemaType.Array) is true)
                schema.MaxItems = most.Length;
            else if (attribute is MaxLengthAttribute longest)
                schema.MaxLength = longest.Length;
            else if (attribute is MinLengthAttribute least)
                schema.MinItems = least.Length;
            else if (attribute is AllowedValuesAttribute choices)
                schema.Enum = [.. choices.Values.Select(one => (JsonNode)$"{one}")];
            else if (attribute is RangeAttribute range)
                (schema.Minimum, schema.Maximum) = ($"{range.Minimum}", $"{range.Maximum}");
        }
    }

    private static Refusal? Broken(ValidationAttribute attribute, object value) =>
        (attribute, value) switch
        {
            (MaxLengthAttribute { Length: var most }, string text) => text.Length > most
                ? new Refusal("input.too-long", null, most, text.Length)
                : null,
            (MaxLengthAttribute { Length: var most }, ICollection many) => many.Count > most
                ? new Refusal("input.too-many", null, most, many.Count)
                : null,
            (MinLengthAttribute { Length: var least }, ICollection many) => many.Count < least
                ? new Refusal("input.too-few", null, least)
                : null,
            (RangeAttribute range, _) => range.IsValid(value) ? null : new Refusal("input.range", null, range.Minimum, range.Maximum),
            _ => throw new NotSupportedException($"{attribute.GetType().Name} is no limit of an input."),
        };
}
