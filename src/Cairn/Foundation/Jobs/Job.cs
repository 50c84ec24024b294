using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cairn.Foundation.Jobs;

/// <summary>
/// Work to be done after the transaction that asked for it, which also wrote this row. A worker takes it by lease, so a killed one's
/// work is taken again; a job is asked for once for each kind and subject.
/// </summary>
internal sealed class Job : Owned<Job>
{
    private Job() { }

    public Job(Id<District> district, string kind, Guid subject, DateTimeOffset now)
        : base(district, now) => (Kind, SubjectId, AskedAt, DueAt) = (kind, subject, now, now);

    /// <summary>The name of the <see cref="IJobHandler"/>.</summary>
    public string Kind { get; private set; } = "";

    public Guid SubjectId { get; private set; }
    public DateTimeOffset AskedAt { get; private set; }
    public DateTimeOffset DueAt { get; private set; }
    public DateTimeOffset? LeasedUntil { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>Type of the last failure; never its message, which may hold what a person wrote.</summary>
    public string? LastFailure { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    public void Finish(DateTimeOffset now) => (DoneAt, LeasedUntil) = (now, null);

    /// <summary>Tries again later: 2, 4, 8 … seconds, at most an hour.</summary>
    public void Fail(string failure, DateTimeOffset now)
    {
        LastFailure = failure;
        LeasedUntil = null;
        DueAt = now.AddSeconds(Math.Min(3600, Math.Pow(2, Math.Min(Attempts, 12))));
    }
}

internal sealed class JobTable : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> table)
    {
        table.Property(j => j.Kind).HasMaxLength(60);
        table.Property(j => j.LastFailure).HasMaxLength(200);
        table
            .HasIndex(j => new
            {
                j.DistrictId,
                j.Kind,
                j.SubjectId,
            })
            .IsUnique();
        table.HasIndex(j => new { j.DoneAt, j.DueAt });
    }
}

/// <summary>Does one kind of job. It may be called again for a job that was done but not marked: doing it twice must be a no-op.</summary>
internal interface IJobHandler
{
    string Kind { get; }

    /// <summary>Runs in a scope of its own, in the job's district. The handler saves; the worker marks the job done afterwards.</summary>
    Task RunAsync(Job job, CancellationToken stop);
}
