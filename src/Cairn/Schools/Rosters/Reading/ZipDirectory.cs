using System.Buffers.Binary;

namespace Cairn.Schools.Rosters.Reading;

/// <summary>
/// The end of a ZIP, read before the library reads its whole directory: 50 megabytes of directory would be a million objects.
/// </summary>
internal static class ZipDirectory
{
    const uint EndSignature = 0x06054b50; // APPNOTE.TXT 4.3.16, end of central directory record
    const int EndLength = 22;
    const int LongestComment = ushort.MaxValue;
    const int BytesPerEntry = 1024;

    public static bool IsModest(Stream zip, int entries)
    {
        var tail = new byte[Math.Min(zip.Length, EndLength + LongestComment)];
        zip.Position = zip.Length - tail.Length;
        zip.ReadExactly(tail);
        zip.Position = 0;

        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature)
                continue;

            // The library reads from this offset for as long as it finds entries, whatever the sizes say. 0xFFFFFFFF means ZIP64, which
            // nothing of this size needs.
            var start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
            var length = zip.Length - tail.Length + at - start;
            return BinaryPrimitives.ReadUInt16LittleEndian(end[10..]) <= entries && length >= 0 && length <= (long)entries * BytesPerEntry;
        }

        return true; // no directory at all: the library reports it
    }
}
