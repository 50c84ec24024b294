using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Reading.Records;

namespace Cairn.Schools.Rosters.Saving;

/// <summary>
/// Users become persons, with the roles that the same roster gives them. Somebody no longer on a bulk roster has left: the row and its work
/// stay. A delta says only what its cells say: an empty one changes nothing.
/// </summary>
internal static class PersonSaving
{
    public const string Kind = "people";

    /// <summary>A learner without a stated grade.</summary>
    const string Ungraded = "UG";

    public static async Task RunAsync(RosterSaving saving)
    {
        var tally = saving.Tally(Kind);
        var roles = new RoleSaving(saving);
        var births = saving
            .Reader.Records(RosterFile.Demographics, RosterDemographics.Read, saving.Cancellation)
            .Where(row => row.BirthDate is not null && !row.Ended)
            .ToDictionary(row => row.UserSourcedId, row => row.BirthDate!.Value, StringComparer.Ordinal);

        await roles.TakeNamelessAsync();
        foreach (var chunk in saving.Chunks(RosterFile.Users, RosterUser.Read))
        {
            var ids = chunk.Select(user => user.SourcedId).ToList();
            var known = await saving.Stage.ReadAsync(
                saving.All<Person>().Where(person => person.SourcedId != null && EF.Parameter(ids).Contains(person.SourcedId))
            );
            var existing = known.ToDictionary(person => person.SourcedId!, StringComparer.Ordinal);
            var held = await roles.HeldAsync([.. existing.Values.Select(person => person.Id)]);
            foreach (var user in chunk)
            {
                if (Save(saving, user, births, existing.GetValueOrDefault(user.SourcedId), roles, held, tally) is { } person)
                    saving.People[user.SourcedId] = SavedPerson.Of(person, saving.Now);
            }

            await saving.SaveAsync();
        }

        if (saving.IsBulk(RosterFile.Users))
        {
            await EndAbsentAsync(saving, roles, tally);
        }
        else
        {
            var spokenOf = saving.People.Keys.ToHashSet(StringComparer.Ordinal);
            await RememberEarlierAsync(saving);
            await roles.SaveOthersAsync(spokenOf);
        }

        await SaveBirthsAsync(saving, births, tally);
    }

    static Person? Save(
        RosterSaving saving,
        RosterUser user,
        Dictionary<string, DateOnly> births,
        Person? person,
        RoleSaving roles,
        ILookup<Id<Person>, RoleAssignment> held,
        RosterTally tally
    )
    {
        if (user.IsGone)
        {
            if (person is null)
                return null;

            if (person.EndedAt is null)
            {
                person.EndedAt = saving.Now;
                tally.Ended++;
            }

            roles.TakeAll(held[person.Id]);
            return person;
        }

        var isNew = person is null;
        if (isNew)
        {
            person = new Person(saving.District, user.GivenName, user.FamilyName, saving.Now) { SourcedId = user.SourcedId };
            saving.Db.People.Add(person);
            tally.Added++;
        }

        var bulk = saving.IsBulk(RosterFile.Users);
        person!.GivenName = Said(user.GivenName, person.GivenName) ?? "";
        person.FamilyName = Said(user.FamilyName, person.FamilyName) ?? "";
        person.Email = Said(user.Email, person.Email);
        person.Username = Said(user.Username, person.Username);
        if (births.Remove(user.SourcedId, out var birth))
            SetBirth(saving, person, birth);
        if (bulk || user.Enabled is true)
            person.EndedAt = null;
        var word = roles.Save(user.SourcedId, user, person, held[person.Id]);
        if (person.EndedAt is not null)
            roles.TakeAllOf(person);
        person.Grade =
            word is RosterWord.Other && !person.Learns ? null
            : user.Grades is [var grade, ..] ? grade
            : !person.Learns ? person.Grade
            : bulk ? Ungraded
            : person.Grade ?? Ungraded;
        if (!isNew && saving.Db.Entry(person).State == EntityState.Modified)
            tally.Changed++;
        return person;

        string? Said(string cell, string? before) =>
            cell.Length > 0 ? cell
            : bulk ? null
            : before;
    }

    /// <summary>Nobody can make themself older, because age opens doors.</summary>
    static void SetBirth(RosterSaving saving, Person person, DateOnly birth)
    {
        if (saving.IsStarter(person.Id) && AgePolicy.GroupOf(birth, isKnownAdult: false, saving.Now) > person.Age(saving.Now))
            saving.Note(RosterFlaw.OwnAge, RosterFile.Demographics, "");
        else
            person.BirthDate = birth;
    }

    static async Task EndAbsentAsync(RosterSaving saving, RoleSaving roles, RosterTally tally)
    {
        var staying = await saving
            .All<Person>()
            .Where(person => person.SourcedId != null && person.EndedAt == null)
            .Select(person => new { person.Id, SourcedId = person.SourcedId! })
            .ToListAsync(saving.Cancellation);
        foreach (var chunk in staying.Where(person => !saving.People.ContainsKey(person.SourcedId)).Chunk(RosterSaving.Chunk))
        {
            var ids = chunk.Select(person => person.Id).ToList();
            tally.Ended += saving.Stage.Change(ids, nameof(Person.EndedAt), saving.Now);
            roles.TakeAll((await roles.HeldAsync(ids)).SelectMany(held => held));
            await saving.SaveAsync();
        }
    }

    /// <summary>A delta's classes and guardians may refer to people whom an earlier roster brought.</summary>
    static async Task RememberEarlierAsync(RosterSaving saving)
    {
        var earlier = saving
            .All<Person>()
            .Where(person => person.SourcedId != null)
            .Select(person => new
            {
                person.Id,
                SourcedId = person.SourcedId!,
                person.Learns,
                person.BirthDate,
                IsKnownAdult = person.KnownAdultAt != null,
            })
            .AsAsyncEnumerable();
        await foreach (var person in earlier.WithCancellation(saving.Cancellation))
        {
            saving.People.TryAdd(
                person.SourcedId,
                new SavedPerson(
                    person.Id,
                    person.Learns && !person.IsKnownAdult,
                    AgePolicy.GroupOf(person.BirthDate, person.IsKnownAdult, saving.Now) is AgeGroup.Adult
                )
            );
        }
    }

    /// <summary>Birth dates of people whose own row is not in the roster.</summary>
    static async Task SaveBirthsAsync(RosterSaving saving, Dictionary<string, DateOnly> births, RosterTally tally)
    {
        foreach (var chunk in births.Keys.Chunk(RosterSaving.Chunk))
        {
            var ids = chunk.ToList();
            foreach (
                var person in await saving.Stage.ReadAsync(
                    saving.All<Person>().Where(person => person.SourcedId != null && EF.Parameter(ids).Contains(person.SourcedId))
                )
            )
            {
                if (person.BirthDate == births[person.SourcedId!])
                    continue;

                SetBirth(saving, person, births[person.SourcedId!]);
                if (saving.Db.Entry(person).State is EntityState.Modified)
                    tally.Changed++;
            }

            await saving.SaveAsync();
        }
    }
}
