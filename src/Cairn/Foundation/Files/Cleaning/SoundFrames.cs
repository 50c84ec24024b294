using System.Buffers.Binary;

namespace Cairn.Foundation.Files.Cleaning;

/// <summary>
/// MPEG audio (ISO/IEC 11172-3, 13818-3) and AAC in ADTS (14496-3): the frames, without the tags around them.
/// </summary>
internal static class SoundFrames
{
    private static readonly int[][] Rates =
    [
        [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448], // version 1, layer I
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256], // versions 2 and 2.5, layer I
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];

    private static readonly int[] Frequencies = [44_100, 48_000, 32_000];

    public static ArraySegment<byte> Clean(byte[] file)
    {
        var end = WithoutTagsAtEnd(file);
        var kept = 0;
        for (var at = 0; at < end; )
        {
            var rest = file.AsSpan(at, end - at);
            if (rest[0] == 0)
            {
                at++; // room that a tag left
            }
            else if (rest.StartsWith("ID3"u8))
            {
                at += 10 + Synchsafe(rest[6..]) + ((rest[5] & 0x10) != 0 ? 10 : 0);
            }
            else if (rest.StartsWith("APETAGEX"u8))
            {
                at = checked(at + 32 + (int)BinaryPrimitives.ReadUInt32LittleEndian(rest[12..]));
            }
            else if (rest.Length < 7 || LengthOf(rest) is var length && length > rest.Length)
            {
                break; // the last frame was cut off
            }
            else
            {
                rest[..length].CopyTo(file.AsSpan(kept));
                kept += length;
                at += length;
            }
        }
        (kept > 0).Must();
        return new(file, 0, kept);
    }

    // ID3v1: 128 bytes. APEv2: a footer that counts from its first item. Lyrics3: six digits before its mark.
    private static int WithoutTagsAtEnd(byte[] file)
    {
        for (var end = file.Length; ; )
        {
            var all = file.AsSpan(0, end);
            if (end > 128 && all[^128..].StartsWith("TAG"u8))
                end -= 128;
            else if (end > 32 && all[^32..].StartsWith("APETAGEX"u8))
                end = checked(
                    end - Math.Max(32, (int)BinaryPrimitives.ReadUInt32LittleEndian(all[^20..])) - ((all[^9] & 0x80) != 0 ? 32 : 0)
                );
            else if (end > 15 && all.EndsWith("LYRICS200"u8) && int.TryParse(all[^15..^9], out var lyrics) && lyrics > 0)
                end -= 15 + lyrics;
            else
                return end;
            (end > 0).Must();
        }
    }

    // ID3v2.4, 6.2: seven bits of each byte.
    private static int Synchsafe(ReadOnlySpan<byte> size) => (size[0] << 21) | (size[1] << 14) | (size[2] << 7) | size[3];

    private static int LengthOf(ReadOnlySpan<byte> frame)
    {
        (frame[0] == 0xff && (frame[1] & 0xe0) == 0xe0).Must();
        var layer = 4 - ((frame[1] >> 1) & 3);
        if (layer == 4)
        {
            // 14496-3, 1.A.2.2: the length counts the header.
            var length = ((frame[3] & 3) << 11) | (frame[4] << 3) | (frame[5] >> 5);
            ((frame[1] & 0xf6) == 0xf0 && length > 7).Must();
            return length;
        }

        // 11172-3, 2.4.1.3: version, layer, rate, frequency, padding.
        var version = (frame[1] >> 3) & 3; // 3: version 1, 2: version 2, 0: version 2.5
        (version != 1).Must();
        var first = version == 3;
        var rate = Rates[first ? layer - 1 : Math.Min(layer + 2, 4)][frame[2] >> 4] * 1000;
        var frequency =
            Frequencies[(frame[2] >> 2) & 3]
            >> (
                version == 3 ? 0
                : version == 2 ? 1
                : 2
            );
        var padding = (frame[2] >> 1) & 1;
        (rate > 0).Must();
        return layer == 1 ? (12 * rate / frequency + padding) * 4 : (layer == 3 && !first ? 72 : 144) * rate / frequency + padding;
    }
}
