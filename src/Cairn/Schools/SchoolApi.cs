using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Schools;

internal static class SchoolApi
{
    public static void MapSchoolApi(this IEndpointRouteBuilder routes)
    {
        var schools = routes.MapGroup("/api/v1/schools").RequireRole(SchoolRole.Leader, SchoolRole.Operator).WithTags("Schools");
        schools.MapGet("", List).WithSummary("The schools that I lead, by name");
        schools.MapGet("{id}/classes", Classes).WithSummary("The classes of a school, by title");
    }

    static async Task<Ok<ListOf<SchoolDocument>>> List(HttpContext http, CairnDb db, CancellationToken stop, string? after = null)
    {
        var page = await db.SchoolsOfAsync(http.Actor(), after, stop);
        return TypedResults.Ok(
            new ListOf<SchoolDocument>(
                [.. page.Take(SchoolQueries.PageSize).Select(one => new SchoolDocument(one.Id, one.Name, one.SourcedId))],
                page.Count > SchoolQueries.PageSize ? $"/api/v1/schools?after={page[SchoolQueries.PageSize - 1].Id}" : null
            )
        );
    }

    static async Task<Results<Ok<ListOf<SchoolClassRow>>, NotFound>> Classes(
        Id<Organization> id,
        HttpContext http,
        CairnDb db,
        CancellationToken stop,
        string? after = null
    )
    {
        if (await db.SchoolAsync(id, http.Actor(), stop) is null)
            return TypedResults.NotFound();

        var page = await db.ClassesAtAsync(id, after, stop);
        return TypedResults.Ok(
            new ListOf<SchoolClassRow>(
                [.. page.Take(SchoolQueries.PageSize)],
                page.Count > SchoolQueries.PageSize ? $"/api/v1/schools/{id}/classes?after={page[SchoolQueries.PageSize - 1].Id}" : null
            )
        );
    }
}

internal sealed record SchoolDocument(Id<Organization> Id, string Name, string? SourcedId);
