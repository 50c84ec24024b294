using System.Buffers.Binary;

namespace Cairn.Foundation.Files.Cleaning;

/// <summary>PNG (third edition), 5.3 and 11: the chunks that make the picture; and a badge's credential.</summary>
internal static class Png
{
    private static readonly HashSet<string> Picture =
    [
        "IHDR",
        "PLTE",
        "IDAT",
        "IEND",
        "tRNS",
        "gAMA",
        "cHRM",
        "sRGB",
        "sBIT",
        "iCCP",
        "cICP",
        "mDCV",
        "cLLI",
        "bKGD",
        "hIST",
        "pHYs",
        "acTL",
        "fcTL",
        "fdAT",
    ];

    public static ArraySegment<byte> Clean(byte[] file)
    {
        var kept = 8;
        for (var at = kept; ; )
        {
            var chunk = file.AsSpan(at, checked((int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)) + 12));
            var type = Encoding.Latin1.GetString(chunk.Slice(4, 4));
            at += chunk.Length;
            if (Picture.Contains(type) || (type is "tEXt" or "iTXt" && chunk[8..].StartsWith("openbadge"u8)))
            {
                chunk.CopyTo(file.AsSpan(kept));
                kept += chunk.Length;
            }
            if (type is "IEND")
                return new(file, 0, kept);
        }
    }
}
