using System.Buffers.Binary;

namespace Cairn.Foundation.Files.Cleaning;

/// <summary>
/// RFC 9639: what the sound is and its frames, each proved by its checksum, to the last; then at most the tag of another format, which goes.
/// </summary>
internal static class Flac
{
    private const int StreamInfo = 0,
        SeekTable = 3;
    private static readonly ushort[] Table = [.. Enumerable.Range(0, 256).Select(value => Step((ushort)(value << 8), 8))];

    public static ArraySegment<byte> Clean(byte[] file)
    {
        var (at, kept, isLast) = (4, 4, false);
        var lastKept = 0;
        while (!isLast)
        {
            // Section 8.1: a flag, the type, the length.
            var length = 4 + (int)(BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)) & 0xffffff);
            (isLast, var type) = ((file[at] & 0x80) != 0, file[at] & 0x7f);
            var block = file.AsSpan(at, length);
            at += length;
            if (type is not (StreamInfo or SeekTable))
                continue;
            block[0] = (byte)type;
            block.CopyTo(file.AsSpan(kept));
            (lastKept, kept) = (kept, kept + length);
        }
        (lastKept > 0).Must();
        file[lastKept] |= 0x80;

        var end = AfterFrames(file, at);
        (end == file.Length || file.Length - end == 128 && file.AsSpan(end).StartsWith("TAG"u8)).Must();
        file.AsSpan(at, end - at).CopyTo(file.AsSpan(kept));
        return new(file, 0, kept + end - at);
    }

    // Section 9.3: over a frame with its checksum the checksum is zero, and then another begins, or nothing.
    private static int AfterFrames(byte[] file, int start)
    {
        (Begins(file, start)).Must();
        var (end, crc) = (start, (ushort)0);
        for (var at = start; at < file.Length; at++)
        {
            crc = (ushort)((crc << 8) ^ Table[(crc >> 8) ^ file[at]]);
            if (crc == 0 && at > end + 4 && (at + 1 == file.Length || Begins(file, at + 1) || file.AsSpan(at + 1).StartsWith("TAG"u8)))
                end = at + 1;
        }
        return end;
    }

    private static bool Begins(byte[] file, int at) => at + 1 < file.Length && file[at] == 0xff && (file[at + 1] & 0xfc) == 0xf8;

    // The polynomial x^16 + x^15 + x^2 + 1.
    private static ushort Step(ushort value, int bits)
    {
        for (; bits > 0; bits--)
            value = (ushort)((value & 0x8000) != 0 ? (value << 1) ^ 0x8005 : value << 1);
        return value;
    }
}
