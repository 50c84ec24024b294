namespace Cairn.Design.Badges;

/// <summary>A point of a drawing; x to the right, y down.</summary>
internal readonly record struct Dot(double X, double Y)
{
    public static Dot operator +(Dot a, Dot b) => new(a.X + b.X, a.Y + b.Y);

    public static Dot operator -(Dot a, Dot b) => new(a.X - b.X, a.Y - b.Y);

    public static Dot operator *(Dot a, double k) => new(a.X * k, a.Y * k);

    public double Length => Math.Sqrt(X * X + Y * Y);
}

/// <summary>One piece of a path, starting where the previous one ended: a straight line, or a cubic Bézier curve.</summary>
internal readonly record struct Segment(Dot First, Dot Second, Dot End, bool Straight);

/// <summary>A run of pieces, open or closed.</summary>
internal sealed record Contour(Dot Start, IReadOnlyList<Segment> Segments, bool Closed);

/// <summary>The geometry of a shape. Immutable.</summary>
internal sealed record VectorPath(IReadOnlyList<Contour> Contours)
{
    /// <summary>Reads SVG path data: M, L, H, V, C, Q, A and Z, absolute or relative.</summary>
    public static VectorPath Parse(string data) => new PathData(data).Read();

    public static VectorPath Polygon(IEnumerable<Dot> dots)
    {
        var all = dots.ToList();
        return new([new(all[0], [.. all.Skip(1).Select(d => new Segment(d, d, d, Straight: true))], Closed: true)]);
    }

    /// <summary>A polygon whose corners are rounded off.</summary>
    public static VectorPath Rounded(double radius, params IReadOnlyList<Dot> corners)
    {
        List<Segment> segments = [];
        Dot? start = null;
        for (var i = 0; i < corners.Count; i++)
        {
            var (before, corner, after) = (corners[(i + corners.Count - 1) % corners.Count], corners[i], corners[(i + 1) % corners.Count]);
            var (enter, leave) = (Toward(corner, before, radius), Toward(corner, after, radius));
            if (start is null)
                start = enter;
            else
                segments.Add(new(enter, enter, enter, Straight: true));
            segments.Add(new(Toward(corner, before, radius * 0.4), Toward(corner, after, radius * 0.4), leave, Straight: false));
        }

        return new([new(start!.Value, segments, Closed: true)]);
    }

    /// <summary>Scaled about a centre, then moved.</summary>
    public VectorPath Placed(double scale, Dot centre, Dot to)
    {
        Dot Map(Dot d) => (d - centre) * scale + to;
        return new([
            .. Contours.Select(c => new Contour(
                Map(c.Start),
                [.. c.Segments.Select(s => new Segment(Map(s.First), Map(s.Second), Map(s.End), s.Straight))],
                c.Closed
            )),
        ]);
    }

    /// <summary>The contours as corners, fine enough for the scale at which they are drawn.</summary>
    public IEnumerable<(List<Dot> Dots, bool Closed)> Flattened(double scale)
    {
        foreach (var contour in Contours)
        {
            List<Dot> dots = [contour.Start];
            foreach (var segment in contour.Segments)
            {
                if (!segment.Straight)
                    Curve(dots, segment, scale);
                dots.Add(segment.End);
            }

            yield return (dots, contour.Closed);
        }
    }

    /// <summary>SVG path data with two decimals.</summary>
    public string ToData()
    {
        var text = new StringBuilder();
        foreach (var contour in Contours)
        {
            Write(text, 'M', contour.Start);
            foreach (var s in contour.Segments)
            {
                if (s.Straight)
                    Write(text, 'L', s.End);
                else
                    Write(text, 'C', s.First, s.Second, s.End);
            }

            if (contour.Closed)
                text.Append('Z');
        }

        return text.ToString();
    }

    static Dot Toward(Dot from, Dot to, double distance) =>
        from + (to - from) * (Math.Min(distance, (to - from).Length / 2) / (to - from).Length);

    static void Curve(List<Dot> dots, Segment s, double scale)
    {
        var from = dots[^1];
        var length = ((s.First - from).Length + (s.Second - s.First).Length + (s.End - s.Second).Length) * scale;
        var steps = Math.Clamp((int)Math.Ceiling(Math.Sqrt(length) * 2.2), 4, 80);
        for (var i = 1; i < steps; i++)
        {
            var t = (double)i / steps;
            var u = 1 - t;
            dots.Add(from * (u * u * u) + s.First * (3 * u * u * t) + s.Second * (3 * u * t * t) + s.End * (t * t * t));
        }
    }

    static void Write(StringBuilder text, char command, params ReadOnlySpan<Dot> dots)
    {
        text.Append(command);
        for (var i = 0; i < dots.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? " " : "")}{dots[i].X:0.##} {dots[i].Y:0.##}");
    }
}
