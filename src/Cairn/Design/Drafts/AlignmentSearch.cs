using Cairn.Design.Frameworks;

namespace Cairn.Design.Drafts;

/// <summary>Finds what can be aligned to: items of the district's frameworks, and alignments that published versions already use.</summary>
internal static class AlignmentSearch
{
    private const string Prefix = "align:";
    private const int Most = 10,
        Looked = 40;

    public static async Task<IReadOnlyList<FoundItem>> FindAlignmentsAsync(this CairnDb db, string text, CancellationToken stop)
    {
        var folded = Searching.Fold(text.Trim());
        if (folded.Length is 0 or > 100)
            return [];
        var items = await db.FindItemsAsync(folded, Most, stop);
        if (items.Count == Most)
            return items;
        // The searched text includes the codes but not the names of frameworks, so names are looked for in the newest ones.
        var blueprints = await db
            .Versions.AsNoTracking()
            .Where(v => v.Publication != null)
            .OrderByDescending(v => v.SearchText.Contains(folded))
            .ThenByDescending(v => v.ChangedAt)
            .Take(Looked)
            .Select(v => v.Blueprint)
            .ToListAsync(stop);
        return
        [
            .. items,
            .. blueprints
                .SelectMany(b => b.Alignments)
                .Distinct()
                .Where(a => items.All(item => item.Alignment.Url != a.Url))
                .Where(a =>
                    Searching.Fold(a.Code).Contains(folded, StringComparison.Ordinal)
                    || Searching.Fold(a.Framework).Contains(folded, StringComparison.Ordinal)
                )
                .OrderBy(a => a.Code, StringComparer.Ordinal)
                .Take(Most - items.Count)
                .Select(a => new FoundItem(a, null, null, null)),
        ];
    }

    /// <summary>The value of the button that adds an alignment.</summary>
    public static string Act(FrameworkAlignment alignment) => Prefix + JsonSerializer.Serialize(alignment, Blueprint.Json);

    public static Blueprint? Apply(Blueprint blueprint, string act)
    {
        if (!act.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        try
        {
            return
                JsonSerializer.Deserialize<FrameworkAlignment>(act[Prefix.Length..], Blueprint.Json)
                    is { Framework: not null, Identifier: not null, Code: not null, Url: not null, TargetType: not null } chosen
                ? blueprint with
                {
                    Alignments = [.. blueprint.Alignments.Where(a => a != chosen), chosen],
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
