using System.Reflection;
using Cairn.Foundation.Acts;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Foundation.Storage;

/// <summary>An address that is written to, with what its handler says about its parameters and its body.</summary>
internal sealed class Write(string method, RouteEndpoint route, IServiceProviderIsService services)
{
    private readonly ParameterInfo[] _handler = route.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [];

    public string Method => method;
    public string Pattern { get; } = "/" + route.RoutePattern.RawText!.Trim('/');
    public bool IsApi => Pattern.StartsWith("/api/", StringComparison.Ordinal) || IsVcalm;
    public bool IsVcalm => Pattern.StartsWith("/vcalm", StringComparison.Ordinal);
    public IReadOnlyList<string> Parameters => [.. route.RoutePattern.Parameters.Select(parameter => parameter.Name)];
    public IReadOnlyList<string> IdParameters => [.. Parameters.Where(parameter => TypeOf(parameter) is not null)];
    public bool TakesIds => IdParameters.Count > 0;

    /// <summary>What the handler reads as JSON or as form fields; null: nothing, or it reads by itself.</summary>
    public Type? Body =>
        _handler
            .Select(parameter => parameter.ParameterType)
            .FirstOrDefault(type =>
                type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(JsonBody<>) || open == typeof(Input<>))
            )
            ?.GetGenericArguments()[0]
        ?? _handler
            .Select(parameter => parameter.ParameterType)
            .FirstOrDefault(type =>
                type is { IsClass: true, IsAbstract: false }
                && type != typeof(Visit)
                && type.Namespace?.StartsWith("Cairn", StringComparison.Ordinal) is true
                && type.GetMethod("<Clone>$") is not null
                && !services.IsService(type)
            );

    /// <summary>The entity whose id the parameter is; <see cref="Guid"/> for a credential's public one; null: no id.</summary>
    public Type? TypeOf(string parameter) =>
        _handler
            .Concat(Body is { } body ? Limits.Of(body) : [])
            .FirstOrDefault(one => one.Name!.Equals(parameter, StringComparison.OrdinalIgnoreCase))
            ?.ParameterType switch
        {
            { IsGenericType: true } type when type.GetGenericTypeDefinition() == typeof(Id<>) => type.GetGenericArguments()[0],
            { } type when type == typeof(Guid) => type,
            _ => null,
        };

    public string At(Func<string, string> value) =>
        "/"
        + string.Join(
            '/',
            route.RoutePattern.PathSegments.Select(segment =>
                string.Concat(
                    segment.Parts.Select(part =>
                        part switch
                        {
                            RoutePatternLiteralPart literal => literal.Content,
                            RoutePatternSeparatorPart separator => separator.Content,
                            RoutePatternParameterPart parameter => Uri.EscapeDataString(value(parameter.Name)),
                            _ => "",
                        }
                    )
                )
            )
        );
}
