using System.Buffers.Binary;

namespace Cairn.Foundation.Files.Cleaning;

/// <summary>
/// WebM (RFC 8794, RFC 9559): elements that do not make the film become void elements of the same length; the names of programs are blanked.
/// </summary>
internal static class WebM
{
    private const uint Head = 0x1a45dfa3,
        Void = 0xec,
        Segment = 0x18538067,
        SeekHead = 0x114d9b74,
        Seek = 0x4dbb,
        Info = 0x1549a966,
        Tracks = 0x1654ae6b,
        Track = 0xae,
        TrackType = 0x83,
        Cluster = 0x1f43b675,
        BlockGroup = 0xa0,
        Cues = 0x1c53bb6b,
        MuxingApp = 0x4d80,
        WritingApp = 0x5741;

    // What may stay in which element; of those that are not listed as a parent, everything.
    private static readonly Dictionary<uint, uint[]> Kept = new()
    {
        [0] = [Head, Segment],
        [Segment] = [SeekHead, Info, Tracks, Cluster, Cues],
        [SeekHead] = [Seek],
        [Info] = [0x2ad7b1, 0x4489, MuxingApp, WritingApp],
        [Tracks] = [Track],
        // Number, id, type, enabled, default, forced, lacing, duration, codec and its data, delay, preroll, language, video, audio.
        [Track] = [0xd7, 0x73c5, TrackType, 0xb9, 0x88, 0x55aa, 0x9c, 0x23e383, 0x86, 0x63a2, 0x56aa, 0x56bb, 0x22b59c, 0xe0, 0xe1, 0x55ee],
        [Cluster] = [0xe7, 0xa3, BlockGroup, 0xa7, 0xab],
        [BlockGroup] = [0xa1, 0x9b, 0xfb, 0xfa, 0x75a2, 0x75a1],
    };

    public static ArraySegment<byte> Clean(byte[] file)
    {
        Clean(file, 0, 0, file.Length, endless: false);
        return file;
    }

    /// <returns>Where the parent ended; one of unknown length ends where something begins that cannot be in it.</returns>
    private static int Clean(byte[] file, uint parent, int at, int end, bool endless)
    {
        while (at < end)
        {
            var start = at;
            var id = Number(file, ref at, keepsMark: true);
            if (endless && parent == Cluster && Kept[Segment].Contains((uint)id))
                return start;
            var size = Number(file, ref at, keepsMark: false);
            var isEndless = size == ulong.MaxValue;
            (!isEndless || id is Segment or Cluster).Must();
            var after = isEndless ? end : checked(at + (int)size);
            (after <= end).Must();
            if (!Kept[parent].Contains((uint)id) || (id == Seek && NamesWhatGoes(file.AsSpan(at, after - at))))
                Empty(file.AsSpan(start, after - start));
            else if (id is MuxingApp or WritingApp)
                file.AsSpan(at, after - at).Clear();
            else if (id == TrackType)
                (after == at + 1 && file[at] is 1 or 2).Must(); // a film or a sound, no subtitles, no places along the way
            else if (Kept.ContainsKey((uint)id))
                after = Clean(file, (uint)id, at, after, isEndless);
            at = after;
        }
        return at;
    }

    // RFC 9559, 5.1.1.1: the id of an element on the level below the segment.
    private static bool NamesWhatGoes(ReadOnlySpan<byte> seek) =>
        seek.Length < 7 || seek is not [0x53, 0xab, 0x84, ..] || !Kept[Segment].Contains(BinaryPrimitives.ReadUInt32BigEndian(seek[3..]));

    // RFC 8794, section 4: the leading zeros say how many bytes follow; all ones: unknown.
    private static ulong Number(byte[] file, ref int at, bool keepsMark)
    {
        var length = System.Numerics.BitOperations.LeadingZeroCount((uint)file[at]) - 23;
        (length <= 8).Must();
        ulong value = 0;
        foreach (var one in file.AsSpan(at, length))
            value = (value << 8) | one;
        at += length;
        if (keepsMark)
        {
            (length <= 4).Must();
            return value;
        }
        var bits = (1UL << (7 * length)) - 1;
        return (value & bits) == bits ? ulong.MaxValue : value & bits;
    }

    private static void Empty(Span<byte> element)
    {
        element.Clear();
        element[0] = (byte)Void;
        if (element.Length <= 100)
        {
            element[1] = (byte)(0x80 | (element.Length - 2));
            return;
        }
        BinaryPrimitives.WriteUInt64BigEndian(element[1..], (1UL << 56) | (uint)(element.Length - 9));
    }
}
