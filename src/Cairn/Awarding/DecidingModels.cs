using Cairn.Assessing;
using Cairn.Earning;

namespace Cairn.Awarding;

/// <param name="Note">To the learner; required if a recommended award is not granted.</param>
internal sealed record DecisionAsked(Id<Review> ReviewId, DecisionOutcome Outcome, [MaxLength(Review.NoteLength)] string? Note = null);

internal sealed record GrantingAsked([MinLength(1), MaxLength(WaitingDecisions.PageSize)] IReadOnlyList<Id<Review>> ReviewIds);

/// <param name="AwardId">The resulting award; null for a new attempt.</param>
internal sealed record DecisionView(
    Id<Decision> Id,
    Id<Submission> SubmissionId,
    Id<Review> ReviewId,
    Id<Person> GrantorId,
    DecisionOutcome Outcome,
    string Note,
    DateTimeOffset DecidedAt,
    Id<Award>? AwardId
)
{
    [JsonIgnore]
    public Id<Organization> OrganizationId { get; init; }

    [JsonIgnore]
    public string Learner { get; init; } = "";
}

/// <param name="Granted">How many of them are granted now.</param>
internal sealed record ManyGranted(int Granted, IReadOnlyList<GrantLine> Items);

/// <param name="Problem">Why not; null: it is granted.</param>
internal sealed record GrantLine(Id<Review> ReviewId, DecisionView? Decision, ProblemItem? Problem);

/// <summary>Completed reviews without a decision.</summary>
public sealed record GrantingModel
{
    internal GrantingModel(PageOf<UndecidedItem> waiting, bool isLater, Form form) =>
        (Waiting, Previous, Form) = (waiting.At("/granting", item => item.Id), isLater ? "/granting" : null, form);

    internal ListOf<UndecidedItem> Waiting { get; }
    internal string? Previous { get; }
    internal Form Form { get; }

    /// <summary>A note to a learner that came too late, so that it can be copied.</summary>
    internal string? NotSent { get; init; }
}

/// <summary>One recommendation with everything that the grantor needs.</summary>
public sealed class DecideModel
{
    internal DecideModel(ReviewedSubmission work, Form form) => (Work, Form) = (work, form);

    internal ReviewedSubmission Work { get; }
    internal Form Form { get; }
    internal string Url => $"/granting/{Work.Review.Id}";
    internal bool MayGrant => Work.Review.Recommendation is Recommendation.Award;
    internal EvidenceModel Evidence =>
        EvidenceModel.Of(Work, artifact => $"{Url}/files/{Work.Snapshot.Artifacts.ToList().IndexOf(artifact)}");
}
