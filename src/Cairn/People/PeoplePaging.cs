namespace Cairn.People;

/// <summary>A few people (a class's, a school's) by name, fifty at a time. The key in the address is a person's id, never a name.</summary>
internal static class PeoplePaging
{
    public const int Size = 50;

    public static async Task<PageOf<Person>> PageAsync(this IQueryable<Person> people, Visit visit, Id<Person>? after)
    {
        var (_, db, _, stop) = visit;
        if (after is { } id && await db.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == id, stop) is { } last)
            people = people.Where(person =>
                string.Compare(person.FamilyName, last.FamilyName) > 0
                || person.FamilyName == last.FamilyName
                    && (string.Compare(person.GivenName, last.GivenName) > 0 || person.GivenName == last.GivenName && person.Id > last.Id)
            );

        // NOTE: the empty text keeps a database from walking everybody in the district in index order until it has found a page of these.
        return await people
            .AsNoTracking()
            .OrderBy(person => person.FamilyName + "")
            .ThenBy(person => person.GivenName)
            .ThenBy(person => person.Id)
            .ToPageAsync(Size, stop);
    }
}
