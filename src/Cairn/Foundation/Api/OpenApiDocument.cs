using Microsoft.OpenApi;

namespace Cairn.Foundation.Api;

/// <summary>
/// The description of <c>/api/v1</c>, served at <c>/openapi/v1.json</c> and checked in as <c>docs/openapi.json</c>; a test compares them, and
/// another every answer of every test with it.
/// </summary>
internal static class OpenApiDocument
{
    public static IServiceCollection AddCairnOpenApi(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) is true;
                options.CreateSchemaReferenceId = OpenApiSchemas.NameOf;
                options.AddSchemaTransformer(OpenApiSchemas.Complete);
                options.AddOperationTransformer(OpenApiOperations.Complete);
                options.AddDocumentTransformer(
                    async (document, context, stop) =>
                    {
                        document.Info = new OpenApiInfo
                        {
                            Title = "Cairn",
                            Version = "v1",
                            Description =
                                "Everything that a page can do. Send a personal access token: Authorization: Bearer cairn_…. A "
                                + "refusal is a problem (RFC 9457) with a stable code and, when one is at fault, the field. An id (format "
                                + "id) is 32 hexadecimal digits everywhere: in addresses, bodies and answers. A list answers items and "
                                + "next, the address of what follows.",
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
                        document.AddComponent(nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), null, stop));
                        document.Components.Responses = OpenApiOperations.Refusals.Values.ToDictionary(
                            one => one.Name,
                            one => (IOpenApiResponse)Refusal(one.Description, document)
                        );
                    }
                );
            }
        );

    private static OpenApiResponse Refusal(string description, Microsoft.OpenApi.OpenApiDocument document) =>
        new()
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), document) },
            },
        };
}
