namespace Cairn.Foundation.Files.Cleaning;

/// <summary>GIF89a: pictures, how long each is shown, and how often; no comments, no texts, no XMP, nothing after the end.</summary>
internal static class Gif
{
    private const byte Extension = 0x21,
        Image = 0x2c,
        Trailer = 0x3b,
        GraphicControl = 0xf9;

    public static ArraySegment<byte> Clean(byte[] file)
    {
        // Section 18: the screen, and a table of colours if its flag says so.
        var at = 13 + ColoursAfter(file[10]);
        for (var kept = at; ; )
        {
            var (start, stays) = (at, true);
            switch (file[at])
            {
                case Trailer:
                    file[kept] = Trailer;
                    return new(file, 0, kept + 1);
                case Image: // section 20, and the size of the first code
                    at = AfterBlocks(file, at + 10 + ColoursAfter(file[at + 9]) + 1);
                    break;
                case Extension:
                    at = AfterBlocks(file, at + 2);
                    stays = file[start + 1] == GraphicControl || Repeats(file.AsSpan(start, at - start));
                    break;
                default:
                    throw new InvalidDataException();
            }
            if (!stays)
                continue;
            file.AsSpan(start, at - start).CopyTo(file.AsSpan(kept));
            kept += at - start;
        }
    }

    private static int ColoursAfter(byte flags) => (flags & 0x80) != 0 ? 3 << ((flags & 7) + 1) : 0;

    private static int AfterBlocks(byte[] file, int at)
    {
        while (file[at] != 0)
            at += file[at] + 1;
        return at + 1;
    }

    private static bool Repeats(ReadOnlySpan<byte> extension) =>
        extension.Length == 19 && (extension[3..].StartsWith("NETSCAPE2.0"u8) || extension[3..].StartsWith("ANIMEXTS1.0"u8));
}
