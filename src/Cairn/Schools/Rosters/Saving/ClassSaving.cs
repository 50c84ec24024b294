using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Reading.Records;

namespace Cairn.Schools.Rosters.Saving;

internal static class ClassSaving
{
    public static async Task RunAsync(RosterSaving saving)
    {
        var tally = saving.Tally("classes");
        foreach (var chunk in saving.Chunks(RosterFile.Classes, RosterClass.Read))
        {
            var ids = chunk.Select(one => one.SourcedId).ToList();
            var found = await saving.Stage.ReadAsync(
                saving.All<SchoolClass>().Where(one => one.SourcedId != null && EF.Parameter(ids).Contains(one.SourcedId))
            );
            var existing = found.ToDictionary(one => one.SourcedId!, StringComparer.Ordinal);
            foreach (var read in chunk)
                Save(saving, read, existing.GetValueOrDefault(read.SourcedId), tally);
            await saving.SaveAsync();
        }

        if (saving.IsBulk(RosterFile.Classes))
            await EndAbsentAsync(saving, tally);
        else
            await RememberEarlierAsync(saving);
    }

    static void Save(RosterSaving saving, RosterClass read, SchoolClass? found, RosterTally tally)
    {
        if (read.Ended)
        {
            if (found is null or { EndedAt: not null })
                return;

            found.EndedAt = saving.Now;
            tally.Ended++;
            return;
        }

        // A class of an organization above the schools: nobody here could teach it.
        if (!saving.Organizations.TryGetValue(read.SchoolSourcedId, out var school))
            return;

        var isNew = found is null;
        if (isNew)
        {
            found = new SchoolClass(saving.District, school, read.Title, saving.Now) { SourcedId = read.SourcedId };
            saving.Db.Classes.Add(found);
            tally.Added++;
        }

        found!.SchoolId = school;
        found.Title = read.Title;
        if (read.Grades.Count > 0 || saving.IsBulk(RosterFile.Classes))
            found.Grades = read.Grades.Count == 0 ? null : string.Join(',', read.Grades);
        found.EndedAt = null;
        if (!isNew && saving.Db.Entry(found).State == EntityState.Modified)
            tally.Changed++;
        saving.Classes[read.SourcedId] = found.Id;
    }

    static async Task EndAbsentAsync(RosterSaving saving, RosterTally tally)
    {
        var running = await saving
            .All<SchoolClass>()
            .Where(one => one.SourcedId != null && one.EndedAt == null)
            .Select(one => new { one.Id, SourcedId = one.SourcedId! })
            .ToListAsync(saving.Cancellation);
        var absent = running.Where(one => !saving.Classes.ContainsKey(one.SourcedId)).Select(one => one.Id);
        tally.Ended += saving.Stage.Change(absent, nameof(SchoolClass.EndedAt), saving.Now);
    }

    static async Task RememberEarlierAsync(RosterSaving saving)
    {
        var earlier = saving
            .All<SchoolClass>()
            .Where(one => one.SourcedId != null)
            .Select(one => new { one.Id, SourcedId = one.SourcedId! })
            .AsAsyncEnumerable();
        await foreach (var one in earlier.WithCancellation(saving.Cancellation))
            saving.Classes.TryAdd(one.SourcedId, one.Id);
    }
}
