using Cairn.Credentials.Baking;
using static Cairn.Credentials.Tests.Baking.Pictures;

namespace Cairn.Credentials.Tests.Baking;

public class PngBakingTests
{
    [Fact]
    public void Returns_the_credential_byte_for_byte()
    {
        Assert.True(PngBaking.TryExtract(PngBaking.Bake(Png, Credential), out var credential, out _));
        Assert.Equal(Credential, credential);
        Assert.True(BakedImage.TryExtract(PngBaking.Bake(Png, Jws), out credential));
        Assert.Equal(Jws, credential);
    }

    [Fact]
    public void Baking_again_replaces_the_credential()
    {
        var twice = PngBaking.Bake(PngBaking.Bake(Png, Jws), Credential);
        Assert.Equal(PngBaking.Bake(Png, Credential), twice);
    }

    [Fact]
    public void Keeps_the_picture_and_writes_one_plain_chunk()
    {
        var baked = PngBaking.Bake(Png, Credential);
        var chunk = Chunks(("iTXt", [.. "openbadgecredential\0\0\0\0\0"u8, .. Credential]))[8..];
        Assert.Equal([.. Png[..33], .. chunk, .. Png[33..]], baked);
    }

    [Fact]
    public void Reads_a_compressed_chunk()
    {
        var png = Chunks(("IHDR", Header), ("IDAT", Pixel), ("iTXt", Text(Deflate(Credential), flag: 1)), ("IEND", []));
        Assert.True(PngBaking.TryExtract(png, out var credential, out _));
        Assert.Equal(Credential, credential);
    }

    [Fact]
    public void Ignores_what_follows_the_picture()
    {
        Assert.True(PngBaking.TryExtract([.. PngBaking.Bake(Png, Credential), 1, 2, 3], out _, out _));
    }

    public static TheoryData<string, byte[]> Broken =>
        new()
        {
            { "baking.image.unknown", "GIF89a"u8.ToArray() },
            { "baking.image.unknown", [] },
            { "baking.credential.absent", Png },
            { "baking.credential.twice", With(("iTXt", Text(Credential)), ("iTXt", Text(Credential))) },
            { "baking.credential.form", With(("iTXt", Text("https://example.org/1"u8.ToArray()))) },
            { "baking.credential.encoding", With(("iTXt", Text([(byte)'{', 0xff, (byte)'}']))) },
            { "baking.credential.size", With(("iTXt", Text(Deflate(new byte[BakedCredential.MaxBytes + 1]), flag: 1))) },
            { "baking.png.keyword", With(("tEXt", [.. "openbadgecredential\0"u8, .. Credential])) },
            { "baking.png.itxt", With(("iTXt", Text(Credential, flag: 2))) },
            { "baking.png.itxt", With(("iTXt", [.. "openbadgecredential\0\0\0no terminators"u8])) },
            { "baking.png.inflate", With(("iTXt", Text(Credential, flag: 1))) },
            { "baking.png.order", Chunks(("IDAT", Pixel), ("IHDR", Header), ("IEND", [])) },
            { "baking.png.order", Chunks(("IHDR", Header), ("IEND", [])) },
            { "baking.png.order", Chunks(("IHDR", Header), ("IDAT", Pixel), ("tIME", new byte[7]), ("IDAT", Pixel), ("IEND", [])) },
            { "baking.png.order", Chunks(("IHDR", Header), ("IDAT", Pixel), ("PLTE", new byte[3]), ("IEND", [])) },
            { "baking.png.type", Chunks(("IHDR", Header), ("12 4", [])) },
            { "baking.png.truncated", Png[..^1] },
            { "baking.png.truncated", Png[..8] },
            { "baking.png.truncated", Patched(8, 0x7f) },
            { "baking.png.length", Patched(8, 0xff) },
            { "baking.png.crc", Patched(20, 9) },
        };

    [Theory, MemberData(nameof(Broken))]
    public void Fails_when_the_file_is_broken(string code, byte[] file)
    {
        Assert.False(BakedImage.TryExtract(file, out var credential, out var failure));
        Assert.Equal(code, failure.Code);
        Assert.Empty(credential);
    }

    [Fact]
    public void Fails_when_the_credential_is_none()
    {
        Assert.False(PngBaking.TryBake(Png, "[]"u8, out _, out var failure));
        Assert.Equal("baking.credential.form", failure.Code);
        Assert.Throws<ArgumentException>(() => PngBaking.Bake(Png.AsSpan(0, 20), Credential));
    }

    [Fact]
    public void Fails_when_any_byte_is_cut_off()
    {
        var baked = PngBaking.Bake(Png, Credential);
        for (var length = 0; length < baked.Length; length++)
            Assert.False(BakedImage.TryExtract(baked.AsSpan(0, length), out _), $"{length}");
    }

    [Fact]
    public void Fails_when_any_bit_is_flipped()
    {
        var baked = PngBaking.Bake(Png, Credential);
        for (var bit = 0; bit < baked.Length * 8; bit++)
        {
            baked[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(BakedImage.TryExtract(baked, out _), $"{bit}");
            baked[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    static byte[] With(params (string, byte[])[] chunks) => Chunks([("IHDR", Header), .. chunks, ("IDAT", Pixel), ("IEND", [])]);

    static byte[] Patched(int at, byte value)
    {
        var png = Png;
        png[at] = value;
        return png;
    }
}
