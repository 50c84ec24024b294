using System.Buffers.Binary;

namespace Cairn.Foundation.Files.Cleaning;

/// <summary>
/// A film that was written while it was recorded, piece by piece (ISO/IEC 14496-12, 8.8): each piece says where its samples are.
/// </summary>
internal sealed class Fragments(KeptBytes kept)
{
    private readonly Dictionary<long, long> _sizes = [];
    private readonly HashSet<long> _tracks = [];

    /// <summary>A track that is seen or heard.</summary>
    public void Keep(Box track)
    {
        var header = track.Child("tkhd");
        _tracks.Add(header.Number(header.Content[0] == 1 ? 20 : 12));
    }

    public void Defaults(Box trex) => _sizes[trex.Number(4)] = trex.Number(16);

    public void Add(Box piece)
    {
        long next = piece.Start;
        foreach (var part in piece.Children().Where(box => box.Type is "traf"))
        {
            var header = part.Child("tfhd");
            var (flags, track, at) = (header.Number(0) & 0xffffff, header.Number(4), 8);
            var start = (flags & 0x20000) != 0 ? piece.Start : next;
            if ((flags & 1) != 0)
                (start, at) = (BinaryPrimitives.ReadInt64BigEndian(header.Content[at..]), at + 8);
            at += ((flags & 2) != 0 ? 4 : 0) + ((flags & 8) != 0 ? 4 : 0);
            var size = (flags & 0x10) != 0 ? header.Number(at) : _sizes.GetValueOrDefault(track);
            next = start;
            foreach (var run in part.Children().Where(box => box.Type is "trun"))
                next = Add(run, start, next, size, _tracks.Contains(track));
        }
    }

    private long Add(Box run, long start, long next, long size, bool stays)
    {
        var (flags, count, at) = (run.Number(0) & 0xffffff, run.Number(4), 8);
        if ((flags & 1) != 0)
            (next, at) = (start + (int)run.Number(at), at + 4);
        at += (flags & 4) != 0 ? 4 : 0;
        var sum = size * count;
        if ((flags & 0x200) != 0)
        {
            sum = 0;
            var width = 4 * System.Numerics.BitOperations.PopCount((uint)flags & 0xf00);
            var before = (flags & 0x100) != 0 ? 4 : 0;
            for (var i = 0L; i < count; i++)
                sum += run.Number(checked(at + (int)i * width + before));
        }
        if (stays)
            kept.Add(next, sum);
        return next + sum;
    }
}
