namespace Cairn.Foundation.Files;

/// <summary>
/// What a file is by its first bytes, whatever it is called. Null: nothing we know, or a page or program that must not pass as evidence.
/// </summary>
internal static class MediaTypes
{
    public static string? Sniff(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => "image/png",
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, ..] when head.Length >= 12 => Riff(head[8..12]),
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] when head.Length >= 12 => IsoMedia(head[8..12]),
            [0x1a, 0x45, 0xdf, 0xa3, ..] when head[..Math.Min(head.Length, 64)].IndexOf("webm"u8) > 0 => "video/webm",
            [(byte)'P', (byte)'K', 3, 4, ..] => "application/zip",
            [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => "application/x-ole-storage",
            [0xff, 0xfe, ..] or [0xfe, 0xff, ..] => Utf16(head),
            [0xff, 0xf1 or 0xf9, ..] => "audio/aac",
            [0xff, >= 0xe2 and <= 0xfb, ..] => "audio/mpeg",
            _ when head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) => "image/gif",
            _ when head.StartsWith("%PDF-"u8) => "application/pdf",
            _ when head.StartsWith("ID3"u8) => "audio/mpeg",
            _ when head.StartsWith("OggS"u8) => "audio/ogg",
            _ when head.StartsWith("fLaC"u8) => "audio/flac",
            _ when head.StartsWith("#!AMR"u8) => "audio/amr",
            _ when head.StartsWith("{\\rtf"u8) => "application/rtf",
            _ => Text(head),
        };

    /// <summary>Shown in a page by any browser without running anything.</summary>
    public static bool IsSafeInline(string mediaType) =>
        mediaType
            is "image/png"
                or "image/jpeg"
                or "image/gif"
                or "image/webp"
                or "image/avif"
                or "audio/mpeg"
                or "audio/aac"
                or "audio/mp4"
                or "audio/ogg"
                or "audio/flac"
                or "audio/wav"
                or "video/mp4"
                or "video/webm"
                or "video/quicktime";

    private static string? Riff(ReadOnlySpan<byte> form) =>
        form.SequenceEqual("WEBP"u8) ? "image/webp"
        : form.SequenceEqual("WAVE"u8) ? "audio/wav"
        : form.SequenceEqual("AVI "u8) ? "video/x-msvideo"
        : null;

    // ISO/IEC 14496-12: the major brand.
    private static string IsoMedia(ReadOnlySpan<byte> brand) =>
        Encoding.Latin1.GetString(brand) switch
        {
            "heic" or "heix" or "heim" or "heis" or "hevc" or "mif1" or "msf1" => "image/heic",
            "avif" or "avis" => "image/avif",
            "M4A " or "M4B " => "audio/mp4",
            "qt  " => "video/quicktime",
            ['3', 'g', ..] => "video/3gpp",
            _ => "video/mp4",
        };

    /// <summary>Text of which a spreadsheet or an editor said the byte order; no page of a web site.</summary>
    private static string? Utf16(ReadOnlySpan<byte> head) =>
        (head[0] is 0xff ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(head[2..]).AsSpan().TrimStart() is ['<', ..] or []
            ? null
            : "text/plain";

    private static string? Text(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head.ContainsAnyInRange((byte)0, (byte)8) || head.ContainsAnyInRange((byte)14, (byte)31))
            return null;
        // An older encoding, in which Excel saves a CSV by default: every byte is a letter in it.
        if (!IsUtf8(head))
            return head.TrimStart(" \t\r\n"u8) is [(byte)'<', ..] ? null : "text/plain";
        var start = Encoding.UTF8.GetString(head).TrimStart('\ufeff').TrimStart();
        if (!start.StartsWith('<'))
            return "text/plain";
        // Drawing programs sign with a comment and name SVG's document type.
        while (start.StartsWith("<!--", StringComparison.Ordinal) && start.IndexOf("-->", 4, StringComparison.Ordinal) is > 0 and var end)
            start = start[(end + 3)..].TrimStart();
        return
            start.StartsWith("<svg", StringComparison.Ordinal)
            || start.StartsWith("<!DOCTYPE svg", StringComparison.Ordinal)
            || start.StartsWith("<?xml", StringComparison.Ordinal) && start.Contains("<svg", StringComparison.Ordinal)
            ? "image/svg+xml"
            : null;
    }

    // The head may end within a character.
    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        for (var cut = 0; cut < 4 && cut < head.Length; cut++)
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut]))
                return true;
        return false;
    }
}
