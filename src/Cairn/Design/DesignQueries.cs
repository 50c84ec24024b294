namespace Cairn.Design;

/// <summary>Lists for authors and reviewers.</summary>
internal static class DesignQueries
{
    public const int PageSize = 50;

    /// <summary>The actor's own versions, newest first: a page, after one of them.</summary>
    public static async Task<PageOf<VersionSummary>> MyVersionsAsync(this Visit visit, Id<MicroCredentialVersion>? after)
    {
        var (actor, db, _, stop) = visit;
        List<OwnVersion> rows;
        if (after is { } last)
        {
            var mine = db.VersionsBy(actor);
            var at = await mine.Where(version => version.Id == last).Select(version => version.ChangedAt).FirstOrDefaultAsync(stop);
            rows = await db.Listed(mine.Where(version => version.ChangedAt < at || version.ChangedAt == at && version.Id < last))
                .ToListAsync(stop);
        }
        else
            rows = await Newest.ToListAsync(db, actor, stop);
        return PageOf<VersionSummary>.Cut(
            PageSize,
            rows.ConvertAll(row => new VersionSummary(
                row.Id,
                row.MicroCredentialId,
                row.Number,
                row.Title,
                actor.Name,
                row.Published is not null ? VersionState.Published
                    : row.Asked is not null && row.Closed is null ? VersionState.InReview
                    : VersionState.Draft,
                row.Published ?? (row.Closed is null ? row.Asked : null) ?? row.ChangedAt,
                row.Feedback && row.Published is null
            ))
        );
    }

    private static readonly KeptQuery<Actor, OwnVersion> Newest = new((db, actor) => db.Listed(db.VersionsBy(actor)));

    private static IQueryable<MicroCredentialVersion> VersionsBy(this CairnDb db, Actor actor) =>
        db.Versions.AsNoTracking().Where(version => version.AuthorId == actor.PersonId);

    private static IQueryable<OwnVersion> Listed(this CairnDb db, IQueryable<MicroCredentialVersion> versions) =>
        (
            from version in versions
            orderby version.ChangedAt descending, version.Id descending
            select new OwnVersion(
                version.Id,
                version.MicroCredentialId,
                version.Number,
                version.Title,
                version.ChangedAt,
                version.Publication == null ? null : version.Publication.PublishedAt,
                version.ReviewRequest == null ? null : version.ReviewRequest.RequestedAt,
                version.ReviewRequest == null ? null : version.ReviewRequest.ClosedAt,
                db.DesignFeedback.Any(f => f.VersionId == version.Id)
            )
        ).Take(PageSize + 1);

    private sealed record OwnVersion(
        Id<MicroCredentialVersion> Id,
        Id<MicroCredential> MicroCredentialId,
        int Number,
        string Title,
        DateTimeOffset ChangedAt,
        DateTimeOffset? Published,
        DateTimeOffset? Asked,
        DateTimeOffset? Closed,
        bool Feedback
    );

    /// <summary>How many of the actor's own came back from a review with what to change.</summary>
    public static async Task<BoundedCount> CountSentBackAsync(this Visit visit) =>
        PageOf<Id<MicroCredentialVersion>>.Cut(PageSize, await SentBack.ToListAsync(visit.Db, visit.Actor, visit.Stop)).Count;

    private static readonly KeptQuery<Actor, Id<MicroCredentialVersion>> SentBack = new(
        (db, actor) =>
            db.VersionsBy(actor)
                .Where(version =>
                    version.Publication == null
                    && (version.ReviewRequest == null || version.ReviewRequest.ClosedAt != null)
                    && db.DesignFeedback.Any(f => f.VersionId == version.Id)
                )
                .Select(version => version.Id)
                .Take(PageSize + 1)
    );

    /// <summary>What waits for a review that the actor may give: at their schools, by somebody else; longest waiting first.</summary>
    public static async Task<PageOf<VersionSummary>> WaitingForReviewAsync(this Visit visit, Id<MicroCredentialVersion>? after)
    {
        var (actor, db, _, stop) = visit;
        var everywhere = actor.HasEverywhere(SchoolRole.Reviewer);
        var schools = actor.Where(SchoolRole.Reviewer);
        var waiting = db.ReviewRequests.AsNoTracking().Where(request => request.ClosedAt == null);
        if (after is { } last)
        {
            // Also if somebody has reviewed that one meanwhile.
            var at = await db
                .ReviewRequests.Where(request => request.VersionId == last)
                .Select(request => request.RequestedAt)
                .FirstOrDefaultAsync(stop);
            waiting = waiting.Where(request => request.RequestedAt > at || request.RequestedAt == at && request.VersionId > last);
        }
        var page = await (
            from request in waiting
            join version in db.Versions on request.VersionId equals version.Id
            where everywhere || schools.Contains(version.OrganizationId)
            where version.AuthorId != actor.PersonId && (version.AuthorAccountId == null || version.AuthorAccountId != actor.AccountId)
            join author in db.People on version.AuthorId equals author.Id
            orderby request.RequestedAt, request.VersionId
            select new
            {
                version.Id,
                version.MicroCredentialId,
                version.Number,
                version.Title,
                author.GivenName,
                author.FamilyName,
                request.RequestedAt,
            }
        ).ToPageAsync(PageSize, stop);
        return page.As(row => new VersionSummary(
            row.Id,
            row.MicroCredentialId,
            row.Number,
            row.Title,
            $"{row.GivenName} {row.FamilyName}".Trim(),
            VersionState.InReview,
            row.RequestedAt,
            false
        ));
    }

    /// <summary>What reviewers asked to change, newest first.</summary>
    public static async Task<IReadOnlyList<DesignFeedback>> FeedbackOnAsync(this Visit visit, Id<MicroCredentialVersion> version) =>
        await visit
            .Db.DesignFeedback.AsNoTracking()
            .Where(f => f.VersionId == version)
            .OrderByDescending(f => f.GivenAt)
            .ToListAsync(visit.Stop);
}
