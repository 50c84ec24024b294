using Cairn.Design;

namespace Cairn.Earning;

/// <summary>
/// What somebody is to an enrollment, and so what they may do with it. For everybody else the enrollment
/// does not exist (404, never 403).
/// </summary>
/// <param name="InCare">The learner is one of the youngest, for whom their teacher acts.</param>
/// <param name="OfAge">The reader is the learner, and an adult.</param>
internal sealed record EnrollmentAccess(Enrollment Enrollment, EnrollmentTie Tie, bool InCare, bool OfAge)
{
    /// <summary>Plan, write, submit, withdraw.</summary>
    public bool MayWork => Tie is EnrollmentTie.Learner || Tie is EnrollmentTie.Teacher && InCare;

    /// <summary>Bring evidence: the learner, and their teacher who takes a photo or writes down what they saw.</summary>
    public bool MayBring => Tie is EnrollmentTie.Learner or EnrollmentTie.Teacher;

    /// <summary>See work that was not submitted yet. People who grant, lead or judge see only what was submitted.</summary>
    public bool MaySeeDrafts => Tie is EnrollmentTie.Learner or EnrollmentTie.Teacher;

    /// <summary>See anything submitted; an assessor only what they hold a review of.</summary>
    public bool MaySeeSubmitted => Tie is not EnrollmentTie.Assessor;

    /// <summary>In the certified tier an assessor judges without knowing whose work it is.</summary>
    public bool MayKnowWhose(AssessmentTier tier) => Tie is not EnrollmentTie.Assessor || tier is AssessmentTier.Classroom;
}

internal enum EnrollmentTie
{
    Learner,

    /// <summary>Teaches a class that the learner is in, now.</summary>
    Teacher,

    /// <summary>Grants or leads at the organization that offers it.</summary>
    Overseer,

    /// <summary>Holds a review of one of its submissions, and is still an assessor there.</summary>
    Assessor,
}

/// <summary>An enrollment with what decides whether its learner is one of the youngest.</summary>
internal sealed record AskedWork(Enrollment Enrollment, string? Grade, Guid? AccountId);

internal static class EnrollmentAccesses
{
    /// <summary>
    /// The enrollment, for who may see what is not submitted yet: the learner and their teachers. For everybody else there is no such work.
    /// </summary>
    public static async Task<Outcome<EnrollmentAccess>> FindWorkAsync(this Visit visit, Id<Enrollment> id)
    {
        return await Asked.FirstOrDefaultAsync(visit.Db, id, visit.Stop) is { } asked ? await visit.AccessToAsync(asked) : Refusal.NotFound;
    }

    /// <summary>The same for an enrollment that has been read already.</summary>
    public static async Task<Outcome<EnrollmentAccess>> AccessToAsync(this Visit visit, AskedWork asked)
    {
        var (actor, db, _, stop) = visit;
        var (enrollment, inCare) = (asked.Enrollment, Ties.IsInCare(asked.Grade, asked.AccountId));
        if (enrollment.IsLearner(actor))
            return new EnrollmentAccess(enrollment, EnrollmentTie.Learner, inCare, actor.Age.Allows(AgeMatter.TellOfOneself));
        // Most who ask are the learner: what others are to it takes another question.
        return actor.Has(SchoolRole.Teacher) && await db.TaughtBy(actor).AnyAsync(one => one.PersonId == enrollment.LearnerId, stop)
            ? new EnrollmentAccess(enrollment, EnrollmentTie.Teacher, inCare, OfAge: false)
            : Refusal.NotFound;
    }

    private static readonly CompiledQuery<Id<Enrollment>, AskedWork> Asked = new(
        (db, id) =>
            from enrollment in db.Enrollments
            where enrollment.Id == id
            join learner in db.People on enrollment.LearnerId equals learner.Id
            select new AskedWork(enrollment, learner.Grade, learner.AccountId)
    );
}
