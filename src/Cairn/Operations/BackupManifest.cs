namespace Cairn.Operations;

/// <summary>
/// What a backup holds, with the SHA-256 of every file: <c>manifest.json</c>, written last, so a backup without one is unfinished.
/// </summary>
/// <param name="Database"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Files">Relative path → SHA-256, lowercase hex.</param>
internal sealed record BackupManifest(int Format, string Database, DateTimeOffset TakenAt, SortedDictionary<string, string> Files)
{
    public const string FileName = "manifest.json";
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task WriteAsync(string folder, CancellationToken stop)
    {
        var temporary = Path.Combine(folder, FileName + ".new");
        await using (var file = File.Create(temporary))
        {
            await JsonSerializer.SerializeAsync(file, this, Json, stop);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, Path.Combine(folder, FileName), overwrite: true);
    }

    /// <summary>
    /// Reads it and checks every file against it. Throws <see cref="InvalidDataException"/> naming what is missing or changed.
    /// </summary>
    public static async Task<BackupManifest> ReadAsync(string folder, CancellationToken stop)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new InvalidDataException($"{folder} is not a finished backup: it has no {FileName}.");
        BackupManifest manifest;
        try
        {
            await using var file = File.OpenRead(path);
            manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(file, Json, stop) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new InvalidDataException($"{path} cannot be read: it is not a backup's manifest.");
        }
        if (manifest.Format != CurrentFormat)
            throw new InvalidDataException($"{path} has format {manifest.Format}; this Cairn reads {CurrentFormat}.");
        foreach (var (name, sha256) in manifest.Files)
        {
            var file = Path.GetFullPath(Path.Combine(folder, name));
            if (!file.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new InvalidDataException($"{path} names a file outside the backup: {name}.");
            if (!File.Exists(file))
                throw new InvalidDataException($"The backup lacks {name}.");
            if (await Sha256Async(file, stop) != sha256)
                throw new InvalidDataException($"The backup's {name} is not as it was when the backup was taken.");
        }
        return manifest;
    }

    public static async Task<string> Sha256Async(string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop));
    }
}
