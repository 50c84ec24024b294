using System.Buffers.Binary;

namespace Cairn.Foundation.Files;

/// <summary>
/// Removes from a photo what its taker did not mean to show: place, time, device, names, thumbnails of what was cropped, films after its
/// end. Its orientation and colours stay. A picture that cannot be followed to its end is left as it is: no browser shows it either.
/// </summary>
internal static class PictureMetadata
{
    public static byte[] Strip(byte[] picture, string mediaType) =>
        mediaType switch
        {
            "image/jpeg" => JpegMetadata.Strip(picture),
            "image/png" => StripPng(picture),
            "image/webp" => StripWebP(picture),
            _ => picture,
        };

    // PNG 11.3: eXIf, tIME and texts go; a badge's credential stays.
    private static byte[] StripPng(byte[] picture)
    {
        var output = new MemoryStream(picture.Length);
        output.Write(picture, 0, 8);
        for (var at = 8; at + 12 <= picture.Length; )
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(picture.AsSpan(at));
            if (length > picture.Length - at - 12)
                return picture;

            var chunk = picture.AsSpan(at, (int)length + 12);
            var type = chunk.Slice(4, 4);
            var isText = type.SequenceEqual("tEXt"u8) || type.SequenceEqual("zTXt"u8) || type.SequenceEqual("iTXt"u8);
            if (!type.SequenceEqual("eXIf"u8) && !type.SequenceEqual("tIME"u8) && (!isText || chunk[8..].StartsWith("openbadge"u8)))
                output.Write(chunk);
            if (type.SequenceEqual("IEND"u8))
                return output.ToArray();
            at += chunk.Length;
        }

        return picture;
    }

    // WebP container, extended file format: EXIF and XMP chunks go, and their flags in VP8X.
    private static byte[] StripWebP(byte[] picture)
    {
        if (picture.Length < 20)
            return picture;

        var output = new MemoryStream(picture.Length);
        output.Write(picture, 0, 12);
        var end = Math.Min(picture.Length, 8 + (long)BinaryPrimitives.ReadUInt32LittleEndian(picture.AsSpan(4)));
        for (var at = 12; at < end; )
        {
            if (end - at < 8)
                return picture;
            var length = BinaryPrimitives.ReadUInt32LittleEndian(picture.AsSpan(at + 4));
            var whole = 8 + (long)length + (length & 1);
            if (whole > end - at)
                return picture;

            var chunk = picture.AsSpan(at, (int)whole);
            if (chunk.StartsWith("VP8X"u8) && length > 0)
            {
                var header = chunk.ToArray();
                header[8] &= 0xf3;
                output.Write(header);
            }
            else if (!chunk.StartsWith("EXIF"u8) && !chunk.StartsWith("XMP "u8))
            {
                output.Write(chunk);
            }

            at += chunk.Length;
        }

        var stripped = output.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(stripped.AsSpan(4), stripped.Length - 8);
        return stripped;
    }
}
