using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Assessing;

/// <summary>
/// What somebody is to a submission at this moment. Every step of judging and granting reads it again (<see cref="Standings"/>): since the
/// last step a role may have been removed, a class may have ended, a guardianship may have begun. Who decides on whose work is defined
/// here.
/// </summary>
internal sealed record Standing(Actor Actor, Id<Submission> SubmissionId, Id<Organization> OrganizationId, AssessmentTier Tier)
{
    /// <summary>It is their own work.</summary>
    public bool IsLearner { get; init; }

    /// <summary>A guardian of the learner.</summary>
    public bool IsGuardian { get; init; }

    /// <summary>Acts as the learner's teacher: teaches them as the acting person, and is still a teacher.</summary>
    public bool ActsAsTeacher { get; init; }

    /// <summary>The account teaches the learner now, as any of its persons.</summary>
    public bool Teaches { get; init; }

    /// <summary>Wrote in the work, brought evidence or handed it in.</summary>
    public bool HadAHand { get; init; }

    /// <summary>
    /// Could see whose work it is on another page: grants, leads or operates where it was handed in or where the learner goes to school.
    /// </summary>
    public bool SeesWhose { get; init; }

    /// <summary>Has or had a review of it, including one that was given back.</summary>
    public bool Judged { get; init; }

    /// <summary>
    /// A first operator, who gave themself the role to grant because there is nobody else, both judges and grants; in the classroom tier
    /// only, and the credential says so.
    /// </summary>
    public bool IsAlone => Tier is AssessmentTier.Classroom && Actor.HoldsAlone(SchoolRole.Grantor, OrganizationId);

    /// <summary>
    /// Why they may not judge it; null: they may. In the classroom tier the learner's own teacher may judge even what they photographed
    /// themself. In the certified tier nobody may who had a hand in it, teaches the learner, or could see on another page whose it is.
    /// </summary>
    public Refusal? RefusesJudging()
    {
        var classroom = Tier is AssessmentTier.Classroom;
        if (!Holds(SchoolRole.Assessor) && !(classroom && ActsAsTeacher))
            return Refusal.Forbidden("assessing.not-an-assessor");
        if (RefusesOwn() is { } own)
            return own;
        if (HadAHand && !(classroom && (ActsAsTeacher || IsAlone)))
            return Refusal.Forbidden("assessing.own-evidence");
        if (classroom)
            return null;
        if (Teaches)
            return Refusal.Forbidden("assessing.own-pupil");
        if (SeesWhose)
            return Refusal.Forbidden("assessing.knows-whose");
        return null;
    }

    /// <summary>
    /// Why they may not decide on it; null: they may. In both tiers it must not be the one who judged it or anybody who had a hand in it.
    /// </summary>
    public Refusal? RefusesGranting()
    {
        if (!Holds(SchoolRole.Grantor))
            return Refusal.Forbidden("assessing.not-a-grantor");
        if (RefusesOwn() is { } own)
            return own;
        if (IsAlone)
            return null;
        if (Judged)
            return Refusal.Forbidden("assessing.own-recommendation");
        if (HadAHand)
            return Refusal.Forbidden("assessing.own-evidence");
        return null;
    }

    /// <summary>Their relation when judging; the review keeps it.</summary>
    public JudgeRelation Relation =>
        this switch
        {
            { Tier: AssessmentTier.Certified } => JudgeRelation.AssessorBlind,
            { Teaches: true, HadAHand: true } => JudgeRelation.TeacherWithEvidence,
            { Teaches: true } => JudgeRelation.Teacher,
            _ => JudgeRelation.Assessor,
        };

    // A role that somebody gave themself, because there was nobody else, counts only in the classroom tier.
    private bool Holds(SchoolRole role) =>
        Actor.Has(role, OrganizationId) && (Tier is AssessmentTier.Classroom || !Actor.HoldsAlone(role, OrganizationId));

    private Refusal? RefusesOwn() =>
        IsLearner ? Refusal.Forbidden("assessing.own-work")
        : IsGuardian ? Refusal.Forbidden("assessing.own-child")
        : null;
}

/// <summary>How the judge was related to the learner, and whether somebody else granted. The credential says it, without names.</summary>
internal enum JudgeRelation
{
    /// <summary>The certified tier: a trained assessor who neither teaches the learner nor saw the name.</summary>
    AssessorBlind,

    /// <summary>An assessor who does not teach the learner.</summary>
    Assessor,

    /// <summary>The learner's own teacher.</summary>
    Teacher,

    /// <summary>The learner's own teacher, who also gathered evidence or wrote for the learner.</summary>
    TeacherWithEvidence,

    /// <summary>The same person judged and granted: a first operator who was alone.</summary>
    Alone,
}
