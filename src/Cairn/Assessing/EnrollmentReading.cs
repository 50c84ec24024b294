using Cairn.Earning;

namespace Cairn.Assessing;

/// <summary>
/// Who may read a learner's work: besides the learner and their teachers, who oversees where it is offered, and who holds a review of it.
/// For everybody else it does not exist (404, never 403).
/// </summary>
internal static class EnrollmentReading
{
    /// <summary>The enrollment and what the actor may do with it.</summary>
    public static async Task<Outcome<EnrollmentAccess>> FindEnrollmentAsync(this Visit visit, Id<Enrollment> id)
    {
        if ((await visit.FindWorkAsync(id)).Succeeds(out var work, out _))
            return work;

        var (actor, db, _, stop) = visit;
        var (held, cared) = (db.ReviewsHeldBy(actor), db.CaredForBy(actor));
        var found = await (
            from enrollment in db.Enrollments
            where enrollment.Id == id
            join learner in db.People on enrollment.LearnerId equals learner.Id
            select new
            {
                enrollment,
                learner.Grade,
                learner.AccountId,
                Assesses = !cared.Any(g => g.LearnerId == enrollment.LearnerId)
                    && held.Any(r => db.Submissions.Any(s => s.Id == r.SubmissionId && s.EnrollmentId == enrollment.Id)),
            }
        ).FirstOrDefaultAsync(stop);
        if (found is null)
            return Refusal.NotFound;
        var at = found.enrollment.OrganizationId;
        EnrollmentTie? tie =
            actor.Has(SchoolRole.Grantor, at) || actor.Has(SchoolRole.Leader, at) ? EnrollmentTie.Overseer
            : found.Assesses && actor.Has(SchoolRole.Assessor, at) ? EnrollmentTie.Assessor
            : null;
        return tie is { } known
            ? new EnrollmentAccess(found.enrollment, known, Ties.IsInCare(found.Grade, found.AccountId), OfAge: false)
            : Refusal.NotFound;
    }

    /// <summary>
    /// A submission that the actor may see: as its enrollment, but an assessor the ones that they hold, and in the certified tier only
    /// under
    /// <c>/assessing</c>, where titles and files do not name the learner.
    /// </summary>
    public static async Task<Outcome<SeenSubmission>> FindSubmissionAsync(this Visit visit, Id<Submission> id)
    {
        var (actor, db, _, stop) = visit;
        if (await db.Submissions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, stop) is not { } submission)
            return Refusal.NotFound;
        if (!(await visit.FindEnrollmentAsync(submission.EnrollmentId)).Succeeds(out var access, out var hidden))
            return hidden;
        var may =
            access.MaySeeSubmitted
            || (
                await db.ReviewsHeldBy(actor).AnyAsync(r => r.SubmissionId == id, stop)
                && access.MayKnowWhose(await db.TierOfAsync(access.Enrollment, stop))
            );
        return may ? new SeenSubmission(submission, access) : Refusal.NotFound;
    }

    /// <summary>
    /// An artifact of an enrollment that the actor may see: as a draft, or because it was submitted, to an assessor with what they judge.
    /// </summary>
    public static async Task<Outcome<SeenArtifact>> FindArtifactAsync(this Visit visit, Id<Artifact> id)
    {
        var (actor, db, _, stop) = visit;
        if (await db.Artifacts.FirstOrDefaultAsync(a => a.Id == id, stop) is not { } artifact)
            return Refusal.NotFound;
        if (!(await visit.FindEnrollmentAsync(artifact.EnrollmentId)).Succeeds(out var access, out var hidden))
            return hidden;
        if (access.MaySeeDrafts)
            return new SeenArtifact(artifact, access);
        if (!access.MayKnowWhose(await db.TierOfAsync(access.Enrollment, stop)))
            return Refusal.NotFound;

        var (all, held) = (access.MaySeeSubmitted, db.ReviewsHeldBy(actor));
        var submitted = await db
            .Submissions.AsNoTracking()
            .Where(s => s.EnrollmentId == artifact.EnrollmentId && (all || held.Any(r => r.SubmissionId == s.Id)))
            .ToListAsync(stop);
        return submitted.Any(submission => submission.Read().Artifacts.Any(a => a.Id == id))
            ? new SeenArtifact(artifact, access)
            : Refusal.NotFound;
    }

    /// <summary>The actor's reviews, but those that they gave back to the queue.</summary>
    public static IQueryable<Review> ReviewsHeldBy(this CairnDb db, Actor actor) =>
        db.Reviews.Where(r => r.AssessorId == actor.PersonId && (r.Place != null || r.CompletedAt != null));
}

internal sealed record SeenSubmission(Submission Submission, EnrollmentAccess Access);
