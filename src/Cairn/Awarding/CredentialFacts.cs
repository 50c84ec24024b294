using Cairn.Assessing;
using Cairn.Credentials.Achievements;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Issuing;

namespace Cairn.Awarding;

/// <summary>
/// Decides, at the grant, what a credential will say about a person: an adult's says who they are, and how well they did when they chose
/// so; a child's says next to nothing.
/// </summary>
internal static class CredentialFactsOf
{
    public static CredentialFacts Grant(
        string origin,
        Organization issuer,
        Person learner,
        Blueprint blueprint,
        Submission submission,
        Review review,
        DateTimeOffset now
    )
    {
        var adult = learner.Age(now).Allows(AgeMatter.TellOfOneself);
        var salt = Secrets.New();
        // A child's e-mail address is made of a name and a school, so it could be guessed from hash and salt; the system's own id cannot.
        var (identifier, type) =
            adult && learner.Email is { Length: > 0 } email
                ? (email.Trim().ToLowerInvariant(), IdentifierTypes.EmailAddress)
                : (learner.Id.Value.ToString("D"), "systemId");
        var texts = new SignedWords(typeof(Texts), blueprint.Language);
        return new CredentialFacts(
            origin,
            issuer.Name,
            issuer.Url,
            adult ? learner.Name : null,
            IdentityObject.Sha256(identifier, type, salt).IdentityHash,
            salt,
            type,
            adult && submission.StatesLevels ? LevelsOf(review) : new Dictionary<string, string>(),
            adult
                ?
                [
                    .. submission
                        .Read()
                        .Artifacts.Where(a => a.Attach)
                        .Select(a => new AttachedEvidence(a.Title, a.Kind.ToString(), a.Sha256, a.Url)),
                ]
                : [],
            AssessmentRecord.Digest(submission, review),
            texts[
                blueprint.Tier is AssessmentTier.Certified ? Texts.CredentialCertifiedAssessor : Texts.CredentialClassroomAssessor,
                issuer.Name
            ]
        );
    }

    private static Dictionary<string, string> LevelsOf(Review review) =>
        review.Scores.Where(s => s.Level is not null).ToDictionary(s => s.Criterion, s => s.Level!);
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
    public JudgeRelation? Judging { get; init; }
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
