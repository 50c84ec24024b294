using Cairn.Audit;
using Cairn.Design;

namespace Cairn.Earning;

/// <summary>
/// Starting: once for each learner and version, even at the same instant; a learner who had left goes on where they were.
/// </summary>
internal static class Enrolling
{
    /// <summary>What the catalogue offers now, or null: a micro-credential that does not exist or has no published version.</summary>
    public static async Task<Offer?> FindOfferAsync(this CairnDb db, Id<MicroCredential> id, CancellationToken stop) =>
        await (
            from microCredential in db.MicroCredentials
            where microCredential.Id == id && microCredential.CurrentVersionId != null
            join version in db.Versions.Include(v => v.Publication) on microCredential.CurrentVersionId equals version.Id
            select new Offer(microCredential, version)
        ).FirstOrDefaultAsync(stop);

    /// <summary>Enrolls the actor, or a child in the actor's care, with what is offered now.</summary>
    public static Task<Outcome<Started>> EnrollAsync(
        this Visit visit,
        Id<MicroCredential> id,
        Id<Person> learnerId,
        string? goal = null,
        DateOnly? targetDate = null
    ) =>
        visit.Db.OnceAsync<Outcome<Started>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (await db.FindOfferAsync(id, stop) is not { } offer)
                return Refusal.NotFound;
            if (await visit.FindLearnerAsync(learnerId) is not { } learner)
                return new Refusal("earning.not-your-learner", "learnerId");

            var existing = await db.FindBegunAsync(learner.Id, id, stop);
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

    /// <param name="visit">Who plans.</param>
    /// <param name="id">What they work on.</param>
    /// <param name="plan">Gets what was saved: autosave sends only what was changed.</param>
    public static Task<Outcome<Enrollment>> PlanAsync(this Visit visit, Id<Enrollment> id, Func<Enrollment, PlanAsked> plan) =>
        visit.ChangeAsync(id, "enrollment.planned", enrollment => enrollment.Plan(plan(enrollment)));

    public static Task<Outcome<Enrollment>> WithdrawAsync(this Visit visit, Id<Enrollment> id) =>
        visit.ChangeAsync(id, "enrollment.withdrawn", enrollment => enrollment.Withdraw());

    /// <summary>Also of what is no longer offered: whoever has begun may finish it.</summary>
    public static Task<Outcome<Enrollment>> ResumeAsync(this Visit visit, Id<Enrollment> id) =>
        visit.ChangeAsync(id, "enrollment.resumed", enrollment => enrollment.Resume());

    private static Task<Outcome<Enrollment>> ChangeAsync(
        this Visit visit,
        Id<Enrollment> id,
        string action,
        Func<Enrollment, Outcome<Enrollment>> change
    ) =>
        visit.Db.OnceAsync<Outcome<Enrollment>>(async () =>
        {
            if (!(await visit.FindWorkAsync(id)).Succeeds(out var access, out var hidden))
                return hidden;
            if (!access.MayWork)
                return Refusal.Forbidden("earning.not-yours-to-write");
            var outcome = change(access.Enrollment);
            if (outcome.Refusal is not null || !visit.Db.ChangeTracker.HasChanges())
                return outcome;

            await visit.LeaveHandAsync(access.Enrollment);
            visit.Db.Audit(visit.Actor, action, id, visit.Now);
            await visit.Db.SaveChangesAsync(visit.Stop);
            return outcome;
        });

    /// <summary>
    /// The enrollment that starting again leads to: the one on the offered version or, while it is not finished, one on an earlier version
    /// (work begun on version 2 is judged by version 2). After an award was taken back, a new one is begun.
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

    // Learners and adults for themselves; a teacher for the youngest in their own classes.
    private static async Task<Person?> FindLearnerAsync(this Visit visit, Id<Person> id)
    {
        var (actor, db, _, stop) = visit;
        if (id == actor.PersonId && !(actor.IsAdult || actor.Has(SchoolRole.Learner)))
            return null;
        if (await db.People.FirstOrDefaultAsync(p => p.Id == id && p.EndedAt == null, stop) is not { } learner)
            return null;
        if (id == actor.PersonId)
            return learner;
        var taught = Ties.IsInCare(learner.Grade, learner.AccountId) && await db.TaughtBy(actor).AnyAsync(m => m.PersonId == id, stop);
        return taught ? learner : null;
    }
}

/// <summary>A micro-credential and the version that it offers now.</summary>
internal sealed record Offer(MicroCredential MicroCredential, MicroCredentialVersion Version);

/// <param name="First">Whether this call began it.</param>
internal sealed record Started(Enrollment Enrollment, bool First)
{
    /// <summary>The first goal stays in the plan; somebody who began before with a different one is told.</summary>
    public Refusal? RefusesGoal(string? goal) =>
        !First && goal?.Trim() is { Length: > 0 } other && other != Enrollment.Goal
            ? Refusal.Conflict("earning.begun-with-another-goal").On("goal")
            : null;
}
