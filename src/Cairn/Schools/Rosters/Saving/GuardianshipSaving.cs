using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Reading.Records;

namespace Cairn.Schools.Rosters.Saving;

/// <summary>
/// Who decides for whom. The standard lets either side name the other, or both; a pair counts if one of the two is known to learn here and
/// the other, who does not learn, is known to be an adult.
/// </summary>
internal static class GuardianshipSaving
{
    public static async Task RunAsync(RosterSaving saving)
    {
        var tally = saving.Tally("guardians");
        var pairs = new HashSet<(Id<Person> Guardian, Id<Person> Learner)>();
        foreach (var user in saving.Reader.Records(RosterFile.Users, RosterUser.Read, saving.Cancellation).Where(user => !user.Ended))
        {
            foreach (var agent in user.AgentSourcedIds)
            {
                if (Pair(saving, user.SourcedId, agent) is { } pair)
                    pairs.Add(pair);
            }
        }

        await SaveAsync(saving, pairs, tally);
        if (saving.IsBulk(RosterFile.Users))
            await EndAbsentAsync(saving, pairs, tally);
    }

    static (Id<Person>, Id<Person>)? Pair(RosterSaving saving, string one, string other)
    {
        if (!saving.People.TryGetValue(one, out var first) || !saving.People.TryGetValue(other, out var second))
            return null;
        if (first.Learns == second.Learns)
            return null;

        var (learner, guardian) = first.Learns ? (first, second) : (second, first);
        return guardian.IsAdult ? (guardian.Id, learner.Id) : null;
    }

    static async Task SaveAsync(RosterSaving saving, HashSet<(Id<Person> Guardian, Id<Person> Learner)> pairs, RosterTally tally)
    {
        foreach (var chunk in pairs.Chunk(RosterSaving.Chunk))
        {
            var guardians = chunk.Select(pair => pair.Guardian).Distinct().ToList();
            var ties = await saving.Stage.ReadAsync(
                saving.All<Guardianship>().Where(one => EF.Parameter(guardians).Contains(one.GuardianId))
            );
            var existing = ties.ToDictionary(one => (one.GuardianId, one.LearnerId));
            foreach (var (guardian, learner) in chunk)
            {
                existing.TryGetValue((guardian, learner), out var found);
                if (found is not { EndedAt: null } && saving.IsStarter(guardian))
                {
                    saving.Note(RosterFlaw.OwnWard, RosterFile.Users, "");
                }
                else if (found is null)
                {
                    saving.Db.Guardianships.Add(new Guardianship(saving.District, guardian, learner, saving.Now));
                    tally.Added++;
                }
                else if (found.EndedAt is not null)
                {
                    found.EndedAt = null;
                    tally.Changed++;
                }
            }

            await saving.SaveAsync();
        }
    }

    /// <summary>Only between people whom the roster brought: a roster does not touch a guardian whom the school added by hand.</summary>
    static async Task EndAbsentAsync(RosterSaving saving, HashSet<(Id<Person> Guardian, Id<Person> Learner)> pairs, RosterTally tally)
    {
        var ours = await (
            from one in saving.All<Guardianship>()
            join guardian in saving.All<Person>() on one.GuardianId equals guardian.Id
            join learner in saving.All<Person>() on one.LearnerId equals learner.Id
            where one.EndedAt == null && guardian.SourcedId != null && learner.SourcedId != null
            select new
            {
                one.Id,
                one.GuardianId,
                one.LearnerId,
            }
        ).ToListAsync(saving.Cancellation);
        var absent = ours.Where(one => !pairs.Contains((one.GuardianId, one.LearnerId))).Select(one => one.Id);
        tally.Ended += saving.Stage.Change(absent, nameof(Guardianship.EndedAt), saving.Now);
    }
}
