using System.Buffers;
using System.Text.Unicode;

namespace Cairn.Foundation.Files;

/// <summary>
/// Looks at a whole file if its beginning does not say enough: at the list of a ZIP container's entries, or through a text to its end.
/// Nothing is unpacked.
/// </summary>
internal static class FileInspection
{
    /// <summary>
    /// What the stream holds, or why it is refused: <c>files.unknown</c>, <c>files.damaged</c>, <c>files.macros</c>, <c>files.bomb</c>,
    /// <c>files.encrypted</c>.
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
            return MediaTypes.Sniff(head.AsSpan(0, length)) switch
            {
                null => new Refusal("files.unknown"),
                "application/zip" => ZipContainers.Inspect(content),
                "text/plain" or "image/svg+xml" when !await IsTextAsync(content, stop) => new Refusal("files.damaged"),
                var mediaType => FileKind.Of(mediaType),
            };
        }
        finally
        {
            content.Position = start;
        }
    }

    // UTF-8 to the end, and no control characters except white space.
    private static async Task<bool> IsTextAsync(Stream content, CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        var letters = ArrayPool<char>.Shared.Rent(buffer.Length);
        try
        {
            var kept = 0;
            for (int read; (read = await content.ReadAsync(buffer.AsMemory(kept), stop)) > 0; )
            {
                var bytes = buffer.AsSpan(0, kept + read);
                if (bytes.ContainsAnyInRange((byte)0, (byte)8) || bytes.ContainsAnyInRange((byte)14, (byte)26))
                    return false;
                if (
                    Utf8.ToUtf16(bytes, letters, out var used, out _, replaceInvalidSequences: false, isFinalBlock: false)
                    == OperationStatus.InvalidData
                )
                    return false;

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
}
