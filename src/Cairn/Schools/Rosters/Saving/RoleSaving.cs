using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Reading.Records;

namespace Cairn.Schools.Rosters.Saving;

/// <summary>What a roster says about what somebody is.</summary>
internal enum RosterWord
{
    /// <summary>Nothing: what was known stays.</summary>
    None,

    Student,

    /// <summary>Staff or family.</summary>
    Other,
}

/// <summary>
/// What people are at which school. The roster takes back only what a roster gave: roles that somebody here assigned by hand stay. A bulk
/// file is complete; a delta, or no file at all, takes back nothing that it does not name.
/// </summary>
internal sealed class RoleSaving(RosterSaving saving)
{
    readonly RosterTally tally = saving.Tally("roles");

    readonly ILookup<string, RosterRole> said = saving
        .Reader.Records(RosterFile.Roles, RosterRole.Read, saving.Cancellation)
        .ToLookup(role => role.UserSourcedId, StringComparer.Ordinal);

    public async Task<ILookup<Id<Person>, RoleAssignment>> HeldAsync(List<Id<Person>> people) =>
        (await saving.Stage.ReadAsync(saving.All<RoleAssignment>().Where(role => EF.Parameter(people).Contains(role.PersonId)))).ToLookup(
            role => role.PersonId
        );

    /// <summary>Rows being deleted that name no person, only themselves.</summary>
    public async Task TakeNamelessAsync()
    {
        foreach (var chunk in said[""].Where(row => row.Ended).Select(row => row.SourcedId).Chunk(RosterSaving.Chunk))
        {
            var named = chunk.ToList();
            foreach (
                var assignment in await saving.Stage.ReadAsync(
                    saving.All<RoleAssignment>().Where(one => one.SourcedId != null && EF.Parameter(named).Contains(one.SourcedId))
                )
            )
                Take(assignment);
            await saving.SaveAsync();
        }
    }

    public void TakeAll(IEnumerable<RoleAssignment> held)
    {
        foreach (var assignment in held.Where(one => one.FromRoster))
            Take(assignment);
    }

    /// <summary>Of somebody who has left, what the roster gave before or is about to give.</summary>
    public void TakeAllOf(Person leaver) =>
        TakeAll(
            saving
                .Db.ChangeTracker.Entries<RoleAssignment>()
                .Where(entry => entry.Entity.PersonId == leaver.Id && entry.State is not EntityState.Deleted)
                .Select(entry => entry.Entity)
                .ToList()
        );

    /// <summary>The roles of one person, and what they say about learning and age.</summary>
    /// <param name="sourcedId">Whose.</param>
    /// <param name="user">Their row; null if only roles.csv mentions them.</param> <param name="person">The person.</param>
    /// <param name="held">What they have been until now.</param>
    public RosterWord Save(string sourcedId, RosterUser? user, Person person, IEnumerable<RoleAssignment> held)
    {
        var rows = said[sourcedId].ToList();
        var given = rows.Where(row => row is { Ended: false, Role: not null }).ToList();
        var kept = held.ToDictionary(one => (one.OrganizationId, one.Role));

        var wanted = Places(
            given
                .Select(row => (row.OrganizationSourcedId, row.Role!.Value, (string?)row.SourcedId))
                .Concat(
                    user?.Role is { } role ? user.OrganizationSourcedIds.Select(organization => (organization, role, (string?)null)) : []
                )
        );
        var ended = Places(
            rows.Where(row => row is { Ended: true, Role: not null })
                .Select(row => (row.OrganizationSourcedId, row.Role!.Value, (string?)row.SourcedId))
        );
        var endedIds = rows.Where(row => row.Ended).Select(row => row.SourcedId).ToHashSet(StringComparer.Ordinal);
        foreach (var (place, assignment) in kept.Where(one => one.Value.FromRoster && !wanted.ContainsKey(one.Key)).ToList())
        {
            var isEnded = assignment.SourcedId is { } id ? endedIds.Contains(id) : ended.ContainsKey(place);
            if (!isEnded && !SaysAllOf(user))
                continue;

            Take(assignment);
            kept.Remove(place);
        }

        foreach (var (place, id) in wanted)
        {
            if (kept.TryGetValue(place, out var assignment))
            {
                if (assignment.FromRoster && id is not null)
                    assignment.SourcedId = id;
                continue;
            }

            if (saving.IsStarter(person.Id))
            {
                saving.Note(RosterFlaw.OwnRole, id is null ? RosterFile.Users : RosterFile.Roles, $"{place.Role} {person.Name}");
                continue;
            }

            kept[place] = new RoleAssignment(saving.District, person.Id, place.Item1, place.Item2, saving.Now)
            {
                FromRoster = true,
                SourcedId = id,
            };
            saving.Db.RoleAssignments.Add(kept[place]);
            tally.Added++;
        }

        return Tell(
            person,
            [.. given.Select(row => row.Role!.Value), .. user?.Role is { } own ? [own] : Array.Empty<RosterUserRole>()],
            [.. kept.Keys.Select(place => place.Role)]
        );
    }

    /// <summary>People whom only roles.csv mentions in a delta; and, if it is bulk, people whom it does not mention.</summary>
    public async Task SaveOthersAsync(IReadOnlySet<string> spokenOf)
    {
        var others = saving.IsBulk(RosterFile.Roles) ? saving.People.Keys : said.Select(rows => rows.Key);
        foreach (
            var chunk in others.Where(id => !spokenOf.Contains(id) && saving.People.ContainsKey(id)).ToList().Chunk(RosterSaving.Chunk)
        )
        {
            var ids = chunk.Select(id => saving.People[id].Id).ToList();
            var people = await saving.Stage.ReadAsync(
                saving.All<Person>().Where(person => EF.Parameter(ids).Contains(person.Id) && person.EndedAt == null)
            );
            var held = await HeldAsync(ids);
            foreach (var person in people)
            {
                Save(person.SourcedId!, null, person, held[person.Id]);
                saving.People[person.SourcedId!] = SavedPerson.Of(person, saving.Now);
            }

            await saving.SaveAsync();
        }
    }

    /// <summary>Whether roles that are not named here have ended.</summary>
    bool SaysAllOf(RosterUser? user) =>
        saving.IsBulk(RosterFile.Roles)
        || saving.Reader.Manifest[RosterFile.Roles] == RosterMode.Absent && user is { Role: not null, OrganizationSourcedIds.Count: > 0 };

    /// <summary>
    /// Who learns and who is an adult, by what the roster says and never by what it leaves out. A staff or family role shows an adult
    /// unless the person also learns: then only a birth date does.
    /// </summary>
    RosterWord Tell(Person person, IReadOnlyList<RosterUserRole> words, IReadOnlyList<SchoolRole> roles)
    {
        if (words.Count == 0)
            return RosterWord.None;

        var student = words.Contains(RosterUserRole.Student);
        var other = words.Any(word => word is not RosterUserRole.Student);
        if (saving.IsStarter(person.Id))
            return person.Learns ? RosterWord.Student : RosterWord.Other;

        if (student)
            person.Learns = true;
        else if (!roles.Contains(SchoolRole.Learner))
            person.Learns = false;

        if (other && !person.Learns)
            person.RecordAdult(null, saving.Now);
        else if (!other && roles.All(role => role is SchoolRole.Learner))
            person.ForgetRostersAdult();
        return student ? RosterWord.Student : RosterWord.Other;
    }

    void Take(RoleAssignment assignment)
    {
        saving.Db.RoleAssignments.Remove(assignment);
        tally.Ended++;
    }

    Dictionary<(Id<Organization> OrganizationId, SchoolRole Role), string?> Places(
        IEnumerable<(string Organization, RosterUserRole Role, string? Id)> rows
    )
    {
        var places = new Dictionary<(Id<Organization>, SchoolRole), string?>();
        foreach (var (organization, role, id) in rows)
        {
            if (saving.Organizations.TryGetValue(organization, out var at) && Ours(role) is { } ours)
                places[(at, ours)] = id ?? places.GetValueOrDefault((at, ours));
        }

        return places;
    }

    /// <summary>Aides, proctors and counselors become known as people; somebody at the school decides what they may do here.</summary>
    static SchoolRole? Ours(RosterUserRole role) =>
        role switch
        {
            RosterUserRole.Student => SchoolRole.Learner,
            RosterUserRole.Teacher => SchoolRole.Teacher,
            RosterUserRole.Administrator => SchoolRole.Leader,
            RosterUserRole.Guardian => SchoolRole.Guardian,
            _ => null,
        };
}
