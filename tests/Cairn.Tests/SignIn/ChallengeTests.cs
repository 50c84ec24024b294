using System.Net;
using System.Net.Http.Headers;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Cairn.SignIn.Tokens;
using Cairn.Tests.Foundation.Acts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.SignIn;

/// <summary>
/// A program that is not let in is told how to come in, at every address for programs (RFC 6750, 3). A page never says so: a browser would
/// ask for a password in a window of its own.
/// </summary>
[Collection("sqlite")]
public sealed class ChallengeTests(SqliteHost host)
{
    [Fact]
    public async Task Without_a_token_every_address_for_programs_asks_for_one()
    {
        using var client = host.Anonymous();

        await EveryAsync(client, challenge => challenge is "Bearer realm=\"Cairn\"");
    }

    [Fact]
    public async Task With_a_token_that_nobody_knows_it_says_that_it_is_invalid()
    {
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AccessTokenHandler.Prefix + Secrets.New());

        await EveryAsync(client, IsInvalid);
    }

    [Fact]
    public async Task With_a_token_that_has_expired_too()
    {
        var district = await host.NewDistrictAsync();
        var somebody = await district.PersonAsync("Ada", [SchoolRole.Operator]);
        using var client = await somebody.ApiAsync([.. TokenScopes.Of(TokenUse.Access), .. TokenScopes.Of(TokenUse.VcalmIssue)]);
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                foreach (var token in db.AccessTokens.Where(one => one.PersonId == somebody.Id))
                    token.Revoke(host.Clock.Now());
                await db.SaveChangesAsync();
            }
        );

        await EveryAsync(client, IsInvalid);
    }

    [Fact]
    public async Task A_page_asks_for_no_password_of_the_browsers()
    {
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        foreach (var route in Routes().Where(route => !IsForPrograms(route)))
        {
            using var request = new HttpRequestMessage(MethodOf(route), AddressOf(route));
            using var answer = await client.SendAsync(request);
            Assert.Empty(answer.Headers.WwwAuthenticate);
        }
    }

    private static bool IsInvalid(string challenge) =>
        challenge.StartsWith("Bearer realm=\"Cairn\", error=\"invalid_token\"", StringComparison.Ordinal);

    private async Task EveryAsync(HttpClient client, Func<string, bool> isRight)
    {
        List<string> wrong = [];
        var asked = 0;
        foreach (var route in Routes().Where(route => IsForPrograms(route) && TakesToken(route)))
        {
            using var request = new HttpRequestMessage(MethodOf(route), AddressOf(route));
            if (request.Method != HttpMethod.Get)
                request.Content = new ByteArrayContent([]) { Headers = { ContentType = new(TypeOf(route)) } };
            using var answer = await client.SendAsync(request);
            var challenge = answer.Headers.TryGetValues("WWW-Authenticate", out var values) ? string.Join(" | ", values) : "";
            if (answer.StatusCode is not HttpStatusCode.Unauthorized || !isRight(challenge))
                wrong.Add($"{request.Method} {request.RequestUri}: {(int)answer.StatusCode} {challenge}");
            asked++;
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(asked > 130, $"only {asked} addresses were asked");
    }

    private IEnumerable<RouteEndpoint> Routes() =>
        host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static bool IsForPrograms(RouteEndpoint route) => route.RoutePattern.RawText!.TrimStart('/').Split('/')[0] is "api" or "vcalm";

    private static bool TakesToken(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IAllowAnonymous>() is null
        && (route.Metadata.GetMetadata<AuthorizationPolicy>() is not null || route.Metadata.GetMetadata<IAuthorizeData>() is not null);

    private static HttpMethod MethodOf(RouteEndpoint route) =>
        new(route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET");

    private static string TypeOf(RouteEndpoint route) => new Act("POST", route).OtherThanJson ?? "application/json";

    private static Uri AddressOf(RouteEndpoint route) =>
        new(
            "/"
                + string.Join(
                    '/',
                    route.RoutePattern.PathSegments.Select(segment =>
                        string.Concat(
                            segment.Parts.Select(part =>
                                part switch
                                {
                                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
                                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "index" } => "1",
                                    _ => new Id<District>(Guid.CreateVersion7(DateTimeOffset.UnixEpoch)).ToString(),
                                }
                            )
                        )
                    )
                ),
            UriKind.Relative
        );
}
