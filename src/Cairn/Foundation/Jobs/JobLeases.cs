namespace Cairn.Foundation.Jobs;

/// <summary>Takes due jobs of every district by lease. It looks across districts: this file is on the list of files that may.</summary>
internal static class JobLeases
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    /// <summary>The jobs of a lane that are now leased to the caller, at most <paramref name="count"/>.</summary>
    public static async Task<List<JobLease>> TakeAsync(CairnDb db, JobLane lane, int count, DateTimeOffset now, CancellationToken stop)
    {
        var postgres = db.Database.IsNpgsql();
        object instant = postgres ? now : now.UnixMicroseconds(),
            until = postgres ? now + Length : (now + Length).UnixMicroseconds();
        var sql = $$"""
            update jobs set leased_until = {0}, attempts = attempts + 1
            where (district_id, id) in (
                select district_id, id from jobs
                where lane = '{{lane}}' and done_at is null and gave_up_at is null and due_at <= {1} and (leased_until is null or leased_until < {1})
                order by due_at limit {2} {{(postgres ? "for update skip locked" : "")}})
            returning district_id as "District", id as "Job", attempts as "Attempt"
            """;
        var rows = await db.Database.SqlQueryRaw<Row>(sql, until, instant, count).ToListAsync(stop);
        return [.. rows.Select(row => new JobLease(new Id<District>(row.District), new Id<Job>(row.Job), row.Attempt))];
    }

    /// <summary>Extends a job's lease. False: it ran out and another worker has taken the job.</summary>
    public static async Task<bool> RenewAsync(this CairnDb db, JobLease lease, DateTimeOffset now, CancellationToken stop) =>
        await db
            .Jobs.Where(job => job.Id == lease.Job && job.Attempts == lease.Attempt)
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.LeasedUntil, now + Length), stop) == 1;

    /// <summary>
    /// Somebody mended the cause of a failure and does not want to wait. A job that runs, is done, or is due already stays as it is. One
    /// statement decides, so of several who ask at once one is told that it was them.
    /// </summary>
    public static async Task<bool> RunAgainAsync(this CairnDb db, Id<Job> id, DateTimeOffset now, CancellationToken stop) =>
        await db
            .Jobs.Where(job => job.Id == id && job.DoneAt == null && (job.LeasedUntil == null || job.LeasedUntil <= now))
            .Where(job => job.GaveUpAt != null || job.DueAt > now)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(job => job.Attempts, job => job.GaveUpAt == null ? job.Attempts : 0)
                        .SetProperty(job => job.DueAt, now)
                        .SetProperty(job => job.GaveUpAt, (DateTimeOffset?)null),
                stop
            ) == 1;

    /// <summary>Whether a job is still to be done, in whatever district.</summary>
    public static Task<bool> IsWaitingAsync(this CairnDb db, string kind, Guid subject, CancellationToken stop) =>
        db.Jobs.IgnoreQueryFilters().AnyAsync(job => job.Kind == kind && job.SubjectId == subject && job.DoneAt == null, stop);

    /// <summary>Deletes, by the thousand, what was done before then, in every district.</summary>
    public static async Task SweepAsync(CairnDb db, DateTimeOffset before, CancellationToken stop)
    {
        while (
            await db
                .Jobs.IgnoreQueryFilters()
                .Where(job =>
                    db.Jobs.IgnoreQueryFilters()
                        .Where(done => done.DoneAt < before)
                        .OrderBy(done => done.DoneAt)
                        .Select(done => done.Id)
                        .Take(1000)
                        .Contains(job.Id)
                )
                .ExecuteDeleteAsync(stop) > 0
        ) { }
    }

    private sealed record Row(Guid District, Guid Job, int Attempt);
}

/// <param name="Attempt">Counts how often this job was taken: whoever took it last holds it.</param>
internal sealed record JobLease(Id<District> District, Id<Job> Job, int Attempt);
