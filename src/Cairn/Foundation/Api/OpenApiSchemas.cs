using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cairn.Foundation.Api;

/// <summary>What the serializer's types do not tell by themselves: ids, files, choices, limits, and where a list goes on.</summary>
internal static class OpenApiSchemas
{
    /// <summary>Ids stand where they are used; a list is called after what is in it.</summary>
    public static string? NameOf(JsonTypeInfo type) =>
        IsId(type.Type) ? null
        : IsListOf(type.Type) ? $"ListOf{type.Type.GetGenericArguments()[0].Name}"
        : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public static Task Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        var type = context.JsonTypeInfo.Type;
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (IsId(bare))
            DescribeId(schema, mayBeNull: bare != type);
        else if (type == typeof(Stream))
            (schema.Type, schema.Format, schema.Properties, schema.Required) = (JsonSchemaType.String, "binary", null, null);
        else if (bare.IsEnum)
            schema.Type = schema.Enum?.Any(one => one is null) is true
                ? JsonSchemaType.String | JsonSchemaType.Null
                : JsonSchemaType.String;
        else if (context.JsonTypeInfo.ElementType is { } one && IsId(one))
            DescribeId((OpenApiSchema)(schema.Items = new OpenApiSchema()));
        else if (IsListOf(type) && schema.Properties?.TryGetValue("next", out var next) is true)
            next.Description = "The address of the next page; null on the last.";
        Limits.Describe(
            schema,
            context.JsonPropertyInfo?.AssociatedParameter?.AttributeProvider ?? context.JsonPropertyInfo?.AttributeProvider
        );
        return Task.CompletedTask;
    }

    public static bool IsId(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var bare
        && (bare == typeof(Guid) || bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(Id<>));

    /// <summary>One form for every id, in addresses, bodies and answers.</summary>
    public static void DescribeId(OpenApiSchema schema, bool mayBeNull = false)
    {
        schema.Type = mayBeNull ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        (schema.Format, schema.Pattern, schema.Properties, schema.Required) = ("id", "^[0-9a-f]{32}$", null, null);
    }

    public static IList<JsonNode> Choices(Type type) =>
        [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))];

    private static bool IsListOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ListOf<>);
}
