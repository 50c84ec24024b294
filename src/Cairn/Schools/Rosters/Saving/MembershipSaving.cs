using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Reading.Records;

namespace Cairn.Schools.Rosters.Saving;

/// <summary>
/// Who is in which class. We keep one row for a person, a class and a role; the roster may give that several ids, or move an id to another
/// class. The row that the roster still mentions stays, the others end.
/// </summary>
internal static class MembershipSaving
{
    public static async Task RunAsync(RosterSaving saving)
    {
        var tally = saving.Tally("memberships");
        var spokenOf = new HashSet<Id<ClassMembership>>();
        var places = new Dictionary<(Id<SchoolClass>, Id<Person>, ClassRole), ClassMembership>();
        foreach (var chunk in saving.Chunks(RosterFile.Enrollments, RosterEnrollment.Read))
            await SaveAsync(saving, chunk, spokenOf, places, tally);

        if (saving.IsBulk(RosterFile.Enrollments))
            await EndAbsentAsync(saving, spokenOf, tally);
    }

    /// <param name="taken">Places that are new, of this chunk and those before; they may not be in the database yet.</param>
    static async Task SaveAsync(
        RosterSaving saving,
        RosterEnrollment[] chunk,
        HashSet<Id<ClassMembership>> spokenOf,
        Dictionary<(Id<SchoolClass>, Id<Person>, ClassRole), ClassMembership> taken,
        RosterTally tally
    )
    {
        var today = saving.Reader.Today;
        var places = chunk.Select(read => (Read: read, Place: Place(saving, read))).ToList();
        var sourcedIds = chunk.Select(read => read.SourcedId).ToList();
        var classes = places.Where(one => one.Place is not null).Select(one => one.Place!.Value.Class).Distinct().ToList();
        var people = places.Where(one => one.Place is not null).Select(one => one.Place!.Value.Person).Distinct().ToList();
        // Two queries, each along an index: one with an "or" reads the whole district for every chunk.
        var ofIds = await saving.Stage.ReadAsync(
            saving.All<ClassMembership>().Where(one => one.SourcedId != null && EF.Parameter(sourcedIds).Contains(one.SourcedId))
        );
        var atPlaces = await saving.Stage.ReadAsync(
            saving
                .All<ClassMembership>()
                .Where(one => EF.Parameter(classes).Contains(one.ClassId) && EF.Parameter(people).Contains(one.PersonId))
        );
        var existing = ofIds.Union(atPlaces).ToList();
        var byPlace = existing.ToDictionary(one => (one.ClassId, one.PersonId, one.Role));
        foreach (var (_, place) in places)
        {
            if (place is { } wanted && taken.TryGetValue(wanted, out var membership))
                byPlace.TryAdd(wanted, membership);
        }

        var bySource = existing.Where(one => one.SourcedId is not null).ToLookup(one => one.SourcedId!, StringComparer.Ordinal);

        foreach (var (read, place) in places)
        {
            var kept = place is { } wanted && !read.Ended && !(read.End < today) ? Keep(saving, read, wanted, byPlace, taken, tally) : null;
            if (kept is not null)
                spokenOf.Add(kept.Id);

            foreach (var other in bySource[read.SourcedId])
            {
                if (other == kept || other.SourcedId != read.SourcedId || other.EndedAt is not null || spokenOf.Contains(other.Id))
                    continue;

                other.EndedAt = saving.Now;
                tally.Ended++;
            }
        }

        await saving.SaveAsync();
        StageLearners(saving, chunk);
    }

    /// <summary>Who is a student in a class learns here, whatever else the roster left unsaid.</summary>
    static void StageLearners(RosterSaving saving, RosterEnrollment[] chunk)
    {
        var untold = chunk
            .Where(read =>
                !read.Ended
                && read.Role == RosterEnrollmentRole.Student
                && saving.People.TryGetValue(read.UserSourcedId, out var person)
                && person is { Learns: false, IsAdult: false }
            )
            .Select(read => saving.People[read.UserSourcedId].Id);
        saving.Stage.Change(untold, nameof(Person.Learns), true);
    }

    static ClassMembership? Keep(
        RosterSaving saving,
        RosterEnrollment read,
        (Id<SchoolClass> Class, Id<Person> Person, ClassRole Role) place,
        Dictionary<(Id<SchoolClass>, Id<Person>, ClassRole), ClassMembership> byPlace,
        Dictionary<(Id<SchoolClass>, Id<Person>, ClassRole), ClassMembership> taken,
        RosterTally tally
    )
    {
        byPlace.TryGetValue(place, out var membership);
        if (membership is not { EndedAt: null } && place.Role is ClassRole.Teacher && saving.IsStarter(place.Person))
        {
            saving.Note(RosterFlaw.OwnClass, RosterFile.Enrollments, read.ClassSourcedId);
            return null;
        }

        if (membership is null)
        {
            membership = new ClassMembership(saving.District, place.Class, place.Person, place.Role, saving.Now)
            {
                SourcedId = read.SourcedId,
            };
            saving.Db.ClassMemberships.Add(membership);
            byPlace.Add(place, membership);
            if (saving.Stage.Waits(membership))
                taken.Add(place, membership);
            tally.Added++;
        }
        else if (membership.EndedAt is not null || membership.SourcedId is null)
        {
            (membership.EndedAt, membership.SourcedId) = (null, read.SourcedId);
            tally.Changed++;
        }

        return membership;
    }

    /// <summary>
    /// Only learners and teachers are in a class here; null for the roster's aides, proctors and administrators.
    /// </summary>
    static (Id<SchoolClass> Class, Id<Person> Person, ClassRole Role)? Place(RosterSaving saving, RosterEnrollment read)
    {
        ClassRole? role = read.Role switch
        {
            RosterEnrollmentRole.Student => ClassRole.Learner,
            RosterEnrollmentRole.Teacher => ClassRole.Teacher,
            _ => null,
        };
        return
            role is { } ours
            && saving.Classes.TryGetValue(read.ClassSourcedId, out var schoolClass)
            && saving.People.TryGetValue(read.UserSourcedId, out var person)
            ? (schoolClass, person.Id, ours)
            : null;
    }

    static async Task EndAbsentAsync(RosterSaving saving, HashSet<Id<ClassMembership>> spokenOf, RosterTally tally)
    {
        var running = await saving
            .All<ClassMembership>()
            .Where(one => one.SourcedId != null && one.EndedAt == null)
            .Select(one => one.Id)
            .ToListAsync(saving.Cancellation);
        tally.Ended += saving.Stage.Change(running.Where(id => !spokenOf.Contains(id)), nameof(ClassMembership.EndedAt), saving.Now);
    }
}
