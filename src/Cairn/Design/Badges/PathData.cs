namespace Cairn.Design.Badges;

/// <summary>Reads SVG path data (SVG 2, 9.3) as our own drawings use it; quadratic curves and arcs become cubic ones.</summary>
internal sealed class PathData(string data)
{
    readonly List<Contour> _contours = [];
    List<Segment> _segments = [];
    Dot _start;
    Dot _at;
    int _next;

    public VectorPath Read()
    {
        var command = 'M';
        while (SkipBlank())
        {
            if (char.IsAsciiLetter(data[_next]))
                command = data[_next++];
            Apply(command);
            // Further pairs after M are lines.
            if (command is 'M')
                command = 'L';
            if (command is 'm')
                command = 'l';
        }

        Finish(closed: false);
        return new(_contours);
    }

    void Apply(char command)
    {
        var relative = char.IsAsciiLetterLower(command);
        Dot Point() => relative ? _at + new Dot(Number(), Number()) : new Dot(Number(), Number());
        switch (char.ToUpperInvariant(command))
        {
            case 'M':
                var to = Point();
                Finish(closed: false);
                _start = _at = to;
                break;
            case 'L':
                Line(Point());
                break;
            case 'H':
                Line(_at with { X = Number() + (relative ? _at.X : 0) });
                break;
            case 'V':
                Line(_at with { Y = Number() + (relative ? _at.Y : 0) });
                break;
            case 'C':
                Curve(Point(), Point(), Point());
                break;
            case 'Q':
                var (control, end) = (Point(), Point());
                Curve(_at + (control - _at) * (2 / 3d), end + (control - end) * (2 / 3d), end);
                break;
            case 'A':
                Arc(Number(), Number(), Number(), Number() != 0, Number() != 0, Point());
                break;
            case 'Z':
                Finish(closed: true);
                break;
            default:
                throw new FormatException($"Path command {command}");
        }
    }

    void Line(Dot to)
    {
        _segments.Add(new(to, to, to, Straight: true));
        _at = to;
    }

    void Curve(Dot first, Dot second, Dot to)
    {
        _segments.Add(new(first, second, to, Straight: false));
        _at = to;
    }

    void Finish(bool closed)
    {
        if (_segments.Count > 0)
            _contours.Add(new(_start, _segments, closed));
        _segments = [];
        _at = _start;
    }

    // SVG 2, B.2.4: from end points to centre, then quarter turns at the most as cubic curves. Our arcs are never rotated.
    void Arc(double rx, double ry, double rotation, bool large, bool sweep, Dot to)
    {
        if (rotation != 0)
            throw new FormatException("A rotated arc");

        var half = new Dot((_at.X - to.X) / 2 / rx, (_at.Y - to.Y) / 2 / ry);
        var grow = Math.Max(1, half.Length);
        (rx, ry, half) = (rx * grow, ry * grow, half * (1 / grow));
        var square = half.X * half.X + half.Y * half.Y;
        var k = Math.Sqrt(Math.Max(0, 1 / square - 1)) * (large == sweep ? -1 : 1);
        var centre = new Dot((_at.X + to.X) / 2 + rx * k * half.Y, (_at.Y + to.Y) / 2 - ry * k * half.X);
        var from = Math.Atan2((_at.Y - centre.Y) / ry, (_at.X - centre.X) / rx);
        var turn = Math.Atan2((to.Y - centre.Y) / ry, (to.X - centre.X) / rx) - from;
        if (sweep && turn <= 0)
            turn += 2 * Math.PI;
        if (!sweep && turn >= 0)
            turn -= 2 * Math.PI;

        var parts = Math.Max(1, (int)Math.Ceiling(Math.Abs(turn) / (Math.PI / 2) - 1e-9));
        var step = turn / parts;
        var reach = 4 / 3d * Math.Tan(step / 4);
        Dot On(double a) => new(centre.X + rx * Math.Cos(a), centre.Y + ry * Math.Sin(a));
        Dot Along(double a) => new(-rx * Math.Sin(a) * reach, ry * Math.Cos(a) * reach);
        for (var i = 0; i < parts; i++)
        {
            var (a, b) = (from + step * i, from + step * (i + 1));
            Curve(On(a) + Along(a), On(b) - Along(b), i == parts - 1 ? to : On(b));
        }
    }

    bool SkipBlank()
    {
        while (_next < data.Length && data[_next] is ' ' or ',')
            _next++;
        return _next < data.Length;
    }

    double Number()
    {
        SkipBlank();
        var start = _next;
        if (_next < data.Length && data[_next] is '-' or '+')
            _next++;
        var point = false;
        while (_next < data.Length && (char.IsAsciiDigit(data[_next]) || data[_next] == '.' && !point))
            point |= data[_next++] == '.';
        return double.Parse(data.AsSpan(start, _next - start), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
