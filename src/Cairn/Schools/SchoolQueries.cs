namespace Cairn.Schools;

/// <summary>The schools that somebody leads, and what is in them.</summary>
internal static class SchoolQueries
{
    public const int PageSize = 50;

    /// <summary>The schools that the actor leads, by name; partners are not schools.</summary>
    public static async Task<PageOf<Organization>> SchoolsAsync(this Visit visit, Id<Organization>? after)
    {
        var (actor, db, _, stop) = visit;
        var schools = db.Organizations.AsNoTracking().Where(one => one.Kind == OrganizationKind.School);
        if (!LeadsEverywhere(actor))
        {
            var led = actor.Where(SchoolRole.Leader).Concat(actor.Where(SchoolRole.Operator)).ToList();
            schools = schools.Where(one => led.Contains(one.Id));
        }
        if (after is { } key && await db.Organizations.AsNoTracking().SingleOrDefaultAsync(one => one.Id == key, stop) is { } last)
            schools = schools.Where(one => string.Compare(one.Name, last.Name) > 0 || one.Name == last.Name && one.Id > last.Id);
        return PageOf<Organization>.Cut(
            PageSize,
            await schools.OrderBy(one => one.Name).ThenBy(one => one.Id).Take(PageSize + 1).ToListAsync(stop)
        );
    }

    /// <summary>The district as a place where roles are held, for somebody who leads all of it.</summary>
    public static Task<Organization?> DistrictAsync(this Visit visit) =>
        LeadsEverywhere(visit.Actor)
            ? visit.Db.Organizations.AsNoTracking().FirstOrDefaultAsync(one => one.Kind == OrganizationKind.District, visit.Stop)
            : Task.FromResult<Organization?>(null);

    /// <summary>A school, or the district, that the actor leads or operates.</summary>
    public static async Task<Outcome<Organization>> SchoolAsync(this Visit visit, Id<Organization> id)
    {
        var (actor, db, _, stop) = visit;
        return
            (actor.Has(SchoolRole.Leader, id) || actor.Has(SchoolRole.Operator, id))
            && await db.Organizations.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.Kind != OrganizationKind.Partner, stop)
                is { } school
            ? school
            : Refusal.NotFound;
    }

    public static async Task<PageOf<SchoolClassRow>> ClassesAtAsync(this Visit visit, Id<Organization> school, Id<SchoolClass>? after)
    {
        var (_, db, _, stop) = visit;
        var classes = db.Classes.AsNoTracking().Where(one => one.SchoolId == school && one.EndedAt == null);
        if (after is { } key && await db.Classes.AsNoTracking().SingleOrDefaultAsync(one => one.Id == key, stop) is { } last)
            classes = classes.Where(one => string.Compare(one.Title, last.Title) > 0 || one.Title == last.Title && one.Id > last.Id);

        var page = await classes.OrderBy(one => one.Title).ThenBy(one => one.Id).Take(PageSize + 1).ToListAsync(stop);
        var ids = page.Select(one => one.Id).ToList();
        var teachers = (
            await (
                from membership in db.ClassMemberships
                where ids.Contains(membership.ClassId) && membership.Role == ClassRole.Teacher && membership.EndedAt == null
                join person in db.People on membership.PersonId equals person.Id
                where person.EndedAt == null
                orderby person.FamilyName
                select new
                {
                    membership.ClassId,
                    person.GivenName,
                    person.FamilyName,
                }
            ).ToListAsync(stop)
        ).ToLookup(one => one.ClassId);
        return PageOf<SchoolClass>
            .Cut(PageSize, page)
            .As(one => new SchoolClassRow(
                one.Id,
                one.Title,
                one.Grades,
                [.. teachers[one.Id].Select(teacher => $"{teacher.GivenName} {teacher.FamilyName}".Trim())]
            ));
    }

    static bool LeadsEverywhere(Actor actor) => actor.HasEverywhere(SchoolRole.Leader) || actor.HasEverywhere(SchoolRole.Operator);
}
