using System.Buffers.Binary;

namespace Cairn.Foundation.Files.Cleaning;

/// <summary>
/// Ogg (RFC 3533) with Opus, Vorbis or Theora: the second packet of each stream, which holds its comments and pictures, is emptied in its
/// place, and the checksums of its pages are made anew.
/// </summary>
internal static class Ogg
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Step((uint)value << 24))];

    public static ArraySegment<byte> Clean(byte[] file)
    {
        // How far each stream is: the number of its packet, and where the comments begin.
        var streams = new Dictionary<uint, (int Packet, List<Range> Comments)>();
        var pages = new List<Range>();
        for (var at = 0; at < file.Length; )
        {
            // RFC 3533, section 6: mark, version, flags, position, serial number, page number, checksum, the lengths of the segments.
            var page = file.AsSpan(at);
            (page.StartsWith("OggS"u8) && page[4] == 0).Must();
            var segments = page[26];
            var serial = BinaryPrimitives.ReadUInt32LittleEndian(page[14..]);
            if ((page[5] & 2) != 0)
                streams[serial] = (0, []);
            var (packet, comments) = streams.TryGetValue(serial, out var known) ? known : throw new InvalidDataException();
            var (body, isWhole) = (at + 27 + segments, true);
            foreach (var length in page.Slice(27, segments))
            {
                if (packet == 0 && body == at + 27 + segments)
                    IsKnown(file.AsSpan(body)).Must();
                if (packet == 1)
                    comments.Add(body..(body + length));
                body += length;
                isWhole = length < 255;
                if (!isWhole)
                    continue;
                if (packet++ == 1)
                    Empty(file, comments);
            }
            (body <= file.Length && (packet > 0 || isWhole)).Must();
            streams[serial] = (packet, comments);
            pages.Add(at..body);
            at = body;
        }
        streams.Values.All(stream => stream.Packet > 1).Must();
        foreach (var range in pages)
            Seal(file.AsSpan(range));
        return file;
    }

    private static bool IsKnown(ReadOnlySpan<byte> first) =>
        first.StartsWith("OpusHead"u8) || first.StartsWith("\u0001vorbis"u8) || (first[0] == 0x80 && first[1..].StartsWith("theora"u8));

    // Vorbis I, 5.2.1; RFC 7845, 5.2; Theora 6.3: a name of the packet, then who made it (no letters), no comments, for Vorbis a bit.
    private static void Empty(byte[] file, List<Range> packet)
    {
        var beginning = Places(packet).Take(16).ToArray();
        var name = beginning.Length >= 8 && beginning[..8].Select(at => file[at]).SequenceEqual("OpusTags"u8.ToArray()) ? 8 : 7;
        (beginning.Length >= name + 8).Must();
        var isVorbis = file[beginning[0]] == 3;
        (!isVorbis || beginning.Length > name + 8).Must();
        (name == 8 || isVorbis || file[beginning[0]] == 0x81).Must();
        foreach (var at in Places(packet).Skip(name))
            file[at] = 0;
        if (isVorbis)
            file[beginning[name + 8]] = 1;
    }

    private static IEnumerable<int> Places(List<Range> packet) =>
        packet.SelectMany(range => Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value));

    private static void Seal(Span<byte> page)
    {
        page.Slice(22, 4).Clear();
        uint crc = 0;
        foreach (var value in page)
            crc = (crc << 8) ^ Table[(crc >> 24) ^ value];
        BinaryPrimitives.WriteUInt32LittleEndian(page[22..], crc);
    }

    private static uint Step(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 0x80000000) != 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
        return value;
    }
}
