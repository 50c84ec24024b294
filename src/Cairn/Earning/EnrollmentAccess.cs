using Cairn.Assessing;
using Cairn.Design;
using Cairn.Schools;
using Cairn.SignIn;

namespace Cairn.Earning;

/// <summary>
/// What somebody is to an enrollment, and so what they may do with it: the only place for this rule. For everybody else the enrollment
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

internal static class EnrollmentAccesses
{
    /// <summary>The same for people who may see what is not submitted yet; for everybody else there is no such work.</summary>
    public static async Task<Outcome<EnrollmentAccess>> FindWorkAsync(this Visit visit, Id<Enrollment> id) =>
        (await visit.FindEnrollmentAsync(id)).Succeeds(out var access, out _) && access.MaySeeDrafts ? access : Refusal.NotFound;

    /// <summary>The enrollment and what the actor may do with it.</summary>
    public static async Task<Outcome<EnrollmentAccess>> FindEnrollmentAsync(this Visit visit, Id<Enrollment> id)
    {
        var (actor, db, _, stop) = visit;
        if (await Asked.FirstOrDefaultAsync(db, id, stop) is not { } asked)
            return Refusal.NotFound;

        var (enrollment, inCare) = (asked.Enrollment, IsInCare(asked.Grade, asked.AccountId));
        if (enrollment.IsLearner(actor))
            return new EnrollmentAccess(enrollment, EnrollmentTie.Learner, inCare, actor.Age.Allows(AgeMatter.TellOfOneself));

        // Most readers are the learner; for others a longer query is needed.
        var mine = db.TaughtBy(actor);
        var (held, cared) = (db.ReviewsHeldBy(actor), db.CaredForBy(actor));
        var found = await db
            .Enrollments.Where(one => one.Id == id)
            .Select(one => new
            {
                Teaches = mine.Any(m => m.PersonId == one.LearnerId),
                Assesses = !cared.Any(g => g.LearnerId == one.LearnerId)
                    && held.Any(r => db.Submissions.Any(s => s.Id == r.SubmissionId && s.EnrollmentId == one.Id)),
            })
            .FirstOrDefaultAsync(stop);
        EnrollmentTie? tie = found switch
        {
            null => null,
            { Teaches: true } => EnrollmentTie.Teacher,
            _ when actor.Has(SchoolRole.Grantor, enrollment.OrganizationId) || actor.Has(SchoolRole.Leader, enrollment.OrganizationId) =>
                EnrollmentTie.Overseer,
            { Assesses: true } when actor.Has(SchoolRole.Assessor, enrollment.OrganizationId) => EnrollmentTie.Assessor,
            _ => null,
        };
        return tie is { } known ? new EnrollmentAccess(enrollment, known, inCare, OfAge: false) : Refusal.NotFound;
    }

    private static readonly CompiledQuery<Id<Enrollment>, AskedWork> Asked = new(
        (db, id) =>
            from enrollment in db.Enrollments
            where enrollment.Id == id
            join learner in db.People on enrollment.LearnerId equals learner.Id
            select new AskedWork(enrollment, learner.Grade, learner.AccountId)
    );

    private sealed record AskedWork(Enrollment Enrollment, string? Grade, Guid? AccountId);

    /// <summary>The learners' memberships in the classes that the actor teaches now; none if they are no longer a teacher.</summary>
    public static IQueryable<ClassMembership> TaughtBy(this CairnDb db, Actor actor)
    {
        var isTeacher = actor.Has(SchoolRole.Teacher);
        var taught =
            from teacher in db.ClassMemberships
            where isTeacher && teacher.PersonId == actor.PersonId && teacher.Role == ClassRole.Teacher && teacher.EndedAt == null
            join c in db.Classes on teacher.ClassId equals c.Id
            where c.EndedAt == null
            select c.Id;
        return db.ClassMemberships.Where(member =>
            member.Role == ClassRole.Learner && member.EndedAt == null && taught.Contains(member.ClassId)
        );
    }

    /// <summary>The actor's reviews, except those that they gave back to the queue.</summary>
    public static IQueryable<Assessing.Review> ReviewsHeldBy(this CairnDb db, Actor actor) =>
        db.Reviews.Where(r => r.AssessorId == actor.PersonId && (r.Place != null || r.CompletedAt != null));

    /// <summary>Kindergarten to second grade, or a child who has no account of their own.</summary>
    public static bool IsInCare(string? grade, Guid? account) =>
        grade is "IT" or "PR" or "PK" or "TK" or "KG" or "01" or "02" || account is null;
}
