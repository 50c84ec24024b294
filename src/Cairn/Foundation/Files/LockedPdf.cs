using UglyToad.PdfPig;

namespace Cairn.Foundation.Files;

/// <summary>
/// A PDF that asks for a password before it shows a page: an assessor could not open it. One that only forbids printing opens for everybody.
/// </summary>
internal static class LockedPdf
{
    /// <param name="content">The whole file; left anywhere.</param>
    public static bool Is(Stream content)
    {
        if (!Names(content, "/Encrypt"u8))
            return false;
        try
        {
            using var bounded = new Bounded(content, 2 * content.Length + 65_536);
            using var opened = PdfDocument.Open(bounded);
            return false;
        }
        catch (Exception locked) when (locked is not OutOfMemoryException)
        {
            return true; // also if it cannot be told: nobody could say that it opens
        }
    }

    private static bool Names(Stream content, ReadOnlySpan<byte> name)
    {
        var start = content.Position;
        var buffer = new byte[64 * 1024];
        try
        {
            for (int kept = 0, read; (read = content.Read(buffer, kept, buffer.Length - kept)) > 0; )
            {
                var seen = buffer.AsSpan(0, kept + read);
                if (seen.IndexOf(name) >= 0)
                    return true;
                kept = Math.Min(name.Length, seen.Length);
                seen[^kept..].CopyTo(buffer);
            }
            return false;
        }
        finally
        {
            content.Position = start;
        }
    }

    /// <summary>A broken table makes the library look through the file again and again: it may read so many bytes and no more.</summary>
    private sealed class Bounded(Stream inner, long left) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            return (left -= read) >= 0 ? read : throw new InvalidDataException("This much is not needed to ask for a password.");
        }

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void Flush() { }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
