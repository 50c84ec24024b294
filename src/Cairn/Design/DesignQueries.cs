using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Design;

/// <summary>Lists for authors and reviewers.</summary>
internal static class DesignQueries
{
    private const int Most = 200;

    /// <summary>The actor's own versions, newest first.</summary>
    public static async Task<IReadOnlyList<VersionSummary>> MyVersionsAsync(this CairnDb db, Actor actor, CancellationToken stop)
    {
        var rows = await (
            from version in db.Versions.AsNoTracking()
            where version.AuthorId == actor.PersonId
            orderby version.ChangedAt descending
            select new
            {
                version.Id, version.MicroCredentialId, version.Number, version.Title, version.ChangedAt,
                Published = version.Publication == null ? (DateTimeOffset?)null : version.Publication.PublishedAt,
                Asked = version.ReviewRequest == null ? (DateTimeOffset?)null : version.ReviewRequest.RequestedAt,
                Closed = version.ReviewRequest == null ? null : version.ReviewRequest.ClosedAt,
                Feedback = db.DesignFeedback.Any(f => f.VersionId == version.Id),
            }).Take(Most).ToListAsync(stop);
        return
        [
            .. rows.Select(row => new VersionSummary(
                row.Id, row.MicroCredentialId, row.Number, row.Title, actor.Name,
                row.Published is not null ? VersionState.Published : row.Asked is not null && row.Closed is null ? VersionState.InReview : VersionState.Draft,
                row.Published ?? (row.Closed is null ? row.Asked : null) ?? row.ChangedAt, row.Feedback && row.Published is null)),
        ];
    }

    /// <summary>What waits for a review that the actor may give: at their schools, by somebody else; the longest waiting first.</summary>
    public static async Task<IReadOnlyList<VersionSummary>> WaitingForReviewAsync(this CairnDb db, Actor actor, CancellationToken stop)
    {
        var everywhere = actor.HasEverywhere(SchoolRole.Reviewer);
        var schools = actor.Where(SchoolRole.Reviewer);
        var rows = await (
            from request in db.ReviewRequests.AsNoTracking()
            where request.ClosedAt == null
            join version in db.Versions on request.VersionId equals version.Id
            where everywhere || schools.Contains(version.OrganizationId)
            where version.AuthorId != actor.PersonId && (version.AuthorAccountId == null || version.AuthorAccountId != actor.AccountId)
            join author in db.People on version.AuthorId equals author.Id
            orderby request.RequestedAt
            select new { version.Id, version.MicroCredentialId, version.Number, version.Title, author.GivenName, author.FamilyName, request.RequestedAt })
            .Take(Most).ToListAsync(stop);
        return
        [
            .. rows.Select(row => new VersionSummary(
                row.Id, row.MicroCredentialId, row.Number, row.Title, $"{row.GivenName} {row.FamilyName}".Trim(), VersionState.InReview, row.RequestedAt, false)),
        ];
    }

    /// <summary>What reviewers asked to change, the newest first.</summary>
    public static async Task<IReadOnlyList<DesignFeedback>> FeedbackOnAsync(this CairnDb db, Id<MicroCredentialVersion> version, CancellationToken stop) =>
        await db.DesignFeedback.AsNoTracking().Where(f => f.VersionId == version).OrderByDescending(f => f.GivenAt).ToListAsync(stop);
}
