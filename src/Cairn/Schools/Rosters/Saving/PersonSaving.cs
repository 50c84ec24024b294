using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Reading.Records;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Schools.Rosters.Saving;

/// <summary>Users become persons. Who is not on a bulk roster any more has left: the row and its work stay.</summary>
internal static class PersonSaving
{
    public const string Kind = "people";

    /// <summary>A learner whose grade nobody gave: a grade is what makes a person without a birth date a minor.</summary>
    const string Ungraded = "UG";

    public static async Task RunAsync(RosterSaving saving)
    {
        var tally = saving.Tally(Kind);
        var learners = Learners(saving);
        var births = saving.Reader.Records(RosterFile.Demographics, RosterDemographics.Read, saving.Cancellation)
            .Where(row => row.BirthDate is not null && !row.Ended)
            .ToDictionary(row => row.UserSourcedId, row => row.BirthDate!.Value, StringComparer.Ordinal);

        foreach (var chunk in saving.Chunks(RosterFile.Users, RosterUser.Read))
        {
            var ids = chunk.Select(user => user.SourcedId).ToList();
            var existing = await saving.Db.People.Where(person => person.SourcedId != null && EF.Parameter(ids).Contains(person.SourcedId))
                .ToDictionaryAsync(person => person.SourcedId!, StringComparer.Ordinal, saving.Cancellation);
            foreach (var user in chunk)
            {
                var learns = user.Role == RosterUserRole.Student || learners.Contains(user.SourcedId);
                if (Save(saving, user, learns, births, existing.GetValueOrDefault(user.SourcedId), tally) is { } person)
                    saving.People[user.SourcedId] = new SavedPerson(person.Id, learns);
            }

            await saving.SaveAsync();
        }

        if (saving.IsBulk(RosterFile.Users)) await EndAbsentAsync(saving, tally);
        else await RememberEarlierAsync(saving);
        await SaveBirthsAsync(saving, births, tally);
    }

    static Person? Save(
        RosterSaving saving, RosterUser user, bool learns, Dictionary<string, DateOnly> births, Person? person, RosterTally tally)
    {
        var gone = user.Ended || !user.Enabled;
        if (gone && (person is null || person.EndedAt is not null)) return person;

        if (gone)
        {
            person!.EndedAt = saving.Now;
            tally.Ended++;
            return person;
        }

        var isNew = person is null;
        if (isNew)
        {
            person = new Person(saving.District, user.GivenName, user.FamilyName, saving.Now) { SourcedId = user.SourcedId };
            saving.Db.People.Add(person);
            tally.Added++;
        }

        (person!.GivenName, person.FamilyName) = (user.GivenName, user.FamilyName);
        (person.Email, person.Username) = (OrNull(user.Email), OrNull(user.Username));
        person.Grade = !learns ? null : user.Grades is [var grade, ..] ? grade : Ungraded;
        if (births.Remove(user.SourcedId, out var birth)) person.BirthDate = birth;
        person.EndedAt = null;
        if (!isNew && saving.Db.Entry(person).State == EntityState.Modified) tally.Changed++;
        return person;
    }

    /// <summary>OneRoster 1.2 says in another file who learns.</summary>
    static HashSet<string> Learners(RosterSaving saving) =>
        saving.Reader.Records(RosterFile.Roles, RosterRole.Read, saving.Cancellation)
            .Where(role => role.Role == RosterUserRole.Student && !role.Ended)
            .Select(role => role.UserSourcedId).ToHashSet(StringComparer.Ordinal);

    static async Task EndAbsentAsync(RosterSaving saving, RosterTally tally)
    {
        var staying = await saving.Db.People.Where(person => person.SourcedId != null && person.EndedAt == null)
            .Select(person => new { person.Id, SourcedId = person.SourcedId! }).ToListAsync(saving.Cancellation);
        foreach (var chunk in staying.Where(person => !saving.People.ContainsKey(person.SourcedId)).Chunk(RosterSaving.Chunk))
        {
            var ids = chunk.Select(person => person.Id).ToList();
            tally.Ended += await saving.Db.People.Where(person => EF.Parameter(ids).Contains(person.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(person => person.EndedAt, saving.Now), saving.Cancellation);
        }
    }

    /// <summary>A delta's classes and guardians may point at people whom an earlier roster brought.</summary>
    static async Task RememberEarlierAsync(RosterSaving saving)
    {
        var earlier = saving.Db.People.Where(person => person.SourcedId != null)
            .Select(person => new { person.Id, SourcedId = person.SourcedId!, Learns = person.Grade != null }).AsAsyncEnumerable();
        await foreach (var person in earlier.WithCancellation(saving.Cancellation))
        {
            saving.People.TryAdd(person.SourcedId, new SavedPerson(person.Id, person.Learns));
        }
    }

    /// <summary>Birth dates of people whose own row did not come along.</summary>
    static async Task SaveBirthsAsync(RosterSaving saving, Dictionary<string, DateOnly> births, RosterTally tally)
    {
        foreach (var chunk in births.Keys.Chunk(RosterSaving.Chunk))
        {
            var ids = chunk.ToList();
            foreach (var person in await saving.Db.People.Where(person => person.SourcedId != null && EF.Parameter(ids).Contains(person.SourcedId)).ToListAsync(saving.Cancellation))
            {
                if (person.BirthDate == births[person.SourcedId!]) continue;

                person.BirthDate = births[person.SourcedId!];
                tally.Changed++;
            }

            await saving.SaveAsync();
        }
    }

    static string? OrNull(string text) => text.Length == 0 ? null : text;
}
