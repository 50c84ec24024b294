using System.IO.Compression;
using System.Text;
using Cairn.Credentials.Baking;

namespace Cairn.Credentials.Tests.Baking;

/// <summary>Small valid pictures, and pieces of invalid ones.</summary>
static class Pictures
{
    public static readonly byte[] Credential = """{"id":"urn:uuid:0","note":"größe \u00df 🪨"}"""u8.ToArray();
    public static readonly byte[] Jws = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln-_0"u8.ToArray();
    public static readonly byte[] Header = [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0];

    public static byte[] Png => Chunks(("IHDR", Header), ("gAMA", [0, 0, 0xb1, 0x8f]), ("IDAT", Pixel), ("IEND", []));
    public static byte[] Pixel => Deflate([0, 1, 2, 3, 4]);
    public const string Svg =
        """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><!-- a &amp; b --><g><path d="M0 0h1"/> text </g></svg>""";

    public static byte[] Chunks(params (string Type, byte[] Data)[] chunks)
    {
        var output = new MemoryStream();
        output.Write(PngChunks.Signature);
        foreach (var (type, data) in chunks)
            PngChunks.Write(output, Encoding.ASCII.GetBytes(type), data);
        return output.ToArray();
    }

    public static byte[] Text(byte[] text, byte flag = 0, string keyword = "openbadgecredential") =>
        [.. Encoding.ASCII.GetBytes(keyword), 0, flag, 0, (byte)'e', (byte)'n', 0, 0, .. text];

    public static byte[] Deflate(byte[] data)
    {
        var output = new MemoryStream();
        using (var deflate = new ZLibStream(output, CompressionLevel.SmallestSize))
            deflate.Write(data);
        return output.ToArray();
    }
}
