using System.Xml.Linq;
using Cairn.Credentials.Baking;
using Cairn.Design;
using Cairn.Design.Badges;

namespace Cairn.Tests.Design.Badges;

public class StoneTests
{
    static readonly Blueprint Plain = new() { Title = "Source <detective> & \"friends\"", Badge = new(Icon: "magnifier") };

    public static TheoryData<int, int, int> Every
    {
        get
        {
            var all = new TheoryData<int, int, int>();
            foreach (var category in Enum.GetValues<SkillCategory>())
            foreach (var subject in Enum.GetValues<SubjectFamily>())
            foreach (var level in Enum.GetValues<SkillLevel>())
                all.Add((int)category, (int)subject, (int)level);
            return all;
        }
    }

    [Theory, MemberData(nameof(Every))]
    public void Every_stone_fills_the_middle_and_leaves_the_corners_clear(int category, int subject, int level)
    {
        var drawing = Stone.Draw(new BadgeDesign(), (SkillCategory)category, (SubjectFamily)subject, (SkillLevel)level, "t");
        var pixels = BadgePng.Paint(drawing, 64);
        Assert.All(new[] { 0, 63, 64 * 63, 64 * 64 - 1 }, corner => Assert.Equal(0, pixels[corner * 4 + 3]));
        Assert.Equal(255, pixels[(32 * 64 + 32) * 4 + 3]);
        var quartz = BadgePalette.ByName[BadgePalette.NameOf((SubjectFamily)subject)].Toward(BadgePalette.Paper, 0.82);
        Assert.Equal(level + 1, drawing.Shapes.Count(s => s.Fill == quartz));
    }

    [Fact]
    public void The_same_blueprint_gives_the_same_bytes()
    {
        Assert.Equal(Stone.Draw(Plain).ToSvg(), Stone.Draw(Plain).ToSvg());
        Assert.Equal(Stone.Draw(Plain).ToPng(128), Stone.Draw(Plain).ToPng(128));
    }

    [Fact]
    public void The_svg_is_named_and_holds_nothing_but_paths()
    {
        var svg = XDocument.Parse(Stone.Draw(Plain).ToSvg()).Root!;
        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Equal(Plain.Title, svg.Element(ns + "title")!.Value);
        Assert.NotEmpty(svg.Element(ns + "desc")!.Value);
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.All(svg.Elements().Skip(2), e => Assert.Equal(ns + "path", e.Name));
        Assert.DoesNotContain(svg.Descendants().Attributes(), a => a.Name.LocalName is "style" or "id" or "class");
    }

    [Fact]
    public void Categories_have_clearly_different_outlines()
    {
        var masks = Enum.GetValues<SkillCategory>()
            .Select(c => BadgePng.Paint(Stone.Draw(new BadgeDesign(), c, SubjectFamily.Science, SkillLevel.Starting, "t"), 32))
            .Select(p => Enumerable.Range(0, 32 * 32).Select(i => p[i * 4 + 3] > 127).ToArray())
            .ToList();
        for (var i = 0; i < masks.Count; i++)
        for (var j = 0; j < i; j++)
            Assert.True(masks[i].Zip(masks[j]).Count(p => p.First != p.Second) > 60, $"{i} {j}");
    }

    [Fact]
    public void What_the_author_chose_goes_before_the_defaults()
    {
        var design = new BadgeDesign(Shape: "slab", Colour: "iris", Icon: "atom");
        Assert.Equal(
            "slab, iris, 1/3, atom",
            Stone.Draw(design, SkillCategory.Soft, SubjectFamily.Arts, SkillLevel.Starting, "t").Description
        );

        var unknown = new BadgeDesign(Shape: "circle", Colour: "red", Icon: "unicorn");
        Assert.Equal(
            "pebble, heather, 3/3, star",
            Stone.Draw(unknown, SkillCategory.Soft, SubjectFamily.Arts, SkillLevel.Leading, "t").Description
        );
    }

    [Fact]
    public void Solid_and_outlined_stones_and_the_mark_can_be_baked()
    {
        foreach (
            var drawing in new[]
            {
                Stone.Draw(Plain),
                Stone.Draw(Plain, BadgeFinish.Outlined),
                CairnMark.Draw(),
                CairnMark.Draw(BadgePalette.Ink),
            }
        )
        {
            foreach (var picture in new[] { drawing.ToPng(64), System.Text.Encoding.UTF8.GetBytes(drawing.ToSvg()) })
            {
                Assert.True(BakedImage.TryBake(picture, "{\"id\":1}"u8, out var baked, out var failure), failure?.Code);
                Assert.True(BakedImage.TryExtract(baked, out var credential));
                Assert.Equal("{\"id\":1}"u8.ToArray(), credential);
            }
        }
    }
}
