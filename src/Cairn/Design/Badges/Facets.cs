namespace Cairn.Design.Badges;

/// <summary>Parts of an outline without dents, cut off by straight lines (Sutherland–Hodgman).</summary>
internal static class Facets
{
    public static VectorPath Above(VectorPath path, Dot left, Dot right) =>
        VectorPath.Polygon(Cut(Corners(path), left, right, above: true));

    public static VectorPath Below(VectorPath path, Dot left, Dot right) =>
        VectorPath.Polygon(Cut(Corners(path), left, right, above: false));

    public static VectorPath Between(VectorPath path, (Dot Left, Dot Right) top, (Dot Left, Dot Right) bottom) =>
        VectorPath.Polygon(Cut(Cut(Corners(path), top.Left, top.Right, above: false), bottom.Left, bottom.Right, above: true));

    static List<Dot> Corners(VectorPath path) => path.Flattened(2).First().Dots;

    static List<Dot> Cut(List<Dot> corners, Dot left, Dot right, bool above)
    {
        double Height(Dot d) => ((right.X - left.X) * (d.Y - left.Y) - (right.Y - left.Y) * (d.X - left.X)) * (above ? -1 : 1);
        List<Dot> kept = [];
        for (var i = 0; i < corners.Count; i++)
        {
            var (from, to) = (corners[i], corners[(i + 1) % corners.Count]);
            var (a, b) = (Height(from), Height(to));
            if (a >= 0)
                kept.Add(from);
            if (a * b < 0)
                kept.Add(from + (to - from) * (a / (a - b)));
        }

        return kept;
    }
}
