namespace Cairn.Design.Frameworks;

internal sealed record FrameworkLine(
    Id<Framework> Id,
    string Title,
    int Items,
    string FileName,
    DateTimeOffset ImportedAt,
    string ImportedBy
);

/// <summary>An item to align to: what goes into the blueprint, and its words, which do not.</summary>
internal sealed record FoundItem(FrameworkAlignment Alignment, string? Statement, string? Language, string? EducationLevel);

internal static class FrameworkQueries
{
    public const int PageSize = 50;
    private const int Most = 500;

    public static Task<List<FrameworkLine>> FrameworksAsync(this CairnDb db, CancellationToken stop) =>
        (
            from framework in db.Frameworks.AsNoTracking()
            join person in db.People on framework.ImportedById equals person.Id
            orderby framework.SortTitle
            select new FrameworkLine(
                framework.Id,
                framework.Title,
                framework.Items,
                framework.FileName,
                framework.ImportedAt,
                person.GivenName + " " + person.FamilyName
            )
        )
            .Take(Most)
            .ToListAsync(stop);

    /// <summary>
    /// Items of one framework in its own order, or those that contain the words; one more than a page if there is another page.
    /// </summary>
    public static Task<List<FrameworkItem>> ItemsOfAsync(
        this CairnDb db,
        Id<Framework> id,
        string? search,
        int from,
        CancellationToken stop
    )
    {
        var items = db.FrameworkItems.AsNoTracking().Where(i => i.FrameworkId == id && i.Position >= from);
        if (!string.IsNullOrWhiteSpace(search) && Searching.Fold(search.Trim()) is { Length: <= 100 } folded)
            items = items.Where(i => i.SearchText.Contains(folded));
        return items.OrderBy(i => i.Position).Take(PageSize + 1).ToListAsync(stop);
    }

    /// <summary>
    /// Items of all frameworks of the district by code, words or framework: those whose code starts with the search come first.
    /// </summary>
    public static async Task<IReadOnlyList<FoundItem>> FindItemsAsync(this CairnDb db, string folded, int most, CancellationToken stop)
    {
        var found = await (
            from item in db.FrameworkItems.AsNoTracking()
            where item.SearchText.Contains(folded)
            join framework in db.Frameworks on item.FrameworkId equals framework.Id
            orderby item.SearchText.StartsWith(folded) descending, framework.SortTitle, item.Position
            select new { item, framework.Title }
        )
            .Take(most)
            .ToListAsync(stop);
        return
        [
            .. found.Select(row => new FoundItem(
                row.item.AlignmentTo(row.Title),
                row.item.Statement,
                row.item.Language,
                row.item.EducationLevel
            )),
        ];
    }

    /// <summary>What a blueprint keeps of it: identifier, code and address. An item without a code is shown by its identifier.</summary>
    public static FrameworkAlignment AlignmentTo(this FrameworkItem item, string framework) =>
        new(framework, item.Identifier, item.Code ?? item.Identifier, item.Url);
}
