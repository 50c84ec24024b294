using System.Buffers.Binary;
using System.Text;

namespace Cairn.Tests.Foundation.Files;

/// <summary>Small files of each kind, with a place wherever a camera, a telephone or a program could write one.</summary>
internal static class Containers
{
    public const string Place = "+44.9778-093.2650/Elm Street 7";

    /// <summary>What is seen or heard, and must stay.</summary>
    public static readonly byte[] Shown = [0x10, .. "the water in the creek"u8];

    /// <summary>By name: what it is, and its bytes.</summary>
    public static readonly IReadOnlyDictionary<string, (string MediaType, byte[] Bytes)> All = new Dictionary<string, (string, byte[])>
    {
        ["jpeg"] = ("image/jpeg", Jpeg()),
        ["png"] = ("image/png", Png()),
        ["gif"] = ("image/gif", Gif()),
        ["webp"] = ("image/webp", WebP()),
        ["webp-animated"] = (
            "image/webp",
            Riff("WEBP", Chunk("VP8X", new byte[10]), Chunk("ANMF", [.. new byte[16], .. Chunk("VP8 ", Shown), .. Chunk("XMP ", Ascii)]))
        ),
        ["heic"] = ("image/heic", Heif("heic", "hvc1")),
        ["heic-idat"] = ("image/heic", Heif("heic", "hvc1", inner: true)),
        ["avif"] = ("image/avif", Heif("avif", "av01")),
        ["wav"] = ("audio/wav", Wav()),
        ["avi"] = ("video/x-msvideo", Avi()),
        ["mp3"] = ("audio/mpeg", Mp3()),
        ["aac"] = ("audio/aac", [.. Id3(), .. Adts(), .. Adts()]),
        ["amr"] = ("audio/amr", [.. "#!AMR\n"u8, 0x3c, .. Shown.Concat(new byte[31]).Take(31)]),
        ["flac"] = ("audio/flac", Flac()),
        ["opus"] = ("audio/ogg", Ogg([.. "OpusHead"u8, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], "OpusTags")),
        ["vorbis"] = ("audio/ogg", Ogg([.. "\u0001vorbis"u8, .. new byte[23]], "\u0003vorbis")),
        ["mp4"] = ("video/mp4", Film("isom", fragmented: false)),
        ["mp4-fragmented"] = ("video/mp4", Film("iso5", fragmented: true)),
        ["mov"] = ("video/quicktime", Film("qt  ", fragmented: false)),
        ["m4a"] = ("audio/mp4", Film("M4A ", fragmented: false)),
        ["3gp"] = ("video/3gpp", Film("3gp4", fragmented: false)),
        ["webm"] = ("video/webm", WebM(live: false)),
        ["webm-live"] = ("video/webm", WebM(live: true)),
    };

    private static byte[] Ascii => Encoding.ASCII.GetBytes(Place);

    public static byte[] Jpeg()
    {
        static byte[] Segment(byte marker, params byte[] data) =>
            [0xff, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];
        return
        [
            0xff,
            0xd8,
            .. Segment(0xe0, [.. "JFIF\0\u0001\u0002\0\0\u0001\0\u0001\u0003\u0003"u8, .. Ascii]),
            .. Segment(0xe1, [.. "Exif\0\0MM\0*\0\0\0\u0008\0\0"u8, .. Ascii]),
            .. Segment(0xe1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Ascii]),
            .. Segment(0xed, Ascii),
            .. Segment(0xfe, Ascii),
            .. Segment(0xf7, Ascii),
            .. Segment(0xda, 1, 2, 3),
            .. Shown,
            0xff,
            0xd9,
            .. Ascii,
        ];
    }

    public static byte[] Png(byte[]? shown = null)
    {
        static byte[] Part(string type, byte[] data) => [.. Big(data.Length), .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
        return
        [
            0x89,
            (byte)'P',
            (byte)'N',
            (byte)'G',
            0x0d,
            0x0a,
            0x1a,
            0x0a,
            .. Part("IHDR", new byte[13]),
            .. Part("eXIf", Ascii),
            .. Part("iTXt", Ascii),
            .. Part("zTXt", Ascii),
            .. Part("caBX", Ascii),
            .. Part("IDAT", shown ?? Shown),
            .. Part("IEND", []),
            .. Ascii,
        ];
    }

    private static byte[] Gif() =>
        [
            .. "GIF89a"u8,
            1,
            0,
            1,
            0,
            0x80,
            0,
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            0x21,
            0xff,
            11,
            .. "NETSCAPE2.0"u8,
            3,
            1,
            0,
            0,
            0,
            0x21,
            0xfe,
            (byte)Place.Length,
            .. Ascii,
            0,
            0x21,
            0xff,
            11,
            .. "XMP DataXMP"u8,
            (byte)Place.Length,
            .. Ascii,
            0,
            0x21,
            0x01,
            12,
            .. new byte[12],
            (byte)Place.Length,
            .. Ascii,
            0,
            0x21,
            0xf9,
            4,
            0,
            0,
            0,
            0,
            0,
            0x2c,
            0,
            0,
            0,
            0,
            1,
            0,
            1,
            0,
            0,
            2,
            (byte)Shown.Length,
            .. Shown,
            0,
            0x3b,
            .. Ascii,
        ];

    private static byte[] WebP() =>
        [
            .. Riff(
                "WEBP",
                Chunk("VP8X", [0x2c, .. new byte[9]]),
                Chunk("VP8 ", Shown),
                Chunk("EXIF", Ascii),
                Chunk("XMP ", Ascii),
                Chunk("ELSE", Ascii)
            ),
            .. Ascii,
        ];

    private static byte[] Wav() =>
        [
            .. Riff(
                "WAVE",
                Chunk("bext", Ascii),
                Chunk("fmt ", new byte[16]),
                Chunk("iXML", Ascii),
                Chunk("data", Shown),
                Chunk("LIST", [.. "INFO"u8, .. Chunk("ICMT", Ascii)]),
                Chunk("id3 ", [.. "ID3"u8, .. Ascii]),
                Chunk("_PMX", Ascii)
            ),
            .. Ascii,
        ];

    private static byte[] Avi() =>
        Riff(
            "AVI ",
            Chunk(
                "LIST",
                [
                    .. "hdrl"u8,
                    .. Chunk("avih", new byte[56]),
                    .. Chunk("IDIT", Ascii),
                    .. Chunk(
                        "LIST",
                        [
                            .. "strl"u8,
                            .. Chunk("strh", [.. "vids"u8, .. new byte[52]]),
                            .. Chunk("strf", new byte[40]),
                            .. Chunk("strd", Ascii),
                            .. Chunk("strn", Ascii),
                        ]
                    ),
                ]
            ),
            Chunk("LIST", [.. "INFO"u8, .. Chunk("IARL", Ascii)]),
            Chunk("LIST", [.. "movi"u8, .. Chunk("00dc", Shown), .. Chunk("01tx", Ascii)]),
            Chunk("idx1", new byte[16])
        );

    private static byte[] Mp3()
    {
        // Version 1, layer III, 32 kbit/s, 44,100 Hz: 104 bytes.
        byte[] frame = [0xff, 0xfb, 0x10, 0x00, .. Shown, .. new byte[100 - Shown.Length]];
        byte[] ape = [.. "APETAGEX"u8, .. Little(2000), .. Little(Place.Length + 32), .. Little(1), .. Little(0), .. new byte[8]];
        byte[] lyrics = [.. "LYRICSBEGIN"u8, .. Ascii, .. Encoding.ASCII.GetBytes($"{Place.Length + 11:000000}LYRICS200")];
        byte[] old = [.. "TAG"u8, .. Ascii, .. new byte[125 - Place.Length]];
        return [.. Id3(), .. frame, .. frame, .. Id3(), .. frame, .. Ascii, .. ape, .. lyrics, .. old];
    }

    private static byte[] Id3() =>
        [.. "ID3\u0004\0\0\0\0\0"u8, (byte)(Place.Length + 12), .. "TXXX"u8, 0, 0, 0, (byte)Place.Length, 0, 0, .. Ascii, 0, 0];

    private static byte[] Adts()
    {
        var length = 7 + Shown.Length;
        return [0xff, 0xf1, 0x50, (byte)(0x80 | (length >> 11)), (byte)(length >> 3), (byte)((length << 5) | 0x1f), 0xfc, .. Shown];
    }

    private static byte[] Flac()
    {
        byte[] frame = [0xff, 0xf8, 0x69, 0x08, 0, 0, .. Shown];
        var crc = 0;
        foreach (var one in frame)
            for (var bit = 7; bit >= 0; bit--)
                crc = ((crc << 1) ^ (((crc >> 15) ^ (one >> bit)) % 2 != 0 ? 0x8005 : 0)) & 0xffff;
        byte[] whole = [.. frame, (byte)(crc >> 8), (byte)crc];
        return
        [
            .. "fLaC"u8,
            0,
            0,
            0,
            34,
            .. new byte[34],
            6,
            0,
            0,
            (byte)Place.Length,
            .. Ascii,
            0x84,
            0,
            0,
            (byte)Place.Length,
            .. Ascii,
            .. whole,
            .. whole,
            .. "TAG"u8,
            .. Ascii,
            .. new byte[125 - Place.Length],
        ];
    }

    private static byte[] Ogg(byte[] head, string tags)
    {
        byte[] comment =
        [
            .. Encoding.Latin1.GetBytes(tags),
            .. Little(4),
            .. "Phone"u8[..4],
            .. Little(1),
            .. Little(Place.Length),
            .. Ascii,
            1,
            .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Place, 20))),
        ];
        // The comments go over the edge of a page, after a lace of 255.
        return [.. Page(2, 0, head), .. Page(0, 1, comment[..510], open: true), .. Page(1, 2, comment[510..]), .. Page(4, 3, Shown)];
    }

    private static byte[] Page(byte flags, int number, byte[] body, bool open = false)
    {
        List<byte> laces = [.. Enumerable.Repeat((byte)255, body.Length / 255)];
        if (!open)
            laces.Add((byte)(body.Length % 255));
        return
        [
            .. "OggS"u8,
            0,
            flags,
            .. new byte[8],
            .. Little(7),
            .. Little(number),
            .. new byte[4],
            (byte)laces.Count,
            .. laces,
            .. body,
        ];
    }

    /// <summary>A picture, Exif, XMP; one after the other in the data.</summary>
    public static byte[] Heif(string brand, string kind, bool inner = false)
    {
        byte[] data = [.. Ascii, .. Shown, .. Ascii];
        byte[] Make(int at)
        {
            byte[] Item(int id, string type, string name) =>
                Box("infe", [2, 0, 0, 0, 0, (byte)id, 0, 0, .. Encoding.ASCII.GetBytes(type + name), 0]);
            byte[] Where(int id, int offset, int length) =>
                [0, (byte)id, 0, (byte)(inner ? 1 : 0), 0, 0, 0, 1, .. Big((inner ? 0 : at) + offset), .. Big(length)];
            var meta = Box(
                "meta",
                [
                    0,
                    0,
                    0,
                    0,
                    .. Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. "pict"u8, .. new byte[12], .. Ascii, 0]),
                    .. Box("pitm", [0, 0, 0, 0, 0, 1]),
                    .. Box(
                        "iinf",
                        [
                            0,
                            0,
                            0,
                            0,
                            0,
                            3,
                            .. Item(1, kind, Place),
                            .. Item(2, "Exif", ""),
                            .. Item(3, "mime", "\0application/rdf+xml" + Place),
                        ]
                    ),
                    .. Box("iprp", [.. Box("ipco", [.. Box("ispe", new byte[12]), .. Box("udes", Ascii)]), .. Box("ipma", new byte[8])]),
                    .. Box(
                        "iloc",
                        [
                            1,
                            0,
                            0,
                            0,
                            0x44,
                            0,
                            0,
                            3,
                            .. Where(1, Place.Length, Shown.Length),
                            .. Where(2, 0, Place.Length),
                            .. Where(3, Place.Length + Shown.Length, Place.Length),
                        ]
                    ),
                    .. inner ? Box("idat", data) : [],
                    .. Box("uuid", Ascii),
                ]
            );
            return
            [
                .. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0, .. "mif1"u8]),
                .. meta,
                .. Box("free", Ascii),
                .. Box("mpvd", Ascii),
                .. inner ? [] : Box("mdat", data),
            ];
        }
        var first = Make(0);
        return Make(first.Length - data.Length);
    }

    /// <summary>A track that is shown or heard, one of places along the way; udta, meta, uuid.</summary>
    public static byte[] Film(string brand, bool fragmented)
    {
        var isSound = brand is "M4A ";
        byte[] data = [.. Ascii, .. Shown, .. Ascii];
        byte[] Track(int id, string handler, string entry, int at, int length)
        {
            byte[] codec =
                handler is "soun" ? [.. new byte[28], .. Box("esds", new byte[4]), .. Box("udta", Ascii)]
                : handler is "vide"
                    ?
                    [
                        .. new byte[42],
                        .. Encoding.ASCII.GetBytes(Place.PadRight(32)[..32]),
                        .. new byte[4],
                        .. Box("avcC", new byte[7]),
                        .. Box("uuid", Ascii),
                    ]
                : [.. new byte[8], .. Ascii];
            var table = Box(
                "stbl",
                [
                    .. Box("stsd", [0, 0, 0, 0, .. Big(1), .. Box(entry, codec)]),
                    .. Box("stts", new byte[8]),
                    .. fragmented ? Box("stco", new byte[8]) : Box("stco", [0, 0, 0, 0, .. Big(1), .. Big(at)]),
                    .. fragmented ? [] : Box("stsc", [0, 0, 0, 0, .. Big(1), .. Big(1), .. Big(1), .. Big(1)]),
                    .. fragmented ? [] : Box("stsz", [0, 0, 0, 0, .. Big(0), .. Big(1), .. Big(length)]),
                ]
            );
            return Box(
                "trak",
                [
                    .. Box("tkhd", [0, 0, 0, 0, .. new byte[8], .. Big(id), .. new byte[68]]),
                    .. Box(
                        "mdia",
                        [
                            .. Box("mdhd", new byte[24]),
                            .. Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(handler), .. new byte[12], .. Ascii]),
                            .. Box(
                                "minf",
                                [.. Box("dinf", Box("dref", [0, 0, 0, 0, .. Big(1), .. Box("alis", [0, 0, 0, 1, .. Ascii])])), .. table]
                            ),
                        ]
                    ),
                    .. Box("udta", Box("name", Ascii)),
                    .. Box("meta", Ascii),
                ]
            );
        }
        byte[] Make(int at)
        {
            var (handler, entry) = isSound ? ("soun", "mp4a") : ("vide", "avc1");
            byte[] movie = Box(
                "moov",
                [
                    .. Box("mvhd", [0, 0, 0, 0, .. Ascii[..8], .. new byte[88]]),
                    .. Track(1, handler, entry, at + Place.Length, Shown.Length),
                    .. Track(2, "meta", "mebx", at, Place.Length),
                    .. Box("udta", [.. Box("\u00a9xyz", [0, (byte)Place.Length, 0x15, 0xc7, .. Ascii]), .. Box("loci", Ascii), .. Big(0)]),
                    .. Box("meta", [.. Box("keys", "com.apple.quicktime.location.ISO6709"u8.ToArray()), .. Box("ilst", Ascii)]),
                    .. fragmented ? Box("mvex", [.. Box("trex", [0, 0, 0, 0, .. Big(1), .. Big(1), .. new byte[12]])]) : [],
                ]
            );
            byte[] Run(int id, int offset, int length) =>
                Box(
                    "traf",
                    [
                        .. Box("tfhd", [0, 2, 0, 0, .. Big(id)]),
                        .. Box("trun", [0, 0, 2, 1, .. Big(1), .. Big(offset), .. Big(length)]),
                        .. Box("uuid", Ascii),
                    ]
                );
            byte[] Piece(int offset) =>
                Box("moof", [.. Box("mfhd", new byte[8]), .. Run(1, offset + Place.Length, Shown.Length), .. Run(2, offset, Place.Length)]);
            return
            [
                .. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0]),
                .. Box("uuid", Ascii),
                .. movie,
                .. Box("wide", []),
                .. fragmented ? Piece(Piece(0).Length + 8) : [],
                .. Box("mdat", data),
                .. Box("udta", Ascii),
                .. Box("sefd", Ascii),
            ];
        }
        var first = Make(0);
        return Make(first.AsSpan().IndexOf(data));
    }

    private static byte[] WebM(bool live)
    {
        byte[] Element(uint id, byte[] data, bool endless = false)
        {
            byte[] name = [.. Big((int)id).SkipWhile(one => one == 0)];
            return endless
                ? [.. name, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, .. data]
                : [.. name, 0x10, .. Big(data.Length)[1..], .. data];
        }
        byte[] Track(byte type) =>
            Element(0xae, [.. Element(0xd7, [1]), .. Element(0x83, [type]), .. Element(0x536e, Ascii), .. Element(0x86, [.. "V_VP8"u8])]);
        byte[] info = Element(
            0x1549a966,
            [
                .. Element(0x2ad7b1, [0x0f, 0x42, 0x40]),
                .. Element(0x7ba9, Ascii),
                .. Element(0x4461, [.. Ascii[..8]]),
                .. Element(0x4d80, Ascii),
                .. Element(0x5741, Ascii),
            ]
        );
        byte[] cluster = Element(
            0x1f43b675,
            [.. Element(0xe7, [0]), .. Element(0xa3, Shown), .. Element(0xa0, Element(0xa1, Shown))],
            live
        );
        return
        [
            .. Element(0x1a45dfa3, Element(0x4282, [.. "webm"u8])),
            .. Element(
                0x18538067,
                [
                    .. Element(0x114d9b74, Element(0x4dbb, [0x53, 0xab, 0x84, 0x12, 0x54, 0xc3, 0x67, 0x53, 0xac, 0x81, 9])),
                    .. info,
                    .. Element(0x1654ae6b, Track(1)),
                    .. cluster,
                    .. cluster,
                    .. Element(0x1941a469, Ascii),
                    .. Element(0x1254c367, [.. Ascii, .. new byte[200]]),
                ],
                live
            ),
        ];
    }

    private static byte[] Riff(string form, params byte[][] chunks)
    {
        byte[] body = [.. chunks.SelectMany(one => one)];
        return [.. "RIFF"u8, .. Little(body.Length + 4), .. Encoding.ASCII.GetBytes(form), .. body];
    }

    private static byte[] Chunk(string type, byte[] data) =>
        [.. Encoding.ASCII.GetBytes(type), .. Little(data.Length), .. data, .. new byte[data.Length & 1]];

    private static byte[] Box(string type, byte[] data) => [.. Big(data.Length + 8), .. Encoding.Latin1.GetBytes(type), .. data];

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little(int value) => [.. Big(value).Reverse()];
}
