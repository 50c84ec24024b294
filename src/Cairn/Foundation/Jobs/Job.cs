namespace Cairn.Foundation.Jobs;

/// <summary>What a job has to do: a small record, kept as JSON until it is done. It holds ids, never what a person wrote.</summary>
internal interface IJobOrder
{
    /// <summary>The name by which its handler is found; it is stored, so it never changes.</summary>
    static abstract string Kind { get; }

    static abstract JobLane Lane { get; }

    /// <summary>What it is about: each kind and subject has at most one job.</summary>
    Guid Subject { get; }
}

/// <summary>Each lane has its own worker, so that something people wait for never waits behind something slow.</summary>
internal enum JobLane
{
    /// <summary>Takes seconds at most: a signature, a message.</summary>
    Quick,

    /// <summary>Minutes: an import.</summary>
    Long,
}

/// <summary>
/// Work to do after the transaction that asked for it, which also wrote this row. A worker takes it by lease, so a killed worker's work is
/// taken over.
/// </summary>
internal sealed class Job : Owned<Job>
{
    /// <summary>With the waits in between, about a day.</summary>
    public const int MostAttempts = 30;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new IdJsonConverterFactory() },
        RespectRequiredConstructorParameters = true,
    };

    private Job() { }

    private Job(Id<District> district, string kind, JobLane lane, Guid subject, string payload, DateTimeOffset now, DateTimeOffset due)
        : base(district, now) => (Kind, Lane, SubjectId, Payload, AskedAt, DueAt) = (kind, lane, subject, payload, now, due);

    /// <summary>Creates it; the caller saves it with its cause.</summary>
    /// <param name="due">Not before then; null: now.</param>
    public static Job Of<TOrder>(Id<District> district, TOrder order, DateTimeOffset now, DateTimeOffset? due = null)
        where TOrder : IJobOrder =>
        new(district, TOrder.Kind, TOrder.Lane, order.Subject, JsonSerializer.Serialize(order, Json), now, due ?? now);

    public string Kind { get; private set; } = "";
    public JobLane Lane { get; private set; }
    public Guid SubjectId { get; private set; }

    /// <summary>The <see cref="IJobOrder"/> as JSON.</summary>
    public string Payload { get; private set; } = "";

    public DateTimeOffset AskedAt { get; private set; }
    public DateTimeOffset DueAt { get; private set; }
    public DateTimeOffset? LeasedUntil { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>Type of the last failure; never its message, which may hold what a person wrote.</summary>
    public string? LastFailure { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>When it had failed too often; after that somebody has to start it again.</summary>
    public DateTimeOffset? GaveUpAt { get; private set; }

    public TOrder Read<TOrder>()
        where TOrder : IJobOrder => JsonSerializer.Deserialize<TOrder>(Payload, Json)!;

    public void Finish(DateTimeOffset now) => (DoneAt, LeasedUntil) = (now, null);

    /// <summary>Tries again later: after 2, 4, 8 … seconds, at most an hour; not for ever.</summary>
    public void Fail(string failure, DateTimeOffset now)
    {
        LastFailure = failure;
        LeasedUntil = null;
        DueAt = now.AddSeconds(Math.Min(3600, Math.Pow(2, Math.Min(Attempts, 12))));
        if (Attempts >= MostAttempts)
            GaveUpAt = now;
    }
}

internal sealed class JobTable : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> table)
    {
        table.Property(j => j.Kind).HasMaxLength(60);
        table.Property(j => j.Payload).HasMaxLength(4000);
        table.Property(j => j.LastFailure).HasMaxLength(200);
        table.HasIndexInDistrict(nameof(Job.Kind), nameof(Job.SubjectId)).IsUnique();
        // What a lane takes next; what failed in a district; what was done long ago.
        table
            .HasIndex(j => new { j.Lane, j.DueAt })
            .HasFilter("done_at is null and gave_up_at is null")
            .HasDatabaseName("ix_jobs_waiting");
        table.HasIndexInDistrict(nameof(Job.DueAt), nameof(Job.Id)).HasFilter("done_at is null").HasDatabaseName("ix_jobs_undone");
        table.HasIndex(j => j.DoneAt).HasFilter("done_at is not null").HasDatabaseName("ix_jobs_done");
    }
}

/// <summary>Does one kind of job. It may be called again for a job that was done but not marked: doing it twice must be a no-op.</summary>
internal interface IJobHandler
{
    string Kind { get; }

    /// <summary>Runs in a scope of its own, in the job's district. The handler saves; the worker marks the job done afterwards.</summary>
    Task RunAsync(Job job, CancellationToken stop);
}

/// <summary>The same for a typed order.</summary>
internal abstract class JobHandler<TOrder> : IJobHandler
    where TOrder : IJobOrder
{
    public string Kind => TOrder.Kind;

    public Task RunAsync(Job job, CancellationToken stop) => RunAsync(job.Read<TOrder>(), job.Attempts, stop);

    /// <param name="order">What to do.</param>
    /// <param name="attempt">The first is 1.</param>
    /// <param name="stop">The lease was lost, or the process is ending.</param>
    protected abstract Task RunAsync(TOrder order, int attempt, CancellationToken stop);
}
