namespace Cairn.Credentials.Tests;

public sealed class XmlDateTimeTests
{
    [Theory]
    [InlineData("2010-01-01T00:00:00Z", "2010-01-01T00:00:00.0000000+00:00")]
    [InlineData("2010-01-01T05:30:00+05:30", "2010-01-01T05:30:00.0000000+05:30")]
    [InlineData("2009-12-31T24:00:00Z", "2010-01-01T00:00:00.0000000+00:00")]
    [InlineData("2010-01-01T00:00:00.123456789Z", "2010-01-01T00:00:00.1234567+00:00")]
    [InlineData("2010-01-01T00:00:00", "2010-01-01T00:00:00.0000000+00:00")]
    [InlineData("2024-02-29T23:59:59-14:00", "2024-02-29T23:59:59.0000000-14:00")]
    // Local time would be in the year 10000, or in 0.
    [InlineData("9999-12-31T24:00:00+01:00", "9999-12-31T23:00:00.0000000+00:00")]
    [InlineData("0001-01-01T00:00:00-01:00", "0001-01-01T00:00:00.0000000-01:00")]
    public void Reads_instants(string text, string instant)
    {
        Assert.True(XmlDateTime.TryParse(text, out var read));
        Assert.Equal(instant, read.ToString("O"));
    }

    [Theory]
    [InlineData("2010-01-01")]
    [InlineData("2010-01-01 00:00:00Z")]
    [InlineData("2010-1-1T00:00:00Z")]
    [InlineData("2010-02-29T00:00:00Z")]
    [InlineData("2010-01-01T00:00:60Z")]
    [InlineData("2010-01-01T24:00:01Z")]
    [InlineData("2010-01-01T00:00:00.Z")]
    [InlineData("2010-01-01T00:00:00+15:00")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T24:00:00Z")]
    [InlineData("")]
    public void Fails_when_it_is_no_instant(string text) => Assert.False(XmlDateTime.TryParse(text, out _));
}
