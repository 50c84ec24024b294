using System.Buffers.Binary;
using System.IO.Compression;
using Cairn.Design.Badges;

namespace Cairn.Tests.Design.Badges;

public class BadgePngTests
{
    [Fact]
    public void Covers_pixels_by_area()
    {
        // Half a pixel to the left, a quarter above: 1 unit is 1 pixel at 256.
        var pixels = Paint(VectorPath.Parse("M10.5 10.75H20V20H10.5Z"));
        Assert.Equal(255, Alpha(pixels, 15, 15));
        Assert.Equal(0, Alpha(pixels, 20, 15));
        Assert.Equal(128, Alpha(pixels, 10, 15));
        Assert.Equal(64, Alpha(pixels, 15, 10));
        Assert.Equal(32, Alpha(pixels, 10, 10));
    }

    [Theory]
    [InlineData("M10 10H60V60H10Z", 2500)]
    [InlineData("M10 10L60 60H10Z", 1250)]
    [InlineData("M10 60L60 47V10L10 33Z", 1600)]
    [InlineData("M50 10A40 40 0 1 1 50 90A40 40 0 1 1 50 10Z", 5026.5)]
    [InlineData("M10 10H60V60H10ZM20 20V30H30V20Z", 2400)]
    [InlineData("M200 10H300V60H200Z", 2800)]
    [InlineData("M-50 10H50V60H-50Z", 2500)]
    public void Covers_the_whole_area_of_a_shape(string path, double area)
    {
        var pixels = Paint(VectorPath.Parse(path));
        var sum = Enumerable.Range(0, 256 * 256).Sum(i => pixels[i * 4 + 3] / 255d);
        Assert.InRange(sum, area - 8, area + 8);
    }

    [Fact]
    public void Lines_have_their_width_and_round_ends()
    {
        var drawing = new BadgeDrawing("", "", [new(VectorPath.Parse("M20 50H80"), Line: BadgePalette.Ink, LineWidth: 20)]);
        var pixels = BadgePng.Paint(drawing, 256);
        var sum = Enumerable.Range(0, 256 * 256).Sum(i => pixels[i * 4 + 3] / 255d);
        Assert.InRange(sum, 60 * 20 + Math.PI * 100 - 10, 60 * 20 + Math.PI * 100 + 10);
        Assert.Equal(0, Alpha(pixels, 12, 41));
    }

    [Fact]
    public void The_file_decodes_to_the_pixels()
    {
        var drawing = CairnMark.Draw();
        var png = drawing.ToPng(40);
        Assert.Equal(40, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var rows = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        var pixels = new byte[40 * 160];
        for (var y = 0; y < 40; y++)
        {
            Assert.Equal(2, rows.ReadByte());
            rows.ReadExactly(pixels, y * 160, 160);
            for (var x = 0; y > 0 && x < 160; x++)
                pixels[y * 160 + x] += pixels[(y - 1) * 160 + x];
        }

        Assert.Equal(BadgePng.Paint(drawing, 40), pixels);
    }

    [Fact]
    public void Path_data_comes_back()
    {
        const string data = "M1 2L3 4C5 6 7 8 9 10Z";
        Assert.Equal(data, VectorPath.Parse(data).ToData());
        Assert.Equal("M1 1L3 1L3 4L1 1Z", VectorPath.Parse("m1 1h2v3l-2-3z").ToData());
    }

    [Fact]
    public void Fails_when_the_size_is_absurd()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CairnMark.Draw().ToPng(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CairnMark.Draw().ToPng(100_000));
    }

    static byte[] Paint(VectorPath path) => BadgePng.Paint(new BadgeDrawing("", "", [new(path, Fill: BadgePalette.Ink)]), 256);

    static int Alpha(byte[] pixels, int x, int y) => pixels[(y * 256 + x) * 4 + 3];
}
