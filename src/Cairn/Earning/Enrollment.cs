using Cairn.Design;

namespace Cairn.Earning;

/// <summary>One learner working on one version. Work begun on a version is judged by that version.</summary>
internal sealed class Enrollment : Owned<Enrollment>
{
    private Enrollment() { }

    private Enrollment(Person learner, MicroCredentialVersion version, string goal, DateOnly? targetDate, DateTimeOffset now)
        : base(version.DistrictId, now)
    {
        LearnerId = learner.Id;
        LearnerAccountId = learner.AccountId;
        VersionId = version.Id;
        MicroCredentialId = version.MicroCredentialId;
        OrganizationId = version.OrganizationId;
        Tier = version.Tier;
        Goal = goal;
        TargetDate = targetDate;
        StartedAt = now;
        StatesLevels = learner.Age(now).Allows(AgeMatter.TellOfOneself);
    }

    public Id<Person> LearnerId { get; private set; }
    public Guid? LearnerAccountId { get; private set; }
    public Id<MicroCredentialVersion> VersionId { get; private set; }
    public Id<MicroCredential> MicroCredentialId { get; private set; }
    public Id<Organization> OrganizationId { get; private set; }

    /// <summary>The version's, which never changes: the assessors' queue is read tier by tier.</summary>
    public AssessmentTier Tier { get; private set; }

    /// <summary>In the learner's words: what this is for.</summary>
    public string Goal { get; private set; } = "";

    public DateOnly? TargetDate { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public EnrollmentState State { get; private set; }

    /// <summary>Number of the last submission; 0 before the first.</summary>
    public int Attempts { get; private set; }

    /// <summary>
    /// Whether the credential will state the level of each criterion: for an adult by default, and theirs to change; for a minor never.
    /// </summary>
    public bool StatesLevels { get; private set; }

    /// <summary>What waits for an assessor: the last submission until its review is complete, then null.</summary>
    public Id<Submission>? WaitingSubmissionId { get; private set; }

    public long Revision { get; private set; }

    public bool IsOpenForWork => State is EnrollmentState.Working;

    /// <summary>Enrolls a learner, who acts for themself or is in the care of a teacher who acts for them.</summary>
    public static Outcome<Enrollment> Begin(
        Person learner,
        MicroCredential microCredential,
        MicroCredentialVersion version,
        string? goal,
        DateOnly? targetDate,
        DateTimeOffset now
    )
    {
        if (version.Publication is null)
            return Refusal.Conflict("earning.not-published");
        if (microCredential.RetiredAt is not null)
            return Refusal.Conflict("earning.retired");
        // Somewhere it is still yesterday: a date that is today where the learner is must not be refused.
        if (targetDate < now.DayIn(TimeZoneInfo.Utc).AddDays(-1))
            return new Refusal("earning.date-in-the-past", "targetDate");

        return new Enrollment(learner, version, Clean(goal), targetDate, now);
    }

    /// <summary>The learner's own goal and date. A date that has passed may stay: it was theirs.</summary>
    public Outcome<Enrollment> Plan(PlanAsked plan)
    {
        if (!IsOpenForWork)
            return Refusal.Conflict("earning.not-open-for-work");
        var goal = Clean(plan.Goal);
        if ((Goal, TargetDate) == (goal, plan.TargetDate))
            return this;
        (Goal, TargetDate) = (goal, plan.TargetDate);
        Revision++;
        return this;
    }

    /// <summary>What the credential will say beside "met" is the learner's choice, once they are of age (design rule 13).</summary>
    public Outcome<Enrollment> ChooseLevels(Actor actor, bool stated)
    {
        if (!IsLearner(actor))
            return Refusal.Forbidden("earning.levels-not-yours");
        if (!actor.Age.Allows(AgeMatter.TellOfOneself) && stated)
            return Refusal.Forbidden("earning.levels-of-a-minor");
        if (!IsOpenForWork)
            return Refusal.Conflict("earning.not-open-for-work");
        if (StatesLevels == stated)
            return this;
        StatesLevels = stated;
        Revision++;
        return this;
    }

    /// <summary>A change below: an answer or an artifact.</summary>
    public Outcome<Enrollment> Touch()
    {
        if (!IsOpenForWork)
            return Refusal.Conflict("earning.not-open-for-work");
        Revision++;
        return this;
    }

    /// <summary>The next attempt's number; the work is frozen in a <see cref="Submission"/> and waits for an assessor.</summary>
    public Outcome<int> Submit()
    {
        if (!IsOpenForWork)
            return Refusal.Conflict("earning.not-open-for-work");
        State = EnrollmentState.Submitted;
        Revision++;
        return ++Attempts;
    }

    /// <summary>A submission of it joins the assessors' queue.</summary>
    public void WaitFor(Submission submission) => WaitingSubmissionId = submission.Id;

    /// <summary>Its review is complete: it leaves the assessors' queue.</summary>
    public void IsJudged() => WaitingSubmissionId = null;

    /// <summary>The grantor asked for a new attempt: the work is open again, as it was.</summary>
    public void Reopen()
    {
        State = EnrollmentState.Working;
        Revision++;
    }

    public void Complete()
    {
        State = EnrollmentState.Earned;
        Revision++;
    }

    /// <summary>The award was taken back: this work is over, and the learner may begin again.</summary>
    public void TakeBack()
    {
        State = EnrollmentState.Revoked;
        Revision++;
    }

    /// <summary>The learner leaves it; nothing is deleted, and enrolling again goes on from here.</summary>
    public Outcome<Enrollment> Withdraw()
    {
        if (State is EnrollmentState.Withdrawn)
            return this;
        if (State is not EnrollmentState.Working)
            return Refusal.Conflict("earning.not-open-for-work");
        State = EnrollmentState.Withdrawn;
        Revision++;
        return this;
    }

    /// <summary>The learner takes it up again, where they left it.</summary>
    public Outcome<Enrollment> Resume()
    {
        if (State is EnrollmentState.Working)
            return this;
        if (State is not EnrollmentState.Withdrawn)
            return Refusal.Conflict("earning.not-open-for-work");
        State = EnrollmentState.Working;
        Revision++;
        return this;
    }

    /// <summary>Characters of a goal.</summary>
    public const int GoalLength = 1000;

    private static string Clean(string? goal) => goal?.Trim().ReplaceLineEndings("\n") ?? "";

    public bool IsLearner(Actor actor) => actor.Is(LearnerId, LearnerAccountId);
}

internal enum EnrollmentState
{
    Working,
    Submitted,
    Earned,
    Withdrawn,
    Revoked,
}
