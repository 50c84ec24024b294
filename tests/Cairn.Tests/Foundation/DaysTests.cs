using System.Text.RegularExpressions;
using Cairn.Foundation;
using Cairn.Tests.Foundation.Html;

namespace Cairn.Tests.Foundation;

public sealed partial class DaysTests
{
    /// <summary>Code that makes a day by itself, and why.</summary>
    private static readonly Dictionary<string, string> ByThemselves = new()
    {
        ["Foundation/Days.cs"] = "It is the one way.",
        ["People/AgePolicy.cs"] = "Birthdays are counted in UTC, for every district alike.",
    };

    [Theory]
    [InlineData("America/Los_Angeles", "2026-05-02T05:30:00Z", "2026-05-01")]
    [InlineData("Pacific/Auckland", "2026-04-30T12:30:00Z", "2026-05-01")]
    [InlineData("America/Los_Angeles", "2026-05-02T00:30:00+02:00", "2026-05-01")]
    [InlineData("Nowhere/Land", "2026-05-02T05:30:00Z", "2026-05-02")]
    public void A_day_is_that_of_the_zone(string zone, string instant, string day) =>
        Assert.Equal(Day(day), At(instant).DayIn(Days.ZoneOf(zone)));

    [Theory]
    [InlineData("2026-05-01T22:30:00-07:00", "2026-05-01")]
    [InlineData("2026-05-02T05:30:00Z", "2026-05-02")]
    [InlineData("2026-01-01T00:10:00+13:00", "2026-01-01")]
    public void A_day_as_written_is_that_of_its_offset(string instant, string day) => Assert.Equal(Day(day), At(instant).DayAsWritten());

    [Theory]
    [InlineData("America/Los_Angeles", "2026-03-09", "2026-03-09T00:00:00-07:00")]
    [InlineData("America/Los_Angeles", "2026-03-08", "2026-03-08T00:00:00-08:00")]
    [InlineData("America/Havana", "2026-03-08", "2026-03-08T01:00:00-04:00")] // its clocks skip midnight
    public void A_day_begins_when_the_zones_clocks_say_so(string zone, string day, string begins) =>
        Assert.Equal(At(begins), Day(day).StartIn(Days.ZoneOf(zone)));

    [Theory]
    [InlineData("America/Los_Angeles", "2026-01-31T22:00:00-08:00", 1, "2026-02-28T22:00:00-08:00")]
    [InlineData("America/Los_Angeles", "2025-12-01T23:30:00-08:00", 6, "2026-06-01T23:30:00-07:00")]
    [InlineData("America/Los_Angeles", "2026-02-08T02:30:00-08:00", 1, "2026-03-08T03:00:00-07:00")]
    [InlineData("Pacific/Auckland", "2026-01-31T00:30:00+13:00", 5, "2026-06-30T00:30:00+12:00")]
    public void Months_are_counted_on_the_calendar_of_the_zone(string zone, string instant, int months, string later) =>
        Assert.Equal(At(later), At(instant).ToUniversalTime().AddMonths(months, Days.ZoneOf(zone)));

    [Fact]
    public void No_other_file_makes_a_day_of_an_instant()
    {
        var files = Directory
            .EnumerateFiles(Sources.Platform, "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Select(file => (Name: Path.GetRelativePath(Sources.Platform, file).Replace('\\', '/'), File: file))
            .Where(file =>
                !file.Name.StartsWith("obj/", StringComparison.Ordinal) && !file.Name.StartsWith("bin/", StringComparison.Ordinal)
            )
            .ToList();
        Assert.True(files.Count > 400, "the sources were not found");

        Assert.Equal(
            ByThemselves.Keys.Order(),
            files.Where(file => OwnWay().IsMatch(File.ReadAllText(file.File))).Select(file => file.Name).Order()
        );
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"DateOnly\.FromDateTime|(Utc|Local)?DateTime\.(Date|Year|Month|Day)\b")]
    private static partial Regex OwnWay();
}
