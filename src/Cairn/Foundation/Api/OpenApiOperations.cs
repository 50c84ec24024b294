using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cairn.Foundation.Api;

/// <summary>What an operation's description says beyond its types: its name, who may call it, what it may refuse with, how long its pages are.</summary>
internal static class OpenApiOperations
{
    /// <summary>Each refusal is described once, under this name.</summary>
    public static IReadOnlyDictionary<int, (string Name, string Description)> Refusals { get; } =
        new Dictionary<int, (string, string)>
        {
            [400] = ("NotRead", "A value in the address could not be read."),
            [401] = ("NotSignedIn", "No token came, or it is wrong, has expired or was taken back. WWW-Authenticate says which."),
            [403] = ("NotAllowed", "The token or its owner's roles do not allow it."),
            [404] = ("NotFound", "It is not there, or not theirs to see."),
            [409] = ("NotNow", "It is not in a state in which this can be done."),
            [412] = ("NotAsSeen", "What is there now is not what If-Match says; current has it."),
            [413] = ("TooLarge", "The body is larger than this address takes."),
            [415] = ("OtherKind", "The body is of another kind than this address takes."),
            [422] = ("NotUnderstood", "Something in it is missing, wrong or not possible; field or errors say what."),
            [429] = ("TooMany", "Too many requests, or too many wrong tries. Retry-After says how many seconds to wait."),
            [503] = (
                "NotJustNow",
                "The disk is full, or the database is away; the code (outage.…) says which. Retry-After says when to try again."
            ),
        };

    public static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var (description, metadata) = (context.Description, context.Description.ActionDescriptor.EndpointMetadata);
        operation.OperationId ??= OperationNames.Of(description.HttpMethod!, description.RelativePath!);
        var isPublic =
            metadata.OfType<IAllowAnonymous>().Any()
            || !metadata.Any(one => one is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData);
        if (!isPublic)
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", context.Document)] = [] }];

        var parameters = Parameters(metadata.OfType<MethodInfo>().Single());
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            if (parameters.TryGetValue(parameter.Name, out var from) && parameter.Schema is OpenApiSchema schema)
                Describe(schema, from.Type, from.Attributes);
        }
        if (!isPublic && HttpMethods.IsPost(description.HttpMethod!))
            (operation.Parameters ??= []).Add(Key);
        foreach (var status in Statuses(operation, isPublic, parameters.Values.Any(one => IsParsed(one.Type))))
            operation.Responses![$"{status}"] = new OpenApiResponseReference(Refusals[status].Name, context.Document);
        var sorted = operation.Responses!.OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
        operation.Responses!.Clear();
        sorted.ForEach(one => operation.Responses.Add(one.Key, one.Value));
        DescribePages(operation, metadata.OfType<InPagesOf>().LastOrDefault()?.Size ?? InPagesOf.Usual);
        return Task.CompletedTask;
    }

    private static OpenApiParameter Key =>
        new()
        {
            Name = OnceByKey.Header,
            In = ParameterLocation.Header,
            Description =
                "Names this request for a day: sent again with the same body it is done once and answered the same; with another body it is "
                + "refused.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = KeptAnswer.LongestKey },
        };

    /// <summary>What any operation of its kind may meet, and what it says of itself (<see cref="Problems.MayRefuse"/>).</summary>
    private static IEnumerable<int> Statuses(OpenApiOperation operation, bool isPublic, bool isParsed)
    {
        var changes = !operation.OperationId!.StartsWith("get", StringComparison.Ordinal);
        var isKeyed = !isPublic && operation.OperationId!.StartsWith("post", StringComparison.Ordinal);
        var names = operation.Parameters?.Any(one => one.In is ParameterLocation.Path) is true || operation.RequestBody is not null;
        bool IsMet(int status) =>
            status switch
            {
                400 => isParsed,
                401 or 403 => !isPublic,
                404 => names,
                409 => isKeyed || changes && names,
                413 or 415 => operation.RequestBody is not null,
                422 => isKeyed || operation.RequestBody is not null,
                429 or 503 => true,
                _ => false,
            };
        return Refusals
            .Keys.Where(status =>
                operation.Responses!.TryGetValue($"{status}", out var own)
                    ? own.Content?.Values.All(one => one.Schema is OpenApiSchemaReference { Reference.Id: nameof(Problem) }) is not false
                    : IsMet(status)
            )
            .ToList();
    }

    private static void DescribePages(OpenApiOperation operation, int size)
    {
        if (operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(one => one.Name is "after" or "from") is not { } after)
            return;
        after.Description = "Where to go on: the address in next of the page before has it. Left out: the first page.";
        if (operation.Responses!["200"] is OpenApiResponse page)
        {
            page.Description = $"A page of {size} (the default and the maximum); next leads to the next one and is null on the last.";
            page.AddExtension("x-page-size", new JsonNodeExtension(new JsonObject { ["default"] = size, ["maximum"] = size }));
        }
    }

    private static void Describe(OpenApiSchema schema, Type type, ICustomAttributeProvider attributes)
    {
        if (OpenApiSchemas.IsId(type))
            OpenApiSchemas.DescribeId(schema);
        if (
            attributes.GetCustomAttributes(typeof(EnumDataTypeAttribute), inherit: true)
            is [EnumDataTypeAttribute { EnumType: var choices }]
        )
            schema.Enum = OpenApiSchemas.Choices(choices);
    }

    /// <summary>The handler's parameters, and those of a record that gathers some (<c>[AsParameters]</c>).</summary>
    private static Dictionary<string, (Type Type, ICustomAttributeProvider Attributes)> Parameters(MethodInfo handler) =>
        handler
            .GetParameters()
            .SelectMany(one =>
                one.IsDefined(typeof(AsParametersAttribute))
                    ? one
                        .ParameterType.GetProperties()
                        .Select(member => (member.Name, member.PropertyType, (ICustomAttributeProvider)member))
                    : [(one.Name!, one.ParameterType, one)]
            )
            .DistinctBy(one => one.Item1, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(one => one.Item1, one => (one.Item2, one.Item3), StringComparer.OrdinalIgnoreCase);

    private static bool IsParsed(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsValueType: true } bare && bare != typeof(CancellationToken);
}

/// <summary>How many a page of a list holds, if not as many as usual.</summary>
internal sealed record InPagesOf(int Size)
{
    public const int Usual = 50;
}
