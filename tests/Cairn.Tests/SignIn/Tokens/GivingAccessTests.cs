using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Cairn.SignIn.Accounts;
using Cairn.SignIn.Sessions;
using Cairn.SignIn.Tokens;
using Cairn.Tests.Earning;
using Cairn.Tests.Foundation.Acts;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.SignIn.Tokens;

/// <summary>What a page asks proof for again, a token may not do without it.</summary>
public abstract partial class GivingAccessTests(CairnHost host)
{
    /// <summary>What a program may do without proof although the page asks for it, and why.</summary>
    private static readonly Dictionary<string, string> Unasked = new()
    {
        ["POST /api/v1/rosters"] = "A script imports every night, and gives nothing to whoever uploads.",
        ["DELETE /api/v1/me/sessions"] = "It only ends what is open, its own token too.",
    };

    /// <summary>
    /// Bodies with the password in them, and the code where there is a second step: AccountApiTests show that both are checked.
    /// </summary>
    private static readonly Type[] Proofs = [typeof(PasswordProof), typeof(FirstCode), typeof(PasswordChange)];

    [Fact]
    public async Task Every_act_that_a_page_asks_again_for_takes_a_proof_or_a_token_that_was_made_for_it()
    {
        var district = await host.NewDistrictAsync();
        var otto = await district.PersonAsync(
            "Otto",
            [SchoolRole.Operator, SchoolRole.Leader, SchoolRole.Teacher],
            age: 40,
            at: district.Top
        );
        using var browser = await otto.BrowserAsync();
        using var plain = await otto.ApiAsync(TokenScopes.Api);
        using var made = await otto.ApiAsync();
        var routes = host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var all = Act.All(host);
        var acts = (
            from page in all
            where page.Method is "POST" && page.Route.Metadata.GetMetadata<FreshSignInRequired>() is not null
            from act in page.OtherWords.Concat(
                all.Where(other => other.IsForPrograms && other.Handler == page.Handler).Select(other => other.ToString())
            )
            where act.Contains("/api/", StringComparison.Ordinal) && !act.StartsWith("GET ", StringComparison.Ordinal)
            select act
        )
            .Distinct()
            .ToList();
        Assert.True(acts.Count >= 13, $"only {acts.Count} acts were found");
        Assert.Empty(Unasked.Keys.Except(acts));

        foreach (var act in acts.Except(Unasked.Keys))
        {
            var (method, address) = (act.Split(' ')[0], act.Split(' ')[1]);
            var route = routes.Single(one =>
                AddressOf(one) == address && one.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(method)
            );
            if (route.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } body && Proofs.Contains(body))
                continue;

            // a cookie is nobody here, fresh or not
            Assert.Equal((act, HttpStatusCode.Unauthorized), (act, (await SendAsync(browser, act)).StatusCode));
            var refused = await SendAsync(plain, act);
            Assert.Equal(
                (act, HttpStatusCode.Forbidden, "sign-in.token-gives-no-access"),
                (act, refused.StatusCode, await refused.CodeAsync())
            );
            var answer = await SendAsync(made, act); // of nobody, or malformed: it got that far
            Assert.NotEqual((act, HttpStatusCode.Forbidden), (act, answer.StatusCode));
        }
    }

    [Fact]
    public async Task A_token_gives_access_when_its_owner_made_it_for_that()
    {
        var district = await host.NewDistrictAsync();
        var otto = await district.PersonAsync("Otto", [SchoolRole.Operator], age: 40, at: district.Top);
        var tess = await district.PersonAsync("Tess", []);
        using var browser = await otto.BrowserAsync();

        foreach (var (use, status) in new[] { ("Api", HttpStatusCode.Forbidden), ("Access", HttpStatusCode.OK) })
        {
            using var api = host.Anonymous();
            var page = await (await browser.PostFormAsync("/account/tokens", ("Name", use), ("Days", "30"), ("Use", use))).PageAsync();
            api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                page.QuerySelector("[data-secret]")!.TextContent
            );
            var given = await api.PutAsJsonAsync(
                $"/api/v1/schools/{district.School}/people/{tess.Id}/roles",
                new { roles = new[] { "teacher" } }
            );
            Assert.Equal((use, status), (use, given.StatusCode));
        }
    }

    [Fact]
    public async Task Fails_when_a_token_that_gives_access_is_to_live_longer_than_a_month_or_to_open_the_other_interface()
    {
        var district = await host.NewDistrictAsync();
        var otto = await district.PersonAsync("Otto", [SchoolRole.Operator], age: 40, at: district.Top);
        using var browser = await otto.BrowserAsync();
        using var program = await otto.ApiAsync();

        var answer = await browser.PostFormAsync("/account/tokens", ("Name", "A script"), ("Days", "31"), ("Use", "Access"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("true", (await answer.PageAsync()).QuerySelector("input[name=Days]")!.GetAttribute("aria-invalid"));
        Assert.NotEqual(HttpStatusCode.OK, (await program.GetAsync(new Uri("/vcalm", UriKind.Relative))).StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string act)
    {
        var (method, address) = (act.Split(' ')[0], act.Split(' ')[1]);
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            new Uri(Holes().Replace(address, _ => Guid.CreateVersion7().ToString("N")), UriKind.Relative)
        );
        if (method is not "DELETE")
            request.Content = JsonContent.Create(new { });
        return await client.SendAsync(request);
    }

    private static string AddressOf(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.Trim('/');

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Holes();
}

[Collection("sqlite")]
public sealed class SqliteGivingAccessTests(SqliteHost host) : GivingAccessTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresGivingAccessTests(PostgresHost host) : GivingAccessTests(host);
