namespace Cairn.Schools;

/// <summary>What is in the schools that somebody leads.</summary>
internal static class SchoolQueries
{
    private const int PageSize = 50;

    public static async Task<PageOf<SchoolClassRow>> ClassesAtAsync(this Visit visit, Id<Organization> school, Id<SchoolClass>? after)
    {
        var (_, db, _, stop) = visit;
        var classes = db.Classes.AsNoTracking().Where(one => one.SchoolId == school && one.EndedAt == null);
        if (after is { } key && await db.Classes.AsNoTracking().SingleOrDefaultAsync(one => one.Id == key, stop) is { } last)
            classes = classes.Where(one => string.Compare(one.Title, last.Title) > 0 || one.Title == last.Title && one.Id > last.Id);

        var page = await classes.OrderBy(one => one.Title).ThenBy(one => one.Id).ToPageAsync(PageSize, stop);
        var ids = page.Items.Select(one => one.Id).ToList();
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
        return page.As(one => new SchoolClassRow(
            one.Id,
            one.Title,
            one.Grades,
            [.. teachers[one.Id].Select(teacher => $"{teacher.GivenName} {teacher.FamilyName}".Trim())]
        ));
    }
}
