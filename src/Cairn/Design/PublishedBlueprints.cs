using System.Collections.Concurrent;

namespace Cairn.Design;

/// <summary>
/// Blueprints of published versions, as first read. A published version never changes (the database refuses it), so nothing here can go
/// stale. The caller has found the version through something in the entered district that they may see. A draft changes and is never kept
/// here.
/// </summary>
internal static class PublishedBlueprints
{
    /// <summary>More than a district offers at a time; a blueprint takes about ten thousand bytes.</summary>
    private const int Most = 200;

    private static readonly ConcurrentDictionary<(Id<District>, Id<MicroCredentialVersion>), Blueprint> Kept = new();

    /// <summary>For work, which is only begun on published versions.</summary>
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
