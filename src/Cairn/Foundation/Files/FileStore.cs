using System.Buffers;
using System.Security.Cryptography;
using Cairn.Foundation.Storage;

namespace Cairn.Foundation.Files;

/// <summary>
/// Files by the SHA-256 of their bytes, a folder for each district under <c>files</c> in the data folder. A file is whole or not there: it is written
/// under a temporary name, flushed to the disk and renamed; the row that names it comes after. Nothing is ever overwritten or changed.
/// </summary>
internal sealed class FileStore(CairnOptions options, Tenant tenant)
{
    /// <summary>How much of the beginning is kept for <see cref="MediaTypes.Sniff"/>.</summary>
    public const int HeadLength = 4_096;

    private string Folder => Path.Combine(options.Data, "files", tenant.DistrictId.ToString());

    /// <summary>Stores what the stream holds; null when that is more than <paramref name="maximum"/> bytes (nothing is kept then).</summary>
    public async Task<StoredFile?> KeepAsync(Stream content, long maximum, CancellationToken stop)
    {
        var waiting = Directory.CreateDirectory(Path.Combine(Folder, "incoming")).FullName;
        var temporary = Path.Combine(waiting, Guid.CreateVersion7().ToString("N"));
        try
        {
            if (await WriteAsync(content, temporary, maximum, stop) is not { } stored) return null;
            var place = PathOf(stored.Sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            if (!File.Exists(place)) File.Move(temporary, place, overwrite: true);
            return stored;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>A stream that can seek, or null when there is no such file in this district.</summary>
    /// <exception cref="ArgumentException">The name is not a SHA-256 in lowercase hex.</exception>
    public FileStream? Open(string sha256)
    {
        var place = PathOf(sha256);
        return File.Exists(place) ? new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true) : null;
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
            for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
            {
                if ((size += read) > maximum) return null;
                digest.AppendData(buffer, 0, read);
                if (head.Length < HeadLength) head.Write(buffer, 0, (int)Math.Min(read, HeadLength - head.Length));
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
