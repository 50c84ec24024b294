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
        var (ofChildren, asTeacher, ofPupils) = (
            db.SubmissionsOfChildren(actor),
            db.SubmissionsTaughtBy(actor),
            db.SubmissionsOfPupils(actor)
        );
        var (withAHand, seen, judged) = (db.SubmissionsWithAHandOf(actor), db.SubmissionsSeenBy(actor), db.SubmissionsJudgedBy(actor));
        var found = await (
            from submission in db.Submissions
            where ids.Contains(submission.Id)
            join version in db.Versions on submission.VersionId equals version.Id
            select new
            {
                submission.Id,
                submission.LearnerId,
                submission.LearnerAccountId,
                submission.OrganizationId,
                version.Tier,
                IsGuardian = ofChildren.Count(s => s.Id == submission.Id) > 0,
                ActsAsTeacher = asTeacher.Count(s => s.Id == submission.Id) > 0,
                Teaches = ofPupils.Count(s => s.Id == submission.Id) > 0,
                HadAHand = withAHand.Count(s => s.Id == submission.Id) > 0,
                SeesWhose = seen.Count(s => s.Id == submission.Id) > 0,
                Judged = judged.Count(s => s.Id == submission.Id) > 0,
            }
        ).ToListAsync(stop);
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
        var selves = actor.Selves;
        var teaching = db.ClassMemberships.Where(m => m.Role == ClassRole.Teacher && m.EndedAt == null && selves.Contains(m.PersonId));
        var learning = db.LearningNow();
        return db.Submissions.Where(s => learning.Any(m => m.PersonId == s.LearnerId && teaching.Any(t => t.ClassId == m.ClassId)));
    }

    public static IQueryable<Submission> SubmissionsWithAHandOf(this CairnDb db, Actor actor)
    {
        var (selves, account) = (actor.Selves, actor.AccountId);
        return db.Submissions.Where(s =>
            db.Hands.Any(h =>
                h.EnrollmentId == s.EnrollmentId && (selves.Contains(h.PersonId) || (account != null && h.AccountId == account))
            )
        );
    }

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
    public static IQueryable<RoleAssignment> OfficesOf(this CairnDb db, Actor actor)
    {
        var selves = actor.Selves;
        return db.RoleAssignments.Where(r =>
            selves.Contains(r.PersonId) && (r.Role == SchoolRole.Grantor || r.Role == SchoolRole.Leader || r.Role == SchoolRole.Operator)
        );
    }

    /// <summary>Including those whose review was given back.</summary>
    public static IQueryable<Submission> SubmissionsJudgedBy(this CairnDb db, Actor actor)
    {
        var (selves, account) = (actor.Selves, actor.AccountId);
        return db.Submissions.Where(s =>
            db.Reviews.Any(r =>
                r.SubmissionId == s.Id && (selves.Contains(r.AssessorId) || (account != null && r.AssessorAccountId == account))
            )
        );
    }

    private static IQueryable<ClassMembership> LearningNow(this CairnDb db) =>
        db.ClassMemberships.Where(m =>
            m.Role == ClassRole.Learner && m.EndedAt == null && db.Classes.Any(c => c.Id == m.ClassId && c.EndedAt == null)
        );
}
