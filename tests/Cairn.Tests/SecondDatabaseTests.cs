using System.Reflection;

namespace Cairn.Tests;

public sealed class SecondDatabaseTests
{
    /// <summary>What <c>./test</c> leaves out on one database it runs on the other.</summary>
    [Fact]
    public void No_scenario_is_left_out_on_both_databases()
    {
        var classes = typeof(SecondDatabaseTests).Assembly.GetTypes().Where(one => one is { IsClass: true, IsAbstract: false }).ToList();
        var leftOut = classes.Where(one => one.IsDefined(typeof(SecondDatabaseAttribute))).ToList();

        Assert.NotEmpty(leftOut);
        Assert.All(
            leftOut,
            one => Assert.Single(classes, other => other.BaseType == one.BaseType && other != one && !leftOut.Contains(other))
        );
    }
}
