using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Design.Drafts;

/// <summary>Finds alignments that published versions of the district already use, by code or framework.</summary>
internal static class AlignmentSearch
{
    private const string Prefix = "align:";
    private const int Most = 10, Looked = 40;

    public static async Task<IReadOnlyList<FrameworkAlignment>> FindAlignmentsAsync(this CairnDb db, string text, CancellationToken stop)
    {
        var folded = Searching.Fold(text.Trim());
        if (folded.Length is 0 or > 100) return [];
        // The codes stand in the text that is searched; the names of frameworks do not, so those are looked for in the newest ones.
        var blueprints = await db.Versions.AsNoTracking().Where(v => v.Publication != null)
            .OrderByDescending(v => v.SearchText.Contains(folded)).ThenByDescending(v => v.ChangedAt).Take(Looked).Select(v => v.Blueprint).ToListAsync(stop);
        return
        [
            .. blueprints.SelectMany(b => b.Alignments).Distinct()
                .Where(a => Searching.Fold(a.Code).Contains(folded, StringComparison.Ordinal) || Searching.Fold(a.Framework).Contains(folded, StringComparison.Ordinal))
                .OrderBy(a => a.Code, StringComparer.Ordinal).Take(Most),
        ];
    }

    /// <summary>The value of the button that takes an alignment over.</summary>
    public static string Act(FrameworkAlignment alignment) => Prefix + JsonSerializer.Serialize(alignment, Blueprint.Json);

    public static Blueprint? Apply(Blueprint blueprint, string act)
    {
        if (!act.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        try
        {
            return JsonSerializer.Deserialize<FrameworkAlignment>(act[Prefix.Length..], Blueprint.Json) is { Framework: not null, Identifier: not null, Code: not null, Url: not null, TargetType: not null } chosen
                ? blueprint with { Alignments = [.. blueprint.Alignments.Where(a => a != chosen), chosen] }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
