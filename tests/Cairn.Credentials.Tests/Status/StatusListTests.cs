using System.Buffers.Text;
using System.IO.Compression;
using Cairn.Credentials.Status;

namespace Cairn.Credentials.Tests.Status;

public class StatusListTests
{
    [Fact]
    public void Comes_back_as_it_was_set()
    {
        var list = new StatusList();
        foreach (var index in new[] { 0, 7, 8, 94_567, 131_071 })
            list.Set(index);
        list.Set(8, 0);

        Assert.True(StatusList.TryDecode(list.Encode(), 1, out var read, out _));
        Assert.Equal(131_072, read.Entries);
        Assert.Equal([0, 7, 94_567, 131_071], Enumerable.Range(0, read.Entries).Where(i => read[i] != 0));
    }

    [Fact]
    public void Index_0_is_the_leftmost_bit()
    {
        var list = new StatusList();
        list.Set(0);
        list.Set(10);
        Assert.Equal([0x80, 0x20], Inflate(list.Encode())[..2]);
    }

    [Fact]
    public void The_same_statuses_give_the_same_text()
    {
        var (one, two) = (new StatusList(), new StatusList());
        one.Set(5);
        one.Set(70_000);
        two.Set(70_000);
        two.Set(5);
        Assert.Equal(one.Encode(), two.Encode());
        Assert.StartsWith("uH4sIAAAAAAAA_", one.Encode(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_the_empty_list_of_the_recommendation()
    {
        // Bitstring Status List 1.0, example 4: 16 kB of zeros, encoded by another implementation.
        const string published = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";
        Assert.True(StatusList.TryDecode(published, 1, out var list, out _));
        Assert.Equal(131_072, list.Entries);
        Assert.All(Enumerable.Range(0, list.Entries), i => Assert.Equal(0, list[i]));
    }

    [Theory]
    [InlineData(2), InlineData(3), InlineData(5), InlineData(8)]
    public void Holds_statuses_of_several_bits(int size)
    {
        var list = new StatusList(statusSize: size);
        for (var i = 0; i < 1000; i++)
            list.Set(i * 131, i % (1 << size));

        Assert.True(StatusList.TryDecode(list.Encode(), size, out var read, out _));
        for (var i = 0; i < 1000; i++)
            Assert.Equal(i % (1 << size), read[i * 131]);
    }

    [Fact]
    public void Fails_when_the_list_is_shorter_than_the_minimum()
    {
        Assert.False(StatusList.TryDecode(Encode(new byte[16_383]), 1, out _, out var failure));
        Assert.Equal(("status.length", "STATUS_LIST_LENGTH_ERROR"), (failure.Code, failure.Problem));

        Assert.False(StatusList.TryDecode(Encode(new byte[16_384]), 2, out _, out failure));
        Assert.Equal("status.length", failure.Code);
    }

    [Fact]
    public void Fails_when_the_list_inflates_beyond_the_bound()
    {
        Assert.False(StatusList.TryDecode(Encode(new byte[64 * 1024 * 1024]), 1, out _, out var failure));
        Assert.Equal("status.size", failure.Code);
    }

    [Theory]
    [InlineData(""), InlineData("u"), InlineData("zH4sI"), InlineData("u*"), InlineData("uAAAA"), InlineData("uH4sIAAAAAAAA")]
    public void Fails_when_the_text_is_no_list(string encoded)
    {
        Assert.False(StatusList.TryDecode(encoded, 1, out _, out var failure));
        Assert.True(failure.Code is "status.encoding" or "status.length");
    }

    [Fact]
    public void Fails_when_a_byte_of_the_text_is_changed_or_cut_off()
    {
        var list = new StatusList();
        list.Set(1);
        var encoded = list.Encode();
        Assert.False(StatusList.TryDecode(encoded[..^4], 1, out _, out _));
        Assert.False(StatusList.TryDecode(encoded[..^12] + "AAAA" + encoded[^8..], 1, out _, out _));
    }

    [Fact]
    public void Fails_when_the_caller_asks_for_an_index_that_is_not_there()
    {
        var list = new StatusList();
        Assert.Throws<ArgumentOutOfRangeException>(() => list[131_072]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Set(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Set(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StatusList(131_064));
    }

    public static string Encode(byte[] bits)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.SmallestSize))
            gzip.Write(bits);
        return "u" + Base64Url.EncodeToString(output.ToArray());
    }

    static byte[] Inflate(string encoded)
    {
        using var output = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(Base64Url.DecodeFromChars(encoded.AsSpan(1))), CompressionMode.Decompress);
        gzip.CopyTo(output);
        return output.ToArray();
    }
}
