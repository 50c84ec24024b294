namespace Cairn.Design.Badges;

/// <summary>
/// How much of each pixel a shape covers. For areas exactly: each edge adds its signed area to the pixels that it crosses, and the
/// sum from the left is the coverage; what turns the other way is a hole. For lines by the distance to the nearest piece.
/// </summary>
internal sealed class Coverage(int width, int height)
{
    readonly float[] _areas = new float[width * height];
    readonly float[] _lines = new float[width * height];
    int _top = int.MaxValue;
    int _bottom;

    public void Add(List<Dot> dots, double scale)
    {
        for (var i = 0; i < dots.Count; i++)
        {
            var (from, to) = (dots[i] * scale, dots[(i + 1) % dots.Count] * scale);
            if (from.Y < to.Y)
                Edge(from, to, 1);
            else if (from.Y > to.Y)
                Edge(to, from, -1);
        }
    }

    /// <summary>A line with round ends and corners: the union of its pieces, so each pixel takes the most that any piece gives.</summary>
    public void AddLine(List<Dot> dots, bool closed, double radius, double scale)
    {
        for (var i = 0; i + (closed ? 0 : 1) < dots.Count; i++)
            Piece(dots[i] * scale, dots[(i + 1) % dots.Count] * scale, (float)radius);
    }

    /// <summary>Paints what is covered, then clears it.</summary>
    public void Blend(byte[] pixels, Colour colour)
    {
        for (var y = _top; y < _bottom; y++)
        {
            var sum = 0f;
            for (var index = y * width; index < (y + 1) * width; index++)
            {
                sum += _areas[index];
                var alpha = MathF.Min(1, MathF.Max(MathF.Abs(sum), _lines[index]));
                if (alpha > 0.002f)
                    Over(pixels, index * 4, colour, alpha);
            }

            _areas.AsSpan(y * width, width).Clear();
            _lines.AsSpan(y * width, width).Clear();
        }

        (_top, _bottom) = (int.MaxValue, 0);
    }

    static void Over(byte[] pixels, int at, Colour colour, float alpha)
    {
        var below = pixels[at + 3] * (1 - alpha) / 255f;
        var all = alpha + below;
        var (above, under) = (alpha / all, below / all);
        pixels[at] = (byte)(colour.Red * above + pixels[at] * under + 0.5f);
        pixels[at + 1] = (byte)(colour.Green * above + pixels[at + 1] * under + 0.5f);
        pixels[at + 2] = (byte)(colour.Blue * above + pixels[at + 2] * under + 0.5f);
        pixels[at + 3] = (byte)(all * 255 + 0.5f);
    }

    void Touch(int top, int bottom) => (_top, _bottom) = (Math.Min(_top, top), Math.Max(_bottom, bottom));

    void Piece(Dot from, Dot to, float radius)
    {
        var reach = radius + 1;
        var (left, right) = (
            Math.Max(0, (int)(Math.Min(from.X, to.X) - reach)),
            Math.Min(width, (int)(Math.Max(from.X, to.X) + reach) + 1)
        );
        var (top, bottom) = (
            Math.Max(0, (int)(Math.Min(from.Y, to.Y) - reach)),
            Math.Min(height, (int)(Math.Max(from.Y, to.Y) + reach) + 1)
        );
        var (dx, dy) = ((float)(to.X - from.X), (float)(to.Y - from.Y));
        var square = MathF.Max(dx * dx + dy * dy, 1e-9f);
        Touch(top, bottom);
        for (var y = top; y < bottom; y++)
        {
            var py = y + 0.5f - (float)from.Y;
            for (var x = left; x < right; x++)
            {
                var px = x + 0.5f - (float)from.X;
                var along = Math.Clamp((px * dx + py * dy) / square, 0, 1);
                var (ex, ey) = (px - along * dx, py - along * dy);
                var distance = ex * ex + ey * ey;
                if (distance >= reach * reach)
                    continue;

                ref var most = ref _lines[y * width + x];
                most = MathF.Max(most, Math.Clamp(radius + 0.5f - MathF.Sqrt(distance), 0, 1));
            }
        }
    }

    void Edge(Dot top, Dot bottom, int direction)
    {
        var slope = (bottom.X - top.X) / (bottom.Y - top.Y);
        var first = Math.Max(0, (int)Math.Floor(top.Y));
        var last = Math.Min(height - 1, (int)Math.Ceiling(bottom.Y) - 1);
        Touch(first, last + 1);
        for (var y = first; y <= last; y++)
        {
            var (from, to) = (Math.Max(top.Y, y), Math.Min(bottom.Y, y + 1));
            if (to <= from)
                continue;

            var (a, b) = (top.X + (from - top.Y) * slope, top.X + (to - top.Y) * slope);
            Row(y, Math.Clamp(Math.Min(a, b), 0, width), Math.Clamp(Math.Max(a, b), 0, width), (to - from) * direction);
        }
    }

    // Within one row an edge from x = left to x = right removes the part of each pixel to its left; all pixels further right count fully.
    void Row(int y, double left, double right, double amount)
    {
        var row = y * width;
        var (start, end) = ((int)left, (int)Math.Ceiling(right));
        if (end <= start + 1)
        {
            var middle = (left + right) / 2 - start;
            if (start < width)
                _areas[row + start] += (float)(amount * (1 - middle));
            if (start + 1 < width)
                _areas[row + start + 1] += (float)(amount * middle);
            return;
        }

        var per = amount / (right - left);
        var before = 0d;
        for (var x = start; x <= Math.Min(end, width - 1); x++)
        {
            // The integral of what lies left of each point of this pixel: how much of the edge has passed by its right side.
            var covered = x == end ? amount : per * Passed(left, right, x);
            _areas[row + x] += (float)(covered - before);
            before = covered;
        }
    }

    /// <summary>Over one pixel from x to x + 1: the mean length of edge to the left of a point in it.</summary>
    static double Passed(double left, double right, int x)
    {
        var (from, to) = (Math.Max(left, x), Math.Min(right, x + 1));
        // Rising from (from − left) to (to − left) while the edge is in the pixel, whole after it.
        return (to - from) * ((from - left) + (to - left)) / 2 + (x + 1 - to) * (right - left);
    }
}
