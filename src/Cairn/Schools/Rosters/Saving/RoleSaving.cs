using Cairn.Foundation.Storage;
using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Reading.Records;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Schools.Rosters.Saving;

/// <summary>
/// What people are at which school. The roster gives and takes only what it gave: roles that somebody here assigned by hand stay.
/// </summary>
internal static class RoleSaving
{
    public static async Task RunAsync(RosterSaving saving)
    {
        var tally = saving.Tally("roles");
        var elsewhere = saving.Reader.Records(RosterFile.Roles, RosterRole.Read, saving.Cancellation)
            .Where(role => !role.Ended)
            .ToLookup(role => role.UserSourcedId, StringComparer.Ordinal);

        foreach (var chunk in saving.Chunks(RosterFile.Users, RosterUser.Read))
        {
            var people = chunk.Where(user => saving.People.ContainsKey(user.SourcedId)).ToList();
            var ids = people.Select(user => saving.People[user.SourcedId].Id).ToList();
            var existing = (await saving.Db.RoleAssignments.Where(role => EF.Parameter(ids).Contains(role.PersonId)).ToListAsync(saving.Cancellation))
                .ToLookup(role => role.PersonId);
            foreach (var user in people)
            {
                var person = saving.People[user.SourcedId].Id;
                Save(saving, person, Wanted(saving, user, elsewhere[user.SourcedId]), [.. existing[person]], tally);
            }

            await saving.SaveAsync();
        }

        tally.Ended += await saving.Db.RoleAssignments
            .Where(role => role.FromRoster && saving.Db.People.Any(person => person.Id == role.PersonId && person.EndedAt != null))
            .ExecuteDeleteAsync(saving.Cancellation);
    }

    static HashSet<(Id<Organization>, SchoolRole)> Wanted(RosterSaving saving, RosterUser user, IEnumerable<RosterRole> elsewhere)
    {
        if (user.Ended || !user.Enabled) return [];

        var wanted = user.Role is { } role ? user.OrganizationSourcedIds.Select(organization => (organization, role)) : [];
        return
        [
            .. wanted.Concat(elsewhere.Select(one => (one.OrganizationSourcedId, one.Role)))
                .Where(one => saving.Organizations.ContainsKey(one.Item1) && Ours(one.Item2) is not null)
                .Select(one => (saving.Organizations[one.Item1], Ours(one.Item2)!.Value))
        ];
    }

    static void Save(
        RosterSaving saving, Id<Person> person, HashSet<(Id<Organization>, SchoolRole)> wanted, List<RoleAssignment> existing, RosterTally tally)
    {
        foreach (var assignment in existing.Where(one => one.FromRoster && !wanted.Contains((one.OrganizationId, one.Role))))
        {
            saving.Db.RoleAssignments.Remove(assignment);
            tally.Ended++;
        }

        foreach (var (organization, role) in wanted)
        {
            if (existing.Any(one => one.OrganizationId == organization && one.Role == role)) continue;

            saving.Db.RoleAssignments.Add(new RoleAssignment(saving.District, person, organization, role, saving.Now) { FromRoster = true });
            tally.Added++;
        }
    }

    /// <summary>Aides, proctors and counselors are known as people; what they may do here, somebody at the school decides.</summary>
    static SchoolRole? Ours(RosterUserRole role) => role switch
    {
        RosterUserRole.Student => SchoolRole.Learner,
        RosterUserRole.Teacher => SchoolRole.Teacher,
        RosterUserRole.Administrator => SchoolRole.Leader,
        RosterUserRole.Guardian => SchoolRole.Guardian,
        _ => null
    };
}
