using System.IO.Compression;

namespace Cairn.Schools.Rosters.Reading;

/// <summary>
/// The files of a roster, by the standard's names ("users"), from a ZIP or from single files. Each can be opened as often as
/// needed; nothing is unpacked to disk. Not for use by several threads at once.
/// </summary>
internal sealed class RosterBundle : IDisposable
{
    readonly Dictionary<string, Func<Stream>> files = new(StringComparer.OrdinalIgnoreCase);
    readonly RosterLimits limits;
    readonly IDisposable? owned;

    RosterBundle(RosterLimits limits, IDisposable? owned) => (this.limits, this.owned) = (limits, owned);

    /// <summary>Reads the directory of a ZIP from a seekable stream, which the bundle disposes of.</summary>
    public static RosterBundle FromZip(Stream zip, RosterProblems problems, RosterLimits limits)
    {
        var archive = OpenZip(zip, problems, limits);
        var bundle = new RosterBundle(limits, archive ?? (IDisposable)zip);
        foreach (var entry in archive?.Entries ?? Enumerable.Empty<ZipArchiveEntry>())
        {
            if (IsNoise(entry))
                continue;

            if (!IsSafe(entry.FullName))
                problems.Add(RosterFlaw.ZipPath, "", value: entry.FullName);
            else if (entry.IsEncrypted)
                problems.Add(RosterFlaw.ZipEncrypted, entry.Name);
            else
                bundle.Add(entry.Name, entry.Open, problems);
        }

        return bundle;
    }

    /// <summary>Takes single files by their upload names; folders in those names are ignored.</summary>
    public static RosterBundle FromFiles(IEnumerable<(string Name, Func<Stream> Open)> files, RosterProblems problems, RosterLimits limits)
    {
        var bundle = new RosterBundle(limits, null);
        foreach (var (name, open) in files)
        {
            bundle.Add(name[(name.LastIndexOfAny(['/', '\\']) + 1)..], open, problems);
        }

        return bundle;
    }

    public bool Has(RosterFile file) => files.ContainsKey(file.Name);

    /// <exception cref="InvalidDataException">The ZIP is damaged at this entry.</exception>
    public Stream Open(RosterFile file) => new BoundedStream(files[file.Name](), limits.FileBytes);

    public void Dispose() => owned?.Dispose();

    static ZipArchive? OpenZip(Stream zip, RosterProblems problems, RosterLimits limits)
    {
        if (zip.Length > limits.UploadBytes)
        {
            problems.Add(RosterFlaw.FileLarge, "", arguments: (limits.UploadBytes >> 20).ToString(CultureInfo.InvariantCulture));
            return null;
        }

        if (!ZipDirectory.IsModest(zip, limits.Entries))
        {
            problems.Add(RosterFlaw.ZipEntries, "", arguments: limits.Entries.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(zip, ZipArchiveMode.Read);
            _ = archive.Entries; // reads the directory
            return archive;
        }
        catch (InvalidDataException)
        {
            archive?.Dispose();
            problems.Add(RosterFlaw.ZipDamaged, "");
            return null;
        }
    }

    void Add(string name, Func<Stream> open, RosterProblems problems)
    {
        var file = RosterFile.Called(name);
        if (file is null)
        {
            if (!RosterFile.IsKnownButUnused(name))
                problems.Add(RosterFlaw.FileNotRead, name);
        }
        else if (!files.TryAdd(file.Name, open))
        {
            problems.Add(RosterFlaw.FileTwice, file.FileName);
        }
    }

    /// <summary>Folders, and what a Mac adds to every ZIP.</summary>
    static bool IsNoise(ZipArchiveEntry entry) =>
        entry.Name.Length == 0 || entry.Name.StartsWith('.') || entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal);

    /// <summary>Names are only looked up, never written to; one that climbs or hides shows a malicious ZIP.</summary>
    static bool IsSafe(string path) =>
        !path.StartsWith('/')
        && !path.Contains('\\')
        && !path.Contains(':')
        && !path.Any(char.IsControl)
        && !path.Split('/').Contains("..");
}
