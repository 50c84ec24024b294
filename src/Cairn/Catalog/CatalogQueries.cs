using Cairn.Design;

namespace Cairn.Catalog;

/// <summary>One query per page, whatever the size of the catalogue: keys, not offsets, and no totals.</summary>
internal static class CatalogQueries
{
    public const int PageSize = 24;

    public static async Task<CatalogRows> CatalogAsync(
        this CairnDb db,
        CatalogFilter filter,
        CatalogCursor? from,
        CancellationToken stop,
        int size = PageSize
    )
    {
        // As the catalogue opens, which is what most people ask for.
        var opened = new CatalogFilter { Audience = filter.Audience, Schools = filter.Schools };
        var found =
            from is null && size == PageSize && filter == opened
                ? await (filter.Audience is null ? Opened : OpenedForAudience).ToListAsync(db, filter, stop)
                : await db.Listed(filter, from, size).ToListAsync(stop);
        var more = found.Count > size;
        if (more)
            found.RemoveAt(size);
        if (from?.Back is true)
            found.Reverse();

        var back = from is { Back: true } ? more : from is not null;
        var on = from is { Back: true } || more;
        return new CatalogRows(
            found,
            back && found.Count > 0 ? found[0].Cursor with { Back = true } : null,
            on && found.Count > 0 ? found[^1].Cursor : null
        );
    }

    private static readonly KeptQuery<CatalogFilter, CatalogItem> Opened = new((db, filter) => db.Listed(filter, null, PageSize)),
        OpenedForAudience = new((db, filter) => db.Listed(filter, null, PageSize));

    private static IQueryable<CatalogItem> Listed(this CairnDb db, CatalogFilter filter, CatalogCursor? from, int size)
    {
        var rows =
            from microCredential in db.MicroCredentials.AsNoTracking()
            where microCredential.RetiredAt == null
            join version in Matching(db.Versions, filter) on microCredential.CurrentVersionId equals version.Id
            join publication in db.Publications on version.Id equals publication.VersionId
            select new Row
            {
                Id = microCredential.Id,
                Version = version,
                PublishedAt = publication.PublishedAt,
                Picked = db.ShortListings.Any(s => s.MicroCredentialId == microCredential.Id && filter.Schools.Contains(s.OrganizationId))
                    ? 1
                    : 0,
            };
        if (filter.PicksOnly)
            rows = rows.Where(row => row.Picked == 1);
        if (from is not null)
            rows = From(rows, filter.Order, from);
        return Ordered(rows, filter.Order, from?.Back is true)
            .Take(size + 1)
            .Select(row => new CatalogItem(
                row.Id,
                row.Version.Id,
                row.Version.Title,
                row.Version.Summary,
                row.Version.Category,
                row.Version.Subject,
                row.Version.Level,
                row.Version.Tier,
                row.Version.EffortMinutes,
                row.Version.Language,
                row.Version.AudienceBits,
                row.PublishedAt,
                row.Picked,
                db.ShortListings.Where(s => s.MicroCredentialId == row.Id && filter.Schools.Contains(s.OrganizationId))
                    .OrderBy(s => s.Reason == null)
                    .ThenBy(s => s.Id)
                    .Select(s => s.Reason)
                    .FirstOrDefault(),
                row.Version.SortTitle
            ));
    }

    private static IQueryable<MicroCredentialVersion> Matching(IQueryable<MicroCredentialVersion> versions, CatalogFilter filter)
    {
        foreach (var word in filter.Words)
        {
            var named = CatalogFilter.SubjectsNamed(word);
            versions =
                named.Count == 0
                    ? versions.Where(v => v.SearchText.Contains(word))
                    : versions.Where(v => v.SearchText.Contains(word) || named.Contains(v.Subject));
        }
        if (filter.Audience is not null)
            versions = versions.Where(v => (v.AudienceBits & filter.AudienceBit) != 0);
        if (filter.Category is { } category)
            versions = versions.Where(v => v.Category == category);
        if (filter.Subject is { } subject)
            versions = versions.Where(v => v.Subject == subject);
        if (filter.Level is { } level)
            versions = versions.Where(v => v.Level == level);
        if (filter.Tier is { } tier)
            versions = versions.Where(v => v.Tier == tier);
        if (filter.Minutes is { } minutes)
            versions = versions.Where(v => v.EffortMinutes <= minutes);
        if (filter.Language is { } language)
            versions = versions.Where(v => v.Language == language);
        return versions;
    }

    // Picks first; then the newest, or by title; then by id.
    private static IQueryable<Row> From(IQueryable<Row> rows, CatalogOrder order, CatalogCursor at)
    {
        var (picked, published, title, id) = (at.Picked, at.PublishedAt, at.Title, at.MicroCredentialId);
        return (order, at.Back) switch
        {
            (CatalogOrder.Newest, false) => rows.Where(r =>
                r.Picked < picked || (r.Picked == picked && (r.PublishedAt < published || (r.PublishedAt == published && r.Id < id)))
            ),
            (CatalogOrder.Newest, true) => rows.Where(r =>
                r.Picked > picked || (r.Picked == picked && (r.PublishedAt > published || (r.PublishedAt == published && r.Id > id)))
            ),
            (_, false) => rows.Where(r =>
                r.Picked < picked
                || (r.Picked == picked && (r.Version.SortTitle.CompareTo(title) > 0 || (r.Version.SortTitle == title && r.Id > id)))
            ),
            (_, true) => rows.Where(r =>
                r.Picked > picked
                || (r.Picked == picked && (r.Version.SortTitle.CompareTo(title) < 0 || (r.Version.SortTitle == title && r.Id < id)))
            ),
        };
    }

    private static IQueryable<Row> Ordered(IQueryable<Row> rows, CatalogOrder order, bool back) =>
        (order, back) switch
        {
            (CatalogOrder.Newest, false) => rows.OrderByDescending(r => r.Picked)
                .ThenByDescending(r => r.PublishedAt)
                .ThenByDescending(r => r.Id),
            (CatalogOrder.Newest, true) => rows.OrderBy(r => r.Picked).ThenBy(r => r.PublishedAt).ThenBy(r => r.Id),
            (_, false) => rows.OrderByDescending(r => r.Picked).ThenBy(r => r.Version.SortTitle).ThenBy(r => r.Id),
            (_, true) => rows.OrderBy(r => r.Picked).ThenByDescending(r => r.Version.SortTitle).ThenByDescending(r => r.Id),
        };

    private sealed class Row
    {
        public required Id<MicroCredential> Id { get; init; }
        public required MicroCredentialVersion Version { get; init; }
        public required DateTimeOffset PublishedAt { get; init; }
        public required int Picked { get; init; }
    }
}

internal sealed record CatalogRows(IReadOnlyList<CatalogItem> Items, CatalogCursor? Previous, CatalogCursor? Next);

internal sealed record CatalogItem(
    Id<MicroCredential> Id,
    Id<MicroCredentialVersion> VersionId,
    string Title,
    string Summary,
    SkillCategory Category,
    SubjectFamily Subject,
    SkillLevel Level,
    AssessmentTier Tier,
    int EffortMinutes,
    string Language,
    int AudienceBits,
    DateTimeOffset PublishedAt,
    int Picked,
    string? PickedBecause,
    string SortTitle
)
{
    public CatalogCursor Cursor => new(Picked, PublishedAt, SortTitle, Id.Value);

    public IEnumerable<Audience> Audiences => Enum.GetValues<Audience>().Where(audience => (AudienceBits & 1 << (int)audience) != 0);
}
