using System.Buffers;
using System.Text.Unicode;

namespace Cairn.Foundation.Files;

/// <summary>
/// Looks at a whole file if its beginning does not say enough: at everything in a ZIP container, or through a text to its end. Runs on
/// <see cref="Load.GentleThreads"/>, as every request does that sends a file.
/// </summary>
internal static class FileInspection
{
    /// <summary>
    /// What the stream holds, or why it is refused: <c>files.empty</c>, <c>files.unknown</c>, <c>files.damaged</c>, <c>files.macros</c>,
    /// <c>files.bomb</c>, <c>files.nested</c>, <c>files.encrypted</c>, <c>files.drive-link</c>, <c>files.shortcut</c>.
    /// </summary>
    /// <param name="content">A stream that can seek; left where it was.</param>
    /// <param name="stop">Ends the reading early.</param>
    public static async Task<Outcome<FileKind>> InspectAsync(Stream content, CancellationToken stop)
    {
        var start = content.Position;
        var head = new byte[FileStore.HeadLength];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stop);
        content.Position = start;
        try
        {
            if (length == 0)
                return new Refusal("files.empty");
            return MediaTypes.Sniff(head.AsSpan(0, length)) switch
            {
                null => new Refusal("files.unknown"),
                "application/zip" => ZipContainers.Inspect(await ReadAsync(content, stop)),
                "application/x-ole-storage" => OlderOffice.Inspect(content),
                "application/pdf" when LockedPdf.Is(content) => new Refusal("files.encrypted"),
                "text/plain" when OnlyALink(head.AsSpan(0, length)) is { } link => new Refusal(link),
                "text/plain" or "image/svg+xml" when !await IsTextAsync(content, head.AsMemory(0, length), stop) => new Refusal(
                    "files.damaged"
                ),
                var mediaType => FileKind.Of(mediaType),
            };
        }
        finally
        {
            content.Position = start;
        }
    }

    private static async Task<byte[]> ReadAsync(Stream content, CancellationToken stop)
    {
        var bytes = new byte[content.Length - content.Position];
        await content.ReadExactlyAsync(bytes, stop);
        return bytes;
    }

    /// <summary>What a Drive or a desktop puts in place of a document: whoever opens it needs the document's owner.</summary>
    private static string? OnlyALink(ReadOnlySpan<byte> head) =>
        head.Length == FileStore.HeadLength ? null
        : head.IndexOf("\"doc_id\""u8) >= 0 && head.IndexOf("google.com"u8) >= 0 ? "files.drive-link"
        : head.StartsWith("[InternetShortcut]"u8) ? "files.shortcut"
        : null;

    // No control characters except white space, to the end: of UTF-8, of UTF-16 with its byte order, or of an older encoding, in which every
    // byte is a letter. What begins as UTF-8 ends so, or it was damaged on its way.
    private static async Task<bool> IsTextAsync(Stream content, ReadOnlyMemory<byte> head, CancellationToken stop)
    {
        if (head.Span is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
            return await IsUtf16Async(content, stop);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        var letters = ArrayPool<char>.Shared.Rent(buffer.Length);
        try
        {
            var (kept, isUtf8, isOlder) = (0, false, false);
            for (int read; (read = await content.ReadAsync(buffer.AsMemory(kept), stop)) > 0; )
            {
                var bytes = buffer.AsSpan(0, kept + read);
                kept = 0;
                if (bytes.ContainsAnyInRange((byte)0, (byte)8) || bytes.ContainsAnyInRange((byte)14, (byte)26))
                    return false;
                if (isOlder)
                    continue;
                var status = Utf8.ToUtf16(bytes, letters, out var used, out _, replaceInvalidSequences: false, isFinalBlock: false);
                isUtf8 |= bytes[..used].ContainsAnyInRange((byte)0x80, (byte)0xff);
                isOlder = status is OperationStatus.InvalidData;
                if (isOlder && isUtf8)
                    return false;
                if (isOlder)
                    continue;
                bytes[used..].CopyTo(buffer);
                kept = bytes.Length - used;
            }

            return kept == 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<char>.Shared.Return(letters);
        }
    }

    private static async Task<bool> IsUtf16Async(Stream content, CancellationToken stop)
    {
        using var reader = new StreamReader(content, Encoding.Unicode, detectEncodingFromByteOrderMarks: true, 64 * 1024, leaveOpen: true);
        var letters = new char[32 * 1024];
        for (int read; (read = await reader.ReadAsync(letters.AsMemory(), stop)) > 0; )
            if (
                letters.AsSpan(0, read).ContainsAnyInRange('\0', '\u0008') || letters.AsSpan(0, read).ContainsAnyInRange('\u000e', '\u001a')
            )
                return false;
        return true;
    }
}
