using System.IO.Compression;

namespace Cairn.Schools.Rosters;

/// <summary>
/// Uploaded rosters waiting for import, always as one ZIP. They hold children's data, so nothing is kept once the import has ended: the
/// database has what we need, the school has the rest.
/// </summary>
internal sealed class RosterFiles(CairnOptions options)
{
    /// <summary>Every file in a ZIP that we make has this time, so that the same files give the same bytes.</summary>
    static readonly DateTimeOffset SomeTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly string folder = Path.Combine(options.Data, "rosters");

    /// <summary>Writes an upload to a file without a final name; pass its path to <see cref="Keep"/> or <see cref="Discard"/>.</summary>
    public async Task<(string Path, string Sha256)> ReceiveAsync(Func<Stream, Task> write, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Path.GetRandomFileName());
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        await write(file);
        file.Flush(flushToDisk: true);
        file.Position = 0;
        return (path, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop)));
    }

    public static async Task PackAsync(IEnumerable<IFormFile> files, Stream to, CancellationToken stop)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var file in files)
        {
            var entry = zip.CreateEntry(Path.GetFileName(file.FileName.Replace('\\', '/')), CompressionLevel.Fastest);
            entry.LastWriteTime = SomeTime;
            await using var content = entry.Open();
            await file.CopyToAsync(content, stop);
        }
    }

    public void Keep(string path, Id<RosterImport> import) => File.Move(path, PathOf(import));

    public static void Discard(string path) => File.Delete(path);

    public Stream Open(Id<RosterImport> import) => File.OpenRead(PathOf(import));

    public bool Has(Id<RosterImport> import) => File.Exists(PathOf(import));

    public void Remove(Id<RosterImport> import) => File.Delete(PathOf(import));

    /// <summary>What a killed process left behind: uploads that nobody is waiting for.</summary>
    /// <param name="before">Only what has not been touched since.</param>
    /// <param name="isAwaited">Whether an import still has to read its file.</param>
    public async Task RemoveAbandonedAsync(DateTimeOffset before, Func<Id<RosterImport>, Task<bool>> isAwaited)
    {
        var here = new DirectoryInfo(folder);
        if (!here.Exists)
            return;
        foreach (var file in here.EnumerateFiles().Where(file => file.LastWriteTimeUtc < before.UtcDateTime))
        {
            var isKept =
                file.Extension == ".zip"
                && Id<RosterImport>.TryParse(Path.GetFileNameWithoutExtension(file.Name), out var id)
                && await isAwaited(id);
            if (!isKept)
                file.Delete();
        }
    }

    string PathOf(Id<RosterImport> import) => Path.Combine(folder, import + ".zip");
}
