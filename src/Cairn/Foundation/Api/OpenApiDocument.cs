using Microsoft.OpenApi;

namespace Cairn.Foundation.Api;

/// <summary>
/// The description of <c>/api/v1</c>, served at <c>/openapi/v1.json</c> and checked in as <c>docs/openapi.json</c>; a test compares them.
/// </summary>
internal static class OpenApiDocument
{
    public static IServiceCollection AddCairnOpenApi(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) is true;
                options.AddSchemaTransformer(
                    (schema, context, _) =>
                    {
                        // An id travels as 32 hexadecimal digits.
                        if (context.JsonTypeInfo.Type is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Id<>))
                        {
                            schema.Type = JsonSchemaType.String;
                            schema.Properties = null;
                            schema.Required = null;
                            schema.Pattern = "^[0-9a-f]{32}$";
                        }
                        if (context.JsonTypeInfo.Type == typeof(Stream))
                        {
                            (schema.Type, schema.Format) = (JsonSchemaType.String, "binary");
                            (schema.Properties, schema.Required) = (null, null);
                        }
                        if (
                            context.JsonTypeInfo.ElementType is { IsGenericType: true } one
                            && one.GetGenericTypeDefinition() == typeof(Id<>)
                        )
                            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[0-9a-f]{32}$" };
                        Limits.Describe(schema, context.JsonPropertyInfo?.AssociatedParameter?.AttributeProvider);
                        return Task.CompletedTask;
                    }
                );
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new OpenApiInfo
                        {
                            Title = "Cairn",
                            Version = "v1",
                            Description =
                                "Everything that a page can do. Send a personal access token: Authorization: Bearer cairn_…. A "
                                + "refusal is a problem (RFC 9457) with a stable code and, when one is at fault, the field.",
                        };
                        document.Servers = [];
                        document.Components ??= new OpenApiComponents();
                        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                        {
                            ["token"] = new OpenApiSecurityScheme
                            {
                                Type = SecuritySchemeType.Http,
                                Scheme = "bearer",
                                Description = "A personal access token.",
                            },
                        };
                        document.Security =
                        [
                            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] },
                        ];
                        return Task.CompletedTask;
                    }
                );
            }
        );
}
