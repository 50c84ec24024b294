using Cairn.Design.Badges;

namespace Cairn.Tests.Design.Badges;

public class BadgeIconsTests
{
    [Fact]
    public void There_are_many_and_no_two_are_alike()
    {
        Assert.True(BadgeIcons.All.Count >= 32);
        Assert.Equal(BadgeIcons.All.Count, BadgeIcons.ByName.Count);
        var pictures = BadgeIcons
            .All.Select(i => Convert.ToHexString(BadgePng.Paint(new("", "", [.. i.At(new(128, 128), 200, BadgePalette.Ink)]), 24)))
            .ToList();
        Assert.Equal(pictures.Count, pictures.Distinct().Count());
    }

    [Fact]
    public void Every_icon_stays_on_its_grid()
    {
        foreach (var icon in BadgeIcons.All)
        {
            var dots = icon.At(new(12, 12), 24, BadgePalette.Ink).SelectMany(s => s.Path.Flattened(8)).SelectMany(c => c.Dots).ToList();
            Assert.True(dots.All(d => d.X is >= 0.8 and <= 23.2 && d.Y is >= 0.8 and <= 23.2), icon.Name);
            Assert.True(dots.Max(d => d.Y) - dots.Min(d => d.Y) > 11, icon.Name);
        }
    }
}
