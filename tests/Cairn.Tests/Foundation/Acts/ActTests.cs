using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using Cairn.Foundation.Acts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Foundation.Acts;

/// <summary>
/// Goes through all routes that change something. Whatever a page can do, a program can do, and the other way round: by the same handler,
/// by other addresses that the page's route names, or not at all for a reason that the route says.
/// </summary>
[Collection("sqlite")]
public sealed class ActTests(SqliteHost host)
{
    private List<Act> Acts => Act.All(host);

    [Fact]
    public void Every_act_answers_pages_and_programs_or_says_why_not()
    {
        var acts = Acts;
        Assert.True(acts.Count > 120, $"only {acts.Count} acts were found");
        var named = acts.SelectMany(act => act.OtherWords).ToHashSet();

        var alone =
            from act in acts
            where act.Why is null && act.OtherWords.Count == 0 && !named.Contains(act.ToString())
            where !acts.Any(other => other.IsForPrograms != act.IsForPrograms && other.Handler == act.Handler)
            select $"{act}: which route does the same for {(act.IsForPrograms ? "people" : "programs")}, or why none?";
        Assert.True(!alone.Any(), string.Join("\n", alone));
        Assert.Empty(named.Except(acts.Select(act => act.ToString())).Select(address => $"{address} is named, and is no address"));
        Assert.All(acts.Where(act => act.Why is not null), act => Assert.EndsWith(".", act.Why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_act_refuses_somebody_without_the_role_before_it_reads_anything()
    {
        var district = await host.NewDistrictAsync();
        var nobody = await district.PersonAsync("Nell", [], age: 40);
        using var browser = await nobody.BrowserAsync();
        using var api = await nobody.ApiAsync();
        var token = (await browser.PageAsync("/account/tokens"))
            .QuerySelector("input[name=__RequestVerificationToken]")!
            .GetAttribute("value")!;
        var acts = Acts.Where(act => act.Roles.Count > 0).ToList();
        Assert.True(acts.Count > 60, $"only {acts.Count} acts ask for a role");

        List<string> wrong = [];
        foreach (var act in acts)
        {
            using var request = new HttpRequestMessage(new HttpMethod(act.Method), new Uri(act.AddressOf(district), UriKind.Relative));
            request.Headers.Accept.ParseAdd(act.IsForPrograms ? "application/json" : "text/html");
            request.Content =
                act.OtherThanJson is { } type ? new ByteArrayContent([]) { Headers = { ContentType = new(type) } }
                : act.IsForPrograms ? JsonContent.Create(new { })
                : new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
            using var answer = await (act.IsForPrograms ? api : browser).SendAsync(request);
            var isToldSo = answer.StatusCode is HttpStatusCode.Redirect && answer.Headers.Location?.AbsolutePath is "/denied";
            if (answer.StatusCode is not HttpStatusCode.Forbidden && !isToldSo)
                wrong.Add($"{act} with nothing in it: {(int)answer.StatusCode} {answer.Headers.Location} to somebody who holds no role");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void What_an_act_takes_from_a_page_stands_in_its_form_or_its_address()
    {
        var inputs = Acts.Where(act => act.Input is not null).ToList();
        Assert.True(inputs.Count > 20, $"only {inputs.Count} acts have an input");

        foreach (var act in inputs)
        foreach (var parameter in Limits.Of(act.Input!))
            Assert.True(
                act.Input!.GetProperty(parameter.Name!) is not null,
                $"{act.Input.Name}.{parameter.Name} is no property: its limits would not be looked at"
            );
    }
}

/// <summary>A route that changes something.</summary>
internal sealed class Act(string method, RouteEndpoint route)
{
    public string Method => method;
    public string Pattern { get; } = "/" + route.RoutePattern.RawText!.Trim('/');
    public RouteEndpoint Route => route;
    public MethodInfo? Handler => route.Metadata.GetMetadata<MethodInfo>();
    public string? Why => route.Metadata.GetMetadata<OnlyOnce>()?.Why;
    public IReadOnlyList<string> OtherWords => route.Metadata.GetMetadata<InOtherWords>()?.Addresses ?? [];

    public bool IsForPrograms =>
        Pattern.StartsWith("/api/", StringComparison.Ordinal) || Pattern.StartsWith("/vcalm/", StringComparison.Ordinal);

    /// <summary>Who may do it at all; empty: everybody who is signed in, or everybody.</summary>
    public IReadOnlyList<SchoolRole> Roles =>
        [
            .. route
                .Metadata.GetOrderedMetadata<AuthorizationPolicy>()
                .SelectMany(policy => policy.Requirements.OfType<SchoolRoleRequirement>())
                .SelectMany(requirement => requirement.AnyOf),
        ];

    /// <summary>What it accepts if not JSON: a file's media type.</summary>
    public string? OtherThanJson =>
        IsForPrograms && route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes is { } types && !types.Contains("application/json")
            ? types.First(type => !type.StartsWith("multipart/", StringComparison.Ordinal))
            : null;

    public Type? Input =>
        Handler
            ?.GetParameters()
            .Select(parameter => parameter.ParameterType)
            .FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Input<>))
            ?.GetGenericArguments()[0];

    public static List<Act> All(CairnHost host) =>
        [
            .. host
                .App.Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .SelectMany(route =>
                    (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                        .Where(method => method is "POST" or "PUT" or "PATCH" or "DELETE")
                        .Select(method => new Act(method, route))
                )
                .Where(act => !act.Pattern.StartsWith("/vcalm", StringComparison.Ordinal)),
        ];

    /// <summary>With an id for each parameter: of a school, which is nothing else's.</summary>
    public string AddressOf(TestDistrict district) =>
        "/"
        + string.Join(
            '/',
            route.RoutePattern.PathSegments.Select(segment =>
                segment.Parts is [Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal]
                    ? literal.Content
                    : district.School.ToString()
            )
        );

    public override string ToString() => $"{Method} {Pattern}";
}
