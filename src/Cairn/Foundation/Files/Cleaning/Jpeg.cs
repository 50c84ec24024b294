using System.Buffers.Binary;

namespace Cairn.Foundation.Files.Cleaning;

/// <summary>
/// The segments of a JPEG (ITU-T T.81, annex B): application data and comments are removed, except JFIF, the colour profile and Adobe's
/// mark.
/// </summary>
internal static class Jpeg
{
    private const byte EndOfImage = 0xd9;
    private const byte StartOfScan = 0xda;
    private const byte Jfif = 0xe0;
    private const byte Exif = 0xe1;

    public static ArraySegment<byte> Clean(byte[] picture)
    {
        var output = new MemoryStream(picture.Length);
        output.Write([0xff, 0xd8]);
        var (orientation, isShown) = (0, false);
        for (var at = 2; Marker(picture, ref at) is { } marker; )
        {
            if (marker == EndOfImage)
            {
                isShown.Must();
                output.Write([0xff, EndOfImage]);
                return output.ToArray();
            }

            // Every other marker between the scans has a length, which counts itself.
            var length = BinaryPrimitives.ReadUInt16BigEndian(picture.AsSpan(at));
            var segment = picture.AsSpan(at, length);
            if (marker == Exif && orientation == 0 && (orientation = Orientation(segment[2..])) > 1)
                WriteOrientation(output, orientation);
            if (marker == Jfif && IsPicture(marker, segment[2..]) && length > 16)
            {
                // JFIF 1.02: a thumbnail of the size that its last two bytes say.
                output.Write([0xff, Jfif, 0, 16, .. segment[2..14], 0, 0]);
            }
            else if (IsPicture(marker, segment[2..]))
            {
                output.Write([0xff, marker]);
                output.Write(segment);
            }

            at += length;
            if (marker != StartOfScan)
                continue;

            var scan = ScanLength(picture.AsSpan(at));
            output.Write(picture, at, scan);
            at += scan;
            isShown = true;
        }

        throw new InvalidDataException();
    }

    private static byte? Marker(byte[] picture, ref int at)
    {
        if (at >= picture.Length || picture[at] != 0xff)
            return null;
        while (at < picture.Length && picture[at] == 0xff)
            at++;
        return at < picture.Length ? picture[at++] : null;
    }

    private static bool IsPicture(byte marker, ReadOnlySpan<byte> data) =>
        marker switch
        {
            Jfif => data.StartsWith("JFIF\0"u8),
            0xe2 => data.StartsWith("ICC_PROFILE\0"u8),
            0xee => data.StartsWith("Adobe"u8),
            _ => marker is >= 0xc0 and <= 0xdf,
        };

    // In a scan 0xff is followed by 0 (a stuffed byte) or a restart marker; anything else ends it.
    private static int ScanLength(ReadOnlySpan<byte> data)
    {
        for (var i = 0; i + 1 < data.Length; i++)
        {
            var next = data[i..].IndexOf((byte)0xff);
            if (next < 0 || i + next + 1 >= data.Length)
                break;
            i += next;
            if (data[i + 1] is not (0 or 0xff or >= 0xd0 and <= 0xd7))
                return i;
        }

        return data.Length;
    }

    // Exif 2.3, 4.6: tag 0x0112 of the first directory, a short from 1 to 8; 0: none.
    private static int Orientation(ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith("Exif\0\0"u8) || data.Length < 20)
            return 0;

        var tiff = data[6..];
        var little = tiff[0] == 'I';
        var directory = Number(tiff, 4, 4, little);
        if (directory > (uint)tiff.Length - 2)
            return 0;

        var count = Number(tiff, (int)directory, 2, little);
        for (var i = 0; i < count; i++)
        {
            var entry = (int)directory + 2 + i * 12;
            if (entry + 12 > tiff.Length)
                return 0;
            if (Number(tiff, entry, 2, little) == 0x0112)
                return Number(tiff, entry + 8, 2, little) is var value and <= 8 ? (int)value : 0;
        }

        return 0;
    }

    private static uint Number(ReadOnlySpan<byte> data, int at, int size, bool little) =>
        (size, little) switch
        {
            (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(data[at..]),
            (2, false) => BinaryPrimitives.ReadUInt16BigEndian(data[at..]),
            (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(data[at..]),
            _ => BinaryPrimitives.ReadUInt32BigEndian(data[at..]),
        };

    // An Exif segment that says only which side is up.
    private static void WriteOrientation(Stream output, int orientation) =>
        output.Write([
            0xff,
            Exif,
            0,
            34,
            .. "Exif\0\0"u8,
            .. "MM\0*"u8,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte)orientation,
            0,
            0,
            0,
            0,
            0,
            0,
        ]);
}
