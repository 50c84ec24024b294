using Cairn.Audit;
using Cairn.Earning;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Assessing;

/// <summary>Taking a submission from the queue and giving it back. One holder at a time; who asks second hears so.</summary>
internal static class Claiming
{
    /// <summary>The actor's review of the submission: new, or the one they had. Null when there is no such submission.</summary>
    public static Task<Outcome<Review>?> ClaimAsync(
        this CairnDb db,
        Actor actor,
        Id<Submission> id,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<Review>?>(async () =>
        {
            var submission = await db.Submissions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, stop);
            if (submission is null)
                return null;
            var standing = (await db.StandingAsync(actor, id, stop))!;
            if (!Review.Claim(submission, standing, now).Succeeds(out var review, out var refusal))
                return (Outcome<Review>)refusal;
            if (await db.Decisions.AnyAsync(d => d.SubmissionId == id, stop))
                return (Outcome<Review>)Refusal.Conflict("assessing.already-judged");

            var reviews = await db.Reviews.Where(r => r.SubmissionId == id).ToListAsync(stop);
            var mine = reviews.Find(r => actor.Is(r.AssessorId, r.AssessorAccountId));
            if (mine is { Place: not null })
                return (Outcome<Review>)mine;
            if (reviews.Find(r => r.Place is not null) is { } held)
            {
                if (!held.IsAbandoned(now))
                    return (Outcome<Review>)Refusal.Conflict("assessing.taken");
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
            return (Outcome<Review>)review;
        });

    /// <summary>Gives it back to the queue; what was drafted stays for the assessor. Null when there is no such review.</summary>
    public static Task<Outcome<Review>?> ReleaseAsync(
        this CairnDb db,
        Actor actor,
        Id<Review> id,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<Review>?>(async () =>
        {
            if (await db.Reviews.FirstOrDefaultAsync(r => r.Id == id, stop) is not { } review)
                return null;
            var before = review.Revision;
            var result = review.Release(actor, now);
            if (result.Refusal is not null || review.Revision == before)
                return result;

            db.Audit(actor, "review.released", review.Id, now);
            await db.SaveChangesAsync(stop);
            return result;
        });
}
