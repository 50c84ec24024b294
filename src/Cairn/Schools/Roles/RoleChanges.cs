using Cairn.Audit;

namespace Cairn.Schools.Roles;

/// <summary>People of a school and their roles there, and the one way to change those.</summary>
internal static class RoleChanges
{
    /// <summary>A person as the school sees them; somebody who is none of its business is not found.</summary>
    public static async Task<Outcome<PersonAt>> PersonAtAsync(this Visit visit, Id<Organization> id, Id<Person> personId)
    {
        var (actor, db, now, stop) = visit;
        if (!(await visit.SchoolAsync(id)).Succeeds(out var school, out var refusal))
            return refusal;
        if (await db.PeopleAt(id, null, "").AsNoTracking().SingleOrDefaultAsync(one => one.Id == personId, stop) is not { } person)
            return Refusal.NotFound;
        var held = await db.RolesAt(id, [personId]).AsNoTracking().ToListAsync(stop);
        return new PersonAt(school, person, held, await db.IsAloneAsync(actor, person, now, stop));
    }

    public static async Task<PageOf<PersonRoles>> PeopleAtAsync(
        this Visit visit,
        Id<Organization> school,
        PeopleFilter filter,
        Id<Person>? after
    )
    {
        var page = await visit.Db.PeopleAt(school, filter.Role, filter.Words).PageAsync(visit, after);
        var held = await visit.Db.RolesAt(school, [.. page.Items.Select(person => person.Id)]).AsNoTracking().ToListAsync(visit.Stop);
        var roles = held.ToLookup(one => one.PersonId);
        return page.As(person => PersonRoles.Of(person, roles[person.Id]));
    }

    /// <summary>
    /// The people with a role at the school; with search words, also the district's other adults, so that they can be given one.
    /// </summary>
    private static IQueryable<Person> PeopleAt(this CairnDb db, Id<Organization> school, SchoolRole? role, string? words)
    {
        var people = db.People.Where(person => person.EndedAt == null);
        if (words is null || role is not null)
        {
            people = people.Where(person =>
                db.RoleAssignments.Where(one => one.OrganizationId == school && (role == null || one.Role == role))
                    .Select(one => one.PersonId)
                    .Contains(person.Id)
            );
        }
        else
        {
            // It looks through all names in the district, some hundred thousand in a large one; the tests recognise it by its tag.
            people = people.TagWith("A search by name");
            // People who are only guardians elsewhere are not found; an aide whom the roster brought without a role is.
            people = people.Where(person =>
                db.RoleAssignments.Any(one => one.PersonId == person.Id && one.OrganizationId == school)
                || !person.Learns
                    && person.Grade == null
                    && (
                        !db.RoleAssignments.Any(one => one.PersonId == person.Id)
                        || db.RoleAssignments.Any(one =>
                            one.PersonId == person.Id && one.Role != SchoolRole.Guardian && one.Role != SchoolRole.Learner
                        )
                    )
            );
        }

        if (words is null)
            return people;

        foreach (var word in words.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
#pragma warning disable CA1304, CA1311, CA1862 // translated to SQL, where there is no culture
            people = people.Where(person => person.FamilyName.ToLower().StartsWith(word) || person.GivenName.ToLower().StartsWith(word));
#pragma warning restore CA1304, CA1311, CA1862
        }

        return people;
    }

    private static IQueryable<RoleAssignment> RolesAt(this CairnDb db, Id<Organization> school, IReadOnlyList<Id<Person>> people) =>
        db.RoleAssignments.Where(one => one.OrganizationId == school && people.Contains(one.PersonId));

    /// <summary>
    /// Makes these the roles given by hand; roles from the roster, and those that the actor may not take away, stay as they are. All or
    /// nothing, with an audit event for each; doing it again changes nothing.
    /// </summary>
    public static Task<Outcome<PersonRoles>> SetRolesAsync(
        this Visit visit,
        Id<Organization> id,
        Id<Person> personId,
        IReadOnlyList<SchoolRole> roles
    ) =>
        visit.Db.OnceAsync<Outcome<PersonRoles>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (!(await visit.PersonAtAsync(id, personId)).Succeeds(out var at, out var refusal))
                return refusal;
            var person = await db.People.SingleAsync(one => one.Id == personId, stop);
            var held = await db.RolesAt(id, [personId]).ToListAsync(stop);

            foreach (var assignment in held.Where(one => !roles.Contains(one.Role) && one.Take(actor, person) is null).ToList())
            {
                held.Remove(assignment);
                db.RoleAssignments.Remove(assignment);
                db.Audit(actor, "role.taken", person.Id, now, $"{assignment.Role} {id}");
                if (
                    assignment.Role is SchoolRole.Learner
                    && !await db.RoleAssignments.AnyAsync(
                        one => one.PersonId == personId && one.Role == SchoolRole.Learner && one.Id != assignment.Id,
                        stop
                    )
                )
                    person.Learns = false;
            }

            // What somebody gave themself while alone they may keep, and somebody else may confirm.
            foreach (
                var assignment in held.Where(one => one.GivenAlone && roles.Contains(one.Role) && !actor.Is(person.Id, person.AccountId))
            )
            {
                if (assignment.Confirm(actor, person) is { } no)
                    return Refused(no);

                db.Audit(actor, "role.confirmed", person.Id, now, $"{assignment.Role} {id}");
            }

            foreach (var role in roles.Except(held.Select(one => one.Role)).ToList())
            {
                var wasAdult = person.IsAdult(now);
                if (!RoleAssignment.Give(actor, person, at.School, role, at.Alone, now).Succeeds(out var given, out refusal))
                    return Refused(refusal);

                held.Add(given);
                db.RoleAssignments.Add(given);
                db.Audit(actor, "role.given", person.Id, now, $"{role} {id}{(given.GivenAlone ? " alone" : "")}");
                if (!wasAdult && person.IsAdult(now))
                    db.Audit(actor, "person.adult-recorded", person.Id, now);
            }

            await db.SaveChangesAsync(stop);
            return PersonRoles.Of(person, held);

            Refusal Refused(Refusal refusal)
            {
                db.ChangeTracker.Clear();
                return refusal.On("roles");
            }
        });

    /// <summary>Whether the actor, who is this person, is the only adult on the district's staff.</summary>
    private static async Task<bool> IsAloneAsync(this CairnDb db, Actor actor, Person person, DateTimeOffset now, CancellationToken stop) =>
        actor.Is(person.Id, person.AccountId) && !await db.HasOtherStaffAsync(person, now, stop);
}

/// <param name="Held">The person's roles at the school.</param>
/// <param name="Alone">The actor is this person, and the only adult on the district's staff.</param>
internal sealed record PersonAt(Organization School, Person Person, IReadOnlyList<RoleAssignment> Held, bool Alone);
