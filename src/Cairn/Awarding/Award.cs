using Cairn.Assessing;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;

namespace Cairn.Awarding;

/// <summary>The fact that a micro-credential was granted (Open Badges 3.0 <c>AchievementSubject</c>). One per enrollment, never changed.</summary>
internal sealed class Award : Owned<Award>
{
    private Award() { }

    public Award(Enrollment enrollment, Submission submission, Decision decision, DateTimeOffset now) : base(enrollment.DistrictId, now)
    {
        if (decision.Outcome is not DecisionOutcome.Granted || decision.SubmissionId != submission.Id || submission.EnrollmentId != enrollment.Id)
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
    /// Takes the credential back, as anybody who grants here, but not their own or their child's. The record stays; the status bit says so at the next
    /// check. Doing it twice is a no-op.
    /// </summary>
    public Result<Revocation> Revoke(Actor actor, bool isGuardian, Revocation? existing, RevocationReason reason, string? note, DateTimeOffset now)
    {
        if (!actor.Has(SchoolRole.Grantor, OrganizationId) && !actor.Has(SchoolRole.Operator)) return Refusal.Forbidden("awarding.may-not-revoke");
        if (actor.Is(LearnerId, LearnerAccountId)) return Refusal.Forbidden("awarding.own-award");
        if (isGuardian) return Refusal.Forbidden("awarding.own-child");
        if (existing is not null) return existing;
        if (reason is RevocationReason.Other && string.IsNullOrWhiteSpace(note)) return new Refusal("awarding.reason-missing", "note");
        if (note?.Length > 500) return new Refusal("awarding.note-too-long", "note", 500);

        return new Revocation(this, actor, reason, note?.Trim() ?? "", now);
    }
}

/// <summary>Who took a credential back, when and why.</summary>
internal sealed class Revocation : Owned<Revocation>
{
    private Revocation() { }

    public Revocation(Award award, Actor actor, RevocationReason reason, string note, DateTimeOffset now) : base(award.DistrictId, now) =>
        (AwardId, RevokedById, Reason, Note, RevokedAt) = (award.Id, actor.PersonId, reason, note, now);

    public Id<Award> AwardId { get; private set; }
    public Id<Person> RevokedById { get; private set; }
    public RevocationReason Reason { get; private set; }
    public string Note { get; private set; } = "";
    public DateTimeOffset RevokedAt { get; private set; }
}

internal enum RevocationReason { AwardedInError, EvidenceNotOwnWork, Superseded, LearnerAsked, Other }
