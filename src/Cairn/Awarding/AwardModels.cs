namespace Cairn.Awarding;

/// <param name="Reason">For the record.</param>
/// <param name="Note">For the record.</param>
/// <param name="PublicReason">What everybody may read: <c>awardedInError</c> or <c>superseded</c>; of an adult also <c>learnerAsked</c>,
/// and <c>other</c> with <paramref name="PublicWords"/>. Null: the day alone.</param>
/// <param name="PublicWords">In the school's own words; of adults only.</param>
/// <param name="TellLearner">Whether the learner may read the reason on record.</param>
internal sealed record RevocationAsked(
    RevocationReason Reason,
    [MaxLength(500)] string? Note = null,
    RevocationReason? PublicReason = null,
    [MaxLength(300)] string? PublicWords = null,
    bool TellLearner = false
);

internal sealed record RevocationView(
    RevocationReason Reason,
    string Note,
    DateTimeOffset RevokedAt,
    Id<Person> RevokedBy,
    RevocationReason? PublicReason,
    string? PublicWords,
    bool TellsLearner
)
{
    [JsonIgnore]
    public Id<Award> AwardId { get; init; }

    public static RevocationView Of(Revocation r) =>
        new(r.Reason, r.Note, r.RevokedAt, r.RevokedById, r.ToldReason, r.ToldWords, r.TellsLearner) { AwardId = r.AwardId };
}

/// <summary>Awards, the newest first.</summary>
public sealed class AwardsModel
{
    internal AwardsModel(ListOf<AwardView> awards, string? previous) => (Awards, Previous) = (awards, previous);

    internal ListOf<AwardView> Awards { get; }
    internal string? Previous { get; }
}

/// <summary>One award, and the form that takes it back.</summary>
public sealed class AwardModel
{
    internal AwardModel(AwardView award, Form form, bool ofAdult) => (Award, Form, OfAdult) = (award, form, ofAdult);

    internal AwardView Award { get; }
    internal Form Form { get; }

    /// <summary>Less may be said publicly about a child.</summary>
    internal bool OfAdult { get; }
}
