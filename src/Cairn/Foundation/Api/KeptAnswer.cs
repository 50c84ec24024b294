namespace Cairn.Foundation.Api;

/// <summary>
/// What was answered to a request that named itself by a key, for a day: whoever sends it again gets the same (<see cref="OnceByKey"/>).
/// Without an answer it is still being done, or the process died over it.
/// </summary>
internal sealed class KeptAnswer : Owned<KeptAnswer>
{
    public const int LongestKey = 255;

    /// <summary>How long one can ask again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Without an answer after that, whoever did it has died over it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private KeptAnswer() { }

    public KeptAnswer(Id<District> district, string asker, string key, string requestSha256, DateTimeOffset now)
        : base(district, now) => (Asker, Key, RequestSha256, AskedAt) = (asker, key, requestSha256, now);

    /// <summary>The account, card or person that asked: nobody sees an answer to somebody else.</summary>
    public string Asker { get; private set; } = "";

    public string Key { get; private set; } = "";

    /// <summary>Of the address and the body.</summary>
    public string RequestSha256 { get; private set; } = "";

    public DateTimeOffset AskedAt { get; private set; }
    public int? Status { get; private set; }
    public string? Location { get; private set; }
    public string? ContentType { get; private set; }

    /// <summary>Wrapped by the master key: there are secrets among the answers, which are shown once.</summary>
    public byte[]? Body { get; private set; }

    public bool IsKept(DateTimeOffset now) => now < AskedAt + (Status is null ? Longest : Kept);
}

internal sealed class KeptAnswerTable : IEntityTypeConfiguration<KeptAnswer>
{
    public void Configure(EntityTypeBuilder<KeptAnswer> table)
    {
        table.Property(one => one.Asker).HasMaxLength(64);
        table.Property(one => one.Key).HasMaxLength(KeptAnswer.LongestKey);
        table.Property(one => one.RequestSha256).HasMaxLength(64);
        table.Property(one => one.Location).HasMaxLength(500);
        table.Property(one => one.ContentType).HasMaxLength(100);
        table.HasIndexInDistrict(nameof(KeptAnswer.Asker), nameof(KeptAnswer.Key)).IsUnique();
        table.HasIndexInDistrict(nameof(KeptAnswer.AskedAt));
    }
}

internal static class KeptAnswers
{
    /// <summary>Those of the district that nobody can ask for any more.</summary>
    public static Task ForgetAnswersAsync(this CairnDb db, DateTimeOffset now, CancellationToken stop)
    {
        var before = now - KeptAnswer.Kept;
        return db.KeptAnswers.Where(one => one.AskedAt < before).ExecuteDeleteAsync(stop);
    }
}
