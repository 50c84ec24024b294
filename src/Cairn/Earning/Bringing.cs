using Cairn.Assessing;
using Cairn.Audit;
using Cairn.Design;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Earning;

/// <summary>Adding evidence, taking it out and putting it back. A double click adds it once.</summary>
internal static class Bringing
{
    public const int MaxArtifacts = 200;

    public static Task<Outcome<Artifact>> BringAsync(
        this CairnDb db,
        Actor actor,
        EnrollmentAccess access,
        Blueprint blueprint,
        Brought brought,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<Artifact>>(async () =>
        {
            if (!access.MayBring)
                return Refusal.Forbidden("earning.not-yours-to-bring");
            var enrollment = await db.Enrollments.SingleAsync(e => e.Id == access.Enrollment.Id, stop);
            var isGuardian = await db.IsGuardianAsync(actor, enrollment.LearnerId, stop);
            if (
                !Artifact
                    .Bring(enrollment, blueprint, brought, actor.PersonId, access.Tie is EnrollmentTie.Learner, isGuardian, now)
                    .Succeeds(out var artifact, out var refusal)
            )
                return refusal;

            var there = await db.Artifacts.Where(a => a.EnrollmentId == enrollment.Id && a.RemovedAt == null).ToListAsync(stop);
            if (there.Find(artifact.IsSameAs) is { } same)
                return same;
            if (there.Count >= MaxArtifacts)
                return Refusal.Conflict("earning.too-many", MaxArtifacts);
            if (enrollment.Touch().Refusal is { } closed)
                return closed;

            db.Add(artifact);
            await db.LeaveHandAsync(actor, enrollment, now, stop);
            db.Audit(actor, "artifact.added", artifact.Id, now, enrollment.Id.ToString());
            await db.SaveChangesAsync(stop);
            return artifact;
        });

    /// <summary>
    /// Changes one artifact of work that is open; a teacher only what an adult brought, unless the child is in their care.
    /// </summary>
    public static Task<Outcome<Artifact>> ChangeAsync(
        this CairnDb db,
        Actor actor,
        EnrollmentAccess access,
        Id<Artifact> id,
        string action,
        Func<Artifact, Outcome<Artifact>> change,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<Artifact>>(async () =>
        {
            var artifact = await db.Artifacts.SingleAsync(a => a.Id == id, stop);
            if (!access.MayWork && !(access.MayBring && artifact.AddedById == actor.PersonId))
                return Refusal.Forbidden("earning.not-yours-to-bring");
            var enrollment = await db.Enrollments.SingleAsync(e => e.Id == access.Enrollment.Id, stop);
            if (change(artifact).Refusal is { } refusal)
                return refusal;
            if (!db.ChangeTracker.HasChanges())
                return artifact;
            if (enrollment.Touch().Refusal is { } closed)
                return closed;

            await db.LeaveHandAsync(actor, enrollment, now, stop);
            db.Audit(actor, action, artifact.Id, now, enrollment.Id.ToString());
            await db.SaveChangesAsync(stop);
            return artifact;
        });

    public static Task<Outcome<Artifact>> DescribeAsync(
        this CairnDb db,
        Actor actor,
        EnrollmentAccess access,
        Id<Artifact> id,
        string? title,
        bool attach,
        DateTimeOffset now,
        CancellationToken stop
    ) => db.ChangeAsync(actor, access, id, "artifact.described", artifact => artifact.Describe(title, attach), now, stop);

    public static Task<Outcome<Artifact>> RemoveAsync(
        this CairnDb db,
        Actor actor,
        EnrollmentAccess access,
        Id<Artifact> id,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.ChangeAsync(
            actor,
            access,
            id,
            "artifact.removed",
            artifact =>
            {
                artifact.Remove(now);
                return artifact;
            },
            now,
            stop
        );

    public static Task<Outcome<Artifact>> PutBackAsync(
        this CairnDb db,
        Actor actor,
        EnrollmentAccess access,
        Id<Artifact> id,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.ChangeAsync(
            actor,
            access,
            id,
            "artifact.put-back",
            artifact =>
            {
                artifact.PutBack();
                return artifact;
            },
            now,
            stop
        );

    /// <summary>
    /// An artifact of an enrollment that the actor may see: as a draft, or because it was submitted, to an assessor with what they judge.
    /// </summary>
    public static async Task<(Artifact Artifact, EnrollmentAccess Access)?> FindArtifactAsync(
        this CairnDb db,
        Actor actor,
        Id<Artifact> id,
        CancellationToken stop
    )
    {
        if (await db.Artifacts.FirstOrDefaultAsync(a => a.Id == id, stop) is not { } artifact)
            return null;
        if (await db.FindEnrollmentAsync(actor, artifact.EnrollmentId, stop) is not { } access)
            return null;
        if (access.MaySeeDrafts)
            return (artifact, access);
        if (!access.MayKnowWhose(await db.TierOfAsync(access.Enrollment, stop)))
            return null;

        var (all, held) = (access.MaySeeSubmitted, db.ReviewsHeldBy(actor));
        var submitted = await db
            .Submissions.AsNoTracking()
            .Where(s => s.EnrollmentId == artifact.EnrollmentId && (all || held.Any(r => r.SubmissionId == s.Id)))
            .ToListAsync(stop);
        return submitted.Any(submission => submission.Read().Artifacts.Any(a => a.Id == id)) ? (artifact, access) : null;
    }
}
