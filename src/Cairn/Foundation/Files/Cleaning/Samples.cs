using System.Buffers.Binary;

namespace Cairn.Foundation.Files.Cleaning;

/// <summary>Where a track's samples are (ISO/IEC 14496-12, 8.7): chunks begin at offsets, and hold so many samples of such sizes.</summary>
internal static class Samples
{
    public static void Keep(Box table, bool isSound, KeptBytes kept)
    {
        var offsets = table.Children().FirstOrDefault(box => box.Type is "stco" or "co64");
        var chunks = offsets.File is null ? 0 : offsets.Number(4);
        if (chunks == 0)
            return;
        var runs = table.Child("stsc");
        var sizes = table.Children().First(box => box.Type is "stsz" or "stz2");
        // A QuickTime film counts its sound's samples as one byte each, whatever they have.
        Box? counted = isSound && sizes.Type is "stsz" && sizes.Number(4) == 1 ? table.Child("stsd").Children(8).First() : null;
        var (run, sample) = (0, 0L);
        for (var chunk = 1; chunk <= chunks; chunk++)
        {
            while (run + 1 < runs.Number(4) && runs.Number(8 + (run + 1) * 12) <= chunk)
                run++;
            var count = runs.Number(8 + run * 12 + 4);
            var start = offsets.Type is "co64"
                ? BinaryPrimitives.ReadInt64BigEndian(offsets.Content[(8 + (chunk - 1) * 8)..])
                : offsets.Number(8 + (chunk - 1) * 4);
            kept.Add(start, counted is { } entry ? SizeOfSound(entry, count) : SizeOf(sizes, sample, count));
            sample += count;
        }
    }

    // QuickTime File Format, sound sample descriptions of version 0, 1 and 2.
    private static long SizeOfSound(Box entry, long count)
    {
        var (samples, bytes) = entry.Short(8) switch
        {
            1 when entry.Number(28) > 0 => (entry.Number(28), entry.Number(36)),
            2 => (entry.Number(60), entry.Number(56)),
            _ => (1, entry.Short(16) * Math.Max(1L, entry.Short(18) / 8)),
        };
        (samples > 0 && bytes > 0).Must();
        return (count + samples - 1) / samples * bytes;
    }

    private static long SizeOf(Box sizes, long first, long count)
    {
        if (sizes.Type is "stsz" && sizes.Number(4) is > 0 and var each)
            return each * count;
        (first + count <= sizes.Number(8)).Must();
        // stz2: 4, 8 or 16 bits each.
        var bits = sizes.Type is "stsz" ? 32 : sizes.Content[7];
        long sum = 0;
        for (var i = first; i < first + count; i++)
        {
            var at = 12 + (int)(i * bits / 8);
            sum += bits switch
            {
                32 => sizes.Number(at),
                16 => sizes.Short(at),
                8 => sizes.Content[at],
                4 => i % 2 == 0 ? sizes.Content[at] >> 4 : sizes.Content[at] & 15,
                _ => throw new InvalidDataException(),
            };
        }
        return sum;
    }
}
