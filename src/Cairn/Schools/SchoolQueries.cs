namespace Cairn.Schools;

/// <summary>What is in the schools that somebody leads.</summary>
internal static class SchoolQueries
{
    private const int PageSize = 50;

    public static async Task<PageOf<SchoolClassRow>> ClassesAtAsync(this Visit visit, Id<Organization> school, Id<SchoolClass>? after)
    {
        var (_, db, _, stop) = visit;
        var classes = db.Classes.AsNoTracking().Where(one => one.SchoolId == school && one.EndedAt == null);
        var listed = await Titles(classes).PageAsync(Titles(db.Classes), after, PageSize, stop);
        var ids = listed.Items;
        var found = await db.Classes.AsNoTracking().Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, stop);
        var page = listed.As(id => found[id]);
        var teachers = (
            await (
                from membership in db.ClassMemberships
                where ids.Contains(membership.ClassId) && membership.Role == ClassRole.Teacher && membership.EndedAt == null
                join person in db.People on membership.PersonId equals person.Id
                where person.EndedAt == null
                select new
                {
                    membership.ClassId,
                    person.GivenName,
                    person.FamilyName,
                }
            ).ToListAsync(stop)
        ).InNameOrder(one => (one.FamilyName, one.GivenName)).ToLookup(one => one.ClassId);
        return page.As(one => new SchoolClassRow(
            one.Id,
            one.Title,
            one.Grades,
            [.. teachers[one.Id].Select(teacher => $"{teacher.GivenName} {teacher.FamilyName}".Trim())]
        ));

        static IQueryable<Named<SchoolClass>> Titles(IQueryable<SchoolClass> classes) =>
            classes.Select(one => new Named<SchoolClass> { Id = one.Id, First = one.Title });
    }
}
