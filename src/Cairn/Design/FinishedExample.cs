namespace Cairn.Design;

/// <summary>
/// A finished piece of work by an invented learner, as it was judged: what "good" looks like. One for each micro-credential.
/// </summary>
internal sealed class FinishedExample : Owned<FinishedExample>
{
    private FinishedExample() { }

    private FinishedExample(MicroCredentialVersion version, DateTimeOffset now)
        : base(version.DistrictId, now) => MicroCredentialId = version.MicroCredentialId;

    public Id<MicroCredential> MicroCredentialId { get; private set; }
    public ExampleWork Work { get; private set; } = ExampleWork.Nothing;
    public Id<Person> WrittenById { get; private set; }
    public DateTimeOffset WrittenAt { get; private set; }

    /// <summary>Writes it, or replaces <paramref name="existing"/>.</summary>
    public static Outcome<FinishedExample> Write(
        FinishedExample? existing,
        MicroCredentialVersion version,
        ExampleWork work,
        Actor actor,
        DateTimeOffset now
    )
    {
        if (!actor.Has(SchoolRole.Author, version.OrganizationId) && !actor.Has(SchoolRole.Reviewer, version.OrganizationId))
            return Refusal.Forbidden("design.not-an-author");
        if (work.ProblemsWith(version.Blueprint) is [var first, ..])
            return first;

        var example = existing ?? new FinishedExample(version, now);
        (example.Work, example.WrittenById, example.WrittenAt) = (work, actor.PersonId, now);
        return example;
    }
}

/// <param name="Answers">Part 1, by the question's key.</param>
/// <param name="Evidence">Part 2, in words: a photo or a recording is described.</param>
/// <param name="Reflection">Part 3, by the question's key.</param>
/// <param name="Scores">One for each criterion.</param>
/// <param name="Note">The assessor's overall note to the learner.</param>
internal sealed record ExampleWork(
    IReadOnlyDictionary<string, string> Answers,
    IReadOnlyList<ExampleEvidence> Evidence,
    IReadOnlyDictionary<string, string> Reflection,
    IReadOnlyList<ExampleScore> Scores,
    string Note
)
{
    public static ExampleWork Nothing { get; } = new(new Dictionary<string, string>(), [], new Dictionary<string, string>(), [], "");

    /// <summary>Anything that refers to nothing in the blueprint, or is too long; on its path in the work's JSON.</summary>
    public IReadOnlyList<Refusal> ProblemsWith(Blueprint blueprint) =>
        [
            .. Unknown("answers", Answers, blueprint.Overview),
            .. Unknown("reflection", Reflection, blueprint.Reflection),
            .. Evidence
                .Select((evidence, index) => (evidence, path: $"evidence[{index}]"))
                .SelectMany(at =>
                    at.evidence is null ? [new Refusal("design.hole", at.path)]
                    : blueprint.Evidence.All(requirement => requirement.Key != at.evidence.Requirement)
                        ? [new Refusal("design.unknown-evidence", $"{at.path}.requirement", at.evidence.Requirement)]
                    : TooLong($"{at.path}.title", at.evidence.Title, BlueprintBounds.Line)
                        .Concat(TooLong($"{at.path}.text", at.evidence.Text))
                ),
            .. Scores
                .Select((score, index) => (score, path: $"scores[{index}]"))
                .SelectMany(at =>
                    at.score is null ? [new Refusal("design.hole", at.path)]
                    : blueprint
                        .Rubric.FirstOrDefault(criterion => criterion.Key == at.score.Criterion)
                        ?.Levels.Any(level => level.Key == at.score.Level)
                        is not true
                        ? [new Refusal("design.unknown-level", at.path)]
                    : TooLong($"{at.path}.feedback", at.score.Feedback)
                ),
            .. TooLong("note", Note),
        ];

    private static IEnumerable<Refusal> Unknown(
        string path,
        IReadOnlyDictionary<string, string> answers,
        IReadOnlyList<Question> questions
    ) =>
        answers.SelectMany(answer =>
            questions.Any(question => question.Key == answer.Key)
                ? TooLong($"{path}.{answer.Key}", answer.Value)
                : [new Refusal("design.unknown-question", path, answer.Key)]
        );

    private static IEnumerable<Refusal> TooLong(string path, string? text, int most = BlueprintBounds.Page) =>
        text?.Length > most ? [new Refusal("design.too-long", path, most, text.Length)] : [];
}

/// <param name="Requirement">Key of the evidence requirement that it answers.</param>
/// <param name="Kind">One of the requirement's kinds, or text if a photo, sound or film is described.</param>
/// <param name="Title">Its name.</param>
/// <param name="Text">The text, the document's content, or the description.</param>
internal sealed record ExampleEvidence(string Requirement, EvidenceKind Kind, string Title, string Text);

/// <param name="Criterion">Key of the criterion.</param>
/// <param name="Level">Key of the level.</param>
/// <param name="Feedback">What the assessor writes to the learner.</param>
internal sealed record ExampleScore(string Criterion, string Level, string Feedback);

internal sealed class FinishedExampleTable : IEntityTypeConfiguration<FinishedExample>
{
    public void Configure(EntityTypeBuilder<FinishedExample> table)
    {
        table.Property(e => e.Work).HasJson(Blueprint.Json);
        table.BelongsTo<FinishedExample, MicroCredential>(nameof(FinishedExample.MicroCredentialId));
        table.BelongsTo<FinishedExample, Person>(nameof(FinishedExample.WrittenById));
        table.HasIndexInDistrict(nameof(FinishedExample.MicroCredentialId)).IsUnique();
    }
}
