using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Tests.Keys;

public sealed class MultibaseTests
{
    // The examples of draft-msporny-base58, section 5.
    [Theory]
    [InlineData("48656c6c6f20576f726c6421", "z2NEpo7TZRRrLZSi2U")]
    [InlineData(
        "54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f672e",
        "zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"
    )]
    [InlineData("0000287fb4cd", "z11233QC4")]
    [InlineData("", "z")]
    [InlineData("00", "z1")]
    public void Writes_and_reads_base58(string hex, string text)
    {
        var bytes = Convert.FromHexString(hex);
        var read = new byte[64];

        Assert.Equal(text, Multibase.EncodeBase58(bytes));
        Assert.True(Multibase.TryDecode(text, read, out var length));
        Assert.Equal(bytes, read[..length]);
    }

    [Fact]
    public void Every_length_and_every_run_of_zeros_comes_back()
    {
        Random random = new(7);
        var read = new byte[80];
        for (var length = 0; length <= 80; length++)
        for (var zeros = 0; zeros <= length; zeros += 3)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            bytes.AsSpan(0, zeros).Clear();

            Assert.True(Multibase.TryDecode(Multibase.EncodeBase58(bytes), read, out var written));
            Assert.Equal(bytes, read[..written]);
            Assert.True(Multibase.TryDecode(Multibase.EncodeBase64Url(bytes), read, out written));
            Assert.Equal(bytes, read[..written]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("2NEpo7TZRRrLZSi2U")]
    [InlineData("z2NEpo7TZRRrLZSi0U")]
    [InlineData("z2NEpo7TZRRrLZSi2é")]
    [InlineData("uAA==")]
    [InlineData("uA A")]
    [InlineData("uAB")] // The last bits say nothing and are not zero: another spelling of uAA.
    [InlineData("uAAB")]
    [InlineData("uA")]
    [InlineData("m8J+Y")]
    public void Fails_when_the_text_is_of_no_such_base(string text) => Assert.False(Multibase.TryDecode(text, new byte[64], out _));

    [Fact]
    public void Fails_when_the_buffer_is_too_small()
    {
        var text = Multibase.EncodeBase58(new byte[] { 1, 2, 3, 4, 5 });

        Assert.False(Multibase.TryDecode(text, new byte[4], out _));
        Assert.True(Multibase.TryDecode(text, new byte[5], out _));
    }

    [Fact]
    public void Fails_when_the_text_is_longer_than_any_key() =>
        Assert.False(Multibase.TryDecode("z" + new string('2', 100_000), new byte[100_000], out _));
}
