using System.Net;
using Cairn.Foundation.Html;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Tokens;
using Cairn.Tests.Awarding;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Foundation.Storage;

/// <summary>
/// Somebody who holds every role in one district requests everything that another district has from every address of the application: every
/// parameter of every route takes every one of its ids. Nothing from the other district comes back.
/// </summary>
public abstract class CrossTenantTests(CairnHost host)
{
    private const string Marker = "Quillfeather";

    [Fact]
    public async Task No_address_gives_anything_of_another_district()
    {
        var theirs = await Journey.BeginAsync(host, change: blueprint => blueprint with { Title = $"{Marker} Skill" });
        await theirs.EarnAsync();
        await host.InDbAsync(theirs.District.Id, db => db.People.ExecuteUpdateAsync(set => set.SetProperty(p => p.FamilyName, Marker)));
        var ids = await IdsOfAsync(theirs.District.Id);
        Assert.True(ids.Count > 15, "the other district is too empty to tell");

        var mine = await host.NewDistrictAsync("Mine");
        var me = await mine.PersonAsync("Eve", Enum.GetValues<SchoolRole>(), at: mine.Top);
        using var browser = await me.BrowserAsync();
        using var api = await me.ApiAsync();
        using var vcalm = await me.ApiAsync(TokenScopes.VcalmIssue, TokenScopes.VcalmVerify);
        var asked = 0;
        foreach (var route in Routes())
        foreach (var address in Addresses(route, ids))
        {
            var client =
                address.StartsWith("/api/", StringComparison.Ordinal) ? api
                : address.StartsWith("/vcalm", StringComparison.Ordinal) ? vcalm
                : browser;
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            var body = await answer.Content.ReadAsStringAsync();
            Assert.False(answer.StatusCode is HttpStatusCode.InternalServerError, $"{address} failed");
            Assert.False(body.Contains(Marker, StringComparison.OrdinalIgnoreCase), $"{address} gave something of another district");
            asked++;
        }
        Assert.True(asked > 500, $"only {asked} addresses were asked");
    }

    /// <summary>Every id of every owned row of a district.</summary>
    private async Task<List<Guid>> IdsOfAsync(Id<District> district) =>
        await host.InDbAsync(
            district,
            async db =>
            {
                List<Guid> ids = [];
                foreach (
                    var table in db
                        .Model.GetEntityTypes()
                        .Where(e => typeof(IOwned).IsAssignableFrom(e.ClrType))
                        .Select(e => e.GetTableName()!)
                )
                {
                    // One of a kind is enough: the rows of a table are all behind the same filter.
#pragma warning disable EF1002 // the table's name is the model's
                    var some = await db
                        .Database.SqlQueryRaw<Guid>(
                            $"select id as \"Value\" from {table} where district_id = {{0}} limit 1",
                            district.Value
                        )
                        .ToListAsync();
#pragma warning restore EF1002
                    ids.AddRange(some);
                }
                return ids;
            }
        );

    private IEnumerable<RouteEndpoint> Routes() =>
        host
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is not false)
            // What is public is public: published definitions and credentials belong to everybody.
            .Where(e => e.Metadata.GetMetadata<PublicPage>() is null && e.Metadata.GetMetadata<IAllowAnonymous>() is null);

    private static IEnumerable<string> Addresses(RouteEndpoint route, List<Guid> ids)
    {
        if (route.RoutePattern.Parameters.Count == 0)
            return [Filled(route, "")];
        return ids.Select(id => Filled(route, id.ToString("N")));
    }

    private static string Filled(RouteEndpoint route, string id) =>
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
                            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "format" } => "json",
                            _ => id,
                        }
                    )
                )
            )
        );
}

[Collection("sqlite")]
public sealed class SqliteCrossTenantTests(SqliteHost host) : CrossTenantTests(host);

[Collection("postgres")]
public sealed class PostgresCrossTenantTests(PostgresHost host) : CrossTenantTests(host);
