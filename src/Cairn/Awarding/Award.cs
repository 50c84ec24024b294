using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Awarding;

/// <summary>
/// The fact that a micro-credential was granted (Open Badges 3.0 <c>AchievementSubject</c>). One per enrollment, never changed.
/// </summary>
internal sealed class Award : Owned<Award>
{
    private Award() { }

    public Award(Enrollment enrollment, Submission submission, Decision decision, DateTimeOffset now)
        : base(enrollment.DistrictId, now)
    {
        if (
            decision.Outcome is not DecisionOutcome.Granted
            || decision.SubmissionId != submission.Id
            || submission.EnrollmentId != enrollment.Id
        )
            throw new ArgumentException("An award follows from a granting decision on a submission of its enrollment.", nameof(decision));
        EnrollmentId = enrollment.Id;
        SubmissionId = submission.Id;
        DecisionId = decision.Id;
        LearnerId = enrollment.LearnerId;
        LearnerAccountId = enrollment.LearnerAccountId;
        VersionId = enrollment.VersionId;
        MicroCredentialId = enrollment.MicroCredentialId;
        OrganizationId = enrollment.OrganizationId;
        AwardedAt = now;
    }

    public Id<Enrollment> EnrollmentId { get; private set; }
    public Id<Submission> SubmissionId { get; private set; }
    public Id<Decision> DecisionId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public Guid? LearnerAccountId { get; private set; }
    public Id<MicroCredentialVersion> VersionId { get; private set; }
    public Id<MicroCredential> MicroCredentialId { get; private set; }
    public Id<Organization> OrganizationId { get; private set; }
    public DateTimeOffset AwardedAt { get; private set; }

    /// <summary>
    /// Takes the credential back. Anybody who grants here may do it, but not to their own or their child's. The record stays; the status
    /// bit says so at the next check. Doing it twice is a no-op.
    /// </summary>
    /// <param name="learner">Whose award it is. Nothing personal is said about a child.</param>
    public Outcome<Revocation> Revoke(
        Actor actor,
        bool isGuardian,
        Revocation? existing,
        Person learner,
        RevocationAsked asked,
        DateTimeOffset now
    )
    {
        if (!actor.Has(SchoolRole.Grantor, OrganizationId) && !actor.Has(SchoolRole.Operator))
            return Refusal.Forbidden("awarding.may-not-revoke");
        if (actor.Is(LearnerId, LearnerAccountId))
            return Refusal.Forbidden("awarding.own-award");
        if (isGuardian)
            return Refusal.Forbidden("awarding.own-child");
        if (existing is not null)
            return existing;
        if (asked.Reason is RevocationReason.Other && string.IsNullOrWhiteSpace(asked.Note))
            return new Refusal("awarding.reason-missing", "note");

        var telling = new Telling(asked.PublicReason, asked.PublicWords, asked.TellLearner);
        if (telling.Refuse(learner.IsAdult(now)) is { } refusal)
            return refusal;

        return new Revocation(this, actor, asked.Reason, asked.Note?.Trim() ?? "", telling, now);
    }
}

/// <summary>
/// What may be said when an award is taken back, beside the reason on record. Unless somebody chooses otherwise, others learn the day and
/// no more.
/// </summary>
/// <param name="Reason">What everybody may read; <see cref="RevocationReason.Other"/> for <paramref name="Words"/>. Null: the day
/// alone.</param>
/// <param name="Words">The school's own words.</param>
/// <param name="Learner">Whether the learner may read the reason on record, without its note.</param>
internal sealed record Telling(RevocationReason? Reason = null, string? Words = null, bool Learner = false)
{
    public static IReadOnlyList<RevocationReason> AboutChildren { get; } = [RevocationReason.AwardedInError, RevocationReason.Superseded];
    public static IReadOnlyList<RevocationReason> AboutAdults { get; } =
    [.. AboutChildren, RevocationReason.LearnerAsked, RevocationReason.Other];

    /// <summary>
    /// About a child only a reason that lies with the school; about nobody, as a ready reason, that the work was not their own.
    /// </summary>
    public Refusal? Refuse(bool aboutAdult)
    {
        var words = !string.IsNullOrWhiteSpace(Words);
        if (!aboutAdult && (words || (Reason is { } told && !AboutChildren.Contains(told))))
            return new Refusal("awarding.told-of-a-minor", "publicReason");
        if (Reason is { } reason && !AboutAdults.Contains(reason))
            return new Refusal("awarding.told-not-public", "publicReason");
        if (Reason is RevocationReason.Other != words)
            return new Refusal(words ? "awarding.told-words-alone" : "awarding.told-words-missing", words ? "publicReason" : "publicWords");
        return null;
    }
}

/// <summary>Who took a credential back, when and why.</summary>
internal sealed class Revocation : Owned<Revocation>
{
    private Revocation() { }

    public Revocation(Award award, Actor actor, RevocationReason reason, string note, Telling telling, DateTimeOffset now)
        : base(award.DistrictId, now) =>
        (AwardId, RevokedById, Reason, Note, RevokedAt, ToldReason, ToldWords, TellsLearner) = (
            award.Id,
            actor.PersonId,
            reason,
            note,
            now,
            telling.Reason,
            telling.Words?.Trim(),
            telling.Learner
        );

    public Id<Award> AwardId { get; private set; }
    public Id<Person> RevokedById { get; private set; }
    public RevocationReason Reason { get; private set; }
    public string Note { get; private set; } = "";
    public DateTimeOffset RevokedAt { get; private set; }

    // What others may read, beside the record. See Telling.
    public RevocationReason? ToldReason { get; private set; }
    public string? ToldWords { get; private set; }
    public bool TellsLearner { get; private set; }
}

internal enum RevocationReason
{
    AwardedInError,
    EvidenceNotOwnWork,
    Superseded,
    LearnerAsked,
    Other,
}
