namespace Cairn.Foundation.Files.Cleaning;

/// <summary>
/// HEIC and AVIF (ISO/IEC 23008-12): pictures are items, and so are Exif and XMP. Of the data stays what a picture refers to; other items
/// lose their kind and name.
/// </summary>
internal static class HeifItems
{
    private static readonly string[] Pictures = ["hvc1", "hev1", "lhv1", "av01", "avc1", "vvc1", "grid", "iden", "iovl", "tmap"];

    public static void Clean(Box meta, KeptBytes kept)
    {
        var pictures = new HashSet<long>();
        var list = meta.Child("iinf", 4);
        foreach (var item in list.Children(list.Content[0] == 0 ? 6 : 8))
        {
            // 14496-12, 8.11.6: since version 2 an entry says its kind, then names.
            (item.Type is "infe" && item.Content[0] is 2 or 3).Must();
            var isLong = item.Content[0] == 3;
            var at = isLong ? 10 : 8;
            if (Pictures.Contains(Encoding.Latin1.GetString(item.Content.Slice(at, 4))))
                pictures.Add(isLong ? item.Number(4) : item.Short(4));
            else
                "free"u8.CopyTo(item.Content[at..]);
            item.Content[(at + 4)..].Clear();
        }

        var first = meta.Child("pitm", 4);
        pictures.Contains(first.Content[0] == 0 ? first.Short(4) : first.Number(4)).Must();
        var inner = meta.Children(4).FirstOrDefault(box => box.Type is "idat") is { File: not null } idat ? idat.Body : -1;
        KeepPlaces(meta.Child("iloc", 4), pictures, inner, kept);
    }

    // 14496-12, 8.11.3.
    private static void KeepPlaces(Box places, HashSet<long> pictures, int inner, KeptBytes kept)
    {
        var content = places.Content;
        var (at, version) = (4, content[0]);
        (version <= 2).Must();
        var widths = Take(content, ref at, 2);
        var (ofOffset, ofLength, ofBase) = ((int)(widths >> 12), (int)(widths >> 8) & 15, (int)(widths >> 4) & 15);
        (ofLength > 0).Must();
        var ofIndex = version > 0 ? (int)widths & 15 : 0;
        for (var items = Take(content, ref at, version < 2 ? 2 : 4); items > 0; items--)
        {
            var isPicture = pictures.Contains(Take(content, ref at, version < 2 ? 2 : 4));
            var method = version > 0 ? Take(content, ref at, 2) & 15 : 0;
            var isHere = Take(content, ref at, 2) == 0 && (method == 0 || (method == 1 && inner >= 0));
            (isHere || !isPicture).Must();
            var start = Take(content, ref at, ofBase) + (method == 1 ? inner : 0);
            for (var extents = Take(content, ref at, 2); extents > 0; extents--)
            {
                at += ofIndex;
                var offset = Take(content, ref at, ofOffset);
                var length = Take(content, ref at, ofLength);
                if (!isPicture)
                    continue;
                (length > 0).Must();
                kept.Add(checked(start + offset), length);
            }
        }
    }

    private static long Take(ReadOnlySpan<byte> content, ref int at, int width)
    {
        long value = 0;
        foreach (var one in content.Slice(at, width))
            value = (value << 8) | one;
        at += width;
        return value;
    }
}
