namespace Cairn.Earning;

/// <summary>What the learner wrote to one overview or reflection question, as it was last saved.</summary>
internal sealed class Answer : Owned<Answer>
{
    private Answer() { }

    public Answer(Enrollment enrollment, string key, string text, DateTimeOffset now)
        : base(enrollment.DistrictId, now) => (EnrollmentId, Key, Text, SavedAt, Version) = (enrollment.Id, key, text, now, 1);

    public Id<Enrollment> EnrollmentId { get; private set; }

    /// <summary>The question's key in the blueprint.</summary>
    public string Key { get; private set; } = "";

    public string Text { get; private set; } = "";
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>Counts the saves; a page that holds an older one is told instead of overwriting.</summary>
    public long Version { get; private set; }

    public const int MaxLength = 20_000;

    /// <summary>Writing an answer that does not exist yet has seen version 0.</summary>
    /// <param name="seen">The version that the writer saw. An older one is refused, so that nothing is overwritten unseen.</param>
    public Outcome<Answer> Write(string text, long seen, DateTimeOffset now)
    {
        if (text == Text)
            return this;
        if (seen != Version)
            return Refusal.Conflict("earning.answer-is-newer").On($"answer.{Key}");
        if (text.Length > MaxLength)
            return new Refusal("input.too-long", $"answer.{Key}", MaxLength, text.Length);

        (Text, SavedAt) = (text, now);
        Version++;
        return this;
    }

    /// <summary>
    /// Whether to keep the present text before <paramref name="next"/> replaces it: about one every two minutes while somebody types, and
    /// always before much of it is deleted.
    /// </summary>
    /// <param name="keptAt">When the last kept text was saved; null: none was.</param>
    public bool IsWorthKeeping(string next, DateTimeOffset? keptAt, DateTimeOffset now) =>
        Text.Length > 0
        && Text != next
        && (
            now - SavedAt >= KeptEvery
            || keptAt is { } last && SavedAt - last >= KeptEvery
            || Text.Length >= MuchText && (keptAt is null || next.Length < Text.Length / 2)
        );

    private static readonly TimeSpan KeptEvery = TimeSpan.FromMinutes(2);
    private const int MuchText = 200;
}

/// <summary>An earlier text of an answer: nothing that was saved is lost.</summary>
internal sealed class AnswerHistory : Owned<AnswerHistory>
{
    private AnswerHistory() { }

    public AnswerHistory(Answer answer, DateTimeOffset now)
        : base(answer.DistrictId, now) => (AnswerId, Version, Text, SavedAt) = (answer.Id, answer.Version, answer.Text, answer.SavedAt);

    public Id<Answer> AnswerId { get; private set; }
    public long Version { get; private set; }
    public string Text { get; private set; } = "";
    public DateTimeOffset SavedAt { get; private set; }
}
