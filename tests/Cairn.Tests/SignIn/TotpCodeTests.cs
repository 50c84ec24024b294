using Cairn.SignIn;

namespace Cairn.Tests.SignIn;

public sealed class TotpCodeTests
{
    /// <summary>"12345678901234567890" of RFC 6238, appendix B, in base 32; its eight digits end in our six.</summary>
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_values_of_the_specification(long seconds, string code)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(code, TotpCode.At(Key, now));
        Assert.Equal(seconds / 30, TotpCode.StepOf(Key, code, now, null));
        Assert.Equal(seconds / 30, TotpCode.StepOf(Key, code, now.AddSeconds(30), seconds / 30 - 1));
    }

    [Fact]
    public void Fails_when_it_is_too_old_too_new_or_not_later_than_the_last()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111109);

        Assert.Null(TotpCode.StepOf(Key, "081804", now.AddSeconds(61), null));
        Assert.Null(TotpCode.StepOf(Key, "081804", now.AddSeconds(-61), null));
        Assert.Null(TotpCode.StepOf(Key, "081804", now, 1111111109 / 30));
        Assert.Null(TotpCode.StepOf(Key, "081805", now, null));
    }
}
