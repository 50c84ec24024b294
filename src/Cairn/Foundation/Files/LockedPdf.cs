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
            using var opened = PdfDocument.Open(content);
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
}
