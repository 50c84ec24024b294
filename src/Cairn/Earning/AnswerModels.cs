namespace Cairn.Earning;

internal sealed record AnswerAsked([MaxLength(Answer.MaxLength)] string Text);

/// <param name="Version">Of the history: the text to bring back.</param>
internal sealed record RestorationAsked(long Version);

/// <summary>What was typed for several questions; absent ones were not changed.</summary>
/// <param name="Answer">By the question's key.</param>
/// <param name="Version">The version that the page had when it was typed, by the question's key.</param>
internal sealed record AnswersAsked(IReadOnlyDictionary<string, string> Answer, IReadOnlyDictionary<string, string> Version)
{
    public IReadOnlyList<Writing> Writings =>
        [
            .. Answer.Select(one => new Writing(
                one.Key,
                one.Value,
                long.TryParse(Version.GetValueOrDefault(one.Key), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0
            )),
        ];
}

/// <summary>A text that will become evidence, as it is typed.</summary>
/// <param name="Draft">The version that the page had when it was typed; 0: none yet.</param>
internal sealed record DraftAsked([MaxLength(Answer.MaxLength)] string? Text = null, long Draft = 0);

internal sealed record AnswerView(string Key, string Text, long Version, DateTimeOffset? SavedAt)
{
    public static AnswerView Of(Answer answer) => new(answer.Key, answer.Text, answer.Version, answer.SavedAt);
}

/// <summary>What autosave gets back, with 409 if there was a newer text: the others are saved, and the answer says what is new.</summary>
/// <param name="Fields">The page's fields to set: each answer's version.</param>
/// <param name="Stale">What was not saved, with the current text.</param>
internal sealed record SavedAnswers(DateTimeOffset SavedAt, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<StaleAnswer> Stale)
    : IStatusCodeHttpResult
{
    [JsonIgnore]
    public int? StatusCode => Stale.Count > 0 ? Stale.Max(one => one.Refusal.Status) : StatusCodes.Status200OK;

    /// <param name="written">The result for each.</param>
    /// <param name="now">The instant.</param>
    /// <param name="texts">Has the sentences.</param>
    /// <param name="fieldsOf">The fields of an answer and of its version, by the question's key.</param>
    public static SavedAnswers Of(
        IReadOnlyList<Written> written,
        DateTimeOffset now,
        RefusalTexts texts,
        Func<string, (string Text, string Version)> fieldsOf
    ) =>
        new(
            now,
            written
                .Where(w => w.Refusal is null && w.Answer is not null)
                .ToDictionary(w => fieldsOf(w.Key).Version, w => w.Answer!.Version.ToString(CultureInfo.InvariantCulture)),
            [
                .. from one in written
                let refusal = one.Refusal
                where refusal is not null
                let fields = fieldsOf(one.Key)
                select new StaleAnswer(
                    fields.Text,
                    fields.Version,
                    refusal.Code,
                    texts.Sentence(refusal),
                    one.Answer?.Text,
                    one.Answer?.Version,
                    one.Answer?.SavedAt
                )
                {
                    Refusal = refusal.On(fields.Text),
                },
            ]
        );
}

internal sealed record StaleAnswer(
    string Field,
    string VersionField,
    string Code,
    string Sentence,
    string? Text,
    long? Version,
    DateTimeOffset? SavedAt
)
{
    [JsonIgnore]
    public Refusal Refusal { get; init; } = Refusal.NotFound;
}
