using System.Buffers.Binary;

namespace Cairn.Foundation.Files;

/// <summary>A PNG with only its picture: no texts, no place and time, no credential of somebody else's.</summary>
internal static class CleanPng
{
    private const int SmallestSide = 16,
        LargestSide = 4096;
    private static readonly string[] Picture = ["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "IDAT", "IEND"];
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Null if it is not a complete PNG of 16 to 4,096 pixels a side.</summary>
    public static byte[]? Of(ReadOnlySpan<byte> png)
    {
        if (!png.StartsWith(Signature))
            return null;
        using var clean = new MemoryStream(png.Length);
        clean.Write(Signature);
        // PNG (third edition) 5.3: length, type, data, CRC.
        for (var rest = png[Signature.Length..]; rest.Length >= 12; )
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
                return null;
            var chunk = rest[..((int)length + 12)];
            var type = System.Text.Encoding.Latin1.GetString(chunk[4..8]);
            if (clean.Length == Signature.Length && !IsHeader(type, chunk[8..^4]))
                return null;
            if (Picture.Contains(type))
                clean.Write(chunk);
            if (type is "IEND")
                return clean.ToArray();
            rest = rest[chunk.Length..];
        }
        return null;
    }

    private static bool IsHeader(string type, ReadOnlySpan<byte> data) =>
        type is "IHDR"
        && data.Length == 13
        && BinaryPrimitives.ReadUInt32BigEndian(data) is >= SmallestSide and <= LargestSide
        && BinaryPrimitives.ReadUInt32BigEndian(data[4..]) is >= SmallestSide and <= LargestSide;
}
