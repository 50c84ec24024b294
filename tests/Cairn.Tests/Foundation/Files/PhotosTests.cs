using System.Buffers.Binary;
using System.Text;
using Cairn.Foundation.Files.Cleaning;

namespace Cairn.Tests.Foundation.Files;

public sealed class PhotosTests
{
    private const string Place = "GPS 44.95 -93.10";
    private static readonly byte[] Scan = [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56];

    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_photo_loses_its_place_and_keeps_which_side_is_up(bool little)
    {
        var photo = Jpeg([
            (0xe0, "JFIF\0..."u8.ToArray()),
            (0xe1, Exif(6, little)),
            (0xe1, Ascii("http://ns.adobe.com/xap/1.0/\0" + Place)),
            (0xe2, Ascii("ICC_PROFILE\0x")),
            (0xe2, Ascii("MPF\0" + Place)),
            (0xed, Ascii("Photoshop " + Place)),
            (0xfe, Ascii(Place)),
            (0xdb, [1, 2, 0xff, 0xd9]),
        ]);
        var stripped = Clean([.. photo, .. Ascii("a film after the end, " + Place)], "image/jpeg");
        Assert.Equal(
            Jpeg([
                (0xe0, "JFIF\0..."u8.ToArray()),
                (0xe1, Exif(6, little: false, place: "")),
                (0xe2, Ascii("ICC_PROFILE\0x")),
                (0xdb, [1, 2, 0xff, 0xd9]),
            ]),
            stripped
        );
        Assert.Equal(stripped, Clean(stripped, "image/jpeg"));
    }

    [Fact]
    public void A_png_loses_its_texts_but_for_a_credential()
    {
        byte[] signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];
        byte[] clean =
        [
            .. signature,
            .. Chunk("IHDR", "x"),
            .. Chunk("iTXt", "openbadgecredential\0..."),
            .. Chunk("IDAT", "y"),
            .. Chunk("IEND", ""),
        ];
        byte[] full =
        [
            .. signature,
            .. Chunk("IHDR", "x"),
            .. Chunk("eXIf", Place),
            .. Chunk("tEXt", "Location\0" + Place),
            .. Chunk("iTXt", "openbadgecredential\0..."),
            .. Chunk("tIME", "1234567"),
            .. Chunk("IDAT", "y"),
            .. Chunk("IEND", ""),
            .. Ascii(Place),
        ];
        Assert.Equal(clean, Clean(full, "image/png"));
        Assert.Equal(clean, Clean(clean, "image/png"));
    }

    [Fact]
    public void A_webp_loses_its_place_and_the_flags_for_it()
    {
        var full = WebP([("VP8X", [0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0]), ("VP8 ", [1, 2, 3]), ("EXIF", Ascii(Place)), ("XMP ", Ascii(Place))]);
        var none = new byte[Place.Length];
        Assert.Equal(
            WebP([("VP8X", [0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0]), ("VP8 ", [1, 2, 3]), ("JUNK", none), ("JUNK", none)]),
            Clean(full, "image/webp")
        );
    }

    private static byte[] Clean(byte[] picture, string mediaType) => [.. CleanCopy.Of([.. picture], mediaType).Value];

    private static byte[] Jpeg((byte Marker, byte[] Data)[] segments) =>
        [
            0xff,
            0xd8,
            .. segments.SelectMany(s => Segment(s.Marker, s.Data)),
            .. Segment(0xda, [1, 2, 3]),
            .. Scan,
            .. Segment(0xc4, [0xff, 0xd9]),
            .. Segment(0xda, [4]),
            .. Scan,
            0xff,
            0xd9,
        ];

    private static byte[] Segment(byte marker, byte[] data) =>
        [0xff, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    private static byte[] Exif(byte orientation, bool little, string place = Place) =>
        little
            ? [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0, .. Ascii(place)]
            : [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0, .. Ascii(place)];

    private static byte[] Chunk(string type, string data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Ascii(type), .. Ascii(data), 0, 0, 0, 0];
    }

    private static byte[] WebP((string Type, byte[] Data)[] chunks)
    {
        var body = chunks
            .SelectMany(c => (byte[])[.. Ascii(c.Type), (byte)c.Data.Length, 0, 0, 0, .. c.Data, .. new byte[c.Data.Length & 1]])
            .ToArray();
        var size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, body.Length + 4);
        return [.. "RIFF"u8, .. size, .. "WEBP"u8, .. body];
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
