using System.Collections.Concurrent;

namespace Cairn.Design;

/// <summary>
/// Blueprints of published versions, as they were read first. A published version never changes (its database refuses it), so nothing has
/// to be told that it is stale. Whoever asks has found the version in something of the entered district that they may see. A draft changes
/// and is never kept here.
/// </summary>
internal static class PublishedBlueprints
{
    /// <summary>More than a district offers at a time; a blueprint takes some ten thousand bytes.</summary>
    private const int Most = 200;

    private static readonly ConcurrentDictionary<(Id<District>, Id<MicroCredentialVersion>), Blueprint> Kept = new();

    /// <summary>Of work, which is begun on published versions alone.</summary>
    public static async Task<Blueprint> PublishedBlueprintAsync(this CairnDb db, Id<MicroCredentialVersion> id, CancellationToken stop) =>
        (await db.PublishedBlueprintsAsync([id], stop))[id];

    public static async Task<IReadOnlyDictionary<Id<MicroCredentialVersion>, Blueprint>> PublishedBlueprintsAsync(
        this CairnDb db,
        IEnumerable<Id<MicroCredentialVersion>> ids,
        CancellationToken stop
    )
    {
        var district = db.Tenant.DistrictId;
        Dictionary<Id<MicroCredentialVersion>, Blueprint> found = [];
        List<Id<MicroCredentialVersion>> missing = [];
        foreach (var id in ids.Distinct())
            if (Kept.TryGetValue((district, id), out var kept))
                found.Add(id, kept);
            else
                missing.Add(id);
        if (missing.Count == 0)
            return found;

        var rows = await db
            .Versions.AsNoTracking()
            .Where(version => missing.Contains(version.Id))
            .Select(version => new
            {
                version.Id,
                version.Blueprint,
                IsPublished = db.Publications.Any(publication => publication.VersionId == version.Id),
            })
            .ToListAsync(stop);
        foreach (var row in rows)
        {
            found.Add(row.Id, row.Blueprint);
            if (Kept.Count >= Most)
                Kept.Clear();
            if (row.IsPublished)
                Kept[(district, row.Id)] = row.Blueprint;
        }
        return found;
    }
}
