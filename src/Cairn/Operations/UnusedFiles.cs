using Cairn.Foundation.Files;

namespace Cairn.Operations;

/// <summary>
/// Takes away the files of a district that no row names: evidence that was refused after it was stored, a badge that was replaced, the work
/// of a learner who was erased. Artifacts name files, also removed ones (they can be put back), and so do blueprints; submissions name no
/// others. Whatever else comes to name a file belongs here: <c>UnusedFilesTests</c> asks about every column with a digest.
/// </summary>
internal sealed class UnusedFiles(CairnDb db, FileStore files, FileLedger ledger)
{
    private const int Chunk = 200;

    /// <summary>Enters what was stored before there were entries.</summary>
    public async Task AdoptAsync(DateTimeOffset before, CancellationToken stop)
    {
        foreach (var chunk in files.List(before).Chunk(Chunk))
        {
            var digests = chunk.Select(file => file.Name).ToList();
            var known = await db.FileEntries.Where(e => digests.Contains(e.Sha256)).Select(e => e.Sha256).ToListAsync(stop);
            var unknown = chunk.ExceptBy(known, file => file.Name).ToList();
            if (unknown.Count == 0)
                continue;
            var owners = (await NamedAsync(unknown.ConvertAll(file => file.Name), stop)).ToLookup(one => one.Sha256, one => one.Owner);
            foreach (var file in unknown)
                await ledger.AdoptAsync(file.Name, file.Length, owners[file.Name].Order().FirstOrDefault(), stop);
        }
    }

    /// <param name="before">What somebody brought since then stays: the row that names it may not be there yet.</param>
    public async Task RemoveAsync(DateTimeOffset before, CancellationToken stop)
    {
        HashSet<string>? badges = null;
        FileEntry? last = null;
        do
        {
            var entries = db.FileEntries.AsNoTracking();
            if (last is { Id: var id })
                entries = entries.Where(entry => entry.Id > id);
            var chunk = await entries.OrderBy(entry => entry.Id).Take(Chunk).ToListAsync(stop);
            last = chunk.Count == Chunk ? chunk[^1] : null;

            var old = chunk.FindAll(entry => entry.KeptAt < before);
            var named = (await NamedAsync(old.ConvertAll(entry => entry.Sha256), stop)).Select(one => one.Sha256).ToHashSet();
            foreach (var entry in old.Where(entry => !named.Contains(entry.Sha256)))
            {
                badges ??= await BadgesAsync(stop);
                if (!badges.Contains(entry.Sha256))
                    await ledger.RemoveAsync(entry, before, files.Erase, stop);
            }
        } while (last is not null);
    }

    private async Task<List<(string Sha256, Guid? Owner)>> NamedAsync(List<string> digests, CancellationToken stop) =>
        digests.Count == 0
            ? []
            :
            [
                .. (
                    await db
                        .Artifacts.Where(artifact => artifact.FileSha256 != null && digests.Contains(artifact.FileSha256))
                        .Select(artifact => new { artifact.FileSha256, artifact.AddedById })
                        .ToListAsync(stop)
                ).Select(one => (one.FileSha256!, (Guid?)one.AddedById.Value)),
            ];

    // Versions are few.
    private async Task<HashSet<string>> BadgesAsync(CancellationToken stop) =>
        [
            .. (await db.Versions.Select(version => version.Blueprint).ToListAsync(stop))
                .Select(one => one.Badge.UploadSha256)
                .OfType<string>(),
        ];
}
