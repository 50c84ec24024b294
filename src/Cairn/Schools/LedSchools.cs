using Cairn.Foundation.Files;

namespace Cairn.Schools;

/// <summary>The schools that somebody leads, and their classes.</summary>
internal static class LedSchools
{
    public static void MapLedSchools(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/schools").RequireRole(SchoolRole.Leader, SchoolRole.Operator);
        pages.MapGet("", ShowAll);
        pages.MapGet("{id}", Show);

        var api = routes.MapGroup("/api/v1/schools").RequireRole(SchoolRole.Leader, SchoolRole.Operator).WithTags("Schools");
        api.MapGet("", List).WithSummary("The schools that I lead, by name");
        api.MapGet("{id}/classes", Classes).WithSummary("The classes of a school, by title");
    }

    private static async Task<IResult> ShowAll(Visit visit, Id<Organization>? after = null)
    {
        var schools = await visit.SchoolsAsync(after);
        var district = after is null ? await visit.DistrictAsync() : null;
        return district is null && after is null && schools.Items is [var only]
            ? SeeOther.To($"/schools/{only.Id}")
            : SchoolListPage.With(
                new SchoolListModel(district, schools.At("/schools", school => school.Id), visit.Actor.HasEverywhere(SchoolRole.Operator))
            );
    }

    private static async Task<IResult> Show(Id<Organization> id, Visit visit, CairnOptions options, Id<SchoolClass>? after = null) =>
        (await visit.SchoolAsync(id)).Succeeds(out var school, out _)
            ? SchoolPage.With(
                new SchoolModel(
                    school,
                    (await visit.ClassesAtAsync(id, after)).At($"/schools/{id}", one => one.Id),
                    visit.Actor.Has(SchoolRole.Operator, id),
                    school.Kind is OrganizationKind.District
                        ? new StorageLine(await visit.Db.StoredBytesAsync(visit.Stop), options.DistrictStorage)
                        : null
                )
            )
            : TypedResults.NotFound();

    private static async Task<Outcome<ListOf<SchoolDocument>>> List(Visit visit, Id<Organization>? after = null) =>
        (await visit.SchoolsAsync(after))
            .As(school => new SchoolDocument(school.Id, school.Name, school.SourcedId))
            .At("/api/v1/schools", school => school.Id);

    private static async Task<Outcome<ListOf<SchoolClassRow>>> Classes(Id<Organization> id, Visit visit, Id<SchoolClass>? after = null) =>
        (await visit.SchoolAsync(id)).Succeeds(out _, out var refusal)
            ? (await visit.ClassesAtAsync(id, after)).At($"/api/v1/schools/{id}/classes", one => one.Id)
            : refusal;
}

internal sealed record SchoolDocument(Id<Organization> Id, string Name, string? SourcedId);

internal sealed record SchoolClassRow(Id<SchoolClass> Id, string Title, string? Grades, IReadOnlyList<string> Teachers);

/// <summary>What the files of the district take of what they may take, in bytes.</summary>
internal sealed record StorageLine(long Used, long Allowed)
{
    public string UsedMegabytes => Shown(Used);
    public string AllowedMegabytes => Shown(Allowed);

    private static string Shown(long bytes) => (bytes >> 20).ToString("N0", CultureInfo.CurrentCulture);
}

/// <summary>The schools, and the district for somebody who leads all of it.</summary>
public sealed class SchoolListModel
{
    internal SchoolListModel(Organization? district, ListOf<Organization> schools, bool mayImport) =>
        (District, Schools, MayImport) = (district, schools, mayImport);

    internal Organization? District { get; }
    internal ListOf<Organization> Schools { get; }
    internal bool MayImport { get; }
}

/// <summary>A school or the district, and its classes.</summary>
public sealed class SchoolModel
{
    internal SchoolModel(Organization school, ListOf<SchoolClassRow> classes, bool isOperator, StorageLine? storage) =>
        (School, Classes, IsOperator, Storage) = (school, classes, isOperator, storage);

    internal Organization School { get; }
    internal ListOf<SchoolClassRow> Classes { get; }
    internal bool IsOperator { get; }
    internal StorageLine? Storage { get; }
    internal string Url => $"/schools/{School.Id}";
    internal bool WholeDistrict => School.Kind is OrganizationKind.District;
}
