using Cairn.Audit;
using Cairn.Design;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Assessing;

/// <summary>Scoring: drafts as they are typed, then the recommendation, which freezes the review.</summary>
internal static class Judging
{
    /// <summary>Keeps a draft. <paramref name="change"/> gets what was kept before, because autosave sends only what was touched.</summary>
    public static Task<Outcome<Review>?> DraftAsync(
        this CairnDb db,
        Actor actor,
        Id<Review> id,
        Func<Review, Blueprint, ReviewDraft> change,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<Review>?>(async () =>
        {
            if (await db.FindReviewAsync(actor, id, stop) is not var (review, standing, blueprint))
                return null;
            var draft = change(review, blueprint);
            var result = review.Draft(standing, blueprint, draft.Scores, draft.Note, now);
            if (result.Refusal is null)
                await db.SaveChangesAsync(stop);
            return result;
        });

    /// <summary>Keeps the draft and, when it is complete, recommends; asked twice it is recommended once.</summary>
    public static Task<Outcome<Review>?> RecommendAsync(
        this CairnDb db,
        Actor actor,
        Id<Review> id,
        Func<Review, Blueprint, ReviewDraft>? change,
        Recommendation recommendation,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<Review>?>(async () =>
        {
            if (await db.FindReviewAsync(actor, id, stop) is not var (review, standing, blueprint))
                return null;
            var completed = review.CompletedAt is not null;
            if (change is not null && !completed)
            {
                var draft = change(review, blueprint);
                if (review.Draft(standing, blueprint, draft.Scores, draft.Note, now).Refusal is { } refusal)
                    return (Outcome<Review>)refusal;
            }
            var result = review.Complete(standing, blueprint, recommendation, now);
            if (completed)
                return result;

            // What cannot be recommended yet is still kept as a draft: nothing typed is lost.
            if (result.Refusal is null)
            {
                (await db.Enrollments.SingleAsync(e => e.WaitingSubmissionId == review.SubmissionId, stop)).WaitFor(review);
                db.Audit(actor, "review.completed", review.Id, now, $"{recommendation} {review.Relation}");
            }
            await db.SaveChangesAsync(stop);
            return result;
        });

    private static async Task<(Review, Standing, Blueprint)?> FindReviewAsync(
        this CairnDb db,
        Actor actor,
        Id<Review> id,
        CancellationToken stop
    )
    {
        if (await db.Reviews.FirstOrDefaultAsync(r => r.Id == id, stop) is not { } review)
            return null;
        var standing = (await db.StandingAsync(actor, review.SubmissionId, stop))!;
        return (
            review,
            standing,
            await db
                .Versions.Where(v => db.Submissions.Any(s => s.Id == review.SubmissionId && s.VersionId == v.Id))
                .Select(v => v.Blueprint)
                .SingleAsync(stop)
        );
    }
}

internal sealed record ReviewDraft(IReadOnlyList<CriterionScore> Scores, string? Note = null);
