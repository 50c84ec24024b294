using Cairn.Audit;
using Cairn.Design;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Earning;

/// <summary>Starting: once for each learner and version, also at the same instant; who had left goes on where they were.</summary>
internal static class Enrolling
{
    /// <summary>What the catalogue offers now, or null: a micro-credential that is not there or has no published version.</summary>
    public static async Task<Offer?> FindOfferAsync(this CairnDb db, Id<MicroCredential> id, CancellationToken stop) =>
        await (
            from microCredential in db.MicroCredentials
            where microCredential.Id == id && microCredential.CurrentVersionId != null
            join version in db.Versions.Include(v => v.Publication) on microCredential.CurrentVersionId equals version.Id
            select new Offer(microCredential, version)
        ).FirstOrDefaultAsync(stop);

    /// <summary>Enrolls the actor, or a child in the actor's care.</summary>
    public static Task<Outcome<Started>> EnrollAsync(
        this CairnDb db,
        Actor actor,
        Id<Person> learnerId,
        Offer offer,
        string? goal,
        DateOnly? targetDate,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<Started>>(async () =>
        {
            if (await db.FindLearnerAsync(actor, learnerId, stop) is not { } learner)
                return new Refusal("earning.not-your-learner", "learner");

            var existing = await db.FindBegunAsync(learner.Id, offer.MicroCredential.Id, stop);
            if (existing is { State: EnrollmentState.Withdrawn })
            {
                existing.Resume();
                db.Audit(actor, "enrollment.resumed", existing.Id, now);
                await db.SaveChangesAsync(stop);
            }
            if (existing is not null)
                return new Started(existing, First: false);

            if (
                !Enrollment
                    .Begin(learner, offer.MicroCredential, offer.Version, goal, targetDate, now)
                    .Succeeds(out var enrollment, out var refusal)
            )
                return refusal;
            db.Add(enrollment);
            db.Audit(actor, "enrollment.started", enrollment.Id, now);
            await db.SaveChangesAsync(stop);
            return new Started(enrollment, First: true);
        });

    public static Task<Outcome<Enrollment>> PlanAsync(
        this CairnDb db,
        Actor actor,
        EnrollmentAccess access,
        string? goal,
        DateOnly? targetDate,
        DateTimeOffset now,
        CancellationToken stop
    ) => db.ChangeEnrollmentAsync(actor, access, "enrollment.planned", enrollment => enrollment.Plan(goal, targetDate), now, stop);

    public static Task<Outcome<Enrollment>> WithdrawAsync(
        this CairnDb db,
        Actor actor,
        EnrollmentAccess access,
        DateTimeOffset now,
        CancellationToken stop
    ) => db.ChangeEnrollmentAsync(actor, access, "enrollment.withdrawn", enrollment => enrollment.Withdraw(), now, stop);

    private static Task<Outcome<Enrollment>> ChangeEnrollmentAsync(
        this CairnDb db,
        Actor actor,
        EnrollmentAccess access,
        string action,
        Func<Enrollment, Outcome<Enrollment>> change,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<Enrollment>>(async () =>
        {
            if (!access.MayWork)
                return Refusal.Forbidden("earning.not-yours-to-write");
            var enrollment = await db.Enrollments.SingleAsync(e => e.Id == access.Enrollment.Id, stop);
            if (change(enrollment).Refusal is { } refusal)
                return refusal;
            if (!db.ChangeTracker.HasChanges())
                return enrollment;

            await db.LeaveHandAsync(actor, enrollment, now, stop);
            db.Audit(actor, action, enrollment.Id, now);
            await db.SaveChangesAsync(stop);
            return enrollment;
        });

    /// <summary>
    /// The enrollment that starting again leads to: the one on the offered version or, while it is not finished, one on an earlier version
    /// (work begun on version 2 is judged by version 2). What was taken back is begun anew.
    /// </summary>
    public static Task<Enrollment?> FindBegunAsync(
        this CairnDb db,
        Id<Person> learner,
        Id<MicroCredential> microCredential,
        CancellationToken stop
    ) =>
        (
            from enrollment in db.Enrollments
            where enrollment.LearnerId == learner && enrollment.MicroCredentialId == microCredential
            join offered in db.MicroCredentials on enrollment.MicroCredentialId equals offered.Id
            where
                enrollment.State != EnrollmentState.Revoked
                && (enrollment.VersionId == offered.CurrentVersionId || enrollment.State != EnrollmentState.Earned)
            orderby enrollment.Id descending
            select enrollment
        ).FirstOrDefaultAsync(stop);

    // Learners and adults for themselves; a teacher for the youngest of their own classes.
    private static async Task<Person?> FindLearnerAsync(this CairnDb db, Actor actor, Id<Person> id, CancellationToken stop)
    {
        if (id == actor.PersonId && !(actor.IsAdult || actor.Has(SchoolRole.Learner)))
            return null;
        if (await db.People.FirstOrDefaultAsync(p => p.Id == id && p.EndedAt == null, stop) is not { } learner)
            return null;
        if (id == actor.PersonId)
            return learner;
        var taught =
            EnrollmentAccesses.IsInCare(learner.Grade, learner.AccountId) && await db.TaughtBy(actor).AnyAsync(m => m.PersonId == id, stop);
        return taught ? learner : null;
    }
}

/// <summary>A micro-credential and the version that it offers now.</summary>
internal sealed record Offer(MicroCredential MicroCredential, MicroCredentialVersion Version);

/// <param name="First">Whether this call began it.</param>
internal sealed record Started(Enrollment Enrollment, bool First);
