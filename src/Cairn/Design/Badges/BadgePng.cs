using System.Buffers.Binary;
using System.IO.Compression;

namespace Cairn.Design.Badges;

/// <summary>Paints a drawing and writes it as PNG: eight bits of red, green, blue and alpha.</summary>
internal static class BadgePng
{
    public static byte[] Write(BadgeDrawing drawing, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 2048);
        return Encode(Paint(drawing, size), size, size);
    }

    /// <summary>The pixels, four bytes each, alpha not multiplied in.</summary>
    public static byte[] Paint(BadgeDrawing drawing, int size)
    {
        var pixels = new byte[size * size * 4];
        var coverage = new Coverage(size, size);
        var scale = (double)size / BadgeDrawing.Side;
        foreach (var shape in drawing.Shapes)
        {
            if (shape.Fill is { } fill)
            {
                foreach (var (dots, _) in shape.Path.Flattened(scale))
                    coverage.Add(dots, scale);
                coverage.Blend(pixels, fill);
            }

            if (shape.Line is { } line)
            {
                foreach (var (dots, closed) in shape.Path.Flattened(scale))
                    coverage.AddLine(dots, closed, shape.LineWidth / 2 * scale, scale);
                coverage.Blend(pixels, line);
            }
        }

        return pixels;
    }

    public static byte[] Encode(byte[] pixels, int width, int height)
    {
        using var png = new MemoryStream(pixels.Length / 8);
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 6);
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "IDAT"u8, Compress(pixels, width * 4));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    // PNG 9.2: filter 2, each row as the difference from the one above; flat colours become zeros.
    static byte[] Compress(byte[] pixels, int stride)
    {
        using var output = new MemoryStream();
        using (var deflate = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[stride + 1];
            row[0] = 2;
            for (var start = 0; start < pixels.Length; start += stride)
            {
                for (var i = 0; i < stride; i++)
                    row[i + 1] = (byte)(pixels[start + i] - (start == 0 ? 0 : pixels[start - stride + i]));
                deflate.Write(row);
            }
        }

        return output.ToArray();
    }

    static void Chunk(Stream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        png.Write(number);
    }

    // PNG 5.5; pictures are small, so bit by bit over a nibble table is quick enough.
    static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> table =
        [
            0x00000000,
            0x1db71064,
            0x3b6e20c8,
            0x26d930ac,
            0x76dc4190,
            0x6b6b51f4,
            0x4db26158,
            0x5005713c,
            0xedb88320,
            0xf00f9344,
            0xd6d6a3e8,
            0xcb61b38c,
            0x9b64c2b0,
            0x86d3d2d4,
            0xa00ae278,
            0xbdbdf21c,
        ];
        foreach (var b in bytes)
        {
            crc = table[(int)((crc ^ b) & 15)] ^ crc >> 4;
            crc = table[(int)((crc ^ (uint)b >> 4) & 15)] ^ crc >> 4;
        }

        return crc;
    }
}
