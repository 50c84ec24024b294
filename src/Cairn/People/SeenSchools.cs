namespace Cairn.People;

/// <summary>The schools that somebody leads.</summary>
internal static class SeenSchools
{
    private const int PageSize = 50;

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
        var page = await Names(schools).PageAsync(Names(db.Organizations), after, PageSize, stop);
        var found = await schools.Where(one => page.Items.Contains(one.Id)).ToDictionaryAsync(one => one.Id, stop);
        return page.As(id => found[id]);

        static IQueryable<Named<Organization>> Names(IQueryable<Organization> schools) =>
            schools.Select(one => new Named<Organization> { Id = one.Id, First = one.Name });
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

    private static bool LeadsEverywhere(Actor actor) => actor.HasEverywhere(SchoolRole.Leader) || actor.HasEverywhere(SchoolRole.Operator);
}
