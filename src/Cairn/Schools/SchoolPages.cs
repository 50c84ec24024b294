using Cairn.Foundation.Html;
using Cairn.Foundation.Storage;
using Cairn.SignIn;

namespace Cairn.Schools;

internal static class SchoolPages
{
    public static void MapSchoolPages(this IEndpointRouteBuilder routes)
    {
        var schools = routes.MapGroup("/schools").RequireRole(SchoolRole.Leader, SchoolRole.Operator);
        schools.MapGet("", List);
        schools.MapGet("{id}", Show);
    }

    static async Task<IResult> List(string? after, HttpContext http, CairnDb db, CancellationToken stop)
    {
        var actor = http.Actor();
        var page = await db.SchoolsOfAsync(actor, after, stop);
        var district = after is null ? await db.DistrictOfAsync(actor, stop) : null;
        if (district is null && after is null && page is [var only])
            return SeeOther.To($"/schools/{only.Id}");

        return SchoolListPage.With(
            new SchoolListModel(
                district is null ? null : new SchoolLine($"/schools/{district.Id}", district.Name),
                [.. page.Take(SchoolQueries.PageSize).Select(one => new SchoolLine($"/schools/{one.Id}", one.Name))],
                actor.HasEverywhere(SchoolRole.Operator),
                page.Count > SchoolQueries.PageSize ? $"/schools?after={page[SchoolQueries.PageSize - 1].Id}" : null
            )
        );
    }

    static async Task<IResult> Show(Id<Organization> id, string? after, HttpContext http, CairnDb db, CancellationToken stop)
    {
        if (await db.SchoolAsync(id, http.Actor(), stop) is not { } school)
            return TypedResults.NotFound();

        var classes = await db.ClassesAtAsync(id, after, stop);
        return SchoolPage.With(
            new SchoolModel(
                $"/schools/{id}",
                school.Name,
                school.Kind is OrganizationKind.District,
                [
                    .. classes
                        .Take(SchoolQueries.PageSize)
                        .Select(one => new ClassRow($"/classes/{one.Id}", one.Title, one.Grades ?? "", string.Join(", ", one.Teachers))),
                ],
                http.Actor().Has(SchoolRole.Operator, id),
                classes.Count > SchoolQueries.PageSize ? $"/schools/{id}?after={classes[SchoolQueries.PageSize - 1].Id}" : null
            )
        );
    }
}

public sealed record SchoolListModel(SchoolLine? District, IReadOnlyList<SchoolLine> Schools, bool MayImport, string? Next);

public sealed record SchoolLine(string Url, string Name);

public sealed record SchoolModel(
    string Url,
    string Name,
    bool WholeDistrict,
    IReadOnlyList<ClassRow> Classes,
    bool IsOperator,
    string? Next
);

public sealed record ClassRow(string Url, string Title, string Grades, string Teachers);
