namespace Cairn.Earning;

internal sealed record AnswerAsked([MaxLength(Answer.MaxLength)] string Text);

/// <param name="Version">Of the history: the text to bring back.</param>
internal sealed record RestorationAsked(long Version);

/// <summary>What was typed for several questions; absent ones were not changed.</summary>
/// <param name="Answer">By the question's key.</param>
internal sealed record AnswersAsked(IReadOnlyDictionary<string, string> Answer);

/// <summary>A text that will become evidence, as it is typed.</summary>
internal sealed record DraftAsked([MaxLength(Answer.MaxLength)] string? Text = null);

internal sealed record AnswerView(string Key, string Text, long Version, DateTimeOffset? SavedAt)
{
    public static AnswerView Of(Answer answer) => new(answer.Key, answer.Text, answer.Version, answer.SavedAt);
}

/// <summary>Answers as the fields of a page. The token of such a field is the version of its text.</summary>
internal static class AnswerFields
{
    public static long VersionSeen(this Form form, string field) =>
        long.TryParse(Seen.In(form)[field], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <param name="versions">By the names of the fields.</param>
    public static Seen SeenOf(IEnumerable<KeyValuePair<string, long>> versions) =>
        Seen.Of(versions.Select(one => KeyValuePair.Create(one.Key, Token(one.Value))));

    /// <param name="written">The result for each.</param>
    /// <param name="now">The instant.</param>
    /// <param name="texts">Has the sentences.</param>
    /// <param name="fieldOf">The name of an answer's field, by the question's key.</param>
    public static SavedFields Saved(IReadOnlyList<Written> written, DateTimeOffset now, RefusalTexts texts, Func<string, string> fieldOf) =>
        new(
            now,
            written.Where(w => w is { Refusal: null, Answer: not null }).ToDictionary(w => fieldOf(w.Key), w => Token(w.Answer!.Version)),
            [
                .. from one in written
                let field = fieldOf(one.Key)
                where one.Refusal is not null
                select one is { IsNewer: true, Answer: { } newer }
                    ? UnsavedField.NewerIs(field, newer.Text, field, Token(newer.Version), texts)
                    : UnsavedField.Refused(one.Refusal!.On(field), texts),
            ]
        );

    private static string Token(long version) => version.ToString(CultureInfo.InvariantCulture);
}
