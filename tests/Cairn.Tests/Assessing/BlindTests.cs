using Cairn.Assessing;

namespace Cairn.Tests.Assessing;

public sealed class BlindTests
{
    [Theory]
    [InlineData("My plan, by Lena Tester", "My plan, by X X")]
    [InlineData("LENA's film", "X's film")]
    [InlineData("Valentines", "Valentines")]
    [InlineData("Bo and Lena", "Bo and X")]
    public void A_name_that_stands_alone_is_hidden(string title, string shown) =>
        Assert.Equal(shown, Blind.Without(title, "X", "Lena", "Tester", "Bo"));
}
