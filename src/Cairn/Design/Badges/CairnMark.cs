namespace Cairn.Design.Badges;

/// <summary>The mark of Cairn: three stacked stones. Also the sign of the application and its favicon.</summary>
internal static class CairnMark
{
    const string Bottom = "M14 204C10 176 44 160 122 158C204 156 244 172 243 202C242 232 208 242 126 243C50 244 18 232 14 204Z";
    const string Middle = "M44 124C44 98 76 88 132 88C190 88 216 102 214 126C212 148 186 156 126 156C72 156 44 148 44 124Z";
    const string Top = "M82 54C80 28 104 14 132 14C162 14 182 30 180 54C178 76 158 86 130 86C102 86 84 76 82 54Z";

    /// <summary>In the colours of three stones.</summary>
    public static BadgeDrawing Draw(string title = "Cairn") =>
        new(title, "", [.. Lit(Bottom, "basalt"), .. Lit(Middle, "slate"), .. Lit(Top, "moss")]);

    /// <summary>In one colour, for print and for the tab of a browser.</summary>
    public static BadgeDrawing Draw(Colour colour, string title = "Cairn") =>
        new(title, "", [.. new[] { Bottom, Middle, Top }.Select(p => new BadgeShape(VectorPath.Parse(p), Fill: colour))]);

    // As on a badge: lit from above on the left, shaded below.
    static IEnumerable<BadgeShape> Lit(string data, string name)
    {
        var (path, colour) = (VectorPath.Parse(data), BadgePalette.ByName[name]);
        var ends = path.Contours[0].Segments.Select(s => s.End.Y).ToList();
        var (top, height) = (ends.Min(), ends.Max() - ends.Min());
        yield return new(path, Fill: colour);
        yield return new(
            Facets.Above(path, new(0, top + height * 0.62), new(256, top + height * 0.1)),
            Fill: colour.Toward(BadgePalette.Paper, 0.16)
        );
        yield return new(
            Facets.Below(path, new(0, top + height * 1.02), new(256, top + height * 0.6)),
            Fill: colour.Toward(BadgePalette.Ink, 0.22)
        );
    }
}
