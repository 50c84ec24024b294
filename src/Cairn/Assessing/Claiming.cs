using Cairn.Audit;
using Cairn.Earning;

namespace Cairn.Assessing;

/// <summary>Taking a submission from the queue and giving it back. One holder at a time; anybody who comes second is told.</summary>
internal static class Claiming
{
    /// <summary>The actor's review of the submission: new, or the one they had.</summary>
    public static Task<Outcome<Review>> ClaimAsync(this Visit visit, Id<Submission> id) =>
        visit.Db.OnceAsync<Outcome<Review>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (await db.Submissions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, stop) is not { } submission)
                return Refusal.NotFound;
            var standing = (await db.StandingAsync(actor, id, stop))!;
            if (!Review.Claim(submission, standing, now).Succeeds(out var review, out var refusal))
                return refusal;
            // A decided attempt is over: its enrollment is open again, or earned.
            var waits = await db.Enrollments.AnyAsync(
                e => e.Id == submission.EnrollmentId && e.State == EnrollmentState.Submitted && e.Attempts == submission.Attempt,
                stop
            );
            if (!waits)
                return Refusal.Conflict("assessing.already-judged");

            var reviews = await db.Reviews.Where(r => r.SubmissionId == id).ToListAsync(stop);
            var mine = reviews.Find(r => actor.Is(r.AssessorId, r.AssessorAccountId));
            if (mine is { Place: not null })
                return mine;
            if (reviews.Find(r => r.Place is not null) is { } held)
            {
                if (!held.IsAbandoned(now))
                    return Refusal.Conflict("assessing.taken");
                held.Release(actor, now);
                db.Audit(actor, "review.released", held.Id, now, "abandoned");
                // Saved first: the place is free before it is taken again.
                await db.SaveChangesAsync(stop);
            }

            if (mine is null)
            {
                db.Reviews.Add(review);
            }
            else
            {
                mine.Resume(now);
                review = mine;
            }
            db.Audit(actor, "review.claimed", review.Id, now);
            await db.SaveChangesAsync(stop);
            return review;
        });

    /// <summary>Gives it back to the queue; the draft stays for the assessor. Not found if it is not their review.</summary>
    public static Task<Outcome<Review>> ReleaseAsync(this Visit visit, Id<Review> id) =>
        visit.Db.OnceAsync<Outcome<Review>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (
                await db.Reviews.FirstOrDefaultAsync(r => r.Id == id, stop) is not { } review
                || !actor.Is(review.AssessorId, review.AssessorAccountId)
            )
                return Refusal.NotFound;
            var before = review.Revision;
            var outcome = review.Release(actor, now);
            if (outcome.Refusal is not null || review.Revision == before)
                return outcome;

            db.Audit(actor, "review.released", review.Id, now);
            await db.SaveChangesAsync(stop);
            return outcome;
        });
}
