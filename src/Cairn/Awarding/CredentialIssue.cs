using Cairn.Issuing;
using Cairn.Schools;

namespace Cairn.Awarding;

/// <summary>
/// The request to issue, written with the award: it fixes id, dates, key, status index and every fact that the credential will state, so
/// that building and signing it is a pure function and a repeat gives the same bytes.
/// </summary>
internal sealed class CredentialIssue : Owned<CredentialIssue>
{
    private CredentialIssue() { }

    public CredentialIssue(
        Award award,
        IssuerKey key,
        FreePlace place,
        CredentialFacts facts,
        DateTimeOffset validFrom,
        DateTimeOffset? validUntil,
        DateTimeOffset now
    )
        : base(award.DistrictId, now)
    {
        AwardId = award.Id;
        LearnerId = award.LearnerId;
        CredentialId = Id.Value;
        IssuerKeyId = key.Id;
        StatusListId = place.List.Id;
        StatusIndex = place.Index;
        Facts = facts;
        ValidFrom = Instants.WholeSecond(validFrom);
        ValidUntil = validUntil is { } end ? Instants.WholeSecond(end) : null;
        RequestedAt = now;
    }

    public Id<Award> AwardId { get; private set; }
    public Id<Person> LearnerId { get; private set; }

    /// <summary>The credential's <c>id</c> is <c>urn:uuid:</c> and this; its address is <c>/credentials/{this}</c>.</summary>
    public Guid CredentialId { get; private set; }

    public Id<IssuerKey> IssuerKeyId { get; private set; }
    public Id<StatusList> StatusListId { get; private set; }
    public int StatusIndex { get; private set; }
    public CredentialFacts Facts { get; private set; } = null!;

    /// <summary>Also the proof's <c>created</c>.</summary>
    public DateTimeOffset ValidFrom { get; private set; }

    public DateTimeOffset? ValidUntil { get; private set; }
    public DateTimeOffset RequestedAt { get; private set; }
}

/// <summary>What the credential says beside its immutable micro-credential version, fixed at the grant.</summary>
/// <param name="Origin">The installation's public origin, or the local one, as it is written into addresses.</param>
/// <param name="IssuerName">The organization's name.</param>
/// <param name="IssuerUrl">The organization's site.</param>
/// <param name="RecipientName">Null for a minor, whose credential says little (design rule 13).</param>
/// <param name="RecipientHash">OB 3.0 <c>IdentityObject.identityHash</c>, <c>sha256$</c> and 64 hex digits over identifier and
/// salt.</param>
/// <param name="RecipientSalt">The salt of the hash.</param>
/// <param name="RecipientIdentityType">OB 3.0 <c>identityType</c> of what was hashed.</param>
/// <param name="Results">Levels by criterion key; empty for a minor, and for an adult who chose so.</param>
/// <param name="Evidence">What the learner chose to attach; empty for a minor.</param>
/// <param name="AssessmentDigest">SHA-256, lowercase hex, of the submission's snapshot and the review's scores.</param>
/// <param name="AssessorRole">Who judged, in words without a name: "A teacher at …".</param>
internal sealed record CredentialFacts(
    string Origin,
    string IssuerName,
    string? IssuerUrl,
    string? RecipientName,
    string RecipientHash,
    string RecipientSalt,
    string RecipientIdentityType,
    IReadOnlyDictionary<string, string> Results,
    IReadOnlyList<AttachedEvidence> Evidence,
    string AssessmentDigest,
    string AssessorRole
)
{
    /// <summary>Who designed the achievement. Null in awards from before this was recorded.</summary>
    public IssuingProfile? Creator { get; init; }

    /// <summary>How the dates are written. Null in awards from before this was recorded: in UTC.</summary>
    public WrittenOffsets? Offsets { get; init; }

    /// <summary>
    /// How the judge was related to the learner, and whether somebody else granted; null in credentials from before this was recorded.
    /// </summary>
    public Assessing.JudgeRelation? Judging { get; init; }
}

/// <summary>
/// Minutes east of UTC that the district's clocks showed at each date. Kept as numbers, because what the system knows of zones changes with
/// its updates, and the same facts must give the same bytes.
/// </summary>
internal sealed record WrittenOffsets(int From, int? Until)
{
    public static WrittenOffsets In(TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset? until) =>
        new(Minutes(from, zone), until is { } end ? Minutes(end, zone) : null);

    private static int Minutes(DateTimeOffset instant, TimeZoneInfo zone) => (int)instant.In(zone).Offset.TotalMinutes;
}

/// <param name="Url">The link, when it is one; files are named by digest only.</param>
internal sealed record AttachedEvidence(string Title, string Kind, string Sha256, string? Url);
