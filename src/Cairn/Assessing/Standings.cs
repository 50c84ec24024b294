using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Assessing;

/// <summary>
/// What ties an account to submissions, each tie once: the queues leave out what is tied, <see cref="StandingsAsync"/> asks about some.
/// Ties go by all persons of the district whom the account is.
/// </summary>
internal static class Standings
{
    /// <summary>Read again at each step. Null: there is no such submission.</summary>
    public static async Task<Standing?> StandingAsync(this CairnDb db, Actor actor, Id<Submission> id, CancellationToken stop) =>
        (await db.StandingsAsync(actor, [id], stop)).FirstOrDefault();

    /// <summary>
    /// One query for one submission and for a page of them. Uses a count instead of "any": PostgreSQL would gather all rows of a kind, to
    /// look up each of these few.
    /// </summary>
    public static async Task<List<Standing>> StandingsAsync(
        this CairnDb db,
        Actor actor,
        IReadOnlyCollection<Id<Submission>> ids,
        CancellationToken stop
    )
    {
        var found = await AllTies.ToListAsync(db, new(actor, ids), stop);
        return found.ConvertAll(one => new Standing(actor, one.Id, one.OrganizationId, one.Tier)
        {
            IsLearner = actor.Is(one.LearnerId, one.LearnerAccountId),
            IsGuardian = one.IsGuardian,
            ActsAsTeacher = one.ActsAsTeacher,
            Teaches = one.Teaches,
            HadAHand = one.HadAHand,
            SeesWhose = one.SeesWhose,
            Judged = one.Judged,
        });
    }

    private static readonly KeptQuery<AskedAbout, TiesTo> AllTies = new(
        (db, asked) =>
        {
            var actor = asked.Actor;
            var (ofChildren, asTeacher, ofPupils) = (
                db.SubmissionsOfChildren(actor),
                db.SubmissionsTaughtBy(actor),
                db.SubmissionsOfPupils(actor)
            );
            var (withAHand, seen, judged) = (db.SubmissionsWithAHandOf(actor), db.SubmissionsSeenBy(actor), db.SubmissionsJudgedBy(actor));
            return from submission in db.Submissions
                where asked.Ids.Contains(submission.Id)
                join version in db.Versions on submission.VersionId equals version.Id
                select new TiesTo(
                    submission.Id,
                    submission.LearnerId,
                    submission.LearnerAccountId,
                    submission.OrganizationId,
                    version.Tier,
                    ofChildren.Count(s => s.Id == submission.Id) > 0,
                    asTeacher.Count(s => s.Id == submission.Id) > 0,
                    ofPupils.Count(s => s.Id == submission.Id) > 0,
                    withAHand.Count(s => s.Id == submission.Id) > 0,
                    seen.Count(s => s.Id == submission.Id) > 0,
                    judged.Count(s => s.Id == submission.Id) > 0
                );
        }
    );

    private sealed record AskedAbout(Actor Actor, IReadOnlyCollection<Id<Submission>> Ids);

    private sealed record TiesTo(
        Id<Submission> Id,
        Id<Person> LearnerId,
        Guid? LearnerAccountId,
        Id<Organization> OrganizationId,
        AssessmentTier Tier,
        bool IsGuardian,
        bool ActsAsTeacher,
        bool Teaches,
        bool HadAHand,
        bool SeesWhose,
        bool Judged
    );

    public static IQueryable<Submission> SubmissionsOfChildren(this CairnDb db, Actor actor)
    {
        var cared = db.CaredForBy(actor);
        return db.Submissions.Where(s => cared.Any(g => g.LearnerId == s.LearnerId));
    }

    /// <summary>Of learners whom the actor teaches as the acting person and in the acting role.</summary>
    public static IQueryable<Submission> SubmissionsTaughtBy(this CairnDb db, Actor actor)
    {
        var taught = db.TaughtBy(actor);
        return db.Submissions.Where(s => taught.Any(m => m.PersonId == s.LearnerId));
    }

    /// <summary>Of learners in one of the account's classes, whether it acts as their teacher or not.</summary>
    public static IQueryable<Submission> SubmissionsOfPupils(this CairnDb db, Actor actor)
    {
        var teaching = db.ClassMemberships.Where(m =>
            m.Role == ClassRole.Teacher && m.EndedAt == null && actor.Selves.Contains(m.PersonId)
        );
        var learning = db.LearningNow();
        return db.Submissions.Where(s => learning.Any(m => m.PersonId == s.LearnerId && teaching.Any(t => t.ClassId == m.ClassId)));
    }

    public static IQueryable<Submission> SubmissionsWithAHandOf(this CairnDb db, Actor actor) =>
        db.Submissions.Where(s =>
            db.Hands.Any(h =>
                h.EnrollmentId == s.EnrollmentId
                && (actor.Selves.Contains(h.PersonId) || (actor.AccountId != null && h.AccountId == actor.AccountId))
            )
        );

    /// <summary>Whose learner is named on another page that the account can see: pages for granting, leading or operating.</summary>
    public static IQueryable<Submission> SubmissionsSeenBy(this CairnDb db, Actor actor)
    {
        var offices = db.OfficesOf(actor);
        var learning = db.LearningNow();
        return db.Submissions.Where(s =>
            offices.Any(r =>
                r.OrganizationId == s.OrganizationId
                || db.Organizations.Any(o => o.Id == r.OrganizationId && o.Kind == OrganizationKind.District)
            )
            || learning.Any(m =>
                m.PersonId == s.LearnerId
                && db.Classes.Any(c =>
                    c.Id == m.ClassId && offices.Any(r => r.OrganizationId == c.SchoolId && r.Role != SchoolRole.Grantor)
                )
            )
        );
    }

    /// <summary>Where they grant, lead or operate, as any person of the account.</summary>
    public static IQueryable<RoleAssignment> OfficesOf(this CairnDb db, Actor actor) =>
        db.RoleAssignments.Where(r =>
            actor.Selves.Contains(r.PersonId)
            && (r.Role == SchoolRole.Grantor || r.Role == SchoolRole.Leader || r.Role == SchoolRole.Operator)
        );

    /// <summary>Including those whose review was given back.</summary>
    public static IQueryable<Submission> SubmissionsJudgedBy(this CairnDb db, Actor actor) =>
        db.Submissions.Where(s =>
            db.Reviews.Any(r =>
                r.SubmissionId == s.Id
                && (actor.Selves.Contains(r.AssessorId) || (actor.AccountId != null && r.AssessorAccountId == actor.AccountId))
            )
        );

    private static IQueryable<ClassMembership> LearningNow(this CairnDb db) =>
        db.ClassMemberships.Where(m =>
            m.Role == ClassRole.Learner && m.EndedAt == null && db.Classes.Any(c => c.Id == m.ClassId && c.EndedAt == null)
        );
}
