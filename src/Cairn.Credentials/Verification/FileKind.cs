using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;

namespace Cairn.Credentials.Verification;

/// <summary>
/// What kind of file holds no credential, so that people can be told what to bring instead. The kind is found from the first bytes, never
/// from the name. Such a file says nothing for or against anything, so the finding is <see cref="Outcome.NotDeterminable"/>.
/// </summary>
static class FileKind
{
    const string Clause = "Open Badges 3.0, 5 Serialization";
    const string Named = CheckNames.Parse + ".file-";
    const int Head = 4096;
    static readonly SearchValues<byte> EndOfName = SearchValues.Create(" \t\r\n/>"u8);

    /// <summary>From the first bytes; null for what must be read further: JSON, a JWT, PNG, SVG, text.</summary>
    public static Check? OfBytes(ReadOnlySpan<byte> file) =>
        // Nearly all input is one of these.
        file is [(byte)'{', not 0, ..]
            ? null
        : Picture(file) is { } picture ? Is("parse.file-picture", picture)
        : file.StartsWith("%PDF-"u8) ? Is("parse.file-pdf")
        : file.StartsWith("PK\u0003\u0004"u8) || file.StartsWith("PK\u0005\u0006"u8) ? OfZip(file)
        : Archive(file) is { } archive ? Is("parse.file-archive", archive)
        // MS-CFB 2.2: Word, Excel, PowerPoint and Outlook up to 2003.
        : file.StartsWith((ReadOnlySpan<byte>)[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) ? Is("parse.file-office-old")
        : IsVideo(file) ? Is("parse.file-video")
        : IsAudio(file) ? Is("parse.file-audio")
        : IsUtf16(file) && !Baking.SvgBaking.IsXml(file) ? Is("parse.file-utf16")
        : null;

    /// <summary>Markup that is not an SVG picture: a web page, or other XML. Null for an SVG.</summary>
    public static Check? OfMarkup(ReadOnlySpan<byte> file) =>
        RootOf(file) switch
        {
            "svg" => null,
            "html"
            or "head"
            or "body"
            or "meta"
            or "title"
            or "script"
            or "style"
            or "link"
            or "div"
            or "p"
            or "table"
            or "h1"
            or "span"
            or "a"
            or "center"
            or "font" => Is("parse.file-html"),
            _ => Is("parse.file-xml"),
        };

    /// <summary>Neither JSON nor anything above.</summary>
    public static Check OfText(ReadOnlySpan<byte> file)
    {
        var start = file.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8);
        if (start.IsEmpty)
            return Is("parse.empty");
        if (start.StartsWith("{\\rtf"u8))
            return Is("parse.file-office", "RTF");
        // The shortcut that a browser or a cloud folder leaves on the desktop.
        if (start.StartsWith("[InternetShortcut]"u8))
            return Is("parse.file-drive");
        if (start[0] is (byte)'{' or (byte)'[')
            return Is("parse.not-json");

        return IsText(file) ? Is("parse.file-text") : Is("parse.file-unknown");
    }

    /// <summary>JSON that does not call itself a credential; null if it has members that only a credential has.</summary>
    public static Check? OfJson(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Is("parse.not-an-object");
        if (
            root.HasType(
                "VerifiableCredential",
                "OpenBadgeCredential",
                "AchievementCredential",
                "ClrCredential",
                "EndorsementCredential",
                "Assertion"
            )
            || root.Member("credentialSubject") is not null
            || root.Member("proof") is not null
            || root.Member("recipient") is not null
        )
            return null;
        if (root.Text("url") is { } url && url.Contains(".google.com/", StringComparison.Ordinal) || root.Member("doc_id") is not null)
            return Is("parse.file-drive");
        if (
            root.Member("verificationMethod") is not null
            || root.Text("id")?.StartsWith("did:", StringComparison.Ordinal) == true && root.Member("type") is null
        )
            return Is("parse.file-did-document");
        if (root.HasType("Achievement", "BadgeClass"))
            return Is("parse.file-badge-class");
        if (root.HasType("Profile", "Issuer"))
            return Is("parse.file-profile");

        return root.Member("kty") is not null || root.Member("keys") is not null || root.Member("secretKeyMultibase") is not null
            ? Is("parse.file-keys")
            : Is("parse.file-json");
    }

    /// <summary>It says nothing about a credential, because there is none.</summary>
    public static bool IsNothing(Check parse) =>
        parse is { Outcome: Outcome.NotDeterminable }
        && (
            parse.Code.StartsWith(Named, StringComparison.Ordinal)
            || parse.Code is "parse.empty" or "parse.too-long" or "parse.too-many" or "parse.not-json" or "parse.not-an-object"
        );

    internal static Check Is(string code, params IReadOnlyList<string> arguments) =>
        Check.NotDeterminable(CheckNames.Parse, code, Clause, arguments);

    static string? Picture(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]) ? "JPEG"
        : file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8) ? "GIF"
        : IsRiff(file, "WEBP"u8) ? "WebP"
        : Brand(file) is "heic" or "heix" or "hevc" or "heim" or "heis" or "hevm" or "mif1" or "msf1" ? "HEIC"
        : Brand(file) is "avif" or "avis" ? "AVIF"
        : file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8) ? "TIFF"
        : file.StartsWith("BM"u8)
        && file.Length > 26
        && BinaryPrimitives.ReadUInt32LittleEndian(file[14..]) is 12 or 40 or 52 or 56 or 64 or 108 or 124
            ? "BMP"
        : file.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0]) && file.Length > 22 ? "ICO"
        : file.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ']) ? "JPEG XL"
        : null;

    static string? Archive(ReadOnlySpan<byte> file) =>
        file.StartsWith("Rar!\u001a\u0007"u8) ? "RAR"
        : file.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c]) ? "7z"
        : file.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 8]) ? "GZ"
        : file.Length > 262 && file[257..262].SequenceEqual("ustar"u8) ? "TAR"
        : null;

    static bool IsVideo(ReadOnlySpan<byte> file) =>
        Brand(file) is { } brand && !brand.StartsWith("M4A", StringComparison.Ordinal) && !brand.StartsWith("M4B", StringComparison.Ordinal)
        || file.StartsWith((ReadOnlySpan<byte>)[0x1a, 0x45, 0xdf, 0xa3])
        || IsRiff(file, "AVI "u8)
        || file.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0xba])
        || file.StartsWith("FLV\u0001"u8)
        || file.StartsWith((ReadOnlySpan<byte>)[0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11]);

    static bool IsAudio(ReadOnlySpan<byte> file) =>
        Brand(file) is not null
        || file.StartsWith("ID3"u8)
        || file.StartsWith("OggS"u8)
        || file.StartsWith("fLaC"u8)
        || file.StartsWith("#!AMR"u8)
        || file.StartsWith("FORM"u8) && file.Length > 12 && file[8..11].SequenceEqual("AIF"u8)
        || IsRiff(file, "WAVE"u8)
        // A frame of MPEG audio: eleven bits set, a version, a layer.
        || file.Length > 2
            && file[0] == 0xff
            && (file[1] & 0xe0) == 0xe0
            && (file[1] & 0x18) != 0x08
            && (file[1] & 0x06) != 0
            && file[1] != 0xfe
            && file[1] != 0xff;

    // ISO/IEC 14496-12, 4.3 File Type Box.
    static string? Brand(ReadOnlySpan<byte> file) =>
        file.Length >= 12 && file[4..8].SequenceEqual("ftyp"u8) ? Encoding.Latin1.GetString(file[8..12])
        : file.Length >= 12 && (file[4..8].SequenceEqual("moov"u8) || file[4..8].SequenceEqual("mdat"u8)) ? "qt  "
        : null;

    static bool IsRiff(ReadOnlySpan<byte> file, ReadOnlySpan<byte> form) =>
        file.StartsWith("RIFF"u8) && file.Length >= 12 && file[8..12].SequenceEqual(form);

    // Office and OpenDocument files are ZIP files that say inside what they are; the names of their parts are near the beginning.
    static Check OfZip(ReadOnlySpan<byte> file)
    {
        var head = file[..Math.Min(file.Length, 64 * 1024)];
        var tail = file[Math.Max(0, file.Length - (64 * 1024))..];
        return Has(head, tail, "word/"u8) ? Is("parse.file-office", "Word")
            : Has(head, tail, "xl/"u8) ? Is("parse.file-office", "Excel")
            : Has(head, tail, "ppt/"u8) ? Is("parse.file-office", "PowerPoint")
            : head.IndexOf("application/vnd.oasis.opendocument"u8) >= 0 ? Is("parse.file-office", "OpenDocument")
            : Has(head, tail, "Index/Document.iwa"u8) ? Is("parse.file-office", "Pages")
            : Is("parse.file-archive", "ZIP");

        static bool Has(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, ReadOnlySpan<byte> name) =>
            head.IndexOf(name) >= 0 || tail.IndexOf(name) >= 0;
    }

    static bool IsUtf16(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || file.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
            return true;
        // Without a mark: in Latin text every other byte is zero.
        var head = file[..Math.Min(file.Length & ~1, 64)];
        if (head.Length < 4)
            return false;
        int even = 0,
            odd = 0;
        for (var i = 0; i < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        return (odd == head.Length / 2 && even == 0) || (even == head.Length / 2 && odd == 0);
    }

    static bool IsText(ReadOnlySpan<byte> file)
    {
        foreach (var b in file[..Math.Min(file.Length, Head)])
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or 0x0c or 0x1b))
                return false;

        // Older programs write text in their country's encoding: still mostly letters.
        return Utf8.IsValid(file) || Letters(file) > 0.6;
    }

    static double Letters(ReadOnlySpan<byte> file)
    {
        var head = file[..Math.Min(file.Length, Head)];
        var letters = 0;
        foreach (var b in head)
            letters += char.IsAsciiLetterOrDigit((char)b) || b is (byte)' ' or (byte)'\r' or (byte)'\n' ? 1 : 0;
        return (double)letters / head.Length;
    }

    // The name of the first element, in lower case, after anything that may precede it: declarations, comments, a document type (which may
    // already name it).
    static string RootOf(ReadOnlySpan<byte> file)
    {
        var text = file.TrimStart("\uFEFF"u8);
        while (true)
        {
            text = text.TrimStart(" \t\r\n"u8);
            if (text.StartsWith("<!--"u8))
            {
                if (text.IndexOf("-->"u8) is var end and >= 0)
                    text = text[(end + 3)..];
                else
                    return "";
            }
            else if (text.StartsWith("<!"u8) || text.StartsWith("<?"u8))
            {
                if (Lower(text[..Math.Min(text.Length, 32)]).StartsWith("<!doctype html", StringComparison.Ordinal))
                    return "html";
                // An internal subset holds more declarations; the reader says what is wrong with it.
                if (text.IndexOf((byte)'>') is var end and >= 0)
                    text = text[
                        (
                            text[..end].Contains((byte)'[')
                            && text.IndexOf("]"u8) is var close and >= 0
                            && text[close..].IndexOf((byte)'>') is var after and >= 0
                                ? close + after + 1
                                : end + 1
                        )..
                    ];
                else
                    return "";
            }
            else
            {
                if (!text.StartsWith("<"u8))
                    return "";
                var name = text[1..Math.Min(text.Length, 65)];
                var length = name.IndexOfAny(EndOfName);
                var root = Lower(length < 0 ? name : name[..length]);
                return root[(root.IndexOf(':') + 1)..];
            }
        }
    }

    static string Lower(ReadOnlySpan<byte> text) => Encoding.Latin1.GetString(text).ToLowerInvariant();
}
