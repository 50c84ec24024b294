using Cairn.Foundation.Storage;

namespace Cairn.Earning;

/// <summary>What the learner wrote to one overview or reflection question, as it was last saved.</summary>
internal sealed class Answer : Owned<Answer>
{
    private Answer() { }

    public Answer(Enrollment enrollment, string key, string text, DateTimeOffset now) : base(enrollment.DistrictId, now) =>
        (EnrollmentId, Key, Text, SavedAt, Version) = (enrollment.Id, key, text, now, 1);

    public Id<Enrollment> EnrollmentId { get; private set; }

    /// <summary>The question's key in the blueprint.</summary>
    public string Key { get; private set; } = "";

    public string Text { get; private set; } = "";
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>Counts the saves; a page that holds an older one is told instead of overwriting.</summary>
    public long Version { get; private set; }

    public void Write(string text, DateTimeOffset now)
    {
        if (text == Text) return;
        (Text, SavedAt) = (text, now);
        Version++;
    }
}

/// <summary>An earlier text of an answer: nothing that was saved is lost.</summary>
internal sealed class AnswerHistory : Owned<AnswerHistory>
{
    private AnswerHistory() { }

    public AnswerHistory(Answer answer, DateTimeOffset now) : base(answer.DistrictId, now) =>
        (AnswerId, Version, Text, SavedAt) = (answer.Id, answer.Version, answer.Text, answer.SavedAt);

    public Id<Answer> AnswerId { get; private set; }
    public long Version { get; private set; }
    public string Text { get; private set; } = "";
    public DateTimeOffset SavedAt { get; private set; }
}
