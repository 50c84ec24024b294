namespace Cairn.People;

/// <summary>The classes that somebody teaches or whose school they lead.</summary>
internal static class SeenClasses
{
    private const int PageSize = 50;

    /// <summary>
    /// Whether the actor teaches the class now: by their place in it on the roster, and by their role, which may have been removed since.
    /// </summary>
    public static async Task<bool> TeachesAsync(this CairnDb db, Actor actor, Id<SchoolClass> id, CancellationToken stop) =>
        actor.Has(SchoolRole.Teacher)
        && await db.ClassMemberships.AnyAsync(
            one => one.ClassId == id && one.PersonId == actor.PersonId && one.Role == ClassRole.Teacher && one.EndedAt == null,
            stop
        );

    /// <summary>By title.</summary>
    public static async Task<PageOf<SchoolClass>> ClassesTaughtAsync(this Visit visit, Id<SchoolClass>? after = null, int size = PageSize)
    {
        var (teacher, db, _, stop) = visit;
        if (!teacher.IsTeacher)
            return new([], false);
        var taught = await Taught.ToListAsync(db, teacher, stop);
        List<SchoolClass> classes = [.. taught.OrderBy(one => one.Title, NameOrder.Comparer).ThenBy(one => one.Id)];
        if (after is { } last)
            classes.RemoveRange(0, classes.FindIndex(one => one.Id == last) + 1);
        return PageOf<SchoolClass>.Cut(size, [.. classes.Take(size + 1)]);
    }

    private static readonly KeptQuery<Actor, SchoolClass> Taught = new((db, teacher) => db.ClassesOf(teacher));

    private static IQueryable<SchoolClass> ClassesOf(this CairnDb db, Actor teacher) =>
        from one in db.ClassMemberships.AsNoTracking()
        where one.PersonId == teacher.PersonId && one.Role == ClassRole.Teacher && one.EndedAt == null
        join schoolClass in db.Classes.AsNoTracking() on one.ClassId equals schoolClass.Id
        where schoolClass.EndedAt == null
        select schoolClass;

    /// <summary>A class that the actor teaches or whose school they lead.</summary>
    public static async Task<Outcome<SchoolClass>> ClassAsync(this Visit visit, Id<SchoolClass> id)
    {
        var (actor, db, _, stop) = visit;
        return
            await db.Classes.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop) is { } found
            && (
                actor.Has(SchoolRole.Leader, found.SchoolId)
                || actor.Has(SchoolRole.Operator, found.SchoolId)
                || await db.TeachesAsync(actor, id, stop)
            )
            ? found
            : Refusal.NotFound;
    }

    public static IQueryable<Person> LearnersIn(this CairnDb db, Id<SchoolClass> id) =>
        from one in db.ClassMemberships
        where one.ClassId == id && one.Role == ClassRole.Learner && one.EndedAt == null
        join person in db.People on one.PersonId equals person.Id
        where person.EndedAt == null
        select person;
}
