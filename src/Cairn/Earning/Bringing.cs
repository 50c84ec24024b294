using Cairn.Audit;

namespace Cairn.Earning;

/// <summary>Adding evidence, removing it and putting it back. A double click adds it once.</summary>
internal static class Bringing
{
    public const int MaxArtifacts = 200;

    public static Task<Outcome<Artifact>> BringAsync(this Visit visit, Id<Enrollment> id, Brought brought) =>
        visit.Db.OnceAsync<Outcome<Artifact>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (!(await visit.FindWorkAsync(id)).Succeeds(out var access, out var hidden))
                return hidden;
            if (!access.MayBring)
                return Refusal.Forbidden("earning.not-yours-to-bring");
            var enrollment = access.Enrollment;
            var blueprint = await db.BlueprintOfAsync(enrollment, stop);
            var isGuardian = await db.IsGuardianAsync(actor, enrollment.LearnerId, stop);
            if (
                !Artifact
                    .Bring(enrollment, blueprint, brought, actor.PersonId, access.Tie is EnrollmentTie.Learner, isGuardian, now)
                    .Succeeds(out var artifact, out var refusal)
            )
                return refusal;

            var there = await db.Artifacts.Where(a => a.EnrollmentId == id && a.RemovedAt == null).ToListAsync(stop);
            if (there.Find(artifact.IsSameAs) is { } same)
                return same;
            if (there.Count >= MaxArtifacts)
                return Refusal.Conflict("earning.too-many", MaxArtifacts);
            if (enrollment.Touch().Refusal is { } closed)
                return closed;

            db.Add(artifact);
            await visit.LeaveHandAsync(enrollment);
            db.Audit(actor, "artifact.added", artifact.Id, now, id.ToString());
            await db.SaveChangesAsync(stop);
            return artifact;
        });

    public static Task<Outcome<Artifact>> DescribeAsync(this Visit visit, Id<Artifact> id, DescribingAsked asked) =>
        visit.ChangeAsync(id, "artifact.described", artifact => artifact.Describe(asked.Title, asked.Attach));

    public static Task<Outcome<Artifact>> RemoveAsync(this Visit visit, Id<Artifact> id) =>
        visit.ChangeAsync(id, "artifact.removed", artifact => artifact.Remove(visit.Now));

    public static Task<Outcome<Artifact>> PutBackAsync(this Visit visit, Id<Artifact> id) =>
        visit.ChangeAsync(id, "artifact.put-back", artifact => artifact.PutBack());

    /// <summary>
    /// Changes one artifact of open work; a teacher only what an adult brought, unless the child is in their care.
    /// </summary>
    private static Task<Outcome<Artifact>> ChangeAsync(this Visit visit, Id<Artifact> id, string action, Action<Artifact> change) =>
        visit.Db.OnceAsync<Outcome<Artifact>>(async () =>
        {
            if (!(await visit.FindDraftAsync(id)).Succeeds(out var found, out var hidden))
                return hidden;
            var (artifact, access) = found;
            if (!access.MayWork && !(access.MayBring && artifact.AddedById == visit.Actor.PersonId))
                return Refusal.Forbidden("earning.not-yours-to-bring");
            change(artifact);
            if (!visit.Db.ChangeTracker.HasChanges())
                return artifact;
            if (access.Enrollment.Touch().Refusal is { } closed)
                return closed;

            await visit.LeaveHandAsync(access.Enrollment);
            visit.Db.Audit(visit.Actor, action, id, visit.Now, access.Enrollment.Id.ToString());
            await visit.Db.SaveChangesAsync(visit.Stop);
            return artifact;
        });

    /// <summary>An artifact of work that the actor may see as it is made.</summary>
    private static async Task<Outcome<SeenArtifact>> FindDraftAsync(this Visit visit, Id<Artifact> id) =>
        await visit.Db.Artifacts.FirstOrDefaultAsync(a => a.Id == id, visit.Stop) is { } artifact
            ? (await visit.FindWorkAsync(artifact.EnrollmentId)).As(access => new SeenArtifact(artifact, access))
            : Refusal.NotFound;
}

internal sealed record SeenArtifact(Artifact Artifact, EnrollmentAccess Access);
