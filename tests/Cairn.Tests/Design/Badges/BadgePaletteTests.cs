using Cairn.Design;
using Cairn.Design.Badges;

namespace Cairn.Tests.Design.Badges;

public class BadgePaletteTests
{
    [Fact]
    public void White_stands_out_on_every_colour_and_facet()
    {
        foreach (var (name, colour) in BadgePalette.ByName)
        {
            Assert.True(colour.Contrast(BadgePalette.Paper) >= 4.5, name);
            Assert.True(colour.Toward(BadgePalette.Paper, 0.07).Contrast(BadgePalette.Paper) >= 4.5, name);
            Assert.True(colour.Toward(BadgePalette.Ink, 0.14).Contrast(colour.Toward(BadgePalette.Paper, 0.82)) >= 3, name);
        }
    }

    [Fact]
    public void Every_subject_has_a_colour_of_its_own_that_can_be_told_apart()
    {
        var colours = Enum.GetValues<SubjectFamily>().Select(BadgePalette.NameOf).ToList();
        Assert.Equal(9, colours.Distinct().Count());
        foreach (var a in colours)
        foreach (var b in colours.Where(b => b != a))
            Assert.True(Distance(BadgePalette.ByName[a], BadgePalette.ByName[b]) > 18, $"{a} {b}");
    }

    // CIE 1976 colour difference.
    static double Distance(Colour a, Colour b)
    {
        var (l1, a1, b1) = Lab(a);
        var (l2, a2, b2) = Lab(b);
        return Math.Sqrt(Math.Pow(l1 - l2, 2) + Math.Pow(a1 - a2, 2) + Math.Pow(b1 - b2, 2));
    }

    static (double L, double A, double B) Lab(Colour c)
    {
        double Linear(byte v) => v / 255d <= 0.04045 ? v / 255d / 12.92 : Math.Pow((v / 255d + 0.055) / 1.055, 2.4);
        double F(double t) => t > 0.008856 ? Math.Cbrt(t) : 7.787 * t + 16 / 116d;
        var (r, g, b) = (Linear(c.Red), Linear(c.Green), Linear(c.Blue));
        var x = F((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
        var y = F(0.2126 * r + 0.7152 * g + 0.0722 * b);
        var z = F((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
        return (116 * y - 16, 500 * (x - y), 200 * (y - z));
    }
}
