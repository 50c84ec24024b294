using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Assessing;

/// <summary>A submission with one review of it, as the assessor or the grantor sees it.</summary>
/// <param name="Learner">The name, or the label of the certified tier if the reader is its assessor.</param> <param name="Names">Parts of
/// the name that must not show; empty if the reader may know.</param>
internal sealed record ReviewedSubmission(
    Review Review,
    Submission Submission,
    SubmissionSnapshot Snapshot,
    MicroCredentialVersion Version,
    string Learner,
    IReadOnlyList<string> Names
)
{
    public Blueprint Blueprint => Version.Blueprint;

    public string TitleOf(SubmittedArtifact artifact) => Blind.Without(artifact.Title, Learner, Names);

    /// <summary>The file's name; in the certified tier only what kind of file it is.</summary>
    public string? FileNameOf(SubmittedArtifact artifact) =>
        artifact.FileName is not { } name ? null
        : Names.Count == 0 ? name
        : $"evidence-{Snapshot.Artifacts.ToList().IndexOf(artifact) + 1}{Path.GetExtension(name)}";
}

internal static class ReviewedSubmissions
{
    /// <summary>For the assessor whose review it is, while they may judge it; not found for everybody else.</summary>
    public static async Task<Outcome<ReviewedSubmission>> FindMyReviewAsync(this Visit visit, Id<Review> id)
    {
        var (actor, db, _, stop) = visit;
        if (
            await db.ReadAsync(id, blind: true, stop) is not { } found
            || !actor.Is(found.Review.AssessorId, found.Review.AssessorAccountId)
        )
            return Refusal.NotFound;
        return (await db.StandingAsync(actor, found.Submission.Id, stop))!.RefusesJudging() is { } refusal ? refusal : found;
    }

    public static async Task<ReviewedSubmission?> ReadAsync(this CairnDb db, Id<Review> id, bool blind, CancellationToken stop)
    {
        var found = await (
            from review in db.Reviews.AsNoTracking()
            where review.Id == id
            join submission in db.Submissions on review.SubmissionId equals submission.Id
            join version in db.Versions on submission.VersionId equals version.Id
            join learner in db.People on submission.LearnerId equals learner.Id
            select new
            {
                review,
                submission,
                version,
                learner.GivenName,
                learner.FamilyName,
            }
        ).FirstOrDefaultAsync(stop);
        if (found is null)
            return null;

        var name = $"{found.GivenName} {found.FamilyName}".Trim();
        var hide = blind && found.version.Tier is AssessmentTier.Certified;
        return new ReviewedSubmission(
            found.review,
            found.submission,
            found.submission.Read(),
            found.version,
            hide ? Blind.LabelFor(found.version.Tier, found.submission.EnrollmentId, name) : name,
            hide ? [found.GivenName, found.FamilyName] : []
        );
    }
}
