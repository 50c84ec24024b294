using System.Buffers;
using Cairn.Foundation.Files.Cleaning;
using Cairn.Foundation.Jobs;

namespace Cairn.Foundation.Files;

/// <summary>
/// Files by the SHA-256 of their bytes, a folder for each district under <c>files</c> in the data folder. A file is complete or not there:
/// it is written under a temporary name, flushed to the disk and renamed; the row that names it comes after. Nothing is ever overwritten or
/// changed.
/// </summary>
internal sealed class FileStore(CairnOptions options, Tenant tenant, FileLedger ledger)
{
    /// <summary>How much of the beginning is kept for <see cref="MediaTypes.Sniff"/>.</summary>
    public const int HeadLength = 4_096;

    private const string Incoming = "incoming";

    private string Folder => Path.Combine(options.Data, "files", tenant.DistrictId.ToString());

    /// <summary>Stores what the stream holds, which its caller has made sure is harmless.</summary>
    /// <returns>What it is, or what <see cref="FileLedger.EnterAsync"/> refuses.</returns>
    public async Task<Outcome<StoredFile>> KeepAsync(Stream content, Guid owner, CancellationToken stop)
    {
        var temporary = NewTemporary();
        try
        {
            var stored =
                await WriteAsync(content, temporary, long.MaxValue, stop)
                ?? throw new InvalidOperationException("Without a limit nothing is too big.");
            if (await ledger.EnterAsync(stored.Sha256, stored.Size, owner, stop) is { } full)
                return full;
            Settle(temporary, stored.Sha256);
            return stored;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>
    /// Stores what the stream holds if the whole of it is a known kind of file of one of the families; otherwise nothing is kept.
    /// </summary>
    /// <returns>
    /// What it is, or <c>files.size</c>, <c>files.family</c>, or what <see cref="FileInspection"/>, <see cref="CleanCopy"/> or
    /// <see cref="FileLedger.EnterAsync"/> refuses.
    /// </returns>
    public async Task<Outcome<KeptFile>> AcceptAsync(
        Stream content,
        long maximum,
        IReadOnlyCollection<FileFamily> families,
        Guid owner,
        CancellationToken stop
    )
    {
        var temporary = NewTemporary();
        try
        {
            if (await WriteAsync(content, temporary, maximum, stop) is not { } stored)
                return new Refusal("files.size", null, maximum / 1024 / 1024);

            await using (var written = new FileStream(temporary, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true))
            {
                if (!(await FileInspection.InspectAsync(written, stop)).Succeeds(out var kind, out var refusal))
                    return refusal;
                if (!families.Contains(kind.Family))
                    return new Refusal("files.family");

                // A drawing can hold scripts, a photo or a film the place of a child's home: only the copy without them is kept, under the
                // digest of that copy.
                if (kind.Family is FileFamily.Picture or FileFamily.Sound or FileFamily.Video)
                    return await AcceptCleanAsync(written, kind, owner, stop);

                if (await ledger.EnterAsync(stored.Sha256, stored.Size, owner, stop) is { } full)
                    return full;
                Settle(temporary, stored.Sha256);
                return new KeptFile(stored.Sha256, stored.Size, kind);
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>
    /// Deletes a file for good. The caller has made sure that no row names it, and that nobody is bringing it. Doing it twice is a no-op.
    /// </summary>
    /// <exception cref="ArgumentException">The name is not a SHA-256 in lowercase hex.</exception>
    public void Erase(string sha256) => File.Delete(PathOf(sha256));

    /// <summary>Deletes what was left half written when the process ended.</summary>
    /// <param name="before">Only what has not been touched since.</param>
    public void RemoveAbandoned(DateTimeOffset before)
    {
        var waiting = new DirectoryInfo(Path.Combine(Folder, Incoming));
        if (!waiting.Exists)
            return;
        foreach (var file in waiting.EnumerateFiles())
            if (file.LastWriteTimeUtc < before.UtcDateTime)
                file.Delete();
    }

    /// <summary>The files that are in this district's store since before then, a few at a time.</summary>
    public IEnumerable<FileInfo> List(DateTimeOffset before) =>
        Directory.Exists(Folder)
            ? new DirectoryInfo(Folder)
                .EnumerateDirectories("??")
                .SelectMany(part => part.EnumerateFiles())
                .Where(file => file.Name.Length == 64 && file.LastWriteTimeUtc < before.UtcDateTime)
            : [];

    /// <summary>A stream that can seek, or null if there is no such file in this district.</summary>
    /// <exception cref="ArgumentException">The name is not a SHA-256 in lowercase hex.</exception>
    public FileStream? Open(string sha256)
    {
        var place = PathOf(sha256);
        return File.Exists(place) ? new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true) : null;
    }

    private async Task<Outcome<KeptFile>> AcceptCleanAsync(FileStream written, FileKind kind, Guid owner, CancellationToken stop)
    {
        var isDrawing = kind.MediaType == "image/svg+xml";
        if (isDrawing && written.Length > SvgSanitiser.MaxBytes)
            return new Refusal("files.svg-size");

        var bytes = new byte[written.Length];
        await written.ReadExactlyAsync(bytes, stop);
        var clean = isDrawing
            ? SvgSanitiser.Sanitise(bytes).As(drawing => new ArraySegment<byte>(drawing))
            : CleanCopy.Of(bytes, kind.MediaType);
        if (!clean.Succeeds(out var copy, out var refusal))
            return refusal;
        // What begins with a tag may be MP3 or AAC.
        if (kind.MediaType is "audio/mpeg" && MediaTypes.Sniff(copy[..Math.Min(copy.Count, HeadLength)]) is "audio/aac")
            kind = FileKind.Of("audio/aac");

        return (await KeepAsync(new MemoryStream(copy.Array!, copy.Offset, copy.Count), owner, stop)).As(stored => new KeptFile(
            stored.Sha256,
            stored.Size,
            kind
        ));
    }

    private string NewTemporary()
    {
        var waiting = Directory.CreateDirectory(Path.Combine(Folder, Incoming)).FullName;
        return Path.Combine(waiting, Guid.CreateVersion7().ToString("N"));
    }

    private void Settle(string temporary, string sha256)
    {
        FaultPoint.Pass("file-written");
        var place = PathOf(sha256);
        if (File.Exists(place))
            return;

        var folder = Path.GetDirectoryName(place)!;
        var isNew = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        File.Move(temporary, place, overwrite: true);
        DurableFolder.Flush(folder);
        if (isNew)
            DurableFolder.Flush(Folder);
        FaultPoint.Pass("file-kept");
    }

    private static async Task<StoredFile?> WriteAsync(Stream content, string path, long maximum, CancellationToken stop)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long size = 0;
            for (int read; (read = await content.ReadAsync(buffer, stop)) > 0; )
            {
                if ((size += read) > maximum)
                    return null;
                digest.AppendData(buffer, 0, read);
                if (head.Length < HeadLength)
                    head.Write(buffer, 0, (int)Math.Min(read, HeadLength - head.Length));
                await file.WriteAsync(buffer.AsMemory(0, read), stop);
            }
            file.Flush(flushToDisk: true);
            return new StoredFile(Convert.ToHexStringLower(digest.GetHashAndReset()), size, head.ToArray());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private string PathOf(string sha256) =>
        sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(Folder, sha256[..2], sha256)
            : throw new ArgumentException("A file is named by its SHA-256, 64 lowercase hexadecimal digits.", nameof(sha256));
}

/// <param name="Sha256">Lowercase hex; the file's name in the store.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Head">How it begins, at most <see cref="FileStore.HeadLength"/> bytes.</param>
internal sealed record StoredFile(string Sha256, long Size, ReadOnlyMemory<byte> Head);

/// <param name="Sha256">Lowercase hex; the file's name in the store.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Kind">What the whole of it is.</param>
internal sealed record KeptFile(string Sha256, long Size, FileKind Kind);
