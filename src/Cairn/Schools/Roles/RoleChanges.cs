using Cairn.Audit;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Schools.Roles;

/// <summary>People of a school and their roles there, and the one way to change those.</summary>
internal static class RoleChanges
{
    /// <summary>
    /// Who holds a role at the school; with words to look for, also the other adults of the district, so that they can be given one.
    /// </summary>
    public static IQueryable<Person> PeopleAt(this CairnDb db, Id<Organization> school, SchoolRole? role, string? words)
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
            // It looks through all names of the district, some hundred thousand in a large one; the tests know it by its tag.
            people = people.TagWith("A search by name");
            // Who is only a guardian elsewhere is nobody to look up; an aide whom the roster brought without a role is.
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

    public static Task<List<RoleAssignment>> RolesAtAsync(
        this CairnDb db,
        Id<Organization> school,
        IReadOnlyList<Id<Person>> people,
        CancellationToken stop
    ) => db.RoleAssignments.Where(one => one.OrganizationId == school && people.Contains(one.PersonId)).ToListAsync(stop);

    /// <summary>
    /// Makes these the roles given by hand; those from the roster stay as they are. All of it or nothing, with an audit event for each, and
    /// the same again changes nothing.
    /// </summary>
    public static Task<Outcome<IReadOnlyList<SchoolRole>>> SetRolesAsync(
        this CairnDb db,
        Actor actor,
        Organization school,
        Id<Person> personId,
        IReadOnlySet<SchoolRole> wanted,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<IReadOnlyList<SchoolRole>>>(async () =>
        {
            var person = await db.People.SingleAsync(one => one.Id == personId, stop);
            var held = await db.RolesAtAsync(school.Id, [personId], stop);
            var alone = await db.IsAloneAsync(actor, person, now, stop);

            foreach (
                var assignment in held.Where(one =>
                    !one.FromRoster && RoleAssignment.ByHand.Contains(one.Role) && !wanted.Contains(one.Role)
                )
            )
            {
                if (assignment.Take(actor, person) is { } refusal)
                    return refusal;

                db.RoleAssignments.Remove(assignment);
                db.Audit(actor, "role.taken", person.Id, now, $"{assignment.Role} {school.Id}");
                if (
                    assignment.Role is SchoolRole.Learner
                    && !await db.RoleAssignments.AnyAsync(
                        one => one.PersonId == personId && one.Role == SchoolRole.Learner && one.Id != assignment.Id,
                        stop
                    )
                )
                    person.Learns = false;
            }

            // What somebody gave themself while they were alone is theirs to keep and another's to confirm.
            foreach (
                var assignment in held.Where(one => one.GivenAlone && wanted.Contains(one.Role) && !actor.Is(person.Id, person.AccountId))
            )
            {
                if (assignment.Confirm(actor, person) is { } refusal)
                    return refusal;

                db.Audit(actor, "role.confirmed", person.Id, now, $"{assignment.Role} {school.Id}");
            }

            foreach (var role in wanted.Except(held.Select(one => one.Role)))
            {
                var wasAdult = person.IsAdult(now);
                if (!RoleAssignment.Give(actor, person, school, role, alone, now).Succeeds(out var given, out var refusal))
                    return refusal;

                db.RoleAssignments.Add(given);
                db.Audit(actor, "role.given", person.Id, now, $"{role} {school.Id}{(given.GivenAlone ? " alone" : "")}");
                if (!wasAdult && person.IsAdult(now))
                    db.Audit(actor, "person.adult-recorded", person.Id, now);
            }

            await db.SaveChangesAsync(stop);
            return (SchoolRole[])[.. held.Where(one => one.FromRoster).Select(one => one.Role).Union(wanted).Order()];
        });

    /// <summary>Whether the actor, who is this person, is the one adult on the staff of the district.</summary>
    public static async Task<bool> IsAloneAsync(this CairnDb db, Actor actor, Person person, DateTimeOffset now, CancellationToken stop) =>
        actor.Is(person.Id, person.AccountId) && !await db.HasOtherStaffAsync(person, now, stop);
}
