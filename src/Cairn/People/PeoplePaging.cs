namespace Cairn.People;

/// <summary>A few people (a class's, a school's) by name, fifty at a time. The key in the address is a person's id, never a name.</summary>
internal static class PeoplePaging
{
    public const int Size = 50;

    public static async Task<PageOf<Person>> PageAsync(this IQueryable<Person> people, Visit visit, Id<Person>? after)
    {
        var (_, db, _, stop) = visit;
        var page = await Names(people).PageAsync(Names(db.People), after, Size, stop);
        var found = await db
            .People.AsNoTracking()
            .Where(person => page.Items.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, stop);
        return page.As(id => found[id]);

        static IQueryable<Named<Person>> Names(IQueryable<Person> people) =>
            people.Select(person => new Named<Person>
            {
                Id = person.Id,
                First = person.FamilyName,
                Second = person.GivenName,
            });
    }
}
