using Cairn.Audit;
using Cairn.Design;

namespace Cairn.Assessing;

/// <summary>Scoring: drafts as they are typed, then the recommendation, which freezes the review.</summary>
internal static class Judging
{
    /// <summary>
    /// Saves a draft. <paramref name="change"/> gets what was saved before, because autosave sends only what was changed.
    /// </summary>
    public static Task<Outcome<Review>> DraftAsync(this Visit visit, Id<Review> id, Func<Review, Blueprint, ReviewDraft> change) =>
        visit.Db.OnceAsync<Outcome<Review>>(async () =>
        {
            if (!(await visit.FindToJudgeAsync(id)).Succeeds(out var found, out var refusal))
                return refusal;
            var outcome = found.Draft(change, visit.Now);
            if (outcome.Refusal is null)
                await visit.Db.SaveChangesAsync(visit.Stop);
            return outcome;
        });

    /// <summary>Saves the draft and, if it is complete, recommends; asked twice it is recommended once.</summary>
    public static Task<Outcome<Review>> RecommendAsync(
        this Visit visit,
        Id<Review> id,
        Func<Review, Blueprint, ReviewDraft>? change,
        Recommendation recommendation
    ) =>
        visit.Db.OnceAsync<Outcome<Review>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (!(await visit.FindToJudgeAsync(id)).Succeeds(out var found, out var refusal))
                return refusal;
            var review = found.Review;
            var completed = review.CompletedAt is not null;
            if (change is not null && !completed && found.Draft(change, now).Refusal is { } unfit)
                return unfit;
            var outcome = review.Complete(found.Standing, found.Blueprint, recommendation, now);
            if (completed)
                return outcome;

            // If it cannot be recommended yet, it is still saved as a draft: nothing typed is lost.
            if (outcome.Refusal is null)
            {
                db.WaitForGrantor(await db.Enrollments.SingleAsync(e => e.WaitingSubmissionId == review.SubmissionId, stop), review);
                db.Audit(actor, "review.completed", review.Id, now, $"{recommendation} {review.Relation}");
            }
            await db.SaveChangesAsync(stop);
            return outcome;
        });

    /// <summary>For them, somebody else's review does not exist.</summary>
    private static async Task<Outcome<ToJudge>> FindToJudgeAsync(this Visit visit, Id<Review> id)
    {
        var (actor, db, _, stop) = visit;
        if (
            await db.Reviews.FirstOrDefaultAsync(r => r.Id == id, stop) is not { } review
            || !actor.Is(review.AssessorId, review.AssessorAccountId)
        )
            return Refusal.NotFound;
        return new ToJudge(
            review,
            (await db.StandingAsync(actor, review.SubmissionId, stop))!,
            await db
                .Versions.Where(v => db.Submissions.Any(s => s.Id == review.SubmissionId && s.VersionId == v.Id))
                .Select(v => v.Blueprint)
                .SingleAsync(stop)
        );
    }

    private sealed record ToJudge(Review Review, Standing Standing, Blueprint Blueprint)
    {
        public Outcome<Review> Draft(Func<Review, Blueprint, ReviewDraft> change, DateTimeOffset now) =>
            Review.Draft(Standing, Blueprint, change(Review, Blueprint), now);
    }
}
