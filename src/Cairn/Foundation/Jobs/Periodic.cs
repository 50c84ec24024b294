namespace Cairn.Foundation.Jobs;

/// <summary>Recurring work for the whole installation: one process does it, whichever is first. It may be done twice.</summary>
internal interface IPeriodicJob
{
    /// <summary>Stored, so it never changes.</summary>
    string Name { get; }

    TimeSpan Every { get; }

    /// <summary>Whether a process does it at startup, because of what a killed process may have left.</summary>
    bool AlsoAtStart => false;

    /// <summary>Runs in its own scope, in no district.</summary>
    Task RunAsync(CancellationToken stop);
}

/// <summary>When a periodic job ran, and when it is due again, for the whole installation.</summary>
internal sealed class PeriodicRun
{
    public string Name { get; init; } = "";
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? RanAt { get; init; }
    public string? LastFailure { get; init; }
}

internal sealed class PeriodicRunTable : IEntityTypeConfiguration<PeriodicRun>
{
    public void Configure(EntityTypeBuilder<PeriodicRun> table)
    {
        table.HasKey(run => run.Name);
        table.Property(run => run.Name).HasMaxLength(60);
        table.Property(run => run.LastFailure).HasMaxLength(200);
    }
}

internal static class PeriodicRuns
{
    /// <summary>How long a process has for it before another one tries.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(30);

    /// <summary>Whether the caller should do it now. One statement decides, so only one of several processes does it.</summary>
    public static async Task<bool> TakeAsync(this CairnDb db, IPeriodicJob job, DateTimeOffset now, CancellationToken stop)
    {
        if (!await db.PeriodicRuns.AnyAsync(run => run.Name == job.Name, stop))
            await db.OnceAsync(async () =>
            {
                if (!await db.PeriodicRuns.AnyAsync(run => run.Name == job.Name, stop))
                    db.PeriodicRuns.Add(new PeriodicRun { Name = job.Name, DueAt = now });
                return await db.SaveChangesAsync(stop);
            });
        return await db
                .PeriodicRuns.Where(run => run.Name == job.Name && run.DueAt <= now)
                .ExecuteUpdateAsync(set => set.SetProperty(run => run.DueAt, now + Hold), stop) == 1;
    }

    /// <summary>Writes a row as it is: whether the database takes anything at all.</summary>
    public static Task TryToWriteAsync(this CairnDb db, CancellationToken stop) =>
        db.PeriodicRuns.ExecuteUpdateAsync(set => set.SetProperty(run => run.LastFailure, run => run.LastFailure), stop);

    /// <summary>A process starts.</summary>
    public static Task HastenAsync(this CairnDb db, IPeriodicJob job, DateTimeOffset now, CancellationToken stop) =>
        db.PeriodicRuns.Where(run => run.Name == job.Name).ExecuteUpdateAsync(set => set.SetProperty(run => run.DueAt, now), stop);

    /// <summary>It ended; after a failure it is tried again sooner.</summary>
    public static Task EndAsync(this CairnDb db, IPeriodicJob job, string? failure, DateTimeOffset now, CancellationToken stop)
    {
        var due = failure is null || job.Every < Hold ? now + job.Every : now + Hold;
        return db
            .PeriodicRuns.Where(run => run.Name == job.Name)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(run => run.DueAt, due).SetProperty(run => run.RanAt, now).SetProperty(run => run.LastFailure, failure),
                stop
            );
    }
}
